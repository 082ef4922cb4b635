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

package io.github.sslcredentials.rotation;

import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSocketFactory;

import io.github.sslcredentials.Credential;
import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialRecord;
import io.github.sslcredentials.HandshakeReport;
import io.github.sslcredentials.SslCredentials;
import io.github.sslcredentials.handshake.CredentialSslContext;
import io.github.sslcredentials.handshake.HandshakeProbe;
import io.github.sslcredentials.handshake.HandshakeSource;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ConcurrentReferenceHashMap;

/**
 * {@link SslCredentials} by way of a {@link HandshakeRegistry}.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public final class RegistrySslCredentials implements SslCredentials {

	private final HandshakeRegistry registry;

	private final Map<CredentialPath, SSLContext> contexts = new ConcurrentReferenceHashMap<>();

	private final Function<String, HandshakeSource> named;

	private final Consumer<CredentialPath> refresh;

	/**
	 * Create credentials.
	 * @param registry hands out handshakes
	 * @param named finds the handshake of a named client, or throws an
	 * {@link IllegalArgumentException}
	 * @param refresh asks the store about a path
	 */
	public RegistrySslCredentials(HandshakeRegistry registry, Function<String, HandshakeSource> named,
			Consumer<CredentialPath> refresh) {
		this.registry = registry;
		this.named = named;
		this.refresh = refresh;
	}

	@Override
	public Credential get(CredentialPath path) {
		return this.registry.credential(path);
	}

	@Override
	public SSLContext sslContext(CredentialPath path) {
		return this.contexts.computeIfAbsent(path, (key) -> CredentialSslContext.of(this.registry.client(key)));
	}

	@Override
	public SSLSocketFactory socketFactory(CredentialPath path) {
		return sslContext(path).getSocketFactory();
	}

	@Override
	public SSLServerSocketFactory serverSocketFactory(CredentialPath path) {
		return CredentialSslContext.of(this.registry.server(path)).getServerSocketFactory();
	}

	@Override
	public SSLContext sslContext(CredentialRecord record) {
		return CredentialSslContext.of(this.registry.client(record));
	}

	@Override
	public SSLSocketFactory socketFactory(CredentialRecord record) {
		return sslContext(record).getSocketFactory();
	}

	@Override
	public SSLServerSocketFactory serverSocketFactory(CredentialRecord record) {
		return CredentialSslContext.of(this.registry.server(record)).getServerSocketFactory();
	}

	@Override
	public void refresh(CredentialPath path) {
		this.refresh.accept(path);
	}

	@Override
	public HandshakeReport explain(CredentialPath path, String host, int port) {
		return explain(this.registry.client(path), path, host, port);
	}

	@Override
	public HandshakeReport explain(String client, String host, int port) {
		return explain(this.named.apply(client), null, host, port);
	}

	private static HandshakeReport explain(HandshakeSource source, @Nullable CredentialPath path, String host,
			int port) {
		if (host.isBlank()) {
			throw new IllegalArgumentException("'host' must not be empty");
		}
		if (port < 1 || port > 65_535) {
			throw new IllegalArgumentException("'port' must be between 1 and 65535, but is %d".formatted(port));
		}
		return new HandshakeProbe(source, path).run(host, port);
	}

}
