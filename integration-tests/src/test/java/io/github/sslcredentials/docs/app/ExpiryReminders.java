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

package io.github.sslcredentials.docs.app;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.sslcredentials.CredentialExpiringEvent;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

// tag::listener[]
@Component
public class ExpiryReminders {

	private final List<String> wanted = new CopyOnWriteArrayList<>();

	@EventListener
	void order(CredentialExpiringEvent event) {
		this.wanted.add("%s by %s".formatted(event.path(), event.notAfter()));
	}

	public List<String> wanted() {
		return List.copyOf(this.wanted);
	}

}
// end::listener[]
