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

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialRecord;
import io.github.sslcredentials.CredentialRepository;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Tests for {@link CredentialRepositoryContract}: it is kept by a sound store, and each
 * of its sentences is broken by a store that does not keep it.
 */
class CredentialRepositoryContractTests {

	private static final Pattern METHOD = Pattern.compile("(?:method|test-factory):(\\w+)\\(");

	@Test
	void contractWhenStoreIsSoundIsKept() {
		TestExecutionSummary summary = run(DiscoverySelectors.selectClass(InMemoryStore.class));
		assertThat(failed(summary)).isEmpty();
		assertThat(summary.getTestsAbortedCount()).isZero();
		assertThat(summary.getTestsSucceededCount()).isGreaterThan(40);
	}

	@ParameterizedTest
	@MethodSource("unsound")
	void contractWhenStoreIsUnsoundIsBroken(Class<?> store, String sentence) {
		assertThat(failed(run(DiscoverySelectors.selectMethod(store, sentence)))).containsExactly(sentence);
	}

	static Stream<Arguments> unsound() {
		return Stream.of(arguments(Forgetting.class, "findWhenStoredReturnsRecord"),
				arguments(AnsweringAnyone.class, "findWhenThereIsNoneReturnsNull"),
				arguments(WithoutTrustAnchors.class, "findWhenThereAreTrustAnchorsReturnsThem"),
				arguments(Caching.class, "findWhenReplacedReturnsNewRecord"),
				arguments(Caching.class, "findWhenRemovedReturnsNull"),
				arguments(WithConstantVersion.class, "findWhenReplacedReturnsNewRecord"),
				arguments(IgnoringCase.class, "findWhenIdIsNearlyThatOfAnotherReturnsNull"),
				arguments(Trimming.class, "findWhenIdIsNearlyThatOfAnotherReturnsNull"),
				arguments(Replacing.class, "findWhenIdIsHostileReturnsItsOwnRecord"),
				arguments(ByLastSegment.class, "findWhenIdIsPathOfAnotherReturnsNull"),
				arguments(Truncating.class, "findWhenRecordIsLargeReturnsIt"),
				arguments(SharingState.class, "findByManyReturnsToEachItsOwn"),
				arguments(Torn.class, "findWhileReplacedReturnsRecordOfOnePiece"),
				arguments(Uncommitted.class, "findWhenNotCommittedReturnsRecordBefore"),
				arguments(Swallowing.class, "findWhenStoreCannotBeReachedThrows"),
				arguments(UnsoundVersions.OfTheFirst.class, "versionsWhenStoredAreThoseOfRecords"),
				arguments(AnsweringAnyone.class, "versionsWhenStoredAreThoseOfRecords"),
				arguments(WithConstantVersion.class, "versionsWhenReplacedReturnOther"),
				arguments(UnsoundVersions.Stale.class, "versionsWhenReplacedReturnOther"),
				arguments(UnsoundVersions.Stale.class, "versionsWhenRemovedHaveNoneInForce"),
				arguments(Swallowing.class, "versionsWhenStoreCannotBeReachedThrow"));
	}

	private static TestExecutionSummary run(DiscoverySelector selector) {
		LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request().selectors(selector).build();
		SummaryGeneratingListener listener = new SummaryGeneratingListener();
		LauncherFactory.create().execute(request, listener);
		return listener.getSummary();
	}

	private static Set<String> failed(TestExecutionSummary summary) {
		return summary.getFailures()
			.stream()
			.map((failure) -> METHOD.matcher(failure.getTestIdentifier().getUniqueId()))
			.filter(Matcher::find)
			.map((matcher) -> matcher.group(1))
			.collect(Collectors.toSet());
	}

