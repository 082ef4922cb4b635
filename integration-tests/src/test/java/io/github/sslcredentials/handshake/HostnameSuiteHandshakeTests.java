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
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

import io.github.sslcredentials.client.RequestFactories;
import io.github.sslcredentials.client.RestTemplates;
import io.github.sslcredentials.test.ConnectProxy;
import io.github.sslcredentials.test.DevelopmentCa;
import io.github.sslcredentials.test.IssuedCredential;
import io.github.sslcredentials.test.MutualTlsPartner;
import org.apache.hc.core5.http.HttpHost;
import org.junit.jupiter.api.Test;

import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.restclient.RestTemplateBuilder;
import org.springframework.web.client.RestClientException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * The verdicts of {@code hostname-dev.json} through real handshakes: each host is called
 * through a proxy that leads to a server on the loopback interface, whose certificate has
 * the subject and the subject alternative names of the case.
 */
class HostnameSuiteHandshakeTests {

	private static final DevelopmentCa CA = DevelopmentCa.create();

	private static final TestClient CLIENT = TestClient.of(CA.issueClient("asalieri"), CA);

	private final List<String> acceptedWrongly = new ArrayList<>();

	private final List<String> refusedWrongly = new ArrayList<>();

	private final List<String> notCalled = new ArrayList<>();

	private int scored;

	@Test
	void socketOverTunnelGivesVerdictOfSuite() throws Exception {
		run("SSLSocketFactory", HostnameSuiteHandshakeTests::bySocket);
	}

	@Test
	void restTemplateThroughProxyGivesVerdictOfSuite() throws Exception {
		run("RestTemplate", HostnameSuiteHandshakeTests::byRestTemplate);
	}

	private void run(String name, Call call) throws Exception {
		String suites = System.getProperty("suites.dir", "");
		assumeTrue(!suites.isEmpty(), HostnameSuiteHandshakeTests::skipAloud);
		List<HostnameCase> cases = HostnameCase.read(suites);
		for (HostnameCase suiteCase : cases) {
			score(suiteCase, call);
		}
		System.out.printf(
				"hostname-dev.json by %s: %d cases scored of %d, accepted wrongly %d %s, refused wrongly %d %s, not called %d:%n",
				name, this.scored, cases.size(), this.acceptedWrongly.size(), this.acceptedWrongly,
				this.refusedWrongly.size(), this.refusedWrongly, this.notCalled.size());
		this.notCalled.forEach((reason) -> System.out.println("  " + reason));
		assertThat(this.scored).isGreaterThan(cases.size() / 2);
		assertThat(this.acceptedWrongly).as("accepted what should be refused").isEmpty();
		assertThat(this.refusedWrongly).as("refused what should be accepted").isEmpty();
	}

	private void score(HostnameCase suiteCase, Call call) throws Exception {
		IssuedCredential server = suiteCase.reissued(CA);
		assertThat(names(server.certificate())).isEqualTo(names(suiteCase.certificate()));
		try (MutualTlsPartner partner = MutualTlsPartner.builder(CA).serverCredential(server).start();
				ConnectProxy proxy = ConnectProxy.start(partner.address())) {
			boolean accepted = call.isAccepted(suiteCase.host(), proxy);
			this.scored += suiteCase.isScored() ? 1 : 0;
			assertThat(partner.requests().isEmpty()).as("what the partner saw of " + suiteCase).isEqualTo(!accepted);
			if (suiteCase.isScored() && accepted && !suiteCase.isMatch()) {
				this.acceptedWrongly.add(suiteCase.toString());
			}
		}
		catch (NotCalledException ex) {
			this.notCalled.add(suiteCase + ": " + ex.getMessage());
			return;
		}
		catch (RefusedException ex) {
			this.scored += suiteCase.isScored() ? 1 : 0;
			if (suiteCase.isScored() && suiteCase.isMatch()) {
				this.refusedWrongly.add(suiteCase + ": " + ex.getCause());
			}
		}
	}

	private static boolean bySocket(String host, ConnectProxy proxy) throws Exception {
		try (Socket tunnel = tunnel(host, proxy);
				SSLSocket socket = (SSLSocket) CLIENT.socketFactory().createSocket(tunnel, host, 443, true)) {
			Exchange.next(socket, "asalieri");
			return true;
		}
		catch (SSLException ex) {
			throw new RefusedException(ex);
		}
	}

	/**
	 * Open a tunnel. The name is for our side only: the proxy leads to one place, and a
	 * request target may not have all the octets of the suite's hosts.
	 */
	private static Socket tunnel(String host, ConnectProxy proxy) throws IOException {
		String target = host.matches("[A-Za-z0-9._-]+") ? host : "escaped.example";
		Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
		socket.getOutputStream()
			.write("CONNECT %s:443 HTTP/1.1\r\nHost: %1$s\r\n\r\n".formatted(target)
				.getBytes(StandardCharsets.US_ASCII));
		StringBuilder head = new StringBuilder();
		while (!head.toString().endsWith("\r\n\r\n")) {
			head.append((char) socket.getInputStream().read());
		}
		assertThat(head).startsWith("HTTP/1.1 200");
		return socket;
	}

	private static boolean byRestTemplate(String host, ConnectProxy proxy) throws Exception {
		URI uri = uri(host);
		RequestFactories requestFactories = new RequestFactories();
		try {
			HttpHost httpProxy = new HttpHost("127.0.0.1", proxy.port());
			RestTemplateBuilder builder = new RestTemplateBuilder()
				.requestFactoryBuilder(ClientHttpRequestFactoryBuilder.httpComponents()
					.withHttpClientCustomizer((client) -> client.setProxy(httpProxy)));
			new RestTemplates(requestFactories, () -> builder).create(CLIENT).getForObject(uri, String.class);
			return true;
		}
		catch (RestClientException ex) {
			if (proxy.targets().isEmpty()) {
				throw new NotCalledException("HttpComponents does not call it: " + ex.getMostSpecificCause());
			}
			throw new RefusedException(ex.getMostSpecificCause());
		}
		finally {
			requestFactories.destroy();
		}
	}

	private static URI uri(String host) throws NotCalledException {
		try {
			URI uri = URI.create("https://%s/"
				.formatted((host.indexOf(':') >= 0 && !host.startsWith("[")) ? "[" + host + "]" : host));
			if (uri.getHost() == null) {
				throw new NotCalledException("no URI has it as its host (RFC 3986)");
			}
			return uri;
		}
		catch (IllegalArgumentException ex) {
			throw new NotCalledException("no URI has it as its host (RFC 3986)");
		}
	}

	private static List<Object> names(X509Certificate certificate) {
		byte[] names = certificate.getExtensionValue("2.5.29.17");
		return Arrays.asList(certificate.getSubjectX500Principal().getName(),
				(names != null) ? Arrays.hashCode(names) : null);
	}

	private static String skipAloud() {
		String message = "SKIPPED: hostname-dev.json is not run, as the system property 'suites.dir' is not set";
		System.out.println(message);
		return message;
	}

	/**
	 * Calls a host.
	 */
	private interface Call {

		boolean isAccepted(String host, ConnectProxy proxy) throws Exception;

	}

	/**
	 * The host cannot be called in this way.
	 */
	private static final class NotCalledException extends Exception {

		private static final long serialVersionUID = 1L;

		NotCalledException(String reason) {
			super(reason);
		}

	}

	/**
	 * Our side has refused.
	 */
	private static final class RefusedException extends Exception {

		private static final long serialVersionUID = 1L;

		RefusedException(Throwable cause) {
			super(cause);
		}

	}

}
