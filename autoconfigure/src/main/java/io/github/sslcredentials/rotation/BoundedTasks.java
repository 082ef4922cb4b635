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
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Tasks that ask a store, a few at once and one for each key. One that takes longer than
 * its bound is left alone, and makes room for others: a slow record delays no other.
 */
final class BoundedTasks implements AutoCloseable {

	private static final int AT_ONCE = 4;

	private static final long IDLE_SECONDS = 10;

	private final AtomicInteger count = new AtomicInteger();

	private final ExecutorService threads = new ThreadPoolExecutor(0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS,
			new SynchronousQueue<>(), this::thread);

	private final Map<Object, CompletableFuture<Void>> known = new ConcurrentHashMap<>();

	private final Queue<Runnable> waiting = new ArrayDeque<>();

	private final RotationScheduler scheduler;

	private final Duration bound;

	private int running;

	BoundedTasks(RotationScheduler scheduler, Duration bound) {
		this.scheduler = scheduler;
		this.bound = bound;
	}

	/**
	 * Start a task, unless there is one for the key that has not ended.
	 * @param busy is run when that other one has ended
	 */
	void start(Object key, Runnable task, Runnable busy) {
		CompletableFuture<Void> end = new CompletableFuture<>();
		CompletableFuture<Void> other = this.known.putIfAbsent(key, end);
		if (other != null) {
			CompletableFuture<Void> unused = other.whenComplete((nothing, failure) -> busy.run());
		}
		else {
			start(key, task, end);
		}
	}

	/**
	 * Start a task that has no key.
	 * @return its end
	 */
	CompletableFuture<Void> start(Runnable task) {
		CompletableFuture<Void> end = new CompletableFuture<>();
		this.known.put(end, end);
		start(end, task, end);
		return end;
	}

	boolean isRunning(Object key) {
		return this.known.containsKey(key);
	}

	boolean isIdle() {
		return this.known.isEmpty();
	}

	private void start(Object key, Runnable task, CompletableFuture<Void> end) {
		synchronized (this.waiting) {
			this.waiting.add(() -> run(key, task, end));
		}
		next();
	}

	@Override
	public void close() {
		synchronized (this.waiting) {
			this.waiting.clear();
		}
		this.threads.shutdown();
	}

	private void next() {
		Runnable task;
		synchronized (this.waiting) {
			if (this.running == AT_ONCE || this.waiting.isEmpty()) {
				return;
			}
			task = this.waiting.remove();
			this.running++;
		}
		try {
			AtomicBoolean counted = new AtomicBoolean(true);
			Runnable leave = () -> leave(counted);
			Runnable unwatch = this.scheduler.schedule(leave, this.bound);
			this.threads.execute(() -> {
				try {
					task.run();
				}
				finally {
					unwatch.run();
					leave.run();
				}
			});
		}
		catch (RejectedExecutionException ex) {
			close();
		}
	}

	private void leave(AtomicBoolean counted) {
		if (counted.compareAndSet(true, false)) {
			synchronized (this.waiting) {
				this.running--;
			}
			next();
		}
	}

	private void run(Object key, Runnable task, CompletableFuture<Void> end) {
		try {
			task.run();
			this.known.remove(key);
			end.complete(null);
		}
		catch (RuntimeException | Error ex) {
			this.known.remove(key);
			end.completeExceptionally(ex);
		}
	}

	private Thread thread(Runnable work) {
		Thread thread = new Thread(null, work, "ssl-credentials-refresh-" + this.count.incrementAndGet(), 0, false);
		thread.setDaemon(true);
		thread.setContextClassLoader(getClass().getClassLoader());
		return thread;
	}

}
