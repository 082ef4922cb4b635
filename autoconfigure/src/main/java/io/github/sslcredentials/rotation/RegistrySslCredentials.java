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

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSocketFactory;

import io.github.sslcredentials.Credential;
import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialRecord;
import io.github.sslcredentials.SslCredentials;
import io.github.sslcredentials.handshake.CredentialSslContext;

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

	/**
	 * Create credentials.
	 * @param registry hands out handshakes
	 */
	public RegistrySslCredentials(HandshakeRegistry registry) {
		this.registry = registry;
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

}
