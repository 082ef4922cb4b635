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

import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import java.util.Collections;

import io.github.sslcredentials.app.InMemoryApplication;
import io.github.sslcredentials.autoconfigure.SslCredentialsBundleAutoConfiguration;
import io.github.sslcredentials.autoconfigure.SslCredentialsPropertyException;
import io.github.sslcredentials.server.CountingStore;
import io.github.sslcredentials.test.MutualTlsPartnerExtension;
import io.github.sslcredentials.test.PartnerRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslBundleRegistrar;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * How named clients become bundles, and what their stores show.
 */
class BundleRegistrationTests {

	@RegisterExtension
	static final MutualTlsPartnerExtension partner = new MutualTlsPartnerExtension(InMemoryApplication.partner());

	private final ApplicationContextRunner runner = Bundles.runner()
		.withPropertyValues("ssl.clients.my-bank.credential=" + InMemoryApplication.WAMOZART);

	@Test
	void bundlesAreTheNamedClients() {
		this.runner.run((context) -> {
			SslBundles bundles = context.getBean(SslBundles.class);
			assertThat(bundles.getBundleNames()).containsExactly("bank", "my-bank");
			assertThat(bundles.getBundle("bank")).hasToString("CredentialSslBundle[name=bank]");
		});
	}

	@Test
	void bundlesWhenSwitchedOffAreNone() {
		this.runner.withPropertyValues("ssl.enabled=false")
			.run((context) -> assertThat(context.getBean(SslBundles.class).getBundleNames()).isEmpty());
	}

	@Test
	void registrationMakesAndAsksNothing() {
		CountingStore store = Bundles.store();
		new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(SslAutoConfiguration.class, SslCredentialsBundleAutoConfiguration.class))
			.withBean("credentials", CountingStore.class, () -> store, (definition) -> definition.setLazyInit(true))
			.withPropertyValues("ssl.clients.bank.credential=" + InMemoryApplication.ASALIERI)
			.run((context) -> {
				SslBundle bundle = context.getBean(SslBundles.class).getBundle("bank");
				assertThat(bundle.createSslContext()).isSameAs(bundle.createSslContext());
				assertThat(bundle.getManagers().getKeyManagers()).hasSize(1);
				assertThat(bundle.getManagers().getTrustManagers()).hasSize(1);
				assertThat(aliases(bundle.getStores().getKeyStore())).isZero();
				assertThat(context.getBeanFactory().containsSingleton("credentials")).isFalse();
				assertThat(store.queries()).isZero();
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "pem", "jks" })
	void registrationWhenBundleOfTheNameIsConfiguredIsRefused(String type) {
		this.runner.withPropertyValues("spring.ssl.bundle.%s.bank.options.enabled-protocols=TLSv1.3".formatted(type))
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(SslCredentialsPropertyException.class)
				.hasMessage("'ssl.clients.bank': there is a bundle of the same name under 'spring.ssl.bundle.%s.bank'",
						type));
	}

	@Test
	void registrationWhenApplicationHasRegisteredTheNameIsRefused() {
		this.runner
			.withBean(SslBundleRegistrar.class,
					() -> (registry) -> registry.registerBundle("bank", SslBundle.systemDefault()))
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(SslCredentialsPropertyException.class)
				.hasMessage("'ssl.clients.bank': the application has registered a bundle 'bank' of its own"));
	}

	@Test
	void registrationWhenApplicationHasOtherBundlesKeepsThem() {
		SslBundle theirs = SslBundle.systemDefault();
		this.runner.withPropertyValues("spring.ssl.bundle.pem.files.options.enabled-protocols=TLSv1.3")
			.withBean(SslBundleRegistrar.class, () -> (registry) -> registry.registerBundle("theirs", theirs))
			.run((context) -> {
				SslBundles bundles = context.getBean(SslBundles.class);
				assertThat(bundles.getBundleNames()).containsExactly("bank", "files", "my-bank", "theirs");
				assertThat(bundles.getBundle("theirs")).isSameAs(theirs);
			});
	}

	@Test
	void optionsAreThoseOfClient() {
		this.runner
			.withPropertyValues("ssl.clients.bank.enabled-protocols=TLSv1.3",
					"ssl.clients.bank.ciphers=TLS_AES_256_GCM_SHA384")
			.run((context) -> {
				SslBundles bundles = context.getBean(SslBundles.class);
				assertThat(bundles.getBundle("bank").getOptions().getEnabledProtocols()).containsExactly("TLSv1.3");
				assertThat(bundles.getBundle("bank").getOptions().getCiphers())
					.containsExactly("TLS_AES_256_GCM_SHA384");
				assertThat(bundles.getBundle("my-bank").getOptions().isSpecified()).isFalse();
			});
	}

	@Test
	void storesShowCertificatesOnceLoadedAndNeverTheKey() {
		this.runner.run((context) -> {
			SslBundle bundle = context.getBean(SslBundles.class).getBundle("bank");
			assertThat(aliases(bundle.getStores().getKeyStore())).isZero();
			assertThat(aliases(bundle.getStores().getTrustStore())).isZero();
			Bundles.request(bundle.createSslContext(), partner.port());
			KeyStore keyStore = bundle.getStores().getKeyStore();
			assertThat(keyStore).isNotNull().isSameAs(bundle.getStores().getKeyStore());
			String alias = Collections.list(keyStore.aliases()).get(0);
			assertThat(keyStore.getCertificateChain(alias)[0].toString()).contains("CN=asalieri");
			assertThatExceptionOfType(UnrecoverableKeyException.class)
				.isThrownBy(() -> keyStore.getKey(alias, new char[0]));
			assertThat(bundle.getStores().getKeyStorePassword()).isNull();
			assertThat(aliases(bundle.getStores().getTrustStore())).isZero();
		});
	}

	@Test
	void bundleIsOfItsClientOnly() {
		this.runner.run((context) -> {
			SslBundles bundles = context.getBean(SslBundles.class);
			for (String name : new String[] { "bank", "my-bank", "bank" }) {
				Bundles.request(bundles.getBundle(name).createSslContext(), partner.port());
			}
			assertThat(partner.requests()).extracting(PartnerRequest::seenAs)
				.containsExactly("CN=asalieri", "CN=wamozart", "CN=asalieri");
		});
	}

	private static int aliases(KeyStore keyStore) throws Exception {
		return Collections.list(keyStore.aliases()).size();
	}

}
