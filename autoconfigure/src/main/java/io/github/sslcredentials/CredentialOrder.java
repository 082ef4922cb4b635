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

import java.util.Objects;

/**
 * Where a version stands in the order in which the contents under one path came into
 * force, if the store knows. A lower place never replaces a higher one of the same epoch:
 * it is what a replica that lags behind, or a reading that took long, still sees.
 * <p>
 * Instances are immutable.
 *
 * @param epoch which history of the store the sequence belongs to, which is another one
 * after a restore or a failover; empty if the store cannot tell at the moment
 * @param sequence the place in the history of the path, which each change raises
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public record CredentialOrder(String epoch, long sequence) {

	public CredentialOrder {
		Objects.requireNonNull(epoch, "'epoch' must not be null");
	}

	/**
	 * Return whether both are of one history, or may be.
	 * @param other the other one
	 * @return whether their sequences can be compared
	 */
	public boolean isComparableTo(CredentialOrder other) {
		return this.epoch.isEmpty() || other.epoch.isEmpty() || this.epoch.equals(other.epoch);
	}

}
