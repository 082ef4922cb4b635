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

package io.github.sslcredentials.handshake;

import java.io.IOException;
import java.util.List;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

import io.github.sslcredentials.Credential;
import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.test.DevelopmentCa;
import io.github.sslcredentials.test.IssuedCredential;
import org.jspecify.annotations.Nullable;

/**
 * What the properties of one client come to, made by hand: settings, one handshake
 * context, and the facades over it.
 */
final class TestClient implements HandshakeSource {

	private final IssuedCredential issued;

	private final HandshakeSettings settings;

	private @Nullable HandshakeContext context;

	private TestClient(IssuedCredential issued, HandshakeSettings settings) {
		this.issued = issued;
		this.settings = settings;
	}

	static TestClient of(IssuedCredential issued, DevelopmentCa trusted) {
		return of(issued, new TrustAnchors(false, false, List.of(trusted.certificate())));
	}

	static TestClient of(IssuedCredential issued, TrustAnchors trustAnchors) {
		return new TestClient(issued, new HandshakeSettings("ssl.clients.test", AllowedHosts.of(List.of()),
				trustAnchors, true, null, List.of(), List.of()));
	}

	static Credential credential(IssuedCredential issued) {
		return new Credential(CredentialPath.of("Client", 1), "1", issued.privateKey(), issued.certificateChain(),
				List.of());
	}

	TestClient withHosts(String... hosts) {
		return with(new HandshakeSettings("ssl.clients.test", AllowedHosts.of(List.of(hosts)),
				this.settings.trustAnchors(), this.settings.verifyHostname(), this.settings.serverName(),
				this.settings.enabledProtocols(), this.settings.ciphers()));
	}

	TestClient withoutHostnameCheck() {
		return with(new HandshakeSettings(this.settings.client(), this.settings.hosts(), this.settings.trustAnchors(),
				false, this.settings.serverName(), this.settings.enabledProtocols(), this.settings.ciphers()));
	}

	TestClient withServerName(String serverName) {
		return with(new HandshakeSettings(this.settings.client(), this.settings.hosts(), this.settings.trustAnchors(),
				this.settings.verifyHostname(), serverName, this.settings.enabledProtocols(), this.settings.ciphers()));
	}

	TestClient withProtocol(String protocol) {
		return with(new HandshakeSettings(this.settings.client(), this.settings.hosts(), this.settings.trustAnchors(),
				this.settings.verifyHostname(), this.settings.serverName(), List.of(protocol),
				this.settings.ciphers()));
	}

	private TestClient with(HandshakeSettings changed) {
		return new TestClient(this.issued, changed);
	}

	@Override
	public synchronized HandshakeContext current() {
		HandshakeContext current = this.context;
		if (current == null) {
			current = new HandshakeContext(credential(this.issued), this.settings);
			this.context = current;
		}
		return current;
	}

	@Override
	public HandshakeSettings settings() {
		return this.settings;
	}

	SSLContext sslContext() {
		return CredentialSslContext.of(this);
	}

	SSLSocketFactory socketFactory() {
		return sslContext().getSocketFactory();
	}

	SSLSocket connect(String host, int port) throws IOException {
		return (SSLSocket) socketFactory().createSocket(host, port);
	}

	SSLEngine engine(String host, int port) {
		SSLEngine engine = sslContext().createSSLEngine(host, port);
		engine.setUseClientMode(true);
		return engine;
	}

}
