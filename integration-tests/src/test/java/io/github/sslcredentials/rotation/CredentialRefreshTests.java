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

package io.github.sslcredentials.rotation;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

import io.github.sslcredentials.Credential;
import io.github.sslcredentials.CredentialOrder;
import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialRecord;
import io.github.sslcredentials.CredentialRetiredEvent;
import io.github.sslcredentials.CredentialRevokedEvent;
import io.github.sslcredentials.CredentialRotatedEvent;
import io.github.sslcredentials.CredentialRotationFailedEvent;
import io.github.sslcredentials.CredentialUnavailableException;
import io.github.sslcredentials.CredentialVersion;
import io.github.sslcredentials.InvalidCredentialException;
import io.github.sslcredentials.InvalidCredentialException.Reason;
import io.github.sslcredentials.NoSuchCredentialException;
import io.github.sslcredentials.handshake.HandshakeContext;
import io.github.sslcredentials.handshake.HandshakeSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What is in use is replaced by what came after it, and by nothing else.
 */
@Timeout(60)
class CredentialRefreshTests {

	private static final CredentialPath PATH = CredentialPath.parse("Employee/asalieri/Address/1");

	private static final CredentialPath OTHER = CredentialPath.parse("Employee/wolfgang/Address/1");

	private final RotatingApplication application = new RotatingApplication();

	private final RotatingStore store = this.application.store;

	@AfterEach
	void close() {
		this.application.close();
	}

	@Test
	void refreshWhenRecordHasChangedShowsTheNewOneFromThenOn() {
		this.store.put(PATH, record("one"));
		RestClient client = called(PATH);
		CredentialRecord two = record("two");
		this.store.put(PATH, two);
		call(client);
		this.application.refresh.refresh(PATH);
		call(client);
		call(client);
		assertThat(this.application.seen()).containsExactly("CN=one", "CN=one", "CN=two", "CN=two");
		assertThat(this.application.partner.connections()).hasSize(2);
		CredentialRotatedEvent event = this.application.events(CredentialRotatedEvent.class).get(0);
		assertThat(event.version()).isEqualTo(two.version());
		assertThat(event.fingerprint()).isEqualTo(
				Credential.fingerprint(this.application.client(PATH).current().credential().certificateChain().get(0)));
	}

	@Test
	void refreshWhenRecordHasChangedEndsWithTheEventThatTheOldOneIsGone() {
		CredentialRecord one = record("one");
		this.store.put(PATH, one);
		called(PATH);
		this.store.put(PATH, record("two"));
		this.application.refresh.refresh(PATH);
		Awaitility.await()
			.untilAsserted(() -> assertThat(this.application.events(CredentialRetiredEvent.class)).singleElement()
				.satisfies((event) -> assertThat(event.version()).isEqualTo(one.version()))
				.satisfies((event) -> assertThat(event.cut()).isZero()));
	}

	@Test
	void refreshWhenNothingHasChangedReplacesNothing() {
		this.store.put(PATH, record("one"));
		RestClient client = called(PATH);
		this.application.refresh.refresh(PATH);
		call(client);
		assertThat(this.application.partner.connections()).hasSize(1);
		assertThat(this.application.events).isEmpty();
	}

