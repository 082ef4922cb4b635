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

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.sslcredentials.Credential;
import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialRecord;
import io.github.sslcredentials.CredentialRepository;
import io.github.sslcredentials.encryption.AesGcmSealer;
import io.github.sslcredentials.encryption.ContentSealer;
import io.github.sslcredentials.encryption.EncryptionKeys;
import io.github.sslcredentials.format.CredentialReader;
import io.github.sslcredentials.loading.RecordOpener;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.opentest4j.TestAbortedException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * What a {@link CredentialRepository} promises, as tests: extend it for a store of your
 * own. Each test uses paths of its own, so that the store need not be emptied in between.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public abstract class CredentialRepositoryContract extends CredentialVersionsContract {

	private static final int THREADS = 8;

	private static final int ROUNDS = 50;

	private static final int LARGE = 1_000_000;

	/**
	 * Create the tests.
	 */
	protected CredentialRepositoryContract() {
	}

	/**
	 * Return the repository under test.
	 * @return the repository
	 */
	@Override
	protected abstract CredentialRepository repository();

	/**
	 * Return a repository of the same kind whose store cannot be reached.
	 * @return the repository
	 */
	@Override
	protected abstract CredentialRepository unreachable();

	/**
	 * Return a path that the store can hold, with the given text as one of its ids.
	 * @param id any id, as users may choose one
	 * @return the path
	 */
	@Override
	protected abstract CredentialPath path(String id);

	/**
	 * Store a record, in place of what there is, and commit.
	 * @param path the path
	 * @param record the record
	 */
	@Override
	protected abstract void put(CredentialPath path, CredentialRecord record);

	/**
	 * Remove what is stored under the path, and commit.
	 * @param path the path
	 */
	@Override
	protected abstract void remove(CredentialPath path);

	/**
	 * Store a record in a transaction, call back before it is committed, then commit. A
	 * store without transactions leaves this as it is, and the test is aborted.
	 * @param path the path
	 * @param record the record
	 * @param beforeCommit what to do before the commit
	 */
	protected void put(CredentialPath path, CredentialRecord record, Runnable beforeCommit) {
		throw new TestAbortedException("This store has no transactions");
	}

	/**
	 * Return what opens the records of the repository, if they are sealed.
	 * @return the sealer
	 */
	protected ContentSealer sealer() {
		return new AesGcmSealer(EncryptionKeys.none(), true);
	}

	@Test
	void findWhenThereIsNoneReturnsNull() {
		assertThat(repository().find(path("nobody"))).isNull();
	}

	@Test
	void findWhenStoredReturnsRecord() {
		IssuedCredential issued = CA.issueClient("stored");
		put(path("stored"), issued.record());
		Credential found = find(path("stored"));
		assertThat(found.certificateChain()).isEqualTo(issued.certificateChain());
		assertThat(found.privateKey()).isEqualTo(issued.privateKey());
	}

	@Test
	void findWhenThereAreTrustAnchorsReturnsThem() {
		put(path("anchored"), CA.issueClient("anchored").record().withTrustAnchors(CA.certificatePem()));
		assertThat(find(path("anchored")).trustAnchors()).containsExactly(CA.certificate());
	}

	@Test
	void findWhenReplacedReturnsNewRecord() {
		put(path("replaced"), CA.issueClient("before").record());
		String before = find(path("replaced")).version();
		put(path("replaced"), CA.issueClient("after").record());
		assertThat(find(path("replaced")).version()).isNotEqualTo(before);
		assertSubject(path("replaced"), "after");
	}

	@Test
	void findWhenRemovedReturnsNull() {
		put(path("removed"), CA.issueClient("removed").record());
		assertSubject(path("removed"), "removed");
		remove(path("removed"));
		assertThat(repository().find(path("removed"))).isNull();
	}

	@Test
	void findWhenStoredAgainAfterRemovalReturnsRecord() {
		put(path("again"), CA.issueClient("before").record());
		remove(path("again"));
		put(path("again"), CA.issueClient("after").record());
		assertSubject(path("again"), "after");
	}

	@TestFactory
	Stream<DynamicTest> findWhenIdIsNearlyThatOfAnotherReturnsNull() {
		put(path("asalieri"), CA.issueClient("asalieri").record());
		put(path("stra\u00dfe"), CA.issueClient("stra\u00dfe").record());
		return Stream
			.of("ASALIERI", "Asalieri", "a\u017falieri", "asal\u0131eri", "asalieri ", " asalieri", "asalieri.",
					"asalier\u0456", "\uff41salieri", "asalieri\u200b", "asalieri%", "asalier_", "%", "*", "strasse",
					"STRASSE", "asalieri'--", "asalieri\u0301")
			.map((id) -> DynamicTest.dynamicTest("'" + id + "'",
					() -> assertThat(repository().find(path(id))).isNull()));
	}

	@TestFactory
	Stream<DynamicTest> findWhenIdIsHostileReturnsItsOwnRecord() {
		List<String> ids = hostileIds().toList();
		for (int i = 0; i < ids.size(); i++) {
			put(path(ids.get(i)), CA.issueClient("hostile" + i).record());
		}
		return IntStream.range(0, ids.size()).mapToObj((i) -> DynamicTest.dynamicTest("'" + ids.get(i) + "'", () -> {
			CredentialPath path = path(ids.get(i));
			assertSubject(path, "hostile" + i);
			remove(path);
			assertThat(repository().find(path)).isNull();
		}));
	}

	/**
	 * Return ids that a store must hold as any other, all at the same time, among them
	 * some that are alike once their special characters are replaced. A store whose ids
	 * are no text returns those that it can hold.
	 * @return the ids
	 */
	protected Stream<String> hostileIds() {
		return Stream.of("a/b", "a_b", "a-b", "a b", "a+b", "a%2Fb", "A/B", "ab", "../other", "other/Certificate/1",
				"'; drop table ssl_credential; --", "\"quoted\"", "back\\slash", "100%", "{id}", "a?b#c",
				"\u0130stanbul", "\u6771\u4eac\u90fd", "\ud83d\udd11", "x".repeat(200), " edge ");
	}

	@Test
	void findWhenIdIsPathOfAnotherReturnsNull() {
		CredentialPath other = path("victim");
		put(other, CA.issueClient("victim").record());
		assertThat(repository().find(path(other.toString()))).isNull();
		assertThat(repository().find(path(other.kind() + "/" + other.id()))).isNull();
	}

	@Test
	void findWhenRecordIsLargeReturnsIt() {
		String anchor = CA.certificatePem();
		String anchors = anchor.repeat(LARGE / anchor.length());
		put(path("large"), CA.issueClient("large").record().withTrustAnchors(anchors));
		assertThat(find(path("large")).trustAnchors()).hasSize(LARGE / anchor.length());
	}

	@Test
	void findByManyReturnsToEachItsOwn() throws Exception {
		List<CredentialPath> paths = IntStream.range(0, THREADS).mapToObj((i) -> path("many" + i)).toList();
		for (int i = 0; i < THREADS; i++) {
			put(paths.get(i), CA.issueClient("many" + i).record());
		}
		List<Callable<Void>> callers = IntStream.range(0, THREADS).mapToObj((i) -> (Callable<Void>) () -> {
			for (int round = 0; round < ROUNDS; round++) {
				assertSubject(paths.get((i + round) % THREADS), "many" + (i + round) % THREADS);
			}
			return null;
		}).toList();
		together(callers);
	}

	@Test
	void findWhileReplacedReturnsRecordOfOnePiece() throws Exception {
		CredentialPath path = path("torn");
		List<CredentialRecord> records = List.of(CA.issueClient("one").record(), CA.issueClient("other").record());
		put(path, records.get(0));
		CountDownLatch done = new CountDownLatch(1);
		Callable<Void> writer = () -> {
			try {
				for (int round = 0; round < ROUNDS; round++) {
					put(path, records.get(round % 2));
				}
			}
			finally {
				done.countDown();
			}
			return null;
		};
		Callable<Void> reader = () -> {
			while (done.getCount() > 0) {
				assertThat(find(path).certificate().getSubjectX500Principal().getName()).isIn("CN=one", "CN=other");
			}
			return null;
		};
		together(List.of(writer, reader, reader));
	}

	/**
	 * Asked on another thread, as it is in use: this one may be in the transaction.
	 */
	@Test
	void findWhenNotCommittedReturnsRecordBefore() {
		CredentialPath path = path("committed");
		put(path, CA.issueClient("before").record());
		put(path, CA.issueClient("after").record(),
				() -> CompletableFuture.runAsync(() -> assertSubject(path, "before")).join());
		assertSubject(path, "after");
	}

	@Test
	void findWhenStoreCannotBeReachedThrows() {
		CredentialRepository unreachable = unreachable();
		assertThatException().isThrownBy(() -> unreachable.find(path("anybody")));
	}

	/**
	 * Find a credential, and open and check it as it is before use.
	 * @param path the path
	 * @return the credential
	 */
	protected final Credential find(CredentialPath path) {
		CredentialRecord record = repository().find(path);
		assertThat(record).as(path.toString()).isNotNull();
		return open(path, record);
	}

	private Credential open(CredentialPath path, @Nullable CredentialRecord record) {
		if (record == null) {
			throw new AssertionError("There is no record " + path);
		}
		return new RecordOpener(sealer(), new CredentialReader(Clock.systemUTC(), () -> null)).read(path, record);
	}

	/**
	 * Check who is found under a path.
	 * @param path the path
	 * @param commonName the common name in the certificate
	 */
	protected final void assertSubject(CredentialPath path, String commonName) {
		assertThat(find(path).certificate().getSubjectX500Principal().getName()).isEqualTo("CN=" + commonName);
	}

	/**
	 * Let all of them run at the same time, and wait for them.
	 */
	static <T> List<T> together(List<Callable<T>> callers) throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(callers.size());
		CountDownLatch start = new CountDownLatch(1);
		try {
			List<Future<T>> futures = new ArrayList<>();
			for (Callable<T> caller : callers) {
				futures.add(threads.submit(() -> {
					start.await();
					return caller.call();
				}));
			}
			start.countDown();
			List<T> results = new ArrayList<>();
			for (Future<T> future : futures) {
				results.add(future.get());
			}
			return results;
		}
		finally {
			threads.shutdownNow();
		}
	}

}
