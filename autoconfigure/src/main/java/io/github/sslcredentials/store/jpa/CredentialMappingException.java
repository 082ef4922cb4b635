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

package io.github.sslcredentials.store.jpa;

import java.util.Collection;
import java.util.List;

import io.github.sslcredentials.CredentialPath;

/**
 * The entities of the application are not mapped in a way that a credential path could be
 * followed. It is a mistake in the mapping or in the path, never a matter of the rows.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 * @see JpaCredentialRepository#check(CredentialPath)
 */
public final class CredentialMappingException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final CredentialPath path;

	private final Reason reason;

	private final String kind;

	@SuppressWarnings("serial") // an immutable list of the JDK
	private final List<String> candidates;

	CredentialMappingException(CredentialPath path, Reason reason, String kind, Collection<String> candidates,
			String problem) {
		super("Credential path '%s' cannot be followed: %s".formatted(path, problem));
		this.path = path;
		this.reason = reason;
		this.kind = kind;
		this.candidates = List.copyOf(candidates);
	}

	/**
	 * Return the path that cannot be followed.
	 * @return the path
	 */
	public CredentialPath path() {
		return this.path;
	}

	/**
	 * Return why the path cannot be followed.
	 * @return the reason
	 */
	public Reason reason() {
		return this.reason;
	}

	/**
	 * Return the kind within the path that is at fault.
	 * @return the kind
	 */
	public String kind() {
		return this.kind;
	}

	/**
	 * Return what there is instead: entity names if an entity is missing, otherwise the
	 * attributes in question, such as {@code employee} or {@code id.number}.
	 * @return the candidates, in alphabetical order, possibly none
	 */
	public List<String> candidates() {
		return this.candidates;
	}

	/**
	 * Why a path cannot be followed.
	 */
	public enum Reason {

		/** No entity has the name of the path's last kind. */
		NO_SUCH_ENTITY,

		/** The entity of the path's last kind is abstract or no credential entity. */
		NOT_A_CREDENTIAL,

		/** No entity has the name of the kind of an ancestor. */
		NO_SUCH_PARENT_ENTITY,

		/** No to-one association leads from an entity to its parent's kind. */
		NO_PARENT_ASSOCIATION,

		/** Several to-one associations lead to the parent's kind, and none is marked. */
		AMBIGUOUS_PARENT,

		/** The id of an entity cannot be written as one text. */
		UNSUPPORTED_ID

	}

}
