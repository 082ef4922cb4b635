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

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * The verdicts of {@code hostname-dev.json}, whose cases are from the suites of CPython,
 * curl, Go, rustls-webpki, httpclient5 and okhttp.
 *
 * @author SSL Credentials contributors
 */
class HostnameSuiteTests {

	@Test
	void matchWhenSuiteCaseGivesVerdictOfSuite() throws Exception {
		String suites = System.getProperty("suites.dir", "");
		assumeTrue(!suites.isEmpty(), HostnameSuiteTests::skipAloud);
		List<String> acceptedWrongly = new ArrayList<>();
		List<String> refusedWrongly = new ArrayList<>();
		int scored = 0;
		for (JsonNode suiteCase : new JsonMapper().readTree(Path.of(suites, "hostname-dev.json")).get("cases")) {
			String verdict = suiteCase.get("rfc9525").asString();
			boolean matches = matches(suiteCase);
			scored += verdict.equals("unspecified") ? 0 : 1;
			if (matches && verdict.equals("nomatch")) {
				acceptedWrongly.add(describe(suiteCase));
			}
			if (!matches && verdict.equals("match")) {
				refusedWrongly.add(describe(suiteCase));
			}
		}
		System.out.printf("hostname-dev.json: %d cases scored, accepted wrongly %d %s, refused wrongly %d %s%n", scored,
				acceptedWrongly.size(), acceptedWrongly, refusedWrongly.size(), refusedWrongly);
		assertThat(scored).isPositive();
		assertThat(acceptedWrongly).as("accepted what should be refused").isEmpty();
		assertThat(refusedWrongly).as("refused what should be accepted").isEmpty();
	}

	private static String skipAloud() {
		String message = "SKIPPED: hostname-dev.json is not run, as the system property 'suites.dir' is not set";
		System.out.println(message);
		return message;
	}

	private boolean matches(JsonNode suiteCase) throws CertificateException {
		byte[] pem = suiteCase.get("pem").asString().getBytes(StandardCharsets.US_ASCII);
		X509Certificate certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
			.generateCertificate(new ByteArrayInputStream(pem));
		try {
			HostnameMatcher.rfc9525().match(certificate, suiteCase.get("host").asString());
			return true;
		}
		catch (HostnameMismatchException ex) {
			return false;
		}
	}

	private String describe(JsonNode suiteCase) {
		return "%s: %s for '%s'".formatted(suiteCase.get("id").asString(), suiteCase.get("san"),
				suiteCase.get("host").asString());
	}

}
