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

package io.github.sslcredentials.docs.rotation;

import io.github.sslcredentials.CredentialChangedEvent;
import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.SslCredentials;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;

// tag::code[]
@Service
public class Renewals {

	private final SslCredentials credentials;

	private final ApplicationEventPublisher events;

	Renewals(SslCredentials credentials, ApplicationEventPublisher events) {
		this.credentials = credentials;
		this.events = events;
	}

	public void takeUpNow(CredentialPath path) {
		this.credentials.refresh(path); // throws if it cannot be taken up
	}

	public void takeUpSoon(CredentialPath path) {
		this.events.publishEvent(new CredentialChangedEvent(path)); // does not wait
	}

}
// end::code[]
