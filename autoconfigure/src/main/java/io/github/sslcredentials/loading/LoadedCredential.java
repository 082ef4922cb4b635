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

package io.github.sslcredentials.loading;

import java.util.Objects;

import io.github.sslcredentials.Credential;
import io.github.sslcredentials.CredentialException;
import io.github.sslcredentials.CredentialOrder;
import org.jspecify.annotations.Nullable;

/**
 * What is known under a path: a credential, or why there must not be one.
 * <p>
 * Instances are immutable.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public final class LoadedCredential {

	private final @Nullable Credential credential;

	private final @Nullable CredentialException refusal;

	private final String version;

	private final @Nullable CredentialOrder order;

	private LoadedCredential(@Nullable Credential credential, @Nullable CredentialException refusal, String version,
			@Nullable CredentialOrder order) {
		this.credential = credential;
		this.refusal = refusal;
		this.version = version;
		this.order = order;
	}

	/**
	 * Return what says that a credential is in force.
	 * @param credential the credential
	 * @param order where its version stands in the order of changes, or {@code null} if
	 * the store does not know
	 * @return the loaded credential
	 */
	public static LoadedCredential of(Credential credential, @Nullable CredentialOrder order) {
		return new LoadedCredential(credential, null, credential.version(), order);
	}

	/**
	 * Return what says that none must be used.
	 * @param refusal why
	 * @param version the version that is refused
	 * @param order where the refusal stands in the order of changes, or {@code null} if
	 * the store does not know
	 * @return the loaded credential
	 */
	public static LoadedCredential refused(CredentialException refusal, String version,
			@Nullable CredentialOrder order) {
		return new LoadedCredential(null, refusal, version, order);
	}

	/**
	 * Return the credential.
	 * @return the credential, or {@code null} if it is refused
	 */
	public @Nullable Credential credential() {
		return this.credential;
	}

	/**
	 * Return the credential, or throw that there must not be one.
	 * @return the credential
	 * @throws CredentialException if it is refused
	 */
	public Credential obtain() {
		if (this.credential == null) {
			throw Objects.requireNonNull(this.refusal);
		}
		return this.credential;
	}

	/**
	 * Return why there must not be a credential.
	 * @return the refusal, or {@code null} if there is a credential
	 */
	public @Nullable CredentialException refusal() {
		return this.refusal;
	}

	/**
	 * Return the version, in force or refused.
	 * @return the version
	 */
	public String version() {
		return this.version;
	}

	/**
	 * Return where the version stands in the order of changes.
	 * @return the order, or {@code null} if the store does not know
	 */
	public @Nullable CredentialOrder order() {
		return this.order;
	}

	/**
	 * Return a copy that stands elsewhere in the order of changes.
	 * @param order the order, or {@code null} if the store does not know
	 * @return the copy
	 */
	public LoadedCredential withOrder(@Nullable CredentialOrder order) {
		return new LoadedCredential(this.credential, this.refusal, this.version, order);
	}

	/**
	 * Return whether something that stands at the given place came before this.
	 * @param other its order, or {@code null} if the store does not know
	 * @return whether this must not be replaced by it
	 */
	public boolean isAfter(@Nullable CredentialOrder other) {
		return this.order != null && other != null && this.order.isComparableTo(other)
				&& other.sequence() < this.order.sequence();
	}

	/**
	 * Return whether the given place is that of this.
	 * @param other its order, or {@code null} if the store does not know
	 * @return whether nothing has changed in between
	 */
	public boolean isAt(@Nullable CredentialOrder other) {
		return this.order != null && other != null && this.order.isComparableTo(other)
				&& other.sequence() == this.order.sequence();
	}

	@Override
	public String toString() {
		return (this.refusal != null) ? String.valueOf(this.refusal.getMessage()) : Objects.toString(this.credential);
	}

}
