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

package io.github.sslcredentials.failure;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialRecord;
import io.github.sslcredentials.CredentialRepository;
import org.jspecify.annotations.Nullable;

/**
 * A store that answers when it is let to, or throws what it is told to.
 */
class BlockingRepository implements CredentialRepository {

	private final CredentialRecord record;

	private final AtomicInteger asked = new AtomicInteger();

	private volatile CountDownLatch open = new CountDownLatch(0);

	private volatile @Nullable RuntimeException failure;

	BlockingRepository(CredentialRecord record) {
		this.record = record;
	}

	void block() {
		this.open = new CountDownLatch(1);
	}

	void release() {
		this.open.countDown();
	}

	void fail(@Nullable RuntimeException failure) {
		this.failure = failure;
	}

	int asked() {
		return this.asked.get();
	}

	@Override
	public @Nullable CredentialRecord find(CredentialPath path) {
		this.asked.incrementAndGet();
		try {
			this.open.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException("Interrupted", ex);
		}
		RuntimeException failure = this.failure;
		if (failure != null) {
			throw failure;
		}
		return this.record;
	}

}
