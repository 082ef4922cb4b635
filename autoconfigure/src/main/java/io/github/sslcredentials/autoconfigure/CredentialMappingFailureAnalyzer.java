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

import io.github.sslcredentials.store.jpa.CredentialMappingException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains a {@link CredentialMappingException}.
 */
final class CredentialMappingFailureAnalyzer extends AbstractFailureAnalyzer<CredentialMappingException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, CredentialMappingException cause) {
		UnmappedCredentialEntityException unmapped = findCause(rootFailure, UnmappedCredentialEntityException.class);
		if (unmapped != null) {
			return new FailureAnalysis(unmapped.getMessage() + ".",
					"Annotate the class with @Entity, and see that @EntityScan, if there is one, has its package.",
					unmapped);
		}
		return new FailureAnalysis(cause.getMessage() + ".", action(cause), cause);
	}

	private static String action(CredentialMappingException cause) {
		return switch (cause.reason()) {
			case NO_SUCH_ENTITY, NOT_A_CREDENTIAL ->
				"Let the last kind of the path be the name of an entity that implements CredentialEntity, or let '%s' implement it."
					.formatted(cause.kind());
			case NO_SUCH_PARENT_ENTITY -> "Let '%s' be the name of an entity.".formatted(cause.kind());
			case NO_PARENT_ASSOCIATION ->
				"Add a @ManyToOne or @OneToOne association to the parent, or leave the parent out of the path.";
			case AMBIGUOUS_PARENT -> "Annotate the association to the parent with @CredentialParent.";
			case UNSUPPORTED_ID ->
				"Let the id be a String, Long, Integer, Short, BigInteger or UUID, or an embedded id with one of these beside the parent, which the path states. Where a part of the id is the id of the parent, annotate the association with @MapsId and the name of that part.";
		};
	}

}
