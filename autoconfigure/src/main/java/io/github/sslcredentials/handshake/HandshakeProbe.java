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
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLSocket;

import io.github.sslcredentials.CredentialException;
import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.HandshakeReport;
import io.github.sslcredentials.HandshakeReport.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Makes one handshake to tell how it goes. No request is sent. May be used by several
 * threads at once.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public final class HandshakeProbe {

	private static final int TIMEOUT = 10_000;

	/** How long a refusal of our certificate is waited for, which may come late. */
	private static final int GRACE = 1_000;

	private final HandshakeSource source;

	private final @Nullable CredentialPath path;

	/**
	 * Create a probe.
	 * @param source the handshake of the client
	 * @param path the path of its credential, if it is known
	 */
	public HandshakeProbe(HandshakeSource source, @Nullable CredentialPath path) {
		this.source = source;
		this.path = path;
	}

	/**
	 * Connect, shake hands and wait a little for a refusal: some 10 seconds each for
	 * connection and handshake at most, and one second more.
	 * @param host the host, which must be one of the client's
	 * @param port the port
	 * @return what was seen
	 */
	public HandshakeReport run(String host, int port) {
		try {
			this.source.settings().hosts().check(host);
			// A context of its own: a session that is resumed shows nothing
			return run(new HandshakeContext(this.source.current().credential(), this.source.settings()), host, port);
		}
		catch (CredentialException | HostNotAllowedException ex) {
			CredentialPath path = (ex instanceof CredentialException credential && this.path == null)
					? credential.path() : this.path;
			return HandshakeReports.notBegun(this.source.settings(), path, null, host, port,
					HandshakeProblem.NOT_BEGUN.with(String.valueOf(ex.getMessage())));
		}
	}

	private static HandshakeReport run(HandshakeContext context, String host, int port) {
		try (Socket socket = new Socket()) {
			socket.connect(new InetSocketAddress(host, port), TIMEOUT);
			socket.setSoTimeout(TIMEOUT);
			return run(context, socket, host, port);
		}
		catch (IOException ex) {
			return HandshakeReports.notBegun(context.settings(), context.credential().path(), context.credential(),
					host, port, HandshakeProblem.NOT_CONNECTED.with(ex));
		}
	}

	private static HandshakeReport run(HandshakeContext context, Socket socket, String host, int port)
			throws IOException {
		CompletableFuture<Void> deadline = CompletableFuture.runAsync(() -> close(socket),
				CompletableFuture.delayedExecutor(TIMEOUT, TimeUnit.MILLISECONDS));
		try (SSLSocket ssl = (SSLSocket) context.socketFactory().createSocket(socket, host, port, true)) {
			HandshakeTrace trace = context.prepare(ssl, host, port, List.of(), List.of());
			return HandshakeReports.of(trace, problem(ssl, trace));
		}
		finally {
			deadline.cancel(false);
		}
	}

	private static @Nullable Problem problem(SSLSocket ssl, HandshakeTrace trace) {
		HandshakeTrace previous = trace.enter();
		try {
			ssl.startHandshake();
			trace.finished(ssl.getSession());
			String refusal = CredentialKeyManager.refusal(ssl.getSession());
			if (refusal != null) {
				ssl.getSession().invalidate();
				return HandshakeProblem.NOT_SHOWN.with(refusal);
			}
			ssl.setSoTimeout(GRACE);
			return (ssl.getInputStream().read() < 0) ? HandshakeFailure.closed(trace) : null;
		}
		catch (IOException ex) {
			boolean silent = trace.isFinished() && ex instanceof SocketTimeoutException;
			return silent ? null : problem(trace, ex);
		}
		finally {
			HandshakeTrace.leave(previous);
		}
	}

	/** That the socket is closed on this side is the deadline. */
	private static Problem problem(HandshakeTrace trace, IOException ex) {
		return HandshakeFailure.isClosedByUs(ex) ? HandshakeProblem.TIMED_OUT.with()
				: HandshakeFailure.problem(trace, ex);
	}

	private static void close(Socket socket) {
		try {
			socket.close();
		}
		catch (IOException ex) {
			throw new IllegalStateException("The connection could not be ended", ex);
		}
	}

}
