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
import java.net.URI;

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
 * <p>
 * The route planner of the application is asked before: so it is asked for the host that
 * is called anyway, and what it throws is what the request would have come to. A client
 * that HttpComponents has not built might connect, and is given nobody to connect to.
 */
final class GuardProbe implements ExecChainHandler {

	static final String NAME = "ssl-credentials-probe";

	/** A port to which nothing can be connected. */
	private static final URI NOBODY = URI.create("https://127.0.0.1:0/");

	/** What the builder of HttpComponents builds; the class is not public. */
	private static final String BUILT = "org.apache.hc.client5.http.impl.classic.InternalHttpClient";

	private final HandshakeContext handshake;

	private final HttpComponentsCookies cookies;

	private volatile boolean passed;

	GuardProbe(HandshakeContext handshake, HttpComponentsCookies cookies) {
		this.handshake = handshake;
		this.cookies = cookies;
	}

	/**
	 * Check once that the client is ours.
	 * @param client the client
	 * @param called the first request that it is to be used for
	 * @throws TlsReplacedException if the client is another one
	 * @throws IOException if the route planner refuses the request
	 */
	void check(HttpClient client, URI called) throws IOException {
		if (this.passed) {
			return;
		}
		boolean built = client.getClass().getName().equals(BUILT);
		ProbeContext context = new ProbeContext();
		try {
			client.execute(new HttpGet(built ? called : NOBODY), context, (response) -> response.getCode());
		}
		catch (IOException | RuntimeException ex) {
			this.passed = (context.reached == this);
			if (built && context.reached == null && !context.passedBy) {
				throw ex;
			}
		}
		if (!this.passed) {
			throw new TlsReplacedException(
					"The HTTP client for '%s' is not the one that bears its identity: a customizer of this application has called setHttpClient on the request factory; remove it, or use a client of your own"
						.formatted(this.handshake.credential().path()));
		}
	}

	@Override
	public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
			throws IOException, HttpException {
		if (scope.clientContext instanceof ProbeContext probe) {
			probe.reached = this;
			this.cookies.keep(probe.getCookieStore());
			throw new IOException("The probe has reached its end");
		}
		return chain.proceed(request, scope);
	}

	private static final class ProbeContext extends HttpClientContext {

		private @Nullable GuardProbe reached;

		private boolean passedBy;

		@Override
		public Object getUserToken() {
			this.passedBy = true;
			throw new UnsupportedOperationException("The probe must not open a connection");
		}

	}

}
