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
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * The one thread that begins to look for changes, and sees connections of old versions to
 * their end. Its tasks wait for nothing. It is no executor, lest the application's own
 * tasks find it, and uses no wall clock.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public final class RotationScheduler implements AutoCloseable {

	private static final long IDLE_SECONDS = 10;

	private static final Log logger = LogFactory.getLog(RotationScheduler.class);

	private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, RotationScheduler::thread);

	private final ThreadPoolExecutor waiting = new ThreadPoolExecutor(1, 1, IDLE_SECONDS, TimeUnit.SECONDS,
			new LinkedBlockingQueue<>(), RotationScheduler::eventThread);

	/**
	 * Create a scheduler, whose thread begins with the first task.
	 */
	public RotationScheduler() {
		this.executor.setRemoveOnCancelPolicy(true);
		this.waiting.allowCoreThreadTimeOut(true);
	}

	/**
	 * Run a task later, unless this is closed.
	 * @return what cancels the task
	 */
	Runnable schedule(Runnable task, Duration delay) {
		try {
			Future<?> future = this.executor.schedule(() -> run(task), delay.toNanos(), TimeUnit.NANOSECONDS);
			return () -> future.cancel(false);
		}
		catch (RejectedExecutionException ex) {
			logger.debug("Nothing is begun any more, as the application ends");
			return () -> {
			};
		}
	}

	/**
	 * Run a task that may wait, one after the other: it holds up no other than those.
	 */
	void execute(Runnable task) {
		try {
			this.waiting.execute(() -> run(task));
		}
		catch (RejectedExecutionException ex) {
			logger.debug("Nothing is begun any more, as the application ends");
		}
	}

	/**
	 * Run nothing any more.
	 */
	@Override
	public void close() {
		this.executor.shutdownNow();
		this.waiting.shutdown();
	}

	private static void run(Runnable task) {
		try {
			task.run();
		}
		catch (RuntimeException | Error ex) {
			logger.error("A rotation could not be seen to its end", ex);
		}
	}

	private static Thread eventThread(Runnable work) {
		return named(work, "ssl-credentials-events");
	}

	private static Thread thread(Runnable work) {
		return named(work, "ssl-credentials-rotation");
	}

	private static Thread named(Runnable work, String name) {
		Thread thread = new Thread(null, work, name, 0, false);
		thread.setDaemon(true);
		return thread;
	}

}
