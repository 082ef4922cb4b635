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

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import io.github.sslcredentials.Credential;
import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialRecord;
import io.github.sslcredentials.CredentialRepository;
import io.github.sslcredentials.CredentialUnavailableException;
import io.github.sslcredentials.InvalidCredentialException;
import io.github.sslcredentials.NoSuchCredentialException;
import io.github.sslcredentials.encryption.AesGcmSealer;
import io.github.sslcredentials.encryption.EncryptionKeys;
import io.github.sslcredentials.format.CredentialReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Tests for {@link CredentialLoader}.
 *
 * @author SSL Credentials contributors
 */
@Timeout(30)
class CredentialLoaderTests {

	private static final CredentialPath PATH = StoredCredential.PATH;

	private static final CredentialPath OTHER = CredentialPath.parse("Employee/other/Address/1");

	private static final Duration LONG = Duration.ofSeconds(20);

	private static final Duration SHORT = Duration.ofMillis(100);

	private static final String UNANSWERED = "Credential 'Employee/asalieri/Address/1' is unavailable: the store has not answered within 100 ms; see whether it is up and its connection pool has free connections, or raise 'ssl.store.timeout'";

	private final Map<String, CredentialRepository> repositories = new LinkedHashMap<>();

	private final List<String> asked = new ArrayList<>();

	private final CountDownLatch release = new CountDownLatch(1);

