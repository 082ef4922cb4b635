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

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

/**
 * The threads that stores are asked on. They are few and end when they are idle; a store
 * that hangs can hold no more than these.
 */
final class LoadingThreads implements AutoCloseable {

	private static final int MAX_THREADS = 4;

	private static final long IDLE_SECONDS = 30;

	private final AtomicInteger count = new AtomicInteger();

	private final ThreadPoolExecutor executor = new ThreadPoolExecutor(MAX_THREADS, MAX_THREADS, IDLE_SECONDS,
			TimeUnit.SECONDS, new LinkedBlockingQueue<>(), this::thread) {

		@Override
		protected void beforeExecute(Thread thread, Runnable task) {
			((LoadingThread) thread).task = (LoadTask) task;
		}

		@Override
		protected void afterExecute(Runnable task, @Nullable Throwable thrown) {
			((LoadingThread) Thread.currentThread()).task = null;
		}

	};

	LoadingThreads() {
		this.executor.allowCoreThreadTimeOut(true);
	}

	void execute(LoadTask task) {
		this.executor.execute(task);
	}

	/**
	 * Return the task that the calling thread is one for, if it is.
	 */
	@Nullable LoadTask current() {
		return (Thread.currentThread() instanceof LoadingThread thread && thread.threads == this) ? thread.task : null;
	}

	/**
	 * Take back a task that has not begun.
	 */
	boolean remove(Runnable task) {
		return this.executor.remove(task);
	}

	boolean isClosed() {
		return this.executor.isShutdown();
	}

	@Override
	public void close() {
		this.executor.shutdown();
		this.executor.getQueue().clear();
	}

	private Thread thread(Runnable work) {
		Thread thread = new LoadingThread(this, work, "ssl-credentials-" + this.count.incrementAndGet());
		thread.setDaemon(true);
		thread.setContextClassLoader(getClass().getClassLoader());
		return thread;
	}

	private static final class LoadingThread extends Thread {

		private final LoadingThreads threads;

		/** Used by this thread only. */
		private @Nullable LoadTask task;

		LoadingThread(LoadingThreads threads, Runnable work, String name) {
			super(null, work, name, 0, false);
			this.threads = threads;
		}

	}

}
