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

package io.github.sslcredentials.actuate;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.github.sslcredentials.Credential;
import io.github.sslcredentials.CredentialException;
import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.loading.LoadedCredential;
import io.github.sslcredentials.loading.LoadedCredentials;
import io.github.sslcredentials.rotation.Draining;
import io.github.sslcredentials.rotation.RefreshStatus;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.Selector.Match;

/**
 * Shows what this instance has loaded, and how the stores answer. It asks no store, and
 * shows nothing of a key, certificate or password.
 * <p>
 * It may be used by several threads at once.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
@Endpoint(id = "sslcredentials")
public final class CredentialsEndpoint {

	private static final int DEFAULT_LIMIT = 100;

	private static final int MAX_LIMIT = 500;

	private final LoadedCredentials loaded;

	private final Draining draining;

	private final RefreshStatus status;

	private final Clock clock;

	/**
	 * Create an endpoint.
	 * @param loaded what is loaded
	 * @param draining knows what of old versions is in use
	 * @param status how the stores answer
	 * @param clock tells what has expired
	 */
	public CredentialsEndpoint(LoadedCredentials loaded, Draining draining, RefreshStatus status, Clock clock) {
		this.loaded = loaded;
		this.draining = draining;
		this.status = status;
		this.clock = clock;
	}

	/**
	 * Return a page of all that is loaded, in the order of the texts of the paths.
	 * @param after the path after which the page begins, or {@code null} for the first
	 * @param limit how many at most, up to 500, or {@code null} for 100
	 * @return the page
	 * @throws InvalidEndpointRequestException if the limit is out of bounds
	 */
	@ReadOperation
	public CredentialsDescriptor credentials(@Nullable String after, @Nullable Integer limit) {
		int size = (limit != null) ? limit : DEFAULT_LIMIT;
		if (size < 1 || size > MAX_LIMIT) {
			String problem = "'limit' must be between 1 and %d, but is %d".formatted(MAX_LIMIT, size);
			throw new InvalidEndpointRequestException(problem, problem);
		}
		List<CredentialPath> all = this.loaded.paths()
			.stream()
			.filter((path) -> after == null || path.toString().compareTo(after) > 0)
			.sorted((a, b) -> a.toString().compareTo(b.toString()))
			.limit(size + 1L)
			.toList();
		List<CredentialPath> page = all.subList(0, Math.min(size, all.size()));
		String next = (all.size() > size) ? page.get(size - 1).toString() : null;
		return new CredentialsDescriptor(summary(), page.stream().map(this::describe).toList(), next);
	}

	/**
	 * Return what is loaded under one path.
	 * @param path the elements of the path
	 * @return what is loaded, or {@code null} if nothing is
	 * @throws InvalidEndpointRequestException if this is no path
	 */
	@ReadOperation
	public @Nullable CredentialDescriptor credential(@Selector(match = Match.ALL_REMAINING) String[] path) {
		CredentialPath parsed = parse(String.join("/", path));
		return (this.loaded.get(parsed) != null) ? describe(parsed) : null;
	}

	private static CredentialPath parse(String text) {
		try {
			return CredentialPath.parse(text);
		}
		catch (IllegalArgumentException ex) {
			String problem = String.valueOf(ex.getMessage());
			throw new InvalidEndpointRequestException(problem, problem, ex);
		}
	}

	private SummaryDescriptor summary() {
		CredentialException failure = this.status.failure();
		return new SummaryDescriptor(this.loaded.paths().size(), seconds(this.status.sinceAnswer()),
				seconds(this.status.failingFor()), message(failure), this.status.failedCredentials(),
				this.draining.inUse());
	}

	private CredentialDescriptor describe(CredentialPath path) {
		LoadedCredential known = this.loaded.get(path);
		Credential credential = (known != null) ? known.credential() : null;
		String condition = CredentialCondition.of(known, this.clock.instant()).toString();
		CredentialException failure = this.status.failure(path);
		if (failure == null && known != null) {
			failure = known.refusal();
		}
		return new CredentialDescriptor(path.toString(), (known != null) ? known.version() : null,
				(credential != null) ? credential.fingerprint() : null,
				(credential != null) ? credential.notBefore() : null,
				(credential != null) ? credential.notAfter() : null, condition, this.draining.inUse(path),
				message(failure));
	}

	private static @Nullable String message(@Nullable CredentialException failure) {
		return (failure != null) ? failure.getMessage() : null;
	}

	private static @Nullable Long seconds(@Nullable Duration duration) {
		return (duration != null) ? Long.valueOf(duration.toSeconds()) : null;
	}

	/**
	 * A page of what is loaded.
	 *
	 * @param summary how it goes
	 * @param credentials what is loaded
	 * @param next what to ask for as {@code after}, or {@code null} if this is the last
	 * page
	 */
	public record CredentialsDescriptor(SummaryDescriptor summary, List<CredentialDescriptor> credentials,
			@Nullable String next) implements OperationResponseBody {
	}

	/**
	 * How it goes.
	 *
	 * @param credentials how many are loaded
	 * @param secondsSinceAnswer how long ago the stores have answered last for all that
	 * is loaded, or {@code null} if they have not yet
	 * @param secondsFailing for how long a store has not answered, or {@code null} if all
	 * do
	 * @param storeFailure why, or {@code null}
	 * @param failedCredentials how many changed credentials could not be taken up
	 * @param oldVersionsInUse how many exchanges and connections of old versions are in
	 * use
	 */
	public record SummaryDescriptor(int credentials, @Nullable Long secondsSinceAnswer, @Nullable Long secondsFailing,
			@Nullable String storeFailure, int failedCredentials, int oldVersionsInUse) {
	}

	/**
	 * What is loaded under a path.
	 *
	 * @param path the path
	 * @param version the version in force, or the one that is revoked
	 * @param fingerprint the fingerprint of its end-entity certificate, or {@code null}
	 * if it is revoked
	 * @param notBefore from when on the whole chain is valid, or {@code null} if it is
	 * revoked
	 * @param notAfter until when the whole chain is valid, or {@code null} if it is
	 * revoked
	 * @param state {@code in force}, {@code revoked}, {@code expired} or
	 * {@code not yet valid}
	 * @param oldVersionsInUse how many exchanges and connections of old versions are in
	 * use
	 * @param lastError why a change could not be taken up, or why it is refused, or
	 * {@code null}
	 */
	public record CredentialDescriptor(String path, @Nullable String version, @Nullable String fingerprint,
			@Nullable Instant notBefore, @Nullable Instant notAfter, String state, int oldVersionsInUse,
			@Nullable String lastError) implements OperationResponseBody {
	}

}
