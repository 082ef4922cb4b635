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

import org.jspecify.annotations.Nullable;

/**
 * An engine that, on the client's side, does not shake hands unless the names of its peer
 * agree.
 */
final class CredentialSslEngine extends DelegatingSslEngine {

	private final HandshakeSettings settings;

	/** Whether there is nothing to check any more. */
	private boolean begun;

	private @Nullable SSLException refusal;

	CredentialSslEngine(SSLEngine delegate, HandshakeSettings settings) {
		super(delegate);
		this.settings = settings;
	}

	@Override
	public void setUseClientMode(boolean mode) {
		this.delegate.setUseClientMode(mode);
		this.begun = !mode;
		SSLParameters parameters = this.delegate.getSSLParameters();
		this.delegate
			.setSSLParameters(mode ? PeerNames.configure(parameters, this.settings) : this.settings.limit(parameters));
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
		if (this.refusal != null) {
			throw this.refusal;
		}
		return checked(this.delegate.unwrap(source, targets, offset, length));
	}

	private void begin() throws SSLException {
		if (!this.begun && getUseClientMode()) {
			SSLParameters parameters = PeerNames.enforce(this.delegate.getSSLParameters(), this.settings);
			this.delegate.setSSLParameters(parameters);
			PeerNames.check(parameters, getPeerHost(), this.settings);
			this.begun = true;
		}
	}

	private SSLEngineResult checked(SSLEngineResult result) throws SSLException {
		if (result.getHandshakeStatus() == HandshakeStatus.FINISHED && getUseClientMode()) {
			checkOffered();
		}
		return result;
	}

	/**
	 * After a refusal nothing is read any more, and only the closure alert is written.
	 */
	private void checkOffered() throws SSLException {
		try {
			HandshakeContext.checkOffered(this.delegate.getSession());
		}
		catch (SSLException ex) {
			this.refusal = ex;
			this.delegate.closeOutbound();
			throw ex;
		}
	}

}
