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
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that ask a store, a few at once and one for each key. One that takes longer than
 * its bound is left alone, and makes room for others, also for another one of its key: a
 * store or a record that hangs delays no other, and is asked again.
 */
final class BoundedTasks implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(BoundedTasks.class);

	private static final int AT_ONCE = 4;

	/** So many threads a key may hold that were left alone. */
	private static final int MAX_STUCK = 2;

	private static final long IDLE_SECONDS = 10;

	private final AtomicInteger count = new AtomicInteger();

	private final ExecutorService threads = new ThreadPoolExecutor(0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS,
			new SynchronousQueue<>(), this::thread);

	private final Object lock = new Object();

	private final Map<Object, Task> known = new HashMap<>();

	private final Map<Object, Integer> stuck = new HashMap<>();

	private final Deque<Task> waiting = new ArrayDeque<>();

	private final RotationScheduler scheduler;

	private final Duration bound;

	private int running;

	private boolean closed;

	BoundedTasks(RotationScheduler scheduler, Duration bound) {
		this.scheduler = scheduler;
		this.bound = bound;
	}

	/**
	 * Start a task, unless there is one for the key that has not ended.
	 * @param again is run when that other one has ended, once
	 */
	void start(Object key, Runnable work, Runnable again) {
		synchronized (this.lock) {
			Task other = this.known.get(key);
			if (other != null) {
				other.again = again;
				return;
			}
			if (this.closed || isStuck(key)) {
				return;
			}
			Task task = new Task(key, work);
			this.known.put(key, task);
			this.waiting.addLast(task);
		}
		next();
	}

	/**
	 * Start a task that somebody waits for, beside others of its key and before those
	 * that nobody waits for.
	 * @return its end
	 */
	CompletableFuture<Void> startFirst(Object key, Runnable work) {
		Task task = new Task(key, work);
		synchronized (this.lock) {
			if (this.closed || isStuck(key)) {
				task.end.completeExceptionally(new TimeoutException());
				return task.end;
			}
			this.waiting.addFirst(task);
		}
		next();
		return task.end;
	}

	/**
	 * Return whether there is a task for the key, or too many that were left alone.
	 */
	boolean isBusy(Object key) {
		synchronized (this.lock) {
			return this.known.containsKey(key) || isStuck(key);
		}
	}

	boolean isIdle() {
		synchronized (this.lock) {
			return this.running == 0 && this.waiting.isEmpty();
		}
	}

	@Override
	public void close() {
		Deque<Task> left;
		synchronized (this.lock) {
			this.closed = true;
			left = new ArrayDeque<>(this.waiting);
			this.waiting.clear();
		}
		left.forEach((task) -> task.end.cancel(false));
		this.threads.shutdown();
	}

	private boolean isStuck(Object key) {
		return this.stuck.getOrDefault(key, 0) >= MAX_STUCK;
	}

	private void next() {
		Task task;
		synchronized (this.lock) {
			if (this.running == AT_ONCE || this.waiting.isEmpty()) {
				return;
			}
			task = this.waiting.removeFirst();
			this.running++;
		}
		Runnable unwatch = this.scheduler.schedule(() -> leaveAlone(task), this.bound);
		try {
			this.threads.execute(() -> run(task, unwatch));
		}
		catch (RuntimeException | Error ex) {
			unwatch.run();
			end(task, ex);
		}
	}

	private void run(Task task, Runnable unwatch) {
		Throwable failure = null;
		try {
			task.work.run();
		}
		catch (RuntimeException | Error ex) {
			failure = ex;
		}
		unwatch.run();
		end(task, failure);
	}

	private void leaveAlone(Task task) {
		synchronized (this.lock) {
			if (task.ended) {
				return;
			}
			task.leftAlone = true;
			this.stuck.merge(task.key, 1, Integer::sum);
			forget(task);
		}
		task.end.completeExceptionally(new TimeoutException());
		goOn(task);
	}

	private void end(Task task, @Nullable Throwable failure) {
		synchronized (this.lock) {
			task.ended = true;
			if (task.leftAlone) {
				this.stuck.computeIfPresent(task.key, (key, number) -> (number > 1) ? number - 1 : null);
				return;
			}
			forget(task);
		}
		if (failure == null) {
			task.end.complete(null);
		}
		else if (!task.end.completeExceptionally(failure)) {
			logger.debug("A task has failed that nobody waits for any more", failure);
		}
		goOn(task);
	}

	private void forget(Task task) {
		this.running--;
		this.known.remove(task.key, task);
	}

	private void goOn(Task task) {
		Runnable again = task.again;
		if (again != null) {
			again.run();
		}
		next();
	}

	private Thread thread(Runnable work) {
		Thread thread = new Thread(null, work, "ssl-credentials-refresh-" + this.count.incrementAndGet(), 0, false);
		thread.setDaemon(true);
		thread.setContextClassLoader(getClass().getClassLoader());
		return thread;
	}

	/** All that changes is guarded by the lock, but for the end. */
	private static final class Task {

		private final Object key;

		private final Runnable work;

		private final CompletableFuture<Void> end = new CompletableFuture<>();

		private volatile @Nullable Runnable again;

		private boolean leftAlone;

		private boolean ended;

		Task(Object key, Runnable work) {
			this.key = key;
			this.work = work;
		}

	}

}
