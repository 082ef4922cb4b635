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

package io.github.sslcredentials.test;

import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A {@link MutualTlsPartner} as an extension of JUnit: its records are emptied before
 * each test, and it is closed after the last one of the class, or after the test if the
 * field is not static. <pre class="code">
 * static final DevelopmentCa ca = DevelopmentCa.create();
 *
 * &#064;RegisterExtension
 * static final MutualTlsPartnerExtension partner = new MutualTlsPartnerExtension(MutualTlsPartner.builder(ca));
 * </pre> It listens from its construction on, so that its port is known to dynamic
 * properties. A partner that several test classes share is better a
 * {@link MutualTlsPartner}.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public final class MutualTlsPartnerExtension extends MutualTlsPartner
		implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {

	private final AtomicInteger openClasses = new AtomicInteger();

	/**
	 * Start a partner.
	 * @param settings its settings
	 */
	public MutualTlsPartnerExtension(MutualTlsPartner.Builder settings) {
		super(settings);
	}

	@Override
	public void beforeAll(ExtensionContext context) {
		this.openClasses.incrementAndGet();
	}

	@Override
	public void beforeEach(ExtensionContext context) {
		reset();
	}

	@Override
	public void afterEach(ExtensionContext context) {
		if (this.openClasses.get() == 0) {
			close();
		}
	}

	@Override
	public void afterAll(ExtensionContext context) {
		if (this.openClasses.decrementAndGet() == 0) {
			close();
		}
	}

}
