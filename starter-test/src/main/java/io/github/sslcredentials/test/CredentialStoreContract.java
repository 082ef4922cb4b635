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

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

import io.github.sslcredentials.CredentialConflictException;
import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialRecord;
import io.github.sslcredentials.CredentialState;
import io.github.sslcredentials.CredentialStore;
import io.github.sslcredentials.CredentialUnavailableException;
import io.github.sslcredentials.InvalidCredentialException;
import io.github.sslcredentials.InvalidCredentialException.Reason;
import io.github.sslcredentials.NoSuchCredentialException;
import io.github.sslcredentials.StoredCredential;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

/**
 * What a {@link CredentialStore} promises, as tests, together with what its repository
 * does.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public abstract class CredentialStoreContract extends CredentialRepositoryContract {

	private static final int WRITERS = 8;

	/**
	 * Create the tests.
	 */
	protected CredentialStoreContract() {
	}

	/**
	 * Return the store under test, which writes what the repository reads.
	 * @return the store
	 */
	protected abstract CredentialStore store();

	/**
	 * Return a store of the same kind that cannot be reached.
	 * @return the store
	 */
	protected abstract CredentialStore unreachableStore();

	@Override
	protected void put(CredentialPath path, CredentialRecord record) {
		store().store(path, record);
	}

	@Override
	protected void remove(CredentialPath path) {
		store().delete(path);
	}

	@Test
	void storeReturnsWhatIsStored() {
		IssuedCredential issued = CA.issueClient("new");
		StoredCredential stored = store().store(path("new"), issued.record());
		assertThat(stored.path()).isEqualTo(path("new"));
		assertThat(stored.state()).isEqualTo(CredentialState.ACTIVE);
		assertThat(stored.version()).isEqualTo(find(path("new")).version());
		assertThat(stored.fingerprint()).isEqualTo(find(path("new")).fingerprint());
		assertThat(stored.notBefore()).isEqualTo(find(path("new")).notBefore());
		assertThat(stored.notAfter()).isEqualTo(find(path("new")).notAfter());
	}

	@Test
	void storeRetiresVersionBefore() {
		CredentialPath path = path("second");
		StoredCredential first = storeNew(path);
		StoredCredential second = storeNew(path);
		assertThat(store().versions(path, null, 10)).extracting(StoredCredential::version, StoredCredential::state)
			.containsExactly(tuple(second.version(), CredentialState.ACTIVE),
					tuple(first.version(), CredentialState.RETIRED));
	}

	@Test
	void storeRaisesSequence() {
		CredentialPath path = path("sequence");
		long first = storeNew(path).sequence();
		long second = storeNew(path).sequence();
		long revoked = store().revoke(path, store().versions(path, null, 1).get(0).version()).sequence();
		long third = storeNew(path).sequence();
		assertThat(List.of(first, second, revoked, third)).isSorted().doesNotHaveDuplicates();
	}

	@Test
	void storeWhenRecordCannotBeUsedWritesNothing() {
		CredentialPath path = path("mismatch");
		StoredCredential before = storeNew(path);
		CredentialRecord mismatch = CredentialRecord.pem(CA.issueClient("a").privateKeyPem(),
				CA.issueClient("b").certificateChainPem());
		assertThatExceptionOfType(InvalidCredentialException.class).isThrownBy(() -> store().store(path, mismatch))
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(Reason.KEY_MISMATCH));
		assertThat(store().versions(path, null, 10)).containsExactly(before);
	}

	@Test
	void storeWhenVersionInForceIsExpectedStores() {
		CredentialPath path = path("expected");
		StoredCredential first = store().store(path, record(), null);
		StoredCredential second = store().store(path, record(), first.version());
		assertThat(find(path).version()).isEqualTo(second.version());
	}

	@Test
	void storeWhenOtherVersionIsInForceWritesNothing() {
		CredentialPath path = path("conflict");
		StoredCredential first = storeNew(path);
		StoredCredential second = storeNew(path);
		assertThatExceptionOfType(CredentialConflictException.class)
			.isThrownBy(() -> store().store(path, record(), first.version()))
			.withMessage("Credential '%s' was not changed: version %s is in force, not version %s", path,
					second.version(), first.version());
		assertThatExceptionOfType(CredentialConflictException.class)
			.isThrownBy(() -> store().store(path, record(), null))
			.withMessage("Credential '%s' was not changed: version %s is in force, not no version", path,
					second.version());
		assertThat(store().versions(path, null, 10)).hasSize(2);
	}

	@Test
	void storeByManyWhoKnowSameVersionIsDoneByOne() throws Exception {
		CredentialPath path = path("race");
		String version = storeNew(path).version();
		CredentialRecord record = record();
		List<Callable<Boolean>> writers = IntStream.range(0, WRITERS).mapToObj((i) -> (Callable<Boolean>) () -> {
			try {
				store().store(path, record, version);
				return true;
			}
			catch (CredentialConflictException ex) {
				return false;
			}
		}).toList();
		assertThat(together(writers)).containsOnlyOnce(true);
		assertThat(store().versions(path, null, 10)).hasSize(2)
			.extracting(StoredCredential::state)
			.containsExactly(CredentialState.ACTIVE, CredentialState.RETIRED);
	}

	@Test
	void storeByManyLeavesOneInForce() throws Exception {
		CredentialPath path = path("writers");
		CredentialRecord record = record();
		List<Callable<Integer>> writers = IntStream.range(0, WRITERS).mapToObj((i) -> (Callable<Integer>) () -> {
			try {
				store().store(path, record);
				return 1;
			}
			catch (CredentialConflictException ex) {
				return 0;
			}
		}).toList();
		int stored = together(writers).stream().mapToInt(Integer::intValue).sum();
		assertThat(stored).isPositive();
		assertThat(store().versions(path, null, WRITERS)).hasSize(stored)
			.filteredOn((version) -> version.state() == CredentialState.ACTIVE)
			.hasSize(1);
	}

	@Test
	void storeRevokeAndDeleteByManyLeaveAtMostOneInForce() throws Exception {
		CredentialPath path = path("contended");
		String first = storeNew(path).version();
		CredentialRecord record = record();
		List<Runnable> changes = List.of(() -> store().store(path, record), () -> store().revoke(path, first),
				() -> store().delete(path));
		List<Callable<Integer>> callers = IntStream.range(0, WRITERS).mapToObj((i) -> (Callable<Integer>) () -> {
			try {
				changes.get(i % changes.size()).run();
				return 1;
			}
			catch (CredentialConflictException | NoSuchCredentialException ex) {
				return 0;
			}
		}).toList();
		assertThat(together(callers)).contains(1);
		assertThat(store().versions(path, null, WRITERS + 1))
			.filteredOn((version) -> version.state() == CredentialState.ACTIVE)
			.hasSizeLessThanOrEqualTo(1);
		String last = storeNew(path).version();
		assertThat(find(path).version()).isEqualTo(last);
	}

	@Test
	void findWhenRevokedThrows() {
		CredentialPath path = path("revoked");
		String version = storeNew(path).version();
		assertThat(store().revoke(path, version).state()).isEqualTo(CredentialState.REVOKED);
		assertThatExceptionOfType(InvalidCredentialException.class).isThrownBy(() -> repository().find(path))
			.withMessage(
					"Credential '%s', version %s, cannot be used: it was revoked, and no other version is in force; store a new one",
					path, version)
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(Reason.REVOKED));
	}

	@Test
	void findWhenStoredAfterRevocationReturnsRecord() {
		CredentialPath path = path("renewed");
		store().revoke(path, storeNew(path).version());
		String renewed = storeNew(path).version();
		assertThat(find(path).version()).isEqualTo(renewed);
	}

	@Test
	void revokeWhenAnotherIsInForceLeavesIt() {
		CredentialPath path = path("old");
		String old = storeNew(path).version();
		String active = storeNew(path).version();
		store().revoke(path, old);
		assertThat(find(path).version()).isEqualTo(active);
	}

	@Test
	void revokeWhenRevokedChangesNothing() {
		CredentialPath path = path("twice");
		String version = storeNew(path).version();
		StoredCredential revoked = store().revoke(path, version);
		assertThat(store().revoke(path, version)).isEqualTo(revoked);
	}

	@Test
	void revokeWhenThereIsNoSuchVersionThrows() {
		CredentialPath path = path("versionless");
		storeNew(path);
		for (String version : List.of("99", "0", "-1", "01", "1 ", "one", "")) {
			assertThatExceptionOfType(NoSuchCredentialException.class).isThrownBy(() -> store().revoke(path, version))
				.withMessage("No version '%s' of the credential '%s'", version, path);
		}
		assertThatExceptionOfType(NoSuchCredentialException.class)
			.isThrownBy(() -> store().revoke(path("unstored"), "1"));
	}

	@Test
	void deleteDeletesAllVersionsAndGivesNoNumberTwice() {
		CredentialPath path = path("deleted");
		storeNew(path);
		StoredCredential last = storeNew(path);
		assertThat(store().delete(path)).isTrue();
		assertThat(store().versions(path, null, 10)).isEmpty();
		assertThat(store().delete(path)).isFalse();
		StoredCredential next = storeNew(path);
		assertThat(next.version()).isNotEqualTo(last.version());
		assertThat(next.sequence()).isGreaterThan(last.sequence());
	}

	@Test
	void deleteWhenThereIsNoneReturnsFalse() {
		assertThat(store().delete(path("never"))).isFalse();
	}

	@Test
	void listReturnsEachPathOnce() {
		Set<CredentialPath> expected = new HashSet<>();
		for (int i = 0; i < 7; i++) {
			CredentialPath path = path("listed" + i);
			storeNew(path);
			storeNew(path);
			expected.add(path);
		}
		List<CredentialPath> listed = new ArrayList<>();
		List<StoredCredential> page = store().list(null, 3);
		while (!page.isEmpty()) {
			assertThat(page).hasSizeLessThanOrEqualTo(3);
			page.forEach((stored) -> listed.add(stored.path()));
			page = store().list(listed.get(listed.size() - 1), 3);
		}
		assertThat(listed).doesNotHaveDuplicates().containsAll(expected);
	}

	@Test
	void listReturnsVersionInForceOrLast() {
		StoredCredential active = storeNew(path("inforce"));
		StoredCredential second = storeNew(path("inforce"));
		store().revoke(path("inforce"), active.version());
		StoredCredential revoked = store().revoke(path("lastone"), storeNew(path("lastone")).version());
		assertThat(store().list(null, 1000)).contains(second, revoked)
			.noneMatch((stored) -> stored.path().equals(active.path()) && !stored.equals(second));
	}

	@Test
	void versionsReturnsPages() {
		CredentialPath path = path("pages");
		List<String> stored = IntStream.range(0, 5).mapToObj((i) -> storeNew(path).version()).toList();
		List<String> first = versions(path, null);
		List<String> second = versions(path, first.get(1));
		assertThat(first).containsExactly(stored.get(4), stored.get(3));
		assertThat(second).containsExactly(stored.get(2), stored.get(1));
		assertThat(versions(path, second.get(1))).containsExactly(stored.get(0));
	}

	@Test
	void pagesWhenLimitIsNotPositiveAreRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> store().list(null, 0))
			.withMessage("'limit' must be positive");
		assertThatIllegalArgumentException().isThrownBy(() -> store().versions(path("any"), null, 0))
			.withMessage("'limit' must be positive");
	}

	@Test
	void methodsWhenStoreCannotBeReachedThrow() {
		CredentialPath path = path("anybody");
		CredentialStore unreachable = unreachableStore();
		for (Runnable call : List.<Runnable>of(() -> unreachable.store(path, record()),
				() -> unreachable.revoke(path, "1"), () -> unreachable.delete(path), () -> unreachable.list(null, 1),
				() -> unreachable.versions(path, null, 1))) {
			assertThatExceptionOfType(CredentialUnavailableException.class).isThrownBy(call::run);
		}
	}

	private List<String> versions(CredentialPath path, @Nullable String before) {
		return store().versions(path, before, 2).stream().map(StoredCredential::version).toList();
	}

	private StoredCredential storeNew(CredentialPath path) {
		return store().store(path, record());
	}

	private static CredentialRecord record() {
		return CA.issueClient("client").record();
	}

}
