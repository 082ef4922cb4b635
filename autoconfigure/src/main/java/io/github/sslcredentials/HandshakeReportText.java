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

package io.github.sslcredentials;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Collectors;

import io.github.sslcredentials.HandshakeReport.Connection;
import io.github.sslcredentials.HandshakeReport.Peer;
import io.github.sslcredentials.HandshakeReport.PeerCertificate;
import io.github.sslcredentials.HandshakeReport.Problem;
import io.github.sslcredentials.HandshakeReport.Request;

/**
 * What a {@link HandshakeReport} says, as one line for a log and as several for people.
 *
 * @author SSL Credentials contributors
 */
final class HandshakeReportText {

	private static final int MAX_LISTED = 10;

	private static final int DNS = 2;

	private static final int IP = 7;

	private HandshakeReportText() {
	}

	/** What to do comes early: a log may cut off what is long. */
	static String line(HandshakeReport report) {
		StringJoiner line = new StringJoiner(". ");
		line.add("Handshake of client '%s' with '%s' %s".formatted(report.client(), address(report.peer()),
				report.accepted() ? "succeeded" : "failed"));
		Problem problem = report.problem();
		if (problem != null) {
			line.add(problem.cause());
			line.add(problem.action());
		}
		line.add("The peer presented " + presented(report.peer(), "; "));
		line.add("It " + asked(report));
		line.add("Offered were " + connection(report.connection()));
		line.add("Our credential is " + identity(report));
		return line.toString();
	}

	static String lines(HandshakeReport report) {
		StringJoiner lines = new StringJoiner(System.lineSeparator());
		boolean begun = !report.connection().offeredProtocols().isEmpty();
		String outcome = begun ? "failed" : "not begun";
		lines.add("Handshake of client '%s' with '%s': %s".formatted(report.client(), address(report.peer()),
				report.accepted() ? "accepted" : outcome));
		lines.add("  Credential:  " + identity(report));
		if (begun) {
			lines.add("  Offered:     " + connection(report.connection()));
			lines.add("  Presented:   " + presented(report.peer(), System.lineSeparator() + "               "));
			lines.add("  Request:     the peer " + asked(report));
		}
		Problem problem = report.problem();
		if (problem != null) {
			lines.add("  Problem:     " + problem.cause());
			lines.add("  What to do:  " + problem.action());
		}
		return lines.toString();
	}

	static List<String> names(X509Certificate certificate) {
		try {
			Collection<List<?>> names = certificate.getSubjectAlternativeNames();
			return (names != null) ? names.stream()
				.filter((name) -> name.get(0).equals(DNS) || name.get(0).equals(IP))
				.map((name) -> (name.get(0).equals(DNS) ? "DNS:" : "IP:") + name.get(1))
				.toList() : List.of();
		}
		catch (CertificateParsingException ex) {
			return List.of("malformed names");
		}
	}

	private static String address(Peer peer) {
		String host = (peer.host().indexOf(':') >= 0) ? "[" + peer.host() + "]" : peer.host();
		return (peer.port() >= 0) ? host + ":" + peer.port() : host;
	}

	private static String identity(HandshakeReport report) {
		String path = (report.path() != null) ? "'" + report.path() + "'" : "not known";
		HandshakeReport.Identity identity = report.identity();
		return (identity == null) ? path
				: "%s, version %s, fingerprint %s, '%s' issued by %s, valid until %s".formatted(path,
						identity.version(), identity.fingerprint(), identity.subject(), quoted(identity.issuers()),
						identity.notAfter());
	}

	private static String presented(Peer peer, String delimiter) {
		if (peer.certificates().isEmpty()) {
			return "no certificate";
		}
		String certificates = peer.certificates()
			.stream()
			.limit(MAX_LISTED)
			.map(HandshakeReportText::certificate)
			.collect(Collectors.joining(delimiter));
		return "%s%s%s %s against %s".formatted(certificates, delimiter,
				peer.verified() ? "verified" : "to be verified",
				(peer.name() != null) ? "as '" + peer.name() + "'" : "without its name", quoted(peer.trusted()));
	}

	private static String certificate(PeerCertificate certificate) {
		return "'%s' issued by '%s', valid from %s until %s, for %s, fingerprint %s".formatted(certificate.subject(),
				certificate.issuer(), certificate.notBefore(), certificate.notAfter(),
				certificate.names().isEmpty() ? "no name" : listed(certificate.names()), certificate.fingerprint());
	}

	private static String asked(HandshakeReport report) {
		Request request = report.request();
		if (!request.asked()) {
			return request.shown() ? "has seen our certificate in the session that was resumed"
					: request.known() ? "has not asked for a certificate"
							: "had not asked for a certificate yet when the handshake ended";
		}
		String issuers = request.issuers().isEmpty() ? ", and named no issuers; ours "
				: " from the issuers %s; ours is from %s of them, and ".formatted(quoted(request.issuers()),
						request.fits() ? "one" : "none");
		return "asked for a certificate with a key of type %s%swas %sshown".formatted(listed(request.keyTypes()),
				issuers, request.shown() ? "" : "not ");
	}

	private static String connection(Connection connection) {
		String protocols = listed(connection.offeredProtocols());
		return (connection.protocol() != null)
				? "%s; agreed on were %s and %s".formatted(protocols, connection.protocol(), connection.cipherSuite())
				: "%s with the cipher suites %s; nothing was agreed on".formatted(protocols,
						listed(connection.offeredCiphers()));
	}

	private static String quoted(List<String> names) {
		return listed(names.stream().map((name) -> "'" + name + "'").toList());
	}

	private static String listed(List<String> names) {
		int more = names.size() - MAX_LISTED;
		if (names.isEmpty()) {
			return "none";
		}
		return (more <= 0) ? String.join(", ", names)
				: "%s and %d more".formatted(String.join(", ", names.subList(0, MAX_LISTED)), more);
	}

}
