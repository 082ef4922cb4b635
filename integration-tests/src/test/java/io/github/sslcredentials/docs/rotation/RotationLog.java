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

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.sslcredentials.CredentialRetiredEvent;
import io.github.sslcredentials.CredentialRotatedEvent;
import io.github.sslcredentials.CredentialRotationFailedEvent;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

// tag::events[]
@Component
public class RotationLog {

	private final List<String> lines = new CopyOnWriteArrayList<>();

	@EventListener
	void rotated(CredentialRotatedEvent event) {
		this.lines.add("%s is in version %s".formatted(event.path(), event.version()));
	}

	@EventListener
	void retired(CredentialRetiredEvent event) {
		this.lines.add("no connection of '%s' shows version %s any more".formatted(event.client(), event.version()));
	}

	@EventListener
	void failed(CredentialRotationFailedEvent event) {
		this.lines.add("not taken up: " + event.failure().getMessage());
	}
	// end::events[]

	public List<String> lines() {
		return List.copyOf(this.lines);
	}
	// tag::events[]

}
// end::events[]