	private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());

	private final ExecutorService callers = Executors.newCachedThreadPool();

	private CredentialLoader loader = loader(LONG);

	@AfterEach
	void close() {
		this.release.countDown();
		this.loader.close();
		this.callers.shutdownNow();
	}

	@Test
	void loadWhenFoundReturnsCredential() {
		repository("first", StoredCredential.RECORD);
		Credential credential = this.loader.load(PATH);
		assertThat(credential.path()).isEqualTo(PATH);
		assertThat(credential.version()).isEqualTo("7");
		assertThat(credential.certificate()).isEqualTo(StoredCredential.BUNDLE.getCertificate());
	}

	@Test
	void loadWhenLoadedBeforeDoesNotAskAgain() {
		repository("first", StoredCredential.RECORD);
		assertThat(this.loader.load(PATH)).isSameAs(this.loader.load(PATH));
		assertThat(this.asked).containsExactly("first");
	}

	@Test
	void loadWhenOneRepositoryHasCredentialAsksThoseBeforeItOnly() {
		repository("first", null);
		repository("second", StoredCredential.RECORD);
		repository("third", StoredCredential.RECORD.withVersion("8"));
		assertThat(this.loader.load(PATH).version()).isEqualTo("7");
		assertThat(this.asked).containsExactly("first", "second");
	}

	@Test
	void loadWhenNoRepositoryHasCredentialNamesAll() {
		repository("first", null);
		repository("second", null);
		assertThatExceptionOfType(NoSuchCredentialException.class).isThrownBy(() -> this.loader.load(PATH))
			.withMessage("No credential 'Employee/asalieri/Address/1' in first, second")
			.withNoCause();
	}

	@Test
	void loadWhenRepositoryNeedsTheCredentialFailsAtOnce() {
		this.repositories.put("first", (path) -> {
			this.loader.load(path);
			return StoredCredential.RECORD;
		});
		assertThatExceptionOfType(CredentialUnavailableException.class).isThrownBy(() -> this.loader.load(PATH))
			.withMessage("Credential 'Employee/asalieri/Address/1' is unavailable: " + StoreFailure.CYCLE);
	}

	@Test
	void loadWhenRepositoryNeedsTwoInTurnFailsAtOnce() {
		this.repositories.put("first", (path) -> {
			this.loader.load(path.equals(PATH) ? OTHER : PATH);
			return StoredCredential.RECORD;
		});
		assertThatExceptionOfType(CredentialUnavailableException.class).isThrownBy(() -> this.loader.load(PATH))
			.havingRootCause()
			.isInstanceOf(StoreCycleException.class);
	}

	@Test
	void loadWhenRepositoryNeedsAnotherCredentialReturnsCredential() {
		this.repositories.put("first", (path) -> {
			if (path.equals(PATH)) {
				this.loader.load(OTHER);
			}
			return StoredCredential.RECORD;
		});
		assertThat(this.loader.load(PATH).path()).isEqualTo(PATH);
	}

	@Test
	void loadWhenThereIsNoRepositorySaysSo() {
		assertThatExceptionOfType(NoSuchCredentialException.class).isThrownBy(() -> this.loader.load(PATH))
			.withMessage(
					"No credential 'Employee/asalieri/Address/1': there is no repository to ask, define a bean of type CredentialRepository");
	}

	@Test
	void loadWhenRepositoryThrowsDoesNotAskNext() {
		IllegalStateException down = new IllegalStateException("connection refused");
		throwing("first", down);
		repository("second", StoredCredential.RECORD);
		assertThatExceptionOfType(CredentialUnavailableException.class).isThrownBy(() -> this.loader.load(PATH))
			.withMessage(
					"Credential 'Employee/asalieri/Address/1' is unavailable: 'first' could not be asked (java.lang.IllegalStateException); see the cause, and whether the store is up")
			.withCause(down);
		assertThat(this.asked).containsExactly("first");
	}

	@Test
	void loadWhenRepositoryThrowsErrorIsUnavailable() {
		throwing("first", new NoClassDefFoundError("org/example/Driver"));
		assertThatExceptionOfType(CredentialUnavailableException.class).isThrownBy(() -> this.loader.load(PATH))
			.withMessage(
					"Credential 'Employee/asalieri/Address/1' is unavailable: 'first' could not be asked (java.lang.NoClassDefFoundError); see the cause, and whether the store is up")
			.withCauseInstanceOf(NoClassDefFoundError.class);
	}

	@Test
	void loadWhenRepositoryThrowsCredentialExceptionPassesItOn() {
		NoSuchCredentialException thrown = new NoSuchCredentialException(PATH, List.of("vault"));
		throwing("first", thrown);
		assertThatExceptionOfType(NoSuchCredentialException.class).isThrownBy(() -> this.loader.load(PATH))
			.isSameAs(thrown);
	}

	@Test
	void loadWhenExceptionQuotesKeyWithholdsIt() {
		throwing("first", new IllegalStateException("query failed", new IllegalArgumentException(
				"Bad value for type long : " + StoredCredential.BUNDLE.getPrivateKeyPEM())));
		assertThatExceptionOfType(CredentialUnavailableException.class).isThrownBy(() -> this.loader.load(PATH))
			.withMessage(
					"Credential 'Employee/asalieri/Address/1' is unavailable: 'first' could not be asked (java.lang.IllegalStateException, withheld since it quotes the credential); see how the columns of the private key and certificates are mapped")
			.withNoCause()
			.satisfies((ex) -> assertThat(ex.getSuppressed()).isEmpty());
	}

	@Test
	void loadWhenSuppressedExceptionQuotesKeyWithholdsIt() {
		IllegalStateException thrown = new IllegalStateException("closing failed");
		thrown.addSuppressed(new IllegalArgumentException(StoredCredential.BUNDLE.getPrivateKeyPEM()));
		throwing("first", thrown);
		assertThatExceptionOfType(CredentialUnavailableException.class).isThrownBy(() -> this.loader.load(PATH))
			.withNoCause();
	}

	@Test
	void loadWhenRepositoriesCannotBeMadeIsUnavailable() {
		IllegalStateException thrown = new IllegalStateException("no bean");
		try (CredentialLoader broken = new CredentialLoader(() -> {
			throw thrown;
		}, reader(), LONG)) {
			assertThatExceptionOfType(CredentialUnavailableException.class).isThrownBy(() -> broken.load(PATH))
				.withMessage(
						"Credential 'Employee/asalieri/Address/1' is unavailable: the store could not be asked (java.lang.IllegalStateException); see the cause, and whether the store is up")
				.withCause(thrown);
		}
	}

	@Test
	void loadWhenFailedBeforeTriesAgain() {
		AtomicInteger count = new AtomicInteger();
		this.repositories.put("first", (path) -> {
			if (count.getAndIncrement() == 0) {
				throw new IllegalStateException();
			}
			return StoredCredential.RECORD;
		});
		assertThat(catchThrowable(() -> this.loader.load(PATH))).isInstanceOf(CredentialUnavailableException.class);
		assertThat(this.loader.load(PATH).version()).isEqualTo("7");
	}

	@Test
	void loadWhenStoreIsMendedReturnsCredential() {
		AtomicReference<CredentialRecord> stored = new AtomicReference<>(
				CredentialRecord.pem("", StoredCredential.BUNDLE.getCertificatePathPEM()));
		this.repositories.put("first", (path) -> stored.get());
		assertThat(catchThrowable(() -> this.loader.load(PATH))).isInstanceOf(InvalidCredentialException.class);
		stored.set(StoredCredential.RECORD);
		assertThat(this.loader.load(PATH).version()).isEqualTo("7");
	}

	@Test
	void loadWhenManyWaitAsksOnce() throws Exception {
		blocking("first");
		List<Future<Credential>> waiting = loadByMany(16);
		this.release.countDown();
		List<Credential> credentials = new ArrayList<>();
		for (Future<Credential> future : waiting) {
			credentials.add(future.get());
		}
		assertThat(credentials).hasSize(16).containsOnly(this.loader.load(PATH));
		assertThat(this.asked).containsExactly("first");
	}

	@Test
	void loadWhenManyWaitForFailingLoadFailsForAll() throws Exception {
		AtomicInteger count = new AtomicInteger();
		this.repositories.put("first", (path) -> {
			count.incrementAndGet();
			await(this.release);
			throw new IllegalStateException();
		});
		List<Future<Credential>> waiting = loadByMany(16);
		this.release.countDown();
		for (Future<Credential> future : waiting) {
			assertThat(catchThrowable(future::get)).hasCauseInstanceOf(CredentialUnavailableException.class)
				.hasMessageContaining("'first' could not be asked (java.lang.IllegalStateException)");
		}
		assertThat(count).hasValueLessThanOrEqualTo(16).hasPositiveValue();
	}

	@Test
	void loadWhenStoreDoesNotAnswerFailsInTime() {
		blocking("first");
		use(SHORT);
		long start = System.nanoTime();
		assertThatExceptionOfType(CredentialUnavailableException.class).isThrownBy(() -> this.loader.load(PATH))
			.withMessage(UNANSWERED)
			.withNoCause();
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(SHORT, Duration.ofSeconds(5));
	}

	@Test
	void loadWhenStoreDoesNotAnswerLeavesItAlone() throws Exception {
		CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
		this.repositories.put("first", (path) -> {
			awaitWhateverHappens(this.release);
			interrupted.complete(Thread.currentThread().isInterrupted());
			return StoredCredential.RECORD;
		});
		use(SHORT);
		assertThat(catchThrowable(() -> this.loader.load(PATH))).hasMessage(UNANSWERED);
		this.loader.close();
		this.release.countDown();
		assertThat(interrupted.get()).isFalse();
	}

	@Test
	void loadWhenAnswerIsLateKeepsNewerOne() throws Exception {
		CompletableFuture<Thread> late = new CompletableFuture<>();
		this.repositories.put("first", (path) -> {
			if (late.complete(Thread.currentThread())) {
				await(this.release);
				return StoredCredential.RECORD.withVersion("old");
			}
			return StoredCredential.RECORD;
		});
		use(SHORT);
		assertThat(catchThrowable(() -> this.loader.load(PATH))).hasMessage(UNANSWERED);
		assertThat(loadUntilAnswered().version()).isEqualTo("7");
		this.release.countDown();
		this.loader.close();
		late.get().join();
		assertThat(this.loader.load(PATH).version()).isEqualTo("7");
	}

	@Test
	void loadWhenStoreAnswersAgainReturnsCredential() {
		AtomicInteger count = new AtomicInteger();
		this.repositories.put("first", (path) -> {
			if (count.getAndIncrement() == 0) {
				await(this.release);
			}
			return StoredCredential.RECORD;
		});
		use(SHORT);
		assertThat(catchThrowable(() -> this.loader.load(PATH))).hasMessage(UNANSWERED);
		assertThat(loadUntilAnswered().version()).isEqualTo("7");
	}

	@Test
	void loadWhenOtherPathsHangIsBounded() {
		this.repositories.put("first", (path) -> {
			if (!path.equals(PATH)) {
				awaitWhateverHappens(this.release);
			}
			return StoredCredential.RECORD;
		});
		use(SHORT);
		for (int i = 0; i < 10; i++) {
			CredentialPath hanging = CredentialPath.of("Employee", "hanging", "Address", i);
			assertThat(catchThrowable(() -> this.loader.load(hanging)))
				.isInstanceOf(CredentialUnavailableException.class);
		}
		assertThat(catchThrowable(() -> this.loader.load(PATH))).hasMessage(UNANSWERED);
		this.release.countDown();
		assertThat(loadUntilAnswered().version()).isEqualTo("7");
	}

	@Test
	void loadWhenOneOtherPathHangsReturnsCredential() {
		this.repositories.put("first", (path) -> {
			if (path.equals(OTHER)) {
				await(this.release);
			}
			return StoredCredential.RECORD;
		});
		Future<Credential> hanging = this.callers.submit(() -> this.loader.load(OTHER));
		assertThat(this.loader.load(PATH).version()).isEqualTo("7");
		assertThat(hanging).isNotDone();
	}

	@Test
	void loadWhenOnePathHangsLeavesThreadsToOthers() {
		AtomicInteger hanging = new AtomicInteger();
		this.repositories.put("first", (path) -> {
			if (path.equals(OTHER)) {
				hanging.incrementAndGet();
				awaitWhateverHappens(this.release);
			}
			return StoredCredential.RECORD;
		});
		use(SHORT);
		for (int i = 0; i < 6; i++) {
			failToLoadOther();
		}
		assertThat(loadUntilAnswered().version()).isEqualTo("7");
		assertThat(hanging).hasValueLessThanOrEqualTo(2);
	}

	@Test
	void loadWhenRetriesFailHoldsNoMoreThanTwoThreads() {
		AtomicInteger hanging = new AtomicInteger();
		AtomicInteger failed = new AtomicInteger();
		this.repositories.put("first", (path) -> {
			if (!path.equals(OTHER)) {
				return StoredCredential.RECORD;
			}
			if (hanging.get() > failed.get()) {
				failed.incrementAndGet();
				throw new IllegalStateException("down");
			}
			hanging.incrementAndGet();
			awaitWhateverHappens(this.release);
			return null;
		});
		use(SHORT);
		while (failed.get() < 1 || hanging.get() < 2) {
			failToLoadOther();
		}
		for (int i = 0; i < 3; i++) {
			failToLoadOther();
		}
		assertThat(loadUntilAnswered().version()).isEqualTo("7");
		assertThat(hanging).hasValue(2);
	}

	@Test
	void loadWhenEarlierCallerGivesUpStillWaits() throws Exception {
		blocking("first");
		use(Duration.ofSeconds(3));
		Future<Throwable> earlier = this.callers.submit(() -> catchThrowable(() -> this.loader.load(PATH)));
		Executor later = CompletableFuture.delayedExecutor(1500, TimeUnit.MILLISECONDS, this.callers);
		Future<Credential> waiting = CompletableFuture.supplyAsync(() -> this.loader.load(PATH), later);
		assertThat(earlier.get()).isInstanceOf(CredentialUnavailableException.class);
		this.release.countDown();
		assertThat(waiting.get().version()).isEqualTo("7");
		assertThat(this.asked).containsExactly("first");
	}

	@Test
	void loadWhenInterruptedKeepsFlag() {
		blocking("first");
		Thread.currentThread().interrupt();
		try {
			assertThatExceptionOfType(CredentialUnavailableException.class).isThrownBy(() -> this.loader.load(PATH))
				.withMessage(
						"Credential 'Employee/asalieri/Address/1' is unavailable: waiting for the store was interrupted")
				.withCauseInstanceOf(InterruptedException.class);
			assertThat(Thread.currentThread().isInterrupted()).isTrue();
		}
		finally {
			Thread.interrupted();
		}
	}

	@Test
	void loadWhenTimeoutIsEndlessWaits() {
		repository("first", StoredCredential.RECORD);
		use(Duration.ofSeconds(Long.MAX_VALUE));
		assertThat(this.loader.load(PATH).version()).isEqualTo("7");
	}

	@Test
	void loadWhenCredentialHasExpiredReadsAgain() {
		repository("first", StoredCredential.RECORD);
		Credential expiring = this.loader.load(PATH);
		this.now.set(expiring.notAfter().plusSeconds(1));
		assertThatExceptionOfType(InvalidCredentialException.class).isThrownBy(() -> this.loader.load(PATH))
			.withMessageContaining("has expired at '%s', store a renewed one", expiring.notAfter());
		assertThat(this.asked).containsExactly("first", "first");
	}

	@Test
	void loadWhenForgottenReadsAgain() {
		repository("first", StoredCredential.RECORD);
		this.loader.forget(this.loader.load(PATH));
		this.loader.load(PATH);
		assertThat(this.asked).containsExactly("first", "first");
	}

	@Test
	void loadWhenClosedIsUnavailable() {
		repository("first", StoredCredential.RECORD);
		this.loader.close();
		for (int i = 0; i < 2; i++) {
			assertThatExceptionOfType(CredentialUnavailableException.class).isThrownBy(() -> this.loader.load(PATH))
				.withMessage(
						"Credential 'Employee/asalieri/Address/1' is unavailable: this application is shutting down");
		}
	}

	@Test
	void closeEndsWaiting() throws Exception {
		CountDownLatch reading = new CountDownLatch(1);
		this.repositories.put("first", (path) -> {
			reading.countDown();
			awaitWhateverHappens(this.release);
			return StoredCredential.RECORD;
		});
		Future<Throwable> waiting = this.callers.submit(() -> catchThrowable(() -> this.loader.load(PATH)));
		reading.await();
		this.loader.close();
		assertThat(waiting.get()).hasMessageEndingWith("this application is shutting down");
	}

	@Test
	void closeEndsThreads() throws Exception {
		CompletableFuture<Thread> thread = new CompletableFuture<>();
		this.repositories.put("first", (path) -> {
			thread.complete(Thread.currentThread());
			return StoredCredential.RECORD;
		});
		this.loader.load(PATH);
		assertThat(thread.get().getName()).matches("ssl-credentials-[0-9]+");
		assertThat(thread.get().isDaemon()).isTrue();
		this.loader.close();
		thread.get().join();
		assertThat(thread.get().isAlive()).isFalse();
	}

	private void failToLoadOther() {
		assertThat(catchThrowable(() -> this.loader.load(OTHER))).isInstanceOf(CredentialUnavailableException.class);
		assertThat(Thread.currentThread().isInterrupted()).as("time is up").isFalse();
	}

	@Test
	void loadWhenUnknownIsNotAskedAgainForAWhile() {
		repository("first", null);
		use(Duration.ofHours(1), LONG);
		for (int i = 0; i < 3; i++) {
			assertThat(catchThrowable(() -> this.loader.load(PATH))).isInstanceOf(NoSuchCredentialException.class)
				.hasMessage("No credential 'Employee/asalieri/Address/1' in first");
		}
		assertThat(this.asked).containsExactly("first");
		this.loader.forgetUnknown(PATH);
		assertThat(catchThrowable(() -> this.loader.load(PATH))).isInstanceOf(NoSuchCredentialException.class);
		assertThat(this.asked).hasSize(2);
	}

	/** The reading that began before must neither be joined nor remembered. */
	@Test
	void loadWhenStoredWhileReadingReturnsCredential() throws Exception {
		CountDownLatch looked = new CountDownLatch(1);
		AtomicReference<CredentialRecord> stored = new AtomicReference<>();
		this.repositories.put("first", (path) -> {
			CredentialRecord found = stored.get();
			if (found == null) {
				looked.countDown();
				await(this.release);
			}
			return found;
		});
		use(Duration.ofHours(1), LONG);
		Future<Credential> before = this.callers.submit(() -> this.loader.load(PATH));
		looked.await();
		stored.set(StoredCredential.RECORD);
		this.loader.forgetUnknown(PATH);
		assertThat(this.loader.load(PATH).version()).isEqualTo("7");
		this.release.countDown();
		assertThat(catchThrowable(before::get)).hasCauseInstanceOf(NoSuchCredentialException.class);
		assertThat(this.loader.load(PATH).version()).isEqualTo("7");
	}

	private void use(Duration unknownFor, Duration timeout) {
		this.loader.close();
		this.loader = new CredentialLoader(() -> this.repositories, () -> {
		}, new RecordOpener(new AesGcmSealer(EncryptionKeys.none(), true), reader()),
				new LoadingLimits(timeout, unknownFor));
	}

	private Credential loadUntilAnswered() {
		while (true) {
			try {
				return this.loader.load(PATH);
			}
			catch (CredentialUnavailableException ex) {
				assertThat(ex).hasMessage(UNANSWERED);
			}
		}
	}

	private List<Future<Credential>> loadByMany(int count) throws Exception {
		CyclicBarrier together = new CyclicBarrier(count + 1);
		List<Future<Credential>> futures = IntStream.range(0, count).mapToObj((i) -> this.callers.submit(() -> {
			together.await();
			return this.loader.load(PATH);
		})).toList();
		together.await();
		return futures;
	}

	private void repository(String name, CredentialRecord record) {
		this.repositories.put(name, (path) -> {
			this.asked.add(name);
			return record;
		});
	}

	private void blocking(String name) {
		this.repositories.put(name, (path) -> {
			this.asked.add(name);
			await(this.release);
			return StoredCredential.RECORD;
		});
	}

	private void throwing(String name, Throwable thrown) {
		this.repositories.put(name, (path) -> {
			this.asked.add(name);
			if (thrown instanceof Error error) {
				throw error;
			}
			throw (RuntimeException) thrown;
		});
	}

	private void use(Duration timeout) {
		this.loader.close();
		this.loader = loader(timeout);
	}

	private CredentialLoader loader(Duration timeout) {
		return new CredentialLoader(() -> this.repositories, reader(), timeout);
	}

	private CredentialReader reader() {
		return new CredentialReader(new SettableClock(this.now), () -> null);
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException("interrupted", ex);
		}
	}

	/** As a driver does that waits for a socket. */
	private static void awaitWhateverHappens(CountDownLatch latch) {
		boolean interrupted = false;
		while (latch.getCount() > 0) {
			try {
				latch.await();
			}
			catch (InterruptedException ex) {
				interrupted = true;
			}
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
	}

	private static final class SettableClock extends Clock {

		private final AtomicReference<Instant> now;

		private SettableClock(AtomicReference<Instant> now) {
			this.now = now;
		}

		@Override
		public ZoneId getZone() {
			return ZoneOffset.UTC;
		}

		@Override
		public Clock withZone(ZoneId zone) {
			return this;
		}

		@Override
		public Instant instant() {
			return this.now.get();
		}

	}

}
