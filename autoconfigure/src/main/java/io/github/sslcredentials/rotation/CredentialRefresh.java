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
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

import io.github.sslcredentials.CredentialException;
import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialRotationFailedEvent;
import io.github.sslcredentials.CredentialUnavailableException;
import io.github.sslcredentials.loading.CredentialLoader;
import io.github.sslcredentials.loading.LoadedCredential;
import io.github.sslcredentials.rotation.VersionCheck.Changed;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Asks the stores whether what is in use has changed, and takes changes up, each one by
 * itself: from time to time, when a store says so, and on demand. It never does so on the
 * thread of a request, and uses no wall clock.
 * <p>
 * It may be used by several threads at once.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public final class CredentialRefresh implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(CredentialRefresh.class);

	private static final Object ALL = new Object();

	private static final Duration SOON = Duration.ofMillis(200);

	private final CredentialLoader loader;

	private final HandshakeRegistry registry;

	private final VersionCheck check;

	private final Reload reload;

	private final EventSink events;

	private final RefreshSettings settings;

	private final RotationScheduler scheduler;

	private final BoundedTasks tasks;

	private final FailedRefreshes failed;

	private final RefreshStatus status;

	/**
	 * Create it. It does nothing by itself before it is started.
	 * @param loader knows what is in use
	 * @param registry knows who uses it
	 * @param settings when to ask
	 * @param scheduler when to begin
	 * @param events is given what happens
	 */
	public CredentialRefresh(CredentialLoader loader, HandshakeRegistry registry, RefreshSettings settings,
			RotationScheduler scheduler, Consumer<Object> events) {
		this(loader, registry, settings, scheduler, events, System::nanoTime);
	}

	CredentialRefresh(CredentialLoader loader, HandshakeRegistry registry, RefreshSettings settings,
			RotationScheduler scheduler, Consumer<Object> events, LongSupplier nanos) {
		this.loader = loader;
		this.registry = registry;
		this.settings = settings;
		this.scheduler = scheduler;
		this.events = new EventSink(events);
		this.check = new VersionCheck(loader.loaded(), loader.store());
		this.reload = new Reload(loader.loaded(), loader.store(),
				new Rotation(loader.loaded(), registry.handshakes(), this.events));
		this.tasks = new BoundedTasks(scheduler, settings.timeout());
		this.failed = new FailedRefreshes(nanos);
		this.status = new RefreshStatus(nanos, this.failed);
	}

	/**
	 * Begin to ask from time to time.
	 */
	public void start() {
		if (!this.settings.interval().isZero()) {
			schedule(this.settings.interval());
		}
	}

	/**
	 * Ask about all that is in use, soon.
	 */
	public void refresh() {
		this.tasks.start(ALL, this::checkAll, this::refresh);
	}

	/**
	 * Ask about a part of what is in use, soon.
	 * @param which tells which paths
	 */
	public void refresh(Predicate<CredentialPath> which) {
		List<CredentialPath> paths = this.loader.loaded().paths().stream().filter(which).toList();
		if (!paths.isEmpty()) {
			Object key = new Object();
			this.tasks.start(key, () -> takeUp(this.check.check(paths, this::storeFailed)), this::refresh);
		}
	}

	/**
	 * Ask about one path, of which somebody says that it has changed, soon.
	 * @param path the path
	 */
	public void changed(CredentialPath path) {
		this.loader.forgetUnknown(path);
		refresh(path::equals);
	}

	/**
	 * Ask about one path, and wait until what the store has is in force.
	 * @param path the path, for which nothing is done if it is not in use
	 * @throws CredentialException if the store cannot be asked, or what it has cannot be
	 * used
	 */
	public void refresh(CredentialPath path) {
		this.loader.forgetUnknown(path);
		if (this.loader.loaded().get(path) != null) {
			this.loader.prepare(path);
			await(path, this.tasks.start(() -> checkNow(path)));
		}
	}

	/**
	 * Return how it goes.
	 * @return the status
	 */
	public RefreshStatus status() {
		return this.status;
	}

	/**
	 * Begin nothing any more.
	 */
	@Override
	public void close() {
		this.tasks.close();
	}

	/**
	 * Return whether nothing that was begun is still running.
	 */
	boolean isIdle() {
		return this.tasks.isIdle();
	}

	private void schedule(Duration interval) {
		this.scheduler.schedule(() -> {
			tick();
			schedule(interval);
		}, Backoff.jitter(interval, ThreadLocalRandom.current().nextDouble()));
	}

	private void tick() {
		if (this.tasks.isRunning(ALL)) {
			storeFailed(new CredentialUnavailableException(null,
					"a store has not answered since it was asked for changes the last time", null));
		}
		else {
			refresh();
		}
	}

	private void checkAll() {
		AtomicBoolean complete = new AtomicBoolean(true);
		List<Changed> changes = this.check.check(paths(), (failure) -> {
			complete.set(false);
			storeFailed(failure);
		});
		if (complete.get()) {
			int failures = this.status.answered();
			if (failures > 0) {
				logger.info("The store answers again, after %d failures".formatted(failures));
			}
		}
		takeUp(changes);
	}

	/** Each change is a task of its own, for which this one does not wait. */
	private void takeUp(List<Changed> changes) {
		for (Changed changed : changes) {
			CredentialPath path = changed.path();
			if (this.failed.isDue(path, changed.seen())) {
				this.tasks.start(path, () -> takeUp(changed), () -> refresh(path::equals));
			}
		}
	}

	private void checkNow(CredentialPath path) {
		List<Changed> changes = List.of();
		// what is missing counts when it is missing again
		for (int i = 0; i < 2 && changes.isEmpty(); i++) {
			changes = this.check.check(List.of(path), (failure) -> {
				throw failure;
			});
		}
		for (Changed changed : changes) {
			CredentialException failure = takeUp(changed);
			if (failure != null) {
				throw failure;
			}
		}
	}

	private @Nullable CredentialException takeUp(Changed changed) {
		try {
			if (this.reload.run(changed)) {
				this.failed.remove(changed.path());
			}
			else {
				soon(changed.path());
			}
			return null;
		}
		catch (CredentialException ex) {
			failed(changed, ex);
			return ex;
		}
		catch (RuntimeException | Error ex) {
			CredentialException failure = new CredentialUnavailableException(changed.path(),
					"it could not be taken up (%s); see the cause".formatted(ex.getClass().getName()), ex);
			failed(changed, failure);
			return failure;
		}
	}

	/** Something else has come into force meanwhile, or the store lags behind. */
	private void soon(CredentialPath path) {
		this.scheduler.schedule(() -> refresh(path::equals), SOON);
	}

	private void failed(Changed changed, CredentialException failure) {
		int failures = this.failed.add(changed.path(), changed.seen(), failure);
		String version = inUse(changed.path());
		logger.warn("Credential '%s' has changed and could not be taken up, for the %d. time%s: %s".formatted(
				changed.path(), failures, (version != null) ? "; version %s stays in use".formatted(version) : "",
				failure.getMessage()));
		this.events.publish(new CredentialRotationFailedEvent(changed.path(), version, failures, failure));
	}

	private void storeFailed(CredentialUnavailableException failure) {
		int failures = this.status.failed(failure);
		if (failures == 1) {
			logger.warn(
					"The store could not be asked for changes; what is in use stays in use: " + failure.getMessage(),
					failure);
		}
		this.events.publish(new CredentialRotationFailedEvent(null, null, failures, failure));
	}

	/**
	 * Return what is looked after: also what was forgotten for another use of it.
	 */
	private Collection<CredentialPath> paths() {
		this.registry.restore();
		return this.loader.loaded().paths();
	}

	private @Nullable String inUse(CredentialPath path) {
		LoadedCredential loaded = this.loader.loaded().get(path);
		return (loaded != null && loaded.credential() != null) ? loaded.version() : null;
	}

	private void await(CredentialPath path, CompletableFuture<Void> end) {
		try {
			end.get(this.settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (ExecutionException ex) {
			throw failure(path, Objects.requireNonNullElse(ex.getCause(), ex));
		}
		catch (TimeoutException ex) {
			throw new CredentialUnavailableException(path,
					"the store has not answered within %d ms".formatted(this.settings.timeout().toMillis()), null);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new CredentialUnavailableException(path, "waiting for the store was interrupted", ex);
		}
	}

	private static CredentialException failure(CredentialPath path, Throwable thrown) {
		return (thrown instanceof CredentialException known) ? known
				: new CredentialUnavailableException(path, "the store could not be asked; see the cause", thrown);
	}

}
