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

package io.github.sslcredentials.rotation;

import java.time.Duration;
import java.util.function.LongSupplier;

import io.github.sslcredentials.CredentialException;
import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialUnavailableException;
import org.jspecify.annotations.Nullable;

/**
 * How the stores answer when they are asked for changes.
 * <p>
 * It may be used by several threads at once.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public final class RefreshStatus {

	private final LongSupplier nanos;

	private final FailedRefreshes failed;

	private @Nullable Long answered;

	private @Nullable CredentialUnavailableException failure;

	private int failures;

	private @Nullable Long failing;

	private long answers;

	private long totalFailures;

	RefreshStatus(LongSupplier nanos, FailedRefreshes failed) {
		this.nanos = nanos;
		this.failed = failed;
	}

	/**
	 * Return how long ago the stores have answered last for all that is in use.
	 * @return the time, or {@code null} if they were not asked yet
	 */
	public synchronized @Nullable Duration sinceAnswer() {
		return (this.answered != null) ? Duration.ofNanos(this.nanos.getAsLong() - this.answered) : null;
	}

	/**
	 * Return for how long a store has not answered.
	 * @return the time since the first failure in a row, or {@code null} if it answers
	 */
	public synchronized @Nullable Duration failingFor() {
		return (this.failing != null) ? Duration.ofNanos(this.nanos.getAsLong() - this.failing) : null;
	}

	/**
	 * Return how often the stores have answered for all that is in use.
	 * @return the number, since the start
	 */
	public synchronized long answers() {
		return this.answers;
	}

	/**
	 * Return how often a store could not be asked.
	 * @return the number, since the start
	 */
	public synchronized long failures() {
		return this.totalFailures;
	}

	/**
	 * Return why a store could not be asked the last time.
	 * @return the failure, or {@code null} if it could be
	 */
	public synchronized @Nullable CredentialUnavailableException failure() {
		return this.failure;
	}

	/**
	 * Return why a changed credential could not be taken up the last time.
	 * @param path the path
	 * @return the failure, or {@code null} if there is none
	 */
	public @Nullable CredentialException failure(CredentialPath path) {
		return this.failed.get(path);
	}

	/**
	 * Return how many changed credentials could not be taken up, and are tried again.
	 * @return the number
	 */
	public int failedCredentials() {
		return this.failed.size();
	}

	synchronized int failed(CredentialUnavailableException failure) {
		if (this.failing == null) {
			this.failing = this.nanos.getAsLong();
		}
		this.failure = failure;
		this.totalFailures++;
		this.failures++;
		return this.failures;
	}

	/**
	 * Say that the stores have answered for all.
	 * @return how often they had not before
	 */
	synchronized int answered() {
		int before = this.failures;
		this.failures = 0;
		this.failing = null;
		this.failure = null;
		this.answers++;
		this.answered = this.nanos.getAsLong();
		return before;
	}

}
