/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.sslcredentials.failure;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.net.ssl.SSLSocketFactory;

import io.github.sslcredentials.Credential;
import io.github.sslcredentials.CredentialException;
import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialRecord;
import io.github.sslcredentials.CredentialRepository;
import io.github.sslcredentials.SslCredentials;
import io.github.sslcredentials.app.EmployeeApplication;
import io.github.sslcredentials.client.SslClients;
import io.github.sslcredentials.handshake.AllowedHosts;
import io.github.sslcredentials.handshake.HandshakeContext;
import io.github.sslcredentials.handshake.HandshakeSettings;
import io.github.sslcredentials.handshake.TrustAnchors;
import io.github.sslcredentials.test.IssuedCredential;
import io.github.sslcredentials.test.MutualTlsPartner;
import io.github.sslcredentials.test.PartnerRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Nothing of a private key or password is in what is logged, thrown, printed or
 * published, whatever fails, with everything logged that we and the libraries in between
 * log. The logger of Hibernate that prints bound values is left out: it prints the
 * columns of the application's own entity, by the application's own choice.
 */
@Timeout(120)
@ExtendWith(OutputCaptureExtension.class)
class SecrecyTests {

	private static final CredentialPath GOOD = CredentialPath.of("Employee", "good", "Address", 100);

	private static final CredentialPath ENCRYPTED = CredentialPath.of("Employee", "encrypted", "Address", 101);

	private static final CredentialPath QUOTED = CredentialPath.of("Quoted", 1);

	private static final String PASSWORD = "the-right-password";

	private final List<String> printed = new ArrayList<>();

	private final Secrets secrets = secrets();

	@Test
	void nothingSecretIsPrintedByNormalUseNorByAnyFailure(@TempDir Path folder, CapturedOutput output) {
		try (MutualTlsPartner partner = MutualTlsPartner.start(UnusableCredential.CA);
				ConfigurableApplicationContext application = start(folder)) {
			useNormally(application, partner);
			failInEveryWay(application, partner);
			print(application);
			assertThat(partner.requests()).extracting(PartnerRequest::seenAs)
				.containsExactly("CN=good", "CN=good", "CN=good");
		}
		assertThat(output).contains("TRACE", "org.apache.hc.client5.http.wire", "SpringApplication");
		assertThat(this.printed).hasSizeGreaterThan(100)
			.anyMatch((text) -> text.contains("withheld since it quotes the credential"));
		assertThat(this.secrets.in(String.join("\n", this.printed))).isEmpty();
		assertThat(this.secrets.in(output.getAll())).isEmpty();
	}

