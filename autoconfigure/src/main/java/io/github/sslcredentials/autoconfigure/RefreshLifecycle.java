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

package io.github.sslcredentials.autoconfigure;

import io.github.sslcredentials.CredentialChangedEvent;
import io.github.sslcredentials.rotation.CredentialRefresh;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;

/**
 * Begins to look for changes when the application has made its beans, and looks when the
 * application says that something has changed.
 */
final class RefreshLifecycle
		implements SmartInitializingSingleton, ApplicationListener<PayloadApplicationEvent<CredentialChangedEvent>> {

	private final CredentialRefresh refresh;

	RefreshLifecycle(CredentialRefresh refresh) {
		this.refresh = refresh;
	}

	@Override
	public void afterSingletonsInstantiated() {
		this.refresh.start();
	}

	@Override
	public void onApplicationEvent(PayloadApplicationEvent<CredentialChangedEvent> event) {
		this.refresh.changed(event.getPayload().path());
	}

}
