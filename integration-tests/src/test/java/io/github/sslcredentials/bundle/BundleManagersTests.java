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

package io.github.sslcredentials.bundle;

import java.io.IOException;
import java.net.InetAddress;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509TrustManager;

import io.github.sslcredentials.HostnameMismatchException;
import io.github.sslcredentials.NoSuchCredentialException;
import io.github.sslcredentials.app.InMemoryApplication;
import io.github.sslcredentials.test.DevelopmentCa;
import io.github.sslcredentials.test.MutualTlsPartner;
import io.github.sslcredentials.test.MutualTlsPartner.ClientAuth;
import io.github.sslcredentials.test.MutualTlsPartnerExtension;
import io.github.sslcredentials.test.PartnerConnection;
import io.github.sslcredentials.test.PartnerRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslManagerBundle;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What is left of the promises where somebody makes a context of their own from the
 * managers of a bundle.
 */
class BundleManagersTests {

	@RegisterExtension
	static final MutualTlsPartnerExtension partner = new MutualTlsPartnerExtension(InMemoryApplication.partner());

	@RegisterExtension
	static final MutualTlsPartnerExtension elsewhere = new MutualTlsPartnerExtension(
			InMemoryApplication.partner().serverCredential(InMemoryApplication.CA.issueServer("elsewhere.example")));

	@RegisterExtension
	static final MutualTlsPartnerExtension untrusted = new MutualTlsPartnerExtension(
			MutualTlsPartner.builder(DevelopmentCa.create("Other CA")).clientAuth(ClientAuth.WANT));

	private final ApplicationContextRunner runner = Bundles.runner();

	@Test
	void foreignContextShowsCredentialToVerifiedPeer() {
		this.runner.run((context) -> {
			SSLContext foreign = foreign(context.getBean(SslBundles.class).getBundle("bank"));
			Bundles.request(foreign, partner.port());
			assertThat(partner.requests()).extracting(PartnerRequest::seenAs).containsExactly("CN=asalieri");
		});
	}

	@Test
	void foreignContextRefusesWrongName() {
		this.runner.run((context) -> {
			SSLContext foreign = foreign(context.getBean(SslBundles.class).getBundle("bank"));
			assertThatExceptionOfType(IOException.class).isThrownBy(() -> Bundles.request(foreign, elsewhere.port()))
				.withRootCauseInstanceOf(HostnameMismatchException.class);
			assertThat(elsewhere.connections()).isEmpty();
		});
	}

	@Test
	void foreignContextRefusesWrongAuthority() {
		this.runner.run((context) -> {
			SSLContext foreign = foreign(context.getBean(SslBundles.class).getBundle("bank"));
			assertThatExceptionOfType(IOException.class).isThrownBy(() -> Bundles.request(foreign, untrusted.port()))
				.withMessageContaining("unable to find valid certification path");
			assertThat(untrusted.connections()).isEmpty();
		});
	}

	@Test
	void foreignContextRefusesHostOfOthers() {
		this.runner.withPropertyValues("ssl.clients.bank.hosts=api.bank.example").run((context) -> {
			SSLContext foreign = foreign(context.getBean(SslBundles.class).getBundle("bank"));
			assertThatExceptionOfType(IOException.class).isThrownBy(() -> Bundles.request(foreign, partner.port()))
				.withMessageContaining(
						"The peer host 'localhost' is not among the hosts of this client: api.bank.example");
			assertThat(partner.connections()).isEmpty();
		});
	}

	@Test
	void foreignContextRefusesPeerWithoutName() {
		this.runner.run((context) -> {
			SSLContext foreign = foreign(context.getBean(SslBundles.class).getBundle("bank"));
			InetAddress address = InetAddress.getByAddress(new byte[] { 127, 0, 0, 1 });
			try (SSLSocket socket = (SSLSocket) foreign.getSocketFactory().createSocket(address, partner.port())) {
				assertThatExceptionOfType(IOException.class).isThrownBy(socket::startHandshake)
					.withMessageContaining("is not among the hosts of this client: localhost");
			}
			assertThat(partner.connections()).isEmpty();
		});
	}

