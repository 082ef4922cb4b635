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

package io.github.sslcredentials.sample;

import java.util.Objects;

import io.github.sslcredentials.CredentialException;
import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.SslCredentials;
import io.github.sslcredentials.test.DevelopmentCa;
import io.github.sslcredentials.test.MutualTlsPartner;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.RestTemplate;

/**
 * What the page shows and does, for scripts as well.
 *
 * @author SSL Credentials contributors
 */
@RestController
@RequestMapping("/api")
class SampleController {

	private static final Log logger = LogFactory.getLog(SampleController.class);

	private final RestTemplate restTemplate;

	private final RestTemplate unverified;

	private final SslCredentials credentials;

	private final CredentialPath path;

	private final MutualTlsPartner partner;

	private final DevelopmentCa ca;

	SampleController(RestTemplate restTemplate, @Qualifier("unverified") RestTemplate unverified,
			SslCredentials credentials, @Value("${ssl.credential}") String path, MutualTlsPartner partner,
			DevelopmentCa ca) {
		this.restTemplate = restTemplate;
		this.unverified = unverified;
		this.credentials = credentials;
		this.path = CredentialPath.parse(path);
		this.partner = partner;
		this.ca = ca;
	}

	@GetMapping("/identity")
	Identity identity() {
		return Identity.of(this.credentials.get(this.path));
	}

	@GetMapping("/partner")
	Partner partner() {
		return Partner.of(this.partner, this.ca);
	}

	@PostMapping("/calls/verified")
	Call callVerified() {
		return call(this.restTemplate, "localhost");
	}

	@PostMapping("/calls/wrong-name")
	Call callByWrongName() {
		return call(this.restTemplate, "127.0.0.1");
	}

	@PostMapping("/calls/unverified")
	Call callUnverified() {
		return call(this.unverified, "127.0.0.1");
	}

	/** One handshake without a request: what both sides show, and whether they agree. */
	@PostMapping("/calls/explained")
	Call explain() {
		return Call.explained(this.credentials.explain(this.path, "localhost", this.partner.port()));
	}

	private Call call(RestTemplate client, String host) {
		String uri = "https://%s:%d/".formatted(host, this.partner.port());
		Call call = outcome(client, uri);
		logger.info("Called %s: %s".formatted(uri, call));
		return call;
	}

	private static Call outcome(RestTemplate client, String uri) {
		try {
			return Call.answered(Objects.requireNonNull(client.getForObject(uri, Call.Answer.class)));
		}
		catch (RestClientException | CredentialException ex) {
			return Call.refused(ex);
		}
	}

}
