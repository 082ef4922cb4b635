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

import org.jspecify.annotations.Nullable;

/**
 * There is a credential, but it must not or cannot be used. The message never has
 * anything of the private key in it.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public final class InvalidCredentialException extends CredentialException {

	private static final long serialVersionUID = 1L;

	private final String version;

	private final Reason reason;

	private final String problem;

	/**
	 * Create an exception.
	 * @param path the path of the credential
	 * @param version the version of the record
	 * @param reason why the credential cannot be used
	 * @param problem what is wrong and what to do, in words
	 */
	public InvalidCredentialException(CredentialPath path, String version, Reason reason, String problem) {
		this(path, version, reason, problem, null);
	}

	/**
	 * Create an exception.
	 * @param path the path of the credential
	 * @param version the version of the record
	 * @param reason why the credential cannot be used
	 * @param problem what is wrong and what to do, in words
	 * @param cause the cause, whose message must have nothing of the private key in it
	 */
	public InvalidCredentialException(CredentialPath path, String version, Reason reason, String problem,
			@Nullable Throwable cause) {
		super(path, "Credential '%s', version %s, cannot be used: %s".formatted(path, version, problem), cause);
		this.version = version;
		this.reason = reason;
		this.problem = problem;
	}

	/**
	 * Return an exception that says the same of another version, with this one as its
	 * cause.
	 * @param version the version
	 * @return the exception
	 */
	public InvalidCredentialException withVersion(String version) {
		return new InvalidCredentialException(Objects.requireNonNull(path()), version, this.reason, this.problem, this);
	}

	/**
	 * Return the version of the record.
	 * @return the version
	 */
	public String version() {
		return this.version;
	}

	/**
	 * Return why the credential cannot be used.
	 * @return the reason
	 */
	public Reason reason() {
		return this.reason;
	}

	/**
	 * Why a credential cannot be used.
	 */
	public enum Reason {

		/** The record has no private key, or more than one. */
		NO_PRIVATE_KEY,

		/** The private key is in no known format, damaged, or of an unknown algorithm. */
		UNREADABLE_PRIVATE_KEY,

		/** The private key is encrypted and there is no password, or another one. */
		WRONG_PASSWORD,

		/** The version in force was revoked. */
		REVOKED,

		/** The content is not encrypted, and has to be. */
		NOT_SEALED,

		/** The content is sealed under a key that is not known. */
		UNKNOWN_ENCRYPTION_KEY,

		/**
		 * The content was changed after it was sealed, or was sealed for another place or
		 * under another key.
		 */
		BROKEN_SEAL,

		/** The content was opened, and is damaged. */
		UNREADABLE_CONTENT,

		/** The record has no certificate. */
		NO_CERTIFICATE,

		/** A certificate is damaged. */
		UNREADABLE_CERTIFICATE,

		/** The private key belongs to none of the certificates, or to another one. */
		KEY_MISMATCH,

		/** The certificates do not form one chain. */
		BROKEN_CHAIN,

		/** A certificate of the chain has expired. */
		EXPIRED,

		/** A certificate of the chain is not valid yet. */
		NOT_YET_VALID,

		/**
		 * Key usage or extended key usage forbid the use (RFC 5280, 4.2.1.3, 4.2.1.12).
		 */
		FORBIDDEN_USAGE,

		/** Trust anchors of the record are wanted, and it has none. */
		NO_TRUST_ANCHORS,

		/** The trust anchors of the record are damaged. */
		UNREADABLE_TRUST_ANCHORS

	}

}