	@Test
	void refreshWhenNewRecordIsBrokenKeepsTheLastGoodOneUntilItIsMended() {
		CredentialRecord one = record("one");
		this.store.put(PATH, one);
		RestClient client = called(PATH);
		this.store.put(PATH, CredentialRecord.pem("no key", "no certificate"));
		assertThatExceptionOfType(InvalidCredentialException.class)
			.isThrownBy(() -> this.application.refresh.refresh(PATH))
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(Reason.NO_CERTIFICATE));
		call(client);
		this.store.put(PATH, record("two"));
		this.application.refresh.refresh(PATH);
		call(client);
		assertThat(this.application.seen()).containsExactly("CN=one", "CN=one", "CN=two");
		assertThat(this.application.events(CredentialRotationFailedEvent.class)).singleElement()
			.satisfies((event) -> assertThat(event.version()).isEqualTo(one.version()));
	}

	@Test
	void refreshWhenNewCertificateIsForServersOnlyKeepsTheLastGoodOne() {
		this.store.put(PATH, record("one"));
		RestClient client = called(PATH);
		this.store.put(PATH, this.application.issue("two").server().dnsNames("localhost").build().record());
		assertThatExceptionOfType(InvalidCredentialException.class)
			.isThrownBy(() -> this.application.refresh.refresh(PATH))
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(Reason.FORBIDDEN_USAGE));
		call(client);
		assertThat(this.application.seen()).containsExactly("CN=one", "CN=one");
	}

	@Test
	void pollWhenOneRecordCannotBeReadTakesUpTheOther() {
		this.store.put(PATH, record("one"));
		this.store.put(OTHER, record("other one"));
		RestClient client = called(PATH);
		RestClient other = called(OTHER);
		this.store.hinder(PATH, () -> {
			throw new IllegalStateException("this row is damaged");
		});
		this.store.put(OTHER, record("other two"));
		this.application.refresh.refresh();
		untilRotated(1);
		call(client);
		call(other);
		assertThat(this.application.seen()).containsExactly("CN=one", "CN=other one", "CN=one", "CN=other two");
		Awaitility.await()
			.untilAsserted(() -> assertThat(this.application.refresh.status().failure(PATH))
				.isInstanceOf(CredentialUnavailableException.class));
	}

	@Test
	void pollWhenOneRecordIsSlowTakesUpTheOther() throws Exception {
		this.store.put(PATH, record("one"), "", 1);
		this.store.put(OTHER, record("other one"), "", 1);
		called(PATH);
		RestClient other = called(OTHER);
		CountDownLatch slow = new CountDownLatch(1);
		this.store.put(PATH, record("two"), "", 2);
		this.store.put(OTHER, record("other two"), "", 2);
		this.store.hinder(PATH, () -> awaitUninterrupted(slow));
		this.application.refresh.refresh();
		untilRotated(1);
		call(other);
		assertThat(this.application.seen()).endsWith("CN=other two");
		slow.countDown();
		untilRotated(2);
	}

	@Test
	void pollWhenListenerThrowsTakesUpAll() {
		this.store.put(PATH, record("one"));
		this.store.put(OTHER, record("other one"));
		RestClient client = called(PATH);
		RestClient other = called(OTHER);
		this.store.put(PATH, record("two"));
		this.store.put(OTHER, record("other two"));
		this.application.listener((event) -> {
			this.application.events.add(event);
			throw new IllegalStateException("a listener's own fault");
		});
		this.application.refresh.refresh();
		untilRotated(2);
		call(client);
		call(other);
		assertThat(this.application.seen()).endsWith("CN=two", "CN=other two");
	}

	@Test
	void pollWhenStoreIsDownKeepsAllAndTakesUpLaterWhatHasChangedMeanwhile() {
		this.store.put(PATH, record("one"));
		RestClient client = called(PATH);
		this.store.down(new IllegalStateException("connection refused"));
		for (int i = 0; i < 10; i++) {
			this.application.refresh.refresh();
			int failures = i + 1;
			Awaitility.await()
				.untilAsserted(() -> assertThat(this.application.events(CredentialRotationFailedEvent.class))
					.hasSize(failures));
			this.application.nanos.addAndGet(Duration.ofSeconds(30).toNanos());
		}
		call(client);
		assertThat(this.application.refresh.status().failure()).hasMessageContaining("'store'");
		this.store.down(null);
		this.store.put(PATH, record("two"));
		this.application.refresh.refresh();
		untilRotated(1);
		call(client);
		assertThat(this.application.seen()).containsExactly("CN=one", "CN=one", "CN=two");
		assertThat(this.application.refresh.status().failure()).isNull();
	}

	@Test
	void pollWhenTheOnlyRecordIsMissingKeepsItOnceAndForgetsItTheSecondTime() {
		this.store.put(PATH, record("one"));
		RestClient client = called(PATH);
		this.store.remove(PATH);
		poll();
		poll();
		call(client);
		this.application.nanos.addAndGet(VersionCheck.CONFIRMATION.toNanos());
		poll();
		assertThatCalling(client).isInstanceOf(NoSuchCredentialException.class);
		assertThat(this.application.events(CredentialRevokedEvent.class)).hasSize(1);
	}

	@Test
	void pollWhenMostRecordsAreMissingKeepsThem() {
		List<CredentialPath> paths = IntStream.range(0, 5).mapToObj((i) -> CredentialPath.of("Tenant", i)).toList();
		paths.forEach((path) -> this.store.put(path, record(path.id())));
		List<RestClient> clients = paths.stream().map(this::called).toList();
		paths.subList(0, 4).forEach(this.store::remove);
		poll();
		assertThatExceptionOfType(CredentialUnavailableException.class)
			.isThrownBy(() -> this.application.refresh.refresh(paths.get(0)));
		this.application.nanos.addAndGet(VersionCheck.CONFIRMATION.toNanos());
		poll();
		poll();
		clients.forEach(this::call);
		assertThat(this.application.refresh.status().failure())
			.hasMessageContaining("most of the 5 credentials in use are not in the store any more");
	}

	@Test
	void pollWhenOneOfSeveralIsMissingTwiceForgetsItAlone() {
		List<CredentialPath> paths = IntStream.range(0, 5).mapToObj((i) -> CredentialPath.of("Tenant", i)).toList();
		paths.forEach((path) -> this.store.put(path, record(path.id())));
		List<RestClient> clients = paths.stream().map(this::called).toList();
		this.store.remove(paths.get(0));
		poll();
		this.application.nanos.addAndGet(VersionCheck.CONFIRMATION.toNanos());
		poll();
		assertThatCalling(clients.get(0)).isInstanceOf(NoSuchCredentialException.class);
		clients.subList(1, 5).forEach(this::call);
	}

	@Test
	void pollWhenStoreThatKnowsTheOrderHasNothingKeepsIt() {
		this.store.put(PATH, record("one"), "e", 5);
		this.store.put(OTHER, record("other"), "e", 5);
		RestClient client = called(PATH);
		called(OTHER);
		poll();
		this.store.remove(PATH);
		poll();
		poll();
		poll();
		call(client);
		assertThat(this.application.refresh.status().failure()).hasMessageContaining("1 of 2 credentials in use");
	}

	@Test
	void pollWhenStoreKnowsThatNothingIsInForceForgetsItAtOnce() {
		this.store.put(PATH, record("one"), "e", 5);
		RestClient client = called(PATH);
		poll();
		this.store.remove(PATH);
		this.store.say(PATH, CredentialVersion.none(new CredentialOrder("e", 6)));
		poll();
		assertThatCalling(client).isInstanceOf(NoSuchCredentialException.class);
	}

	@Test
	void pollWhenVersionIsRevokedRefusesItUntilThereIsAnother() {
		CredentialRecord one = record("one");
		this.store.put(PATH, one, "e", 1);
		RestClient client = called(PATH);
		this.store.say(PATH, CredentialVersion.revoked(one.version()).withOrder(new CredentialOrder("e", 2)));
		poll();
		assertThatCalling(client).isInstanceOf(InvalidCredentialException.class)
			.hasMessageContaining("it was revoked")
			.hasMessageContaining(one.version());
		assertThat(this.store.found()).hasSize(1);
		this.store.put(PATH, record("two"), "e", 3);
		poll();
		call(client);
		assertThat(this.application.seen()).containsExactly("CN=one", "CN=two");
	}

	@Test
	void pollWhenReplicaLagsBehindIgnoresWhatItSays() {
		CredentialRecord two = record("two");
		this.store.put(PATH, two, "e", 2);
		RestClient client = called(PATH);
		poll();
		this.store.put(PATH, record("one"), "e", 1);
		poll();
		call(client);
		this.store.put(PATH, record("three"), "", 3);
		poll();
		call(client);
		assertThat(this.application.seen()).containsExactly("CN=two", "CN=two", "CN=three");
	}

	@Test
	void pollWhenEpochIsAnotherOneTakesWhatItSaysWhateverTheSequence() {
		this.store.put(PATH, record("lost"), "e1", 9);
		RestClient client = called(PATH);
		poll();
		this.store.put(PATH, record("promoted"), "e2", 8);
		poll();
		call(client);
		assertThat(this.application.seen()).containsExactly("CN=lost", "CN=promoted");
	}

	@Test
	void pollWhenRolledBackTakesTheOldContentUp() {
		CredentialRecord one = record("one");
		this.store.put(PATH, one, "e", 1);
		RestClient client = called(PATH);
		this.store.put(PATH, record("two"), "e", 2);
		poll();
		call(client);
		this.store.put(PATH, one, "e", 3);
		poll();
		call(client);
		assertThat(this.application.seen()).containsExactly("CN=one", "CN=two", "CN=one");
	}

	@Test
	void pollWhenFailedIsTriedAgainLaterAndLater() {
		this.store.put(PATH, record("one"), "e", 1);
		called(PATH);
		this.store.put(PATH, CredentialRecord.pem("no key", "no certificate"), "e", 2);
		poll();
		poll();
		poll();
		assertThat(this.application.events(CredentialRotationFailedEvent.class)).hasSize(1);
		this.application.nanos.addAndGet(Duration.ofSeconds(2).toNanos());
		poll();
		poll();
		assertThat(this.application.events(CredentialRotationFailedEvent.class)).hasSize(2);
		this.store.put(PATH, record("two"), "e", 3);
		poll();
		assertThat(this.application.events(CredentialRotatedEvent.class)).hasSize(1);
	}

	@Test
	void pollWhenStoreHangsOnceAsksAgain() {
		this.store.put(PATH, record("one"));
		RestClient client = called(PATH);
		CountDownLatch hanging = new CountDownLatch(1);
		this.store.hinder(PATH, () -> awaitUninterrupted(hanging));
		this.application.refresh.refresh();
		this.store.put(PATH, record("two"));
		Awaitility.await().until(() -> this.store.found().size() == 2);
		this.store.hinder(PATH, () -> {
		});
		Awaitility.await().until(this.application.refresh::isIdle);
		poll();
		call(client);
		assertThat(this.application.seen()).containsExactly("CN=one", "CN=two");
		hanging.countDown();
	}

	@Test
	void pollWhenStoreAnswersNothingAtAllSaysSo() {
		this.store.put(PATH, record("one"));
		RestClient client = called(PATH);
		this.store.answerNull();
		poll();
		call(client);
		assertThat(this.application.refresh.status().failure()).isNotNull();
		assertThat(this.application.events(CredentialRotationFailedEvent.class)).hasSize(1);
	}

	@Test
	void pollWhenStoreQuotesThePrivateKeyKeepsItOutOfEventAndStatus() {
		String secret = this.application.issue("two").client().build().privateKeyPem();
		this.store.put(PATH, record("one"), "", 1);
		called(PATH);
		this.store.put(PATH, record("two"), "", 2);
		this.store.hinder(PATH, () -> {
			throw new IllegalStateException("bad row: " + secret);
		});
		poll();
		assertThat(this.application.events(CredentialRotationFailedEvent.class)).singleElement()
			.satisfies((event) -> assertThat(event.failure()).hasMessageContaining("withheld").hasNoCause())
			.satisfies((event) -> assertThat(event.toString()).doesNotContain("BEGIN"));
		assertThat(this.application.refresh.status().failure(PATH)).hasMessageContaining("withheld");
	}

	@Test
	void pollWhenRolledBackToTheVersionInUseForgetsTheFailure() {
		CredentialRecord one = record("one");
		this.store.put(PATH, one);
		called(PATH);
		this.store.put(PATH, CredentialRecord.pem("no key", "no certificate"));
		poll();
		assertThat(this.application.refresh.status().failedCredentials()).isEqualTo(1);
		this.store.put(PATH, one);
		poll();
		assertThat(this.application.refresh.status().failedCredentials()).isZero();
	}

	@Test
	void publishWhenSomethingHasComeAfterItDoesNothing() {
		this.store.put(PATH, record("one"));
		called(PATH);
		PublishedHandshake handshake = (PublishedHandshake) this.application.client(PATH);
		HandshakeContext late = handshake.prepare(handshake.current().credential());
		this.store.put(PATH, record("two"));
		this.application.refresh.refresh(PATH);
		handshake.publish(late);
		assertThat(handshake.current().credential().certificateChain().get(0).getSubjectX500Principal().getName())
			.isEqualTo("CN=two");
	}

	@Test
	void refreshWhenFirstUseIsUnderWayLeavesNobodyWithTheOldVersion() throws Exception {
		this.store.put(PATH, record("one"));
		called(PATH);
		for (int i = 0; i < 20; i++) {
			HandshakeSource other = this.application.registry.client(PATH, this.application.settings());
			Thread first = new Thread(other::current);
			this.store.put(PATH, record("next"));
			first.start();
			this.application.refresh.refresh(PATH);
			first.join();
			assertThat(other.current().credential()).isSameAs(this.application.registry.credential(PATH));
		}
	}

	/**
	 * Ask for all, and wait until what has changed is taken up.
	 */
	private void poll() {
		this.application.refresh.refresh();
		Awaitility.await().until(this.application.refresh::isIdle);
	}

	private void untilRotated(int times) {
		Awaitility.await()
			.untilAsserted(() -> assertThat(this.application.events(CredentialRotatedEvent.class)).hasSize(times));
	}

	private RestClient called(CredentialPath path) {
		RestClient client = this.application.restClient(path);
		call(client);
		return client;
	}

	private void call(RestClient client) {
		this.application.call(client);
	}

	private org.assertj.core.api.AbstractThrowableAssert<?, ? extends Throwable> assertThatCalling(RestClient client) {
		ThrowingCallable call = () -> call(client);
		return org.assertj.core.api.Assertions.assertThatThrownBy(call);
	}

	private CredentialRecord record(String name) {
		return this.application.record(name);
	}

	private static void awaitUninterrupted(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
