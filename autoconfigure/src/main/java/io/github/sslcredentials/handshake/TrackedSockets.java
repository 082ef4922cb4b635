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

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * The sockets that a factory has made of one version, which it does not keep from being
 * garbage-collected. It is not told what they are used for: one is idle when nothing is
 * being read or written, the last thing done was to read, nothing more has come, and all
 * that for a moment. May be used by several threads at once.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public final class TrackedSockets implements VersionConnections {

	private final Set<Tracked> sockets = ConcurrentHashMap.newKeySet();

	private final ReferenceQueue<CredentialSslSocket> collected = new ReferenceQueue<>();

	Runnable track(CredentialSslSocket socket) {
		for (Reference<?> each = this.collected.poll(); each != null; each = this.collected.poll()) {
			this.sockets.remove(each);
		}
		Tracked tracked = new Tracked(socket, this.collected);
		this.sockets.add(tracked);
		return () -> this.sockets.remove(tracked);
	}

	@Override
	public void drain() {
		close(select(CredentialSslSocket::retireIfIdle));
	}

	@Override
	public int inUse() {
		return select(CredentialSslSocket::isInUse).size();
	}

	@Override
	public int cut() {
		List<CredentialSslSocket> open = select((socket) -> true);
		int inUse = (int) open.stream().filter(CredentialSslSocket::isInUse).count();
		open.forEach(CredentialSslSocket::retire);
		close(open);
		return inUse;
	}

	/**
	 * Close all sockets, of which none is in use any more.
	 */
	public void close() {
		select((socket) -> true).forEach(CredentialSslSocket::closeQuietly);
	}

	private static void close(List<CredentialSslSocket> sockets) {
		if (!sockets.isEmpty()) {
			ClosingThread.start(() -> sockets.forEach(CredentialSslSocket::closeQuietly));
		}
	}

	private List<CredentialSslSocket> select(Predicate<CredentialSslSocket> condition) {
		return this.sockets.stream().map(Tracked::get).filter(Objects::nonNull).filter(condition).toList();
	}

	private static final class Tracked extends WeakReference<CredentialSslSocket> {

		Tracked(CredentialSslSocket socket, ReferenceQueue<CredentialSslSocket> queue) {
			super(socket, queue);
		}

	}

}
