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

package io.github.sslcredentials.test;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

import org.jspecify.annotations.Nullable;

/**
 * The TLS side of a partner.
 *
 * @author SSL Credentials contributors
 */
final class PartnerTls {

	private static final String SESSION_TICKETS = "jdk.tls.server.enableSessionTicketExtension";

	private static final int HANDSHAKE_MILLIS = 10_000;

	private static final int PARK_NANOS = 50_000;

	private final MutualTlsPartner.ClientAuth clientAuth;

	private final String[] enabledProtocols;

	private final SSLContext sslContext;

	private final PartnerTrustManager trustManager;

	PartnerTls(MutualTlsPartner.Builder settings) {
		this.clientAuth = settings.clientAuth;
		try {
			this.sslContext = newSslContext(settings.sessionTickets);
			this.trustManager = new PartnerTrustManager(trustManager(settings.clientAuthorities));
			this.sslContext.init(new KeyManager[] { new PartnerKeyManager(settings.serverCredential) },
					new TrustManager[] { this.trustManager }, null);
			this.enabledProtocols = enabledProtocols(settings.enabledProtocols);
		}
		catch (GeneralSecurityException | IOException ex) {
			throw new IllegalStateException("TLS of the partner could not be set up", ex);
		}
	}

	SSLSocket layer(Socket socket) throws IOException {
		socket.setTcpNoDelay(true);
		SSLSocket layered = (SSLSocket) this.sslContext.getSocketFactory().createSocket(socket, null, true);
		switch (this.clientAuth) {
			case REQUIRE -> layered.setNeedClientAuth(true);
			case WANT -> layered.setWantClientAuth(true);
			case NONE -> layered.setNeedClientAuth(false);
		}
		layered.setEnabledProtocols(this.enabledProtocols);
		return layered;
	}

	PartnerConnection handshake(int number, SSLSocket socket) throws IOException {
		long begin = nextMillisecond();
		socket.setSoTimeout(HANDSHAKE_MILLIS);
		socket.startHandshake();
		socket.setSoTimeout(0);
		SSLSession session = socket.getSession();
		return new PartnerConnection(number, peerCertificates(session), session.getProtocol(), session.getCipherSuite(),
				session.getCreationTime() < begin, serverName(session));
	}

	List<X509Certificate> removeShownChain(SSLSocket socket) {
		return this.trustManager.removeShownChain(socket);
	}

	// so that a session that is older than the connection also has an earlier time
	private static long nextMillisecond() {
		long before = System.currentTimeMillis();
		long now = before;
		while (now == before) {
			LockSupport.parkNanos(PARK_NANOS);
			now = System.currentTimeMillis();
		}
		return now;
	}

	private String[] enabledProtocols(List<String> protocols) {
		SSLEngine engine = this.sslContext.createSSLEngine();
		if (!protocols.isEmpty()) {
			engine.setEnabledProtocols(protocols.toArray(String[]::new));
		}
		return engine.getEnabledProtocols();
	}

	private static List<X509Certificate> peerCertificates(SSLSession session) {
		try {
			return Arrays.stream(session.getPeerCertificates()).map(X509Certificate.class::cast).toList();
		}
		catch (SSLPeerUnverifiedException ex) {
			return List.of();
		}
	}

	private static @Nullable String serverName(SSLSession session) {
		for (SNIServerName name : ((ExtendedSSLSession) session).getRequestedServerNames()) {
			if (name instanceof SNIHostName hostName) {
				return hostName.getAsciiName();
			}
		}
		return null;
	}

	// the JDK reads the property when it makes a context, and has no other way
	private static SSLContext newSslContext(boolean sessionTickets) throws GeneralSecurityException {
		synchronized (PartnerTls.class) {
			String before = System.getProperty(SESSION_TICKETS);
			System.setProperty(SESSION_TICKETS, Boolean.toString(sessionTickets));
			try {
				return SSLContext.getInstance("TLS");
			}
			finally {
				if (before != null) {
					System.setProperty(SESSION_TICKETS, before);
				}
				else {
					System.clearProperty(SESSION_TICKETS);
				}
			}
		}
	}

	private static X509ExtendedTrustManager trustManager(List<DevelopmentCa> authorities)
			throws GeneralSecurityException, IOException {
		KeyStore trustAnchors = KeyStore.getInstance(KeyStore.getDefaultType());
		trustAnchors.load(null, null);
		for (DevelopmentCa authority : authorities) {
			trustAnchors.setCertificateEntry("ca-" + trustAnchors.size(), authority.certificate());
		}
		TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
		factory.init(trustAnchors);
		return (X509ExtendedTrustManager) factory.getTrustManagers()[0];
	}

}
