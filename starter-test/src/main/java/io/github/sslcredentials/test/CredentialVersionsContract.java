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

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialRecord;
import io.github.sslcredentials.CredentialRepository;
import io.github.sslcredentials.CredentialVersion;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * What a repository promises of {@link CredentialRepository#versions}.
 */
abstract class CredentialVersionsContract {

	/**
	 * The authority of all credentials of the contract.
	 */
	protected static final DevelopmentCa CA = DevelopmentCa.create();

	private static final int PATHS = 8;

	protected abstract CredentialRepository repository();

	protected abstract CredentialRepository unreachable();

	protected abstract CredentialPath path(String id);

	protected abstract void put(CredentialPath path, CredentialRecord record);

	protected abstract void remove(CredentialPath path);

	@Test
	void versionsWhenStoredAreThoseOfRecords() {
		List<CredentialPath> paths = IntStream.range(0, PATHS).mapToObj((i) -> path("versions" + i)).toList();
		for (int i = 0; i < PATHS; i++) {
			put(paths.get(i), CA.issueClient("versions" + i).record());
		}
		Map<CredentialPath, CredentialVersion> versions = versions(
				Stream.concat(paths.stream(), Stream.of(path("nobody"))));
		assertThat(versions).containsOnlyKeys(paths);
		paths.forEach((path) -> {
			assertInForce(versions.get(path));
			assertThat(versions.get(path)).extracting(CredentialVersion::version).isEqualTo(foundVersion(path));
		});
	}

	@Test
	void versionsWhenReplacedReturnOther() {
		CredentialPath path = path("other version");
		put(path, CA.issueClient("before").record());
		CredentialVersion before = versions(Stream.of(path)).get(path);
		put(path, CA.issueClient("after").record());
		CredentialVersion after = versions(Stream.of(path)).get(path);
		assertInForce(after);
		assertThat(after).extracting(CredentialVersion::version)
			.isEqualTo(foundVersion(path))
			.isNotEqualTo((before != null) ? before.version() : null);
	}

	@Test
	void versionsWhenRemovedHaveNoneInForce() {
		CredentialPath removed = path("removed version");
		CredentialPath kept = path("kept version");
		put(removed, CA.issueClient("removed").record());
		put(kept, CA.issueClient("kept").record());
		assertInForce(versions(Stream.of(removed, kept)).get(removed));
		remove(removed);
		Map<CredentialPath, CredentialVersion> versions = versions(Stream.of(removed, kept));
		CredentialVersion version = versions.get(removed);
		assertThat(version == null || !version.isInForce()).as("not in force: %s", version).isTrue();
		assertInForce(versions.get(kept));
	}

	@Test
	void versionsWhenStoreCannotBeReachedThrow() {
		CredentialRepository unreachable = unreachable();
		assertThatException().isThrownBy(() -> unreachable.versions(List.of(path("anybody"))));
	}

	private Map<CredentialPath, CredentialVersion> versions(Stream<CredentialPath> paths) {
		return repository().versions(paths.toList());
	}

	private static void assertInForce(@Nullable CredentialVersion version) {
		assertThat(version != null && version.isInForce()).as("in force: %s", version).isTrue();
	}

	private @Nullable String foundVersion(CredentialPath path) {
		CredentialRecord record = repository().find(path);
		return (record != null) ? record.version() : null;
	}

}
