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

import java.security.Principal;
import java.security.cert.X509Certificate;
import java.util.function.Consumer;

import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;

import org.jspecify.annotations.Nullable;

/**
 * What was seen during one handshake. The Java platform forgets the session of one that
 * failed, and gives the managers a socket or engine that is not ours: so they note what
 * they see in the trace of the thread. It is forgotten with the first data of the peer.
 */
final class HandshakeTrace {

	private static final ThreadLocal<@Nullable HandshakeTrace> CURRENT = new ThreadLocal<>();

	private final HandshakeContext context;

	private final @Nullable String host;

	private final int port;

	private final SSLParameters offered;

	private X509Certificate @Nullable [] presented;

	private boolean verified;

	private boolean asked;

	private @Nullable String notShown;

	private String @Nullable [] keyTypes;

	private Principal @Nullable [] issuers;

	private @Nullable SSLSession session;

	private boolean finished;

	HandshakeTrace(HandshakeContext context, @Nullable String host, int port, SSLParameters offered) {
		this.context = context;
		this.host = host;
		this.port = port;
		this.offered = offered;
	}

	/**
	 * Note something in the trace of this thread, if there is one.
	 */
	static void note(Consumer<HandshakeTrace> what) {
		HandshakeTrace trace = CURRENT.get();
		if (trace != null) {
			what.accept(trace);
		}
	}

	/**
	 * Let the managers find this trace on this thread.
	 * @return what they found until now: one handshake may take place within another
	 */
	@Nullable HandshakeTrace enter() {
		HandshakeTrace previous = CURRENT.get();
		CURRENT.set(this);
		return previous;
	}

	static void leave(@Nullable HandshakeTrace previous) {
		if (previous != null) {
			CURRENT.set(previous);
		}
		else {
			CURRENT.remove();
		}
	}

	void presented(X509Certificate[] chain, @Nullable SSLSession session) {
		this.presented = chain;
		this.session = session;
	}

	void verified() {
		this.verified = true;
	}

	void asked(String[] keyTypes, Principal @Nullable [] issuers, @Nullable String notShown,
			@Nullable SSLSession session) {
		this.asked = true;
		this.keyTypes = keyTypes;
		this.issuers = issuers;
		this.notShown = notShown;
		this.session = session;
	}

	void finished(SSLSession session) {
		this.session = session;
		this.finished = true;
	}

	HandshakeContext context() {
		return this.context;
	}

	@Nullable String host() {
		return this.host;
	}

	int port() {
		return this.port;
	}

	SSLParameters offered() {
		return this.offered;
	}

	X509Certificate @Nullable [] presentedChain() {
		return this.presented;
	}

	/**
	 * What the peer is verified against. It is asked for after a failure only.
	 */
	X509Certificate[] trusted() {
		return this.context.settings().trustAnchors().trustManager(this.context.credential()).getAcceptedIssuers();
	}

	/** A session that was resumed was verified when it was made. */
	boolean isVerified() {
		return this.verified || this.finished;
	}

	boolean isAsked() {
		return this.asked;
	}

	/** Why ours was not shown, although the peer has asked for one. */
	@Nullable String notShown() {
		return this.notShown;
	}

	boolean isFinished() {
		return this.finished;
	}

	boolean isShown() {
		SSLSession session = this.session;
		return (this.finished && session != null) ? session.getLocalCertificates() != null
				: this.asked && this.notShown == null;
	}

	String[] keyTypes() {
		return (this.keyTypes != null) ? this.keyTypes : new String[0];
	}

	Principal[] issuers() {
		return (this.issuers != null) ? this.issuers : new Principal[0];
	}

	@Nullable SSLSession session() {
		return this.session;
	}

}
