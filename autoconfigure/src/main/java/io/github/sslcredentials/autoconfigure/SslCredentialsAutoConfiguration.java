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

package io.github.sslcredentials.autoconfigure;

import java.time.Clock;
import java.util.function.Supplier;

import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;

import io.github.sslcredentials.SslCredentials;
import io.github.sslcredentials.autoconfigure.SslCredentialsProperties.Encryption.Mode;
import io.github.sslcredentials.encryption.AesGcmSealer;
import io.github.sslcredentials.encryption.ContentSealer;
import io.github.sslcredentials.encryption.CredentialSealer;
import io.github.sslcredentials.encryption.EncryptionKeys;
import io.github.sslcredentials.format.CredentialReader;
import io.github.sslcredentials.handshake.CredentialSslContext;
import io.github.sslcredentials.loading.CredentialLoader;
import io.github.sslcredentials.loading.RecordOpener;
import io.github.sslcredentials.rotation.CredentialRefresh;
import io.github.sslcredentials.rotation.Draining;
import io.github.sslcredentials.rotation.HandshakeRegistry;
import io.github.sslcredentials.rotation.RegistrySslCredentials;
import io.github.sslcredentials.rotation.RotationScheduler;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindHandlerAdvisor;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;

/**
 * Auto-configuration of credentials and of TLS with them.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
@AutoConfiguration
@ConditionalOnSwitch("ssl.enabled")
@EnableConfigurationProperties(SslCredentialsProperties.class)
@Import(NamedSocketFactories.Registrar.class)
public final class SslCredentialsAutoConfiguration {

	static final String CONFIGURED_CLIENTS = "sslCredentialsConfiguredClients";

	private static final String SOCKET_FACTORY = "sslCredentialsSocketFactory";

	@Bean
	static ConfigurationPropertiesBindHandlerAdvisor sslCredentialsClientBinding() {
		return ClientBindHandler::new;
	}

	@Bean
	CredentialReader sslCredentialsReader(SslCredentialsProperties properties) {
		return new CredentialReader(Clock.systemUTC(), password(properties));
	}

	@Bean
	OrderedRepositories sslCredentialsOrderedRepositories(ListableBeanFactory beanFactory) {
		return new OrderedRepositories(beanFactory);
	}

	@Bean
	@ConditionalOnMissingBean
	EncryptionKeys sslCredentialsEncryptionKeys(SslCredentialsProperties properties, ResourceLoader resourceLoader,
			ObjectProvider<EmbeddedKey> embeddedKey) {
		EncryptionKeys keys = new ConfiguredKeys(properties.getEncryption(), resourceLoader).read();
		EmbeddedKey embedded = embeddedKey.getIfAvailable();
		boolean missing = keys.primary() == null && properties.getEncryption().getMode() != Mode.NONE;
		return (missing && embedded != null) ? embedded.keys() : keys;
	}

	@Bean
	@ConditionalOnMissingBean(ContentSealer.class)
	AesGcmSealer sslCredentialsContentSealer(EncryptionKeys keys, SslCredentialsProperties properties) {
		return new AesGcmSealer(keys, properties.getEncryption().getMode() != Mode.NONE);
	}

	@Bean
	CredentialSealer sslCredentialsSealer(ContentSealer sealer) {
		return new CredentialSealer(sealer);
	}

	@Bean
	DeferredSealer sslCredentialsDeferredSealer(ObjectProvider<ContentSealer> sealer) {
		return new DeferredSealer(sealer);
	}

	@Bean
	RecordOpener sslCredentialsRecordOpener(DeferredSealer sealer, CredentialReader reader) {
		return new RecordOpener(sealer.sealer(), reader);
	}

	@Bean
	CredentialLoader sslCredentialsLoader(OrderedRepositories repositories, RecordOpener opener,
			SslCredentialsProperties properties) {
		return new CredentialLoader(repositories, repositories::prepare, opener, properties.getStore().limits());
	}

	@Bean
	ClientDefinitions sslCredentialsClientDefinitions(SslCredentialsProperties properties,
			ResourceLoader resourceLoader) {
		return new ClientDefinitions(properties, new CaCertificates(resourceLoader));
	}

	@Bean
	RotationScheduler sslCredentialsRotationScheduler() {
		return new RotationScheduler();
	}

	@Bean
	Draining sslCredentialsDraining(RotationScheduler scheduler, ApplicationEventPublisher events) {
		return new Draining(scheduler, events::publishEvent);
	}

	@Bean
	HandshakeRegistry sslCredentialsHandshakeRegistry(CredentialLoader loader, ClientDefinitions definitions,
			Draining draining) {
		return new HandshakeRegistry(loader, definitions.defaults(), draining);
	}

	@Bean
	CredentialRefresh sslCredentialsRefresh(CredentialLoader loader, HandshakeRegistry handshakes,
			SslCredentialsProperties properties, RotationScheduler scheduler, ApplicationEventPublisher events) {
		return new CredentialRefresh(loader, handshakes,
				properties.getRefresh().settings(properties.getStore().positiveTimeout()), scheduler,
				events::publishEvent);
	}

	@Bean
	RefreshLifecycle sslCredentialsRefreshLifecycle(CredentialRefresh refresh) {
		return new RefreshLifecycle(refresh);
	}

	@Bean(CONFIGURED_CLIENTS)
	ConfiguredClients sslCredentialsConfiguredClients(ClientDefinitions definitions, HandshakeRegistry handshakes) {
		return new ConfiguredClients(definitions.topLevel(handshakes), definitions.named(handshakes));
	}

	@Bean
	SslCredentialsStartCheck sslCredentialsStartCheck(ConfiguredClients clients, ClientDefinitions definitions,
			OrderedRepositories repositories, ObjectProvider<PathCheck> pathChecks, Environment environment) {
		return new SslCredentialsStartCheck(clients, definitions.defaults(), ServerBundles.of(environment),
				repositories, pathChecks);
	}

	@Bean
	@ConditionalOnMissingBean(SslCredentials.class)
	RegistrySslCredentials sslCredentialsFacade(HandshakeRegistry handshakes, ObjectProvider<ConfiguredClients> clients,
			CredentialRefresh refresh) {
		return new RegistrySslCredentials(handshakes, (name) -> clients.getObject().named(name), refresh::refresh);
	}

	@Bean(NamedSocketFactories.BEAN_NAME)
	NamedSocketFactories sslCredentialsNamedSocketFactories(ConfiguredClients clients) {
		return new NamedSocketFactories(clients);
	}

	@Bean(SOCKET_FACTORY)
	@ConditionalOnProperty("ssl.credential")
	@ConditionalOnMissingBean(name = SOCKET_FACTORY)
	SSLSocketFactory sslCredentialsSocketFactory(ConfiguredClients clients) {
		return CredentialSslContext.of(clients.topLevel()).getSocketFactory();
	}

	@Bean
	static UnknownKeyCheck sslCredentialsUnknownKeyCheck(Environment environment) {
		return new UnknownKeyCheck(environment);
	}

	@Bean
	static AheadOfTimeCheck sslCredentialsAheadOfTimeCheck(Environment environment) {
		return new AheadOfTimeCheck(environment);
	}

	@Bean
	static DefaultCandidates sslCredentialsSocketFactoryCandidate() {
		return new DefaultCandidates(SOCKET_FACTORY, SSLSocketFactory.class, SocketFactory.class);
	}

	@Bean
	static NamedClientCheck sslCredentialsNamedSocketFactoryCheck(Environment environment) {
		return new NamedClientCheck(environment, SSLSocketFactory.class);
	}

	private static Supplier<char @Nullable []> password(SslCredentialsProperties properties) {
		return () -> {
			String password = properties.getStore().getPrivateKeyPassword();
			return (password != null) ? password.toCharArray() : null;
		};
	}

}
