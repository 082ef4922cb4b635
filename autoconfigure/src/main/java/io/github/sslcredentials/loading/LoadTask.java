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
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import io.github.sslcredentials.Credential;
import org.jspecify.annotations.Nullable;

/**
 * One reading of a credential. That it ends is said before those who wait for it go on: a
 * {@link FutureTask} says so afterwards, so that who tries again could be given the old
 * failure.
 */
final class LoadTask extends FutureTask<Credential> {

	private final Consumer<LoadTask> end;

	private final AtomicInteger waiting = new AtomicInteger();

	private volatile @Nullable Long begun;

	private volatile @Nullable LoadTask stuck;

	private volatile @Nullable LoadTask waitsFor;

	LoadTask(Callable<Credential> reading, Consumer<LoadTask> end) {
		super(reading);
		this.end = end;
	}

	/**
	 * Say that this one is a retry of another one, which is left alone.
	 */
	LoadTask after(LoadTask stuck) {
		this.stuck = stuck;
		return this;
	}

	/**
	 * Return the one that this is a retry of, as long as it runs.
	 */
	@Nullable LoadTask stuck() {
		LoadTask stuck = this.stuck;
		return (stuck != null && !stuck.isDone()) ? stuck : null;
	}

	/**
	 * Return whether to try again beside this one: it has been running longer than the
	 * bound, and is no retry of one that runs as well.
	 */
	boolean isStuck(Duration bound) {
		Long begun = this.begun;
		return begun != null && stuck() == null && System.nanoTime() - begun > TimeUnit.NANOSECONDS.convert(bound);
	}

	void join() {
		this.waiting.incrementAndGet();
	}

	/**
	 * Say that this one goes on only when another one has ended.
	 * @return whether it ever does: not if the other one waits for this one
	 */
	boolean waitFor(LoadTask other) {
		this.waitsFor = other;
		LoadTask next = other;
		while (next != null && next != this) {
			next = next.waitsFor;
		}
		return next == null;
	}

	void waitNoLonger() {
		this.waitsFor = null;
	}

	/**
	 * Wait no longer.
	 * @return whether nobody waits any more
	 */
	boolean leave() {
		return this.waiting.decrementAndGet() == 0;
	}

	/**
	 * Let nobody wait any more, for this one or for the one that it is a retry of.
	 */
	void abandon() {
		LoadTask stuck = stuck();
		cancel(false);
		if (stuck != null) {
			stuck.cancel(false);
		}
	}

	@Override
	public void run() {
		this.begun = System.nanoTime();
		super.run();
	}

	@Override
	public boolean cancel(boolean mayInterruptIfRunning) {
		this.end.accept(this);
		return super.cancel(mayInterruptIfRunning);
	}

	@Override
	protected void set(Credential credential) {
		this.end.accept(this);
		super.set(credential);
	}

	@Override
	protected void setException(Throwable thrown) {
		this.end.accept(this);
		super.setException(thrown);
	}

}
