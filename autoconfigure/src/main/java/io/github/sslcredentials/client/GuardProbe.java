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

package io.github.sslcredentials.client;

import java.io.IOException;

import io.github.sslcredentials.handshake.HandshakeContext;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether an HTTP client is the one that was built with our guards, which a
 * customizer of the request factory can replace as a whole. The request that it makes is
 * answered by the outermost handler of our client; in any other it ends before a
 * connection is asked for.
 */
final class GuardProbe implements ExecChainHandler {

	static final String NAME = "ssl-credentials-probe";

	/** A port to which nothing can be connected. */
	private static final String URI = "https://127.0.0.1:0/";

	private final HandshakeContext handshake;

	GuardProbe(HandshakeContext handshake) {
		this.handshake = handshake;
	}

	void check(HttpClient client) throws TlsReplacedException {
		ProbeContext context = new ProbeContext();
		try {
			client.execute(new HttpGet(URI), context, (response) -> response.getCode());
		}
		catch (IOException | UnsupportedOperationException ex) {
			if (context.reached == this) {
				return;
			}
		}
		throw new TlsReplacedException(
				"The HTTP client for '%s' is not the one that bears its identity: a customizer of this application has called setHttpClient on the request factory; remove it, or use a client of your own"
					.formatted(this.handshake.credential().path()));
	}

	@Override
	public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
			throws IOException, HttpException {
		if (scope.clientContext instanceof ProbeContext probe) {
			probe.reached = this;
			throw new IOException("The probe has reached its end");
		}
		return chain.proceed(request, scope);
	}

	private static final class ProbeContext extends HttpClientContext {

		private @Nullable GuardProbe reached;

		@Override
		public Object getUserToken() {
			throw new UnsupportedOperationException("The probe must not open a connection");
		}

	}

}