	@Test
	void namesOfThreadsHaveCounterOnly(@TempDir Path folder) {
		try (ConfigurableApplicationContext application = start(folder)) {
			application.getBean(SslCredentials.class).get(GOOD);
			assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName)
				.filteredOn((name) -> name.toLowerCase(Locale.ROOT).contains("credential"))
				.isNotEmpty()
				.allMatch((name) -> name.matches("ssl-credentials(-(refresh|rotation|closing))?(-[0-9]+)?"));
		}
	}

	@Test
	void secretsWhenPrintedAreFound(CapturedOutput output) {
		CredentialRecord record = UnusableCredential.good().record();
		System.out.println("stored: " + new String(record.privateKeyPem()));
		assertThat(this.secrets.in(output.getAll())).isNotEmpty();
		String hex = HexFormat.of().withUpperCase().formatHex(UnusableCredential.good().privateKey().getEncoded());
		assertThat(this.secrets.in("at " + hex.substring(80, 102))).isNotEmpty();
		assertThat(this.secrets.in("password=" + PASSWORD)).containsExactly(PASSWORD);
		assertThat(this.secrets.in(stackTrace(
				new IllegalStateException("a", new IllegalArgumentException(new String(record.privateKeyPem()))))))
			.isNotEmpty();
		assertThat(this.secrets.in(UnusableCredential.good().certificateChainPem())).isEmpty();
	}

	private void useNormally(ConfigurableApplicationContext application, MutualTlsPartner partner) {
		SslClients clients = application.getBean(SslClients.class);
		clients.restTemplate(GOOD).getForObject(partner.uri("/"), String.class);
		clients.restClient(GOOD).get().uri(partner.uri("/")).retrieve().toBodilessEntity();
		clients.restClient(ENCRYPTED).get().uri(partner.uri("/")).retrieve().toBodilessEntity();
	}

	private void failInEveryWay(ConfigurableApplicationContext application, MutualTlsPartner partner) {
		for (UnusableCredential unusable : UnusableCredential.values()) {
			fail(application, CredentialPath.parse(unusable.path()), partner);
			CredentialRecord record = unusable.record();
			if (record != null) {
				this.printed.add(record.toString());
				this.printed.add(stackTrace(
						catchThrowable(() -> application.getBean(SslCredentials.class).socketFactory(record))));
			}
		}
		fail(application, QUOTED, partner);
	}

	private void fail(ConfigurableApplicationContext application, CredentialPath path, MutualTlsPartner partner) {
		SslCredentials credentials = application.getBean(SslCredentials.class);
		SslClients clients = application.getBean(SslClients.class);
		SSLSocketFactory socketFactory = credentials.socketFactory(path);
		for (Throwable thrown : Arrays.asList(catchThrowable(() -> credentials.get(path)),
				catchThrowable(() -> clients.restClient(path)), catchThrowable(() -> clients.restTemplate(path)),
				catchThrowable(() -> socketFactory.createSocket("localhost", partner.port())))) {
			this.printed.add(stackTrace(thrown));
			if (thrown instanceof CredentialException ex) {
				this.printed.add(ex.path() + " " + ex);
			}
		}
	}

	private void print(ConfigurableApplicationContext application) {
		ConfigurableListableBeanFactory beanFactory = application.getBeanFactory();
		for (String name : beanFactory.getSingletonNames()) {
			this.printed.add(name + " " + beanFactory.getSingleton(name));
		}
		this.printed.addAll(application.getBean(Events.class).seen);
		SslCredentials credentials = application.getBean(SslCredentials.class);
		Credential credential = credentials.get(ENCRYPTED);
		HandshakeSettings settings = new HandshakeSettings("ssl", AllowedHosts.of(List.of()),
				new TrustAnchors(true, false, List.of()), true, null, List.of(), List.of());
		for (Object object : Arrays.asList(credential, UnusableCredential.good().record(), settings,
				new HandshakeContext(credential, settings), credentials.sslContext(ENCRYPTED),
				credentials.sslContext(ENCRYPTED).createSSLEngine("localhost", 443),
				credentials.socketFactory(ENCRYPTED), credentials.serverSocketFactory(ENCRYPTED))) {
			this.printed.add(object.toString());
		}
	}

	private static ConfigurableApplicationContext start(Path folder) {
		ConfigurableApplicationContext application = EmployeeApplication.start(List.of(Additions.class),
				"ssl.credential=" + GOOD, "ssl.hosts=localhost", "ssl.store.private-key-password=" + PASSWORD,
				"ssl.ca-certificates=" + EmployeeApplication.location(UnusableCredential.CA, folder),
				"logging.level.io.github.sslcredentials=trace", "logging.level.org.springframework.boot=trace",
				"logging.level.org.springframework.web=trace", "logging.level.org.apache.hc=trace", "debug=true");
		EmployeeApplication.store(application, "good", 100, UnusableCredential.good().record());
		EmployeeApplication.store(application, "encrypted", 101, UnusableCredential.NO_PASSWORD.recordOrThrow());
		for (UnusableCredential unusable : UnusableCredential.values()) {
			if (unusable.record() != null) {
				EmployeeApplication.store(application, unusable.client(), unusable.ordinal(), unusable.recordOrThrow());
			}
		}
		return application;
	}

	private static Secrets secrets() {
		Secrets secrets = new Secrets();
		IssuedCredential good = UnusableCredential.good();
		secrets.add(good.record());
		for (UnusableCredential unusable : UnusableCredential.values()) {
			if (unusable.record() != null) {
				secrets.add(unusable.recordOrThrow());
			}
		}
		secrets.addPassword(PASSWORD);
		return secrets;
	}

	private static String stackTrace(@Nullable Throwable thrown) {
		StringWriter text = new StringWriter();
		if (thrown != null) {
			thrown.printStackTrace(new PrintWriter(text));
		}
		return text.toString();
	}

	@Configuration(proxyBeanMethods = false)
	static class Additions {

		@Bean
		Events events() {
			return new Events();
		}

		/** Throws what a driver does that quotes the value it cannot convert. */
		@Bean
		@Order(0)
		CredentialRepository quotingRepository() {
			return (path) -> {
				if (path.equals(QUOTED)) {
					throw new IllegalStateException("Could not extract column [1]", new IllegalArgumentException(
							"Bad value for type long : " + UnusableCredential.good().privateKeyPem()));
				}
				return null;
			};
		}

	}

	static class Events implements ApplicationListener<ApplicationEvent> {

		private final List<String> seen = new CopyOnWriteArrayList<>();

		@Override
		public void onApplicationEvent(ApplicationEvent event) {
			this.seen.add(event.toString());
		}

	}

}