	private static void pause() {
		LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(200));
	}

	static class InMemoryStore extends CredentialRepositoryContract {

		final Map<String, CredentialRecord> records = new ConcurrentHashMap<>();

		@Override
		protected CredentialRepository repository() {
			return (path) -> found(this.records.get(key(path)));
		}

		@Override
		protected CredentialRepository unreachable() {
			return (path) -> {
				throw new IllegalStateException("The store is down");
			};
		}

		@Override
		protected CredentialPath path(String id) {
			return CredentialPath.of("Merchant", id);
		}

		@Override
		protected void put(CredentialPath path, CredentialRecord record) {
			this.records.put(key(path), record);
		}

		@Override
		protected void put(CredentialPath path, CredentialRecord record, Runnable beforeCommit) {
			beforeCommit.run();
			put(path, record);
		}

		@Override
		protected void remove(CredentialPath path) {
			this.records.remove(key(path));
		}

		String key(CredentialPath path) {
			return path.toString();
		}

		@Nullable CredentialRecord found(@Nullable CredentialRecord record) {
			return record;
		}

	}

	static class Forgetting extends InMemoryStore {

		@Override
		@Nullable CredentialRecord found(@Nullable CredentialRecord record) {
			return null;
		}

	}

	static class AnsweringAnyone extends InMemoryStore {

		@Override
		@Nullable CredentialRecord found(@Nullable CredentialRecord record) {
			return (record != null) ? record : CA.issueClient("default").record();
		}

	}

	static class WithoutTrustAnchors extends InMemoryStore {

		@Override
		@Nullable CredentialRecord found(@Nullable CredentialRecord record) {
			return (record != null) ? record.withTrustAnchors(null) : null;
		}

	}

	static class WithConstantVersion extends InMemoryStore {

		@Override
		@Nullable CredentialRecord found(@Nullable CredentialRecord record) {
			return (record != null) ? record.withVersion("1") : null;
		}

	}

	static class Truncating extends InMemoryStore {

		@Override
		@Nullable CredentialRecord found(@Nullable CredentialRecord record) {
			String anchors = (record != null) ? record.trustAnchorsPem() : null;
			return (record == null || anchors == null) ? record
					: record.withTrustAnchors(anchors.substring(0, Math.min(anchors.length(), 65_535)));
		}

	}

	static class Caching extends InMemoryStore {

		private final Map<CredentialPath, CredentialRecord> cache = new ConcurrentHashMap<>();

		@Override
		protected CredentialRepository repository() {
			return (path) -> this.cache.computeIfAbsent(path, super.repository()::find);
		}

	}

	static class IgnoringCase extends InMemoryStore {

		@Override
		String key(CredentialPath path) {
			return path.toString().toLowerCase(Locale.ROOT);
		}

	}

	static class Trimming extends InMemoryStore {

		@Override
		String key(CredentialPath path) {
			return path.id().strip();
		}

	}

	static class Replacing extends InMemoryStore {

		@Override
		String key(CredentialPath path) {
			return path.id().replaceAll("[^A-Za-z0-9]", "_");
		}

	}

	static class ByLastSegment extends InMemoryStore {

		@Override
		String key(CredentialPath path) {
			return path.id().substring(path.id().lastIndexOf('/') + 1);
		}

	}

	static class SharingState extends InMemoryStore {

		private volatile @Nullable CredentialPath asked;

		@Override
		protected CredentialRepository repository() {
			return (path) -> {
				this.asked = path;
				pause();
				CredentialPath last = this.asked;
				return (last != null) ? super.repository().find(last) : null;
			};
		}

	}

	static class Torn extends InMemoryStore {

		@Override
		protected CredentialRepository repository() {
			return (path) -> {
				CredentialRecord one = super.repository().find(path);
				pause();
				CredentialRecord other = super.repository().find(path);
				return (one != null && other != null)
						? CredentialRecord.pem(new String(one.privateKeyPem()), other.certificateChainPem()) : null;
			};
		}

		@Override
		protected void put(CredentialPath path, CredentialRecord record) {
			super.put(path, record);
			pause();
		}

	}

	static class Uncommitted extends InMemoryStore {

		@Override
		protected void put(CredentialPath path, CredentialRecord record, Runnable beforeCommit) {
			put(path, record);
			beforeCommit.run();
		}

	}

	static class Swallowing extends InMemoryStore {

		@Override
		protected CredentialRepository unreachable() {
			return (path) -> null;
		}

	}

}
