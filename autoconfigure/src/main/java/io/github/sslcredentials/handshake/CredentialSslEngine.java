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

import java.nio.ByteBuffer;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;

/**
 * An engine that, on the client's side, does not shake hands unless the names of its peer
 * agree.
 */
final class CredentialSslEngine extends DelegatingSslEngine {

	private final HandshakeSettings settings;

	private boolean begun;

	CredentialSslEngine(SSLEngine delegate, HandshakeSettings settings) {
		super(delegate);
		this.settings = settings;
	}

	@Override
	public void setUseClientMode(boolean mode) {
		this.delegate.setUseClientMode(mode);
		if (mode) {
			this.delegate.setSSLParameters(PeerNames.configure(this.delegate.getSSLParameters(), this.settings));
		}
	}

	@Override
	public void setSSLParameters(SSLParameters parameters) {
		this.delegate.setSSLParameters(getUseClientMode() ? PeerNames.enforce(parameters, this.settings) : parameters);
	}

	@Override
	public void beginHandshake() throws SSLException {
		begin();
		this.delegate.beginHandshake();
	}

	@Override
	public SSLEngineResult wrap(ByteBuffer[] sources, int offset, int length, ByteBuffer target) throws SSLException {
		begin();
		return checked(this.delegate.wrap(sources, offset, length, target));
	}

	@Override
	public SSLEngineResult unwrap(ByteBuffer source, ByteBuffer[] targets, int offset, int length) throws SSLException {
		begin();
		return checked(this.delegate.unwrap(source, targets, offset, length));
	}

	private void begin() throws SSLException {
		if (!this.begun && getUseClientMode()) {
			PeerNames.check(this.delegate.getSSLParameters(), getPeerHost(), this.settings);
		}
		this.begun = true;
	}

	private SSLEngineResult checked(SSLEngineResult result) throws SSLException {
		if (result.getHandshakeStatus() == HandshakeStatus.FINISHED && getUseClientMode()) {
			HandshakeContext.checkOffered(this.delegate.getSession());
		}
		return result;
	}

}
