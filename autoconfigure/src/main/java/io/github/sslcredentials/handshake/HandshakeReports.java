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
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.security.auth.x500.X500Principal;

import io.github.sslcredentials.Credential;
import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.HandshakeReport;
import io.github.sslcredentials.HandshakeReport.Connection;
import io.github.sslcredentials.HandshakeReport.Identity;
import io.github.sslcredentials.HandshakeReport.Peer;
import io.github.sslcredentials.HandshakeReport.PeerCertificate;
import io.github.sslcredentials.HandshakeReport.Problem;
import io.github.sslcredentials.HandshakeReport.Request;
import org.jspecify.annotations.Nullable;

/**
 * Makes reports of what was seen.
 */
final class HandshakeReports {

	private HandshakeReports() {
	}

	static HandshakeReport of(HandshakeTrace trace, @Nullable Problem problem) {
		Credential credential = trace.context().credential();
		return new HandshakeReport(trace.context().settings().client(), credential.path(), Identity.of(credential),
				peer(trace), connection(trace), request(trace, credential), problem);
	}

	/**
	 * Return the report of a handshake that has not begun.
	 */
	static HandshakeReport notBegun(HandshakeSettings settings, @Nullable CredentialPath path,
			@Nullable Credential credential, String host, int port, Problem problem) {
		return new HandshakeReport(settings.client(), path, (credential != null) ? Identity.of(credential) : null,
				new Peer(host, port, List.of(), null, false, List.of()),
				new Connection(List.of(), List.of(), null, null),
				new Request(false, false, false, List.of(), List.of(), true), problem);
	}

	private static Peer peer(HandshakeTrace trace) {
		String host = trace.host();
		return new Peer((host != null) ? host : "unknown", trace.port(),
				Arrays.stream(certificates(trace)).map(PeerCertificate::of).toList(), name(trace), trace.isVerified(),
				trace.context().settings().trustAnchors().described(trace.context().credential()));
	}

	private static @Nullable String name(HandshakeTrace trace) {
		HandshakeSettings settings = trace.context().settings();
		if (!settings.verifyHostname()) {
			return null;
		}
		return (settings.serverName() != null) ? settings.serverName() : trace.host();
	}

	private static X509Certificate[] certificates(HandshakeTrace trace) {
		X509Certificate[] presented = trace.presentedChain();
		SSLSession session = trace.session();
		if (presented != null || session == null) {
			return (presented != null) ? presented : new X509Certificate[0];
		}
		try {
			Certificate[] certificates = session.getPeerCertificates();
			return Arrays.copyOf(certificates, certificates.length, X509Certificate[].class);
		}
		catch (SSLPeerUnverifiedException ex) {
			return new X509Certificate[0];
		}
	}

	private static Connection connection(HandshakeTrace trace) {
		SSLParameters offered = trace.offered();
		SSLSession session = trace.session();
		return new Connection(list(offered.getProtocols()), list(offered.getCipherSuites()),
				(session != null) ? session.getProtocol() : null, (session != null) ? session.getCipherSuite() : null);
	}

	private static Request request(HandshakeTrace trace, Credential credential) {
		List<Principal> issuers = List.of(trace.issuers());
		boolean fits = issuers.isEmpty() || credential.certificateChain()
			.stream()
			.anyMatch((certificate) -> issuers.contains(certificate.getIssuerX500Principal()));
		return new Request(trace.isAsked() || trace.isFinished(), trace.isAsked(), trace.isShown(),
				issuers.stream().map(HandshakeReports::name).toList(),
				Arrays.stream(trace.keyTypes()).map(HandshakeReports::keyAlgorithm).distinct().toList(), fits);
	}

	/** The Java platform has names such as EC_EC for what is signed by EC. */
	private static String keyAlgorithm(String keyType) {
		int end = keyType.indexOf('_');
		return (end > 0) ? keyType.substring(0, end) : keyType;
	}

	private static String name(Principal issuer) {
		return (issuer instanceof X500Principal principal) ? principal.getName()
				: Objects.requireNonNullElse(issuer.getName(), "");
	}

	private static List<String> list(String @Nullable [] names) {
		return (names != null) ? List.of(names) : List.of();
	}

}
