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
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;

/**
 * Shows an engine in its handshake to the trust manager of the Java platform, without
 * endpoint identification: the chain, the algorithms and stapled answers are checked, the
 * name is not.
 */
final class UnnamedSslEngine extends DelegatingSslEngine {

	UnnamedSslEngine(SSLEngine delegate) {
		super(delegate);
	}

	@Override
	public SSLParameters getSSLParameters() {
		return PeerNames.withoutEndpointIdentification(this.delegate.getSSLParameters());
	}

	@Override
	public void setSSLParameters(SSLParameters parameters) {
		throw new UnsupportedOperationException();
	}

	@Override
	public void beginHandshake() throws SSLException {
		throw new UnsupportedOperationException();
	}

	@Override
	public SSLEngineResult wrap(ByteBuffer[] sources, int offset, int length, ByteBuffer target) throws SSLException {
		throw new UnsupportedOperationException();
	}

	@Override
	public SSLEngineResult unwrap(ByteBuffer source, ByteBuffer[] targets, int offset, int length) throws SSLException {
		throw new UnsupportedOperationException();
	}

}