	@Test
	void foreignContextWhenCredentialIsUnknownRefuses() {
		this.runner.withPropertyValues("ssl.clients.bank.credential=Employee/nobody/Address/1").run((context) -> {
			SSLContext foreign = foreign(context.getBean(SslBundles.class).getBundle("bank"));
			assertThatExceptionOfType(IOException.class).isThrownBy(() -> Bundles.request(foreign, partner.port()))
				.havingRootCause()
				.isInstanceOf(NoSuchCredentialException.class)
				.withMessage("No credential 'Employee/nobody/Address/1' in credentials");
			assertThat(partner.connections()).isEmpty();
		});
	}

	@Test
	void ownContextWhenCredentialIsUnknownOpensNoConnection() {
		this.runner.withPropertyValues("ssl.clients.bank.credential=Employee/nobody/Address/1").run((context) -> {
			SSLContext own = context.getBean(SslBundles.class).getBundle("bank").createSslContext();
			assertThatExceptionOfType(NoSuchCredentialException.class)
				.isThrownBy(() -> Bundles.request(own, partner.port()));
			assertThat(partner.connections()).isEmpty();
			assertThat(partner.failures()).isEmpty();
		});
	}

	@Test
	void keyManagerWithForeignTrustOffersNothingToHostsOfOthers() {
		this.runner.withPropertyValues("ssl.clients.bank.hosts=api.bank.example").run((context) -> {
			SSLContext lax = withForeignTrust(context.getBean(SslBundles.class).getBundle("bank"));
			Bundles.request(lax, untrusted.port());
			assertThat(untrusted.connections()).extracting(PartnerConnection::seenAs).containsExactly((String) null);
		});
	}

	@Test
	void keyManagerWhenCredentialIsUnknownOffersNothing() {
		this.runner.withPropertyValues("ssl.clients.bank.credential=Employee/nobody/Address/1").run((context) -> {
			SslManagerBundle managers = context.getBean(SslBundles.class).getBundle("bank").getManagers();
			X509ExtendedKeyManager keyManager = (X509ExtendedKeyManager) managers.getKeyManagers()[0];
			assertThat(keyManager.chooseClientAlias(new String[] { "EC" }, null, null)).isNull();
			assertThat(keyManager.chooseServerAlias("EC", null, null)).isNull();
			assertThat(keyManager.getPrivateKey("EC")).isNull();
			X509TrustManager trustManager = (X509TrustManager) managers.getTrustManagers()[0];
			assertThat(trustManager.getAcceptedIssuers()).isEmpty();
			assertThatExceptionOfType(CertificateException.class).isThrownBy(() -> trustManager.checkClientTrusted(
					new X509Certificate[] { InMemoryApplication.CA.issueClient("any").certificate() }, "EC"));
		});
	}

	@Test
	void managersTakeNoOtherStores() {
		this.runner.run((context) -> {
			SslManagerBundle managers = context.getBean(SslBundles.class).getBundle("bank").getManagers();
			assertThatExceptionOfType(KeyStoreException.class)
				.isThrownBy(() -> managers.getKeyManagerFactory().init(null, null));
			assertThatExceptionOfType(KeyStoreException.class)
				.isThrownBy(() -> managers.getTrustManagerFactory().init((KeyStore) null));
		});
	}

	private static SSLContext foreign(SslBundle bundle) throws Exception {
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(bundle.getManagers().getKeyManagers(), bundle.getManagers().getTrustManagers(), null);
		return context;
	}

	private static SSLContext withForeignTrust(SslBundle bundle) throws Exception {
		X509TrustManager lax = new X509TrustManager() {

			@Override
			public void checkClientTrusted(X509Certificate[] chain, String authType) {
			}

			@Override
			public void checkServerTrusted(X509Certificate[] chain, String authType) {
			}

			@Override
			public X509Certificate[] getAcceptedIssuers() {
				return new X509Certificate[0];
			}

		};
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(bundle.getManagers().getKeyManagers(), new TrustManager[] { lax }, null);
		return context;
	}

}
