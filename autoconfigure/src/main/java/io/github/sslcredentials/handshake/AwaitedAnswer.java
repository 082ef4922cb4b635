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
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * The first data of a peer, until which it can still refuse our certificate: with TLS
 * 1.3, its refusal comes in place of them. What fails later is not explained. May be used
 * by several threads at once.
 */
final class AwaitedAnswer {

	private static final int NONE = -1;

	private final AtomicReference<@Nullable HandshakeTrace> trace = new AtomicReference<>();

	/** What was read while a refusal was looked for. */
	private final AtomicInteger early = new AtomicInteger(NONE);

	/**
	 * Await the first data after a handshake.
	 */
	void await(HandshakeTrace trace) {
		this.trace.set(trace);
	}

	InputStream input(InputStream delegate, Preparation preparation) {
		return new FilterInputStream(delegate) {

			@Override
			public int read() throws IOException {
				preparation.prepare();
				int early = AwaitedAnswer.this.early.getAndSet(NONE);
				if (early != NONE) {
					return early;
				}
				try {
					int read = this.in.read();
					came(read >= 0);
					return read;
				}
				catch (IOException ex) {
					throw explained(ex);
				}
			}

			@Override
			public int read(byte[] bytes, int offset, int length) throws IOException {
				preparation.prepare();
				int early = (length > 0) ? AwaitedAnswer.this.early.getAndSet(NONE) : NONE;
				if (early != NONE) {
					bytes[offset] = (byte) early;
					return 1;
				}
				try {
					int read = this.in.read(bytes, offset, length);
					came(read > 0);
					return read;
				}
				catch (IOException ex) {
					throw explained(ex);
				}
			}

			@Override
			public long skip(long length) throws IOException {
				preparation.prepare();
				if (length > 0 && AwaitedAnswer.this.early.getAndSet(NONE) != NONE) {
					return 1;
				}
				try {
					long skipped = this.in.skip(length);
					came(skipped > 0);
					return skipped;
				}
				catch (IOException ex) {
					throw explained(ex);
				}
			}

		};
	}

	/**
	 * Return a stream whose writes say why they fail.
	 * @param socket where the refusal of the peer is read, if it has closed the
	 * connection
	 */
	OutputStream output(OutputStream delegate, Socket socket, Preparation preparation) {
		return new FilterOutputStream(delegate) {

			@Override
			public void write(int b) throws IOException {
				preparation.prepare();
				try {
					this.out.write(b);
				}
				catch (IOException ex) {
					throw explained(refusal(ex, socket));
				}
			}

			@Override
			public void write(byte[] bytes, int offset, int length) throws IOException {
				preparation.prepare();
				try {
					this.out.write(bytes, offset, length);
				}
				catch (IOException ex) {
					throw explained(refusal(ex, socket));
				}
			}

		};
	}

	private void came(boolean data) {
		if (data && this.trace.get() != null) {
			this.trace.set(null);
		}
	}

	/**
	 * A write fails on a connection that the peer has closed. What it said before is
	 * still to be read: the alert by which it has refused, or an answer. The read does
	 * not wait, for the peer is gone.
	 */
	private IOException refusal(IOException ex, Socket socket) {
		if (this.trace.get() == null || !HandshakeFailure.isRefusal(ex)) {
			return ex;
		}
		try {
			int read = socket.getInputStream().read();
			if (read >= 0) {
				this.early.set(read);
				came(true);
			}
			return ex;
		}
		catch (IOException said) {
			return HandshakeFailure.isAlert(said) ? said : ex;
		}
	}

	private IOException explained(IOException ex) {
		HandshakeTrace trace = this.trace.get();
		if (trace == null || !HandshakeFailure.isRefusal(ex) || !this.trace.compareAndSet(trace, null)) {
			return ex;
		}
		return HandshakeFailure.explained(trace, ex);
	}

	/**
	 * What is to be done before data can be read or written.
	 */
	@FunctionalInterface
	interface Preparation {

		void prepare() throws IOException;

	}

}
