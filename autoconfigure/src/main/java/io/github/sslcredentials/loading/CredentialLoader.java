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

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.function.Supplier;

import io.github.sslcredentials.Credential;
import io.github.sslcredentials.CredentialException;
import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialRecord;
import io.github.sslcredentials.CredentialRepository;
import io.github.sslcredentials.CredentialUnavailableException;
import io.github.sslcredentials.InvalidCredentialException;
import io.github.sslcredentials.encryption.AesGcmSealer;
import io.github.sslcredentials.encryption.EncryptionKeys;
import io.github.sslcredentials.format.CredentialReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads credentials from the repositories: each path once at a time however many wait for
 * it, on a thread of its own, so that neither the transaction nor the locks of the caller
 * take part, and no longer than a bound. A store that does not answer is left alone and
 * not interrupted: an interrupt closes the file of an H2 database, for all. It is asked
 * once more meanwhile, for a connection may hang where a new one does not. A good
 * credential is kept as long as it is valid, whatever becomes of the store. A failure is
 * not, so that the next use tries again; that there is no such credential is remembered
 * for a moment. May be used by several threads at once.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public final class CredentialLoader implements AutoCloseable {

	private final StoreReader store;

	private final Runnable preparation;

	private final RecordOpener opener;

	private final CredentialReader reader;

	private final Duration timeout;

	private final UnknownPaths unknown;

	private final LoadingThreads threads = new LoadingThreads();

	private final LoadedCredentials loaded;

	private final Map<CredentialPath, LoadTask> loading = new ConcurrentHashMap<>();

	/**
	 * Create a loader that has no keys to open what is sealed, and remembers nothing that
	 * there is not.
	 * @param repositories delivers the repositories by their names, in the order in which
	 * they are asked
	 * @param reader reads what they answer
	 * @param timeout how long a caller waits at most
	 */
	public CredentialLoader(Supplier<Map<String, CredentialRepository>> repositories, CredentialReader reader,
			Duration timeout) {
		this(repositories, () -> {
		}, new RecordOpener(new AesGcmSealer(EncryptionKeys.none(), true), reader),
				new LoadingLimits(timeout, Duration.ZERO));
	}

	/**
	 * Create a loader that prepares to ask the repositories.
	 * @param repositories delivers the repositories by their names, in the order in which
	 * they are asked
	 * @param preparation what is to be done on the thread of the caller, before the
	 * repositories are asked on another one
	 * @param opener opens what they answer
	 * @param limits how long to wait and to remember
	 */
	public CredentialLoader(Supplier<Map<String, CredentialRepository>> repositories, Runnable preparation,
			RecordOpener opener, LoadingLimits limits) {
		this.store = new StoreReader(repositories, opener);
		this.preparation = preparation;
		this.opener = opener;
		this.reader = opener.reader();
		this.loaded = new LoadedCredentials(this.reader::isValid);
		this.timeout = limits.timeout();
		this.unknown = new UnknownPaths(limits.unknownFor());
	}

	/**
	 * Return the credential under the given path.
	 * @param path the path
	 * @return the credential
	 * @throws CredentialException if there is none, or none that can be used
	 */
	public Credential load(CredentialPath path) {
		Credential credential = this.loaded.usable(path);
		if (credential == null) {
			this.unknown.check(path);
			prepare(path);
			credential = await(path, start(path));
		}
		return credential;
	}

	/**
	 * Return the credential under the given path, for a use of it.
	 * @param path the path
	 * @param role on which side it is to be used
	 * @return the credential
	 * @throws CredentialException if there is none, or none that can be used for it
	 */
	public Credential load(CredentialPath path, CredentialRole role) {
		return checked(load(path), role);
	}

	/**
	 * Check that a credential may be used.
	 * @param credential the credential
	 * @param role on which side it is to be used
	 * @throws InvalidCredentialException if it must not be used for it
	 */
	public void checkUsage(Credential credential, CredentialRole role) {
		this.reader.checkUsage(credential, role.purpose());
	}

	/**
	 * Read a record in hand, for a use of it.
	 * @param record the record
	 * @param role on which side it is to be used
	 * @return the credential, under a path that names the version of the record
	 * @throws InvalidCredentialException if it cannot be used for it
	 */
	public Credential read(CredentialRecord record, CredentialRole role) {
		return checked(read(record), role);
	}

	/**
	 * Return whether the credential is valid at the moment.
	 * @param credential the credential
	 * @return whether it neither has expired nor is not valid yet
	 */
	public boolean isValid(Credential credential) {
		return this.reader.isValid(credential);
	}

	/**
	 * Check that the credential is valid at the moment.
	 * @param credential the credential
	 * @throws InvalidCredentialException if it has expired or is not valid yet
	 */
	public void checkValid(Credential credential) {
		this.reader.checkValid(credential);
	}

	/**
	 * Forget a credential that turned out not to be usable, so that the next use reads
	 * its record again.
	 * @param credential the credential
	 */
	public void forget(Credential credential) {
		this.loaded.remove(credential);
	}

	/**
	 * Forget that there was no credential under the given path, since there may be one
	 * now. A reading that has begun before may not know it: who comes later starts
	 * another.
	 * @param path the path
	 */
	public void forgetUnknown(CredentialPath path) {
		this.unknown.remove(path);
		this.loading.remove(path);
	}

	/**
	 * Forget which paths of those there was no credential under.
	 * @param which tells which paths
	 * @return those that are being read at the moment, maybe as they were before
	 */
	public List<CredentialPath> forgetUnknown(Predicate<CredentialPath> which) {
		this.unknown.removeIf(which);
		return this.loading.keySet().stream().filter(which).toList();
	}

	/**
	 * Return what has been loaded.
	 * @return all that is looked after
	 */
	public LoadedCredentials loaded() {
		return this.loaded;
	}

	/**
	 * Return what asks the stores, without a bound in time.
	 * @return the reader
	 */
	public StoreReader store() {
		return this.store;
	}

	/**
	 * End the threads, and the waiting of those who wait for them.
	 */
	@Override
	public void close() {
		this.threads.close();
		this.loading.values().forEach(LoadTask::abandon);
	}

	/**
	 * Prepare to ask the stores, on the thread of the caller.
	 * @param path the path
	 * @throws CredentialUnavailableException if that fails
	 */
	public void prepare(CredentialPath path) {
		try {
			this.preparation.run();
		}
		catch (RuntimeException ex) {
			throw StoreFailure.of(path, "the store", ex);
		}
	}

	private LoadTask start(CredentialPath path) {
		LoadTask task = new LoadTask(() -> read(path), (ended) -> end(path, ended));
		LoadTask current = this.loading.merge(path, task,
				(running, retry) -> running.isStuck(this.timeout) ? retry.after(running) : running);
		if (current != task) {
			return current;
		}
		try {
			this.threads.execute(task);
		}
		catch (RejectedExecutionException ex) {
			task.cancel(false);
		}
		return task;
	}

	/**
	 * What was left alone behind a retry is known again, so that no path ever holds more
	 * than two threads.
	 */
	private void end(CredentialPath path, LoadTask ended) {
		this.loading.computeIfPresent(path, (key, task) -> (task == ended) ? ended.stuck() : task);
	}

	private Credential await(CredentialPath path, LoadTask task) {
		LoadTask current = this.threads.current();
		task.join();
		try {
			if (current != null && !current.waitFor(task)) {
				throw new CredentialUnavailableException(path, StoreFailure.CYCLE, new StoreCycleException());
			}
			return task.get(TimeUnit.NANOSECONDS.convert(this.timeout), TimeUnit.NANOSECONDS);
		}
		catch (ExecutionException ex) {
			throw failure(path, ex);
		}
		catch (TimeoutException | CancellationException ex) {
			throw new CredentialUnavailableException(path, unanswered(), null);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new CredentialUnavailableException(path, "waiting for the store was interrupted", ex);
		}
		finally {
			if (current != null) {
				current.waitNoLonger();
			}
			if (task.leave() && this.threads.remove(task)) {
				task.cancel(false);
			}
		}
	}

	private String unanswered() {
		return this.threads.isClosed() ? "this application is shutting down"
				: "the store has not answered within %d ms; see whether it is up and its connection pool has free connections, or raise 'ssl.store.timeout'"
					.formatted(this.timeout.toMillis());
	}

	private Credential read(CredentialRecord record) {
		return this.opener.read(CredentialPath.of("Record", record.version()), record);
	}

	private Credential checked(Credential credential, CredentialRole role) {
		try {
			this.reader.checkUsage(credential, role.purpose());
			return credential;
		}
		catch (InvalidCredentialException ex) {
			forget(credential);
			throw ex;
		}
	}

	private Credential read(CredentialPath path) {
		Credential known = this.loaded.usable(path);
		if (known != null) {
			return known;
		}
		long changes = this.unknown.changes();
		LoadedCredential read = this.store.read(path);
		if (read == null) {
			throw this.unknown.add(path, this.store.names(), changes);
		}
		Credential credential = this.loaded.keep(path, read).obtain();
		this.reader.checkValid(credential);
		return credential;
	}

	private static CredentialException failure(CredentialPath path, ExecutionException ex) {
		Throwable cause = ex.getCause();
		if (cause instanceof CredentialException known) {
			return known;
		}
		return StoreFailure.of(path, "the store", (cause != null) ? cause : ex);
	}

}
