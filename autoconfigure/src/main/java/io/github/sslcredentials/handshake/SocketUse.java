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

package io.github.sslcredentials.handshake;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Whether a socket is being used, as far as its reads and writes tell. No lock is taken.
 * May be used by several threads at once.
 */
final class SocketUse {

	private static final long QUIET = TimeUnit.MILLISECONDS.toNanos(20);

	private static final int RETIRED = 1 << 31;

	/** Of the reads and writes under way. */
	private final AtomicInteger number = new AtomicInteger();

	private volatile boolean hasRead;

	private volatile long since = System.nanoTime();

	/**
	 * Return whether nothing is being done.
	 */
	boolean isQuiet() {
		return this.number.get() == 0 && this.hasRead && System.nanoTime() - this.since >= QUIET;
	}

	/**
	 * Retire a socket that is quiet, or fail because it is used again.
	 */
	boolean retireIfQuiet() {
		return isQuiet() && this.number.compareAndSet(0, RETIRED);
	}

	void retire() {
		this.number.getAndUpdate((current) -> current | RETIRED);
	}

	boolean isRetired() {
		return (this.number.get() & RETIRED) != 0;
	}

	InputStream input(InputStream delegate) {
		return new FilterInputStream(delegate) {

			@Override
			public int read() throws IOException {
				begin();
				try {
					return this.in.read();
				}
				finally {
					end(true);
				}
			}

			@Override
			public int read(byte[] bytes, int offset, int length) throws IOException {
				begin();
				try {
					return this.in.read(bytes, offset, length);
				}
				finally {
					end(true);
				}
			}

			@Override
			public long skip(long length) throws IOException {
				begin();
				try {
					return this.in.skip(length);
				}
				finally {
					end(true);
				}
			}

		};
	}

	OutputStream output(OutputStream delegate) {
		return new FilterOutputStream(delegate) {

			@Override
			public void write(int b) throws IOException {
				begin();
				try {
					this.out.write(b);
				}
				finally {
					end(false);
				}
			}

			@Override
			public void write(byte[] bytes, int offset, int length) throws IOException {
				begin();
				try {
					this.out.write(bytes, offset, length);
				}
				finally {
					end(false);
				}
			}

		};
	}

	/** What is retired is about to be closed: nothing may be sent in part. */
	private void begin() throws SocketException {
		if ((this.number.incrementAndGet() & RETIRED) != 0) {
			this.number.decrementAndGet();
			throw new SocketException("The connection is closed: another version of its credential is in force");
		}
	}

	private void end(boolean read) {
		this.hasRead = read;
		this.since = System.nanoTime();
		this.number.decrementAndGet();
	}

}
