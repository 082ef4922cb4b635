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

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Says in the log where the page is, and what it will show.
 *
 * @author SSL Credentials contributors
 */
@Component
class StartReport {

	private static final Log logger = LogFactory.getLog(StartReport.class);

	private final SampleController controller;

	private final Environment environment;

	StartReport(SampleController controller, Environment environment) {
		this.controller = controller;
		this.environment = environment;
	}

	@EventListener(ApplicationReadyEvent.class)
	void report() {
		Identity identity = this.controller.identity();
		logger.info("We are '%s', issued by '%s', valid until %s, SHA-256 %s (%s)".formatted(identity.subject(),
				identity.issuer(), identity.notAfter(), identity.fingerprint(), identity.path()));
		logger.info("The partner listens on https://localhost:%d and requires a client certificate"
			.formatted(this.controller.partner().port()));
		logger.info(
				"Open http://localhost:%s (Ctrl+C stops)".formatted(this.environment.getProperty("local.server.port")));
	}

}
