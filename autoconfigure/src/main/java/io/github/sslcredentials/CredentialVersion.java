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

import org.jspecify.annotations.Nullable;

/**
 * What a store says of a path without handing out the content: which version is in force,
 * if one is.
 * <p>
 * Instances are immutable.
 *
 * @param version the version in force, or the one that was in force last and is revoked;
 * {@code null} if surely none is in force
 * @param revoked whether it is revoked
 * @param order where it stands in the order of the changes, or {@code null} if the store
 * does not know
 * @author SSL Credentials contributors
 * @since 0.1.0
 * @see CredentialRepository#versions
 */
public record CredentialVersion(@Nullable String version, boolean revoked, @Nullable CredentialOrder order) {

	public CredentialVersion {
		if (revoked && version == null) {
			throw new IllegalArgumentException("'version' must not be null if it is revoked");
		}
	}

	/**
	 * Return what says that a version is in force.
	 * @param version the {@linkplain CredentialRecord#version() version of the record}
	 * @return the version
	 */
	public static CredentialVersion of(String version) {
		return new CredentialVersion(version, false, null);
	}

	/**
	 * Return what says that the version in force last is revoked, and no other is.
	 * @param version the version
	 * @return the version
	 */
	public static CredentialVersion revoked(String version) {
		return new CredentialVersion(version, true, null);
	}

	/**
	 * Return what says that no version is in force: all were deleted or retired. It is
	 * more than not to find one, which may be the fault of a replica or a schema.
	 * @param order where this stands in the order of the changes
	 * @return the version
	 */
	public static CredentialVersion none(CredentialOrder order) {
		return new CredentialVersion(null, false, order);
	}

	/**
	 * Return a copy with the given order.
	 * @param order where the version stands in the order of the changes
	 * @return the copy
	 */
	public CredentialVersion withOrder(@Nullable CredentialOrder order) {
		return new CredentialVersion(this.version, this.revoked, order);
	}

	/**
	 * Return whether a version is in force.
	 * @return whether there is one that is not revoked
	 */
	public boolean isInForce() {
		return this.version != null && !this.revoked;
	}

}
