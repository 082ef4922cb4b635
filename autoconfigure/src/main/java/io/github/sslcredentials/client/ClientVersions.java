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

package io.github.sslcredentials.client;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.github.sslcredentials.handshake.HandshakeContext;
import io.github.sslcredentials.handshake.HandshakeSource;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;

/**
 * The versions of one identity that have a client: the one in force, and those whose last
 * exchanges are not over. May be used by several threads at once.
 *
 * @param <C> the type of client
 */
final class ClientVersions<C extends VersionResources> implements DisposableBean {

	private final HandshakeSource source;

	private final Function<HandshakeContext, C> opener;

	private final Map<HandshakeContext, LeasedVersion<C>> opened = new LinkedHashMap<>();

	private boolean closed;

	private volatile @Nullable LeasedVersion<C> latest;

	ClientVersions(HandshakeSource source, Function<HandshakeContext, C> opener) {
		this.source = source;
		this.opener = opener;
	}

	/**
	 * Begin an exchange with the version in force. One that is retired between being
	 * asked for and being used refuses, and the next one is asked for.
	 * @return the use of its client
	 */
	VersionLease<C> lease() {
		LeasedVersion<C> version = current(null);
		VersionLease<C> lease = version.lease();
		while (lease == null) {
			version = current(version);
			lease = version.lease();
		}
		return lease;
	}

	/**
	 * Return the version in force, if there is nothing to wait for.
	 * @return the version, or {@code null} if it must be read or opened
	 */
	@Nullable LeasedVersion<C> ready() {
		LeasedVersion<C> version = this.latest;
		return (version != null && this.source.isReady() && version.handshake() == this.source.current()) ? version
				: null;
	}

	/**
	 * Return the version in force.
	 * @param refused the version that has refused a use, or {@code null} if none has
	 * @return the version, which may have been retired since
	 */
	LeasedVersion<C> current(@Nullable LeasedVersion<C> refused) {
		HandshakeContext handshake = this.source.current();
		LeasedVersion<C> version = this.latest;
		if (version == null || version.handshake() != handshake) {
			version = open(handshake);
		}
		if (refused != null && refused.handshake() == handshake) {
			throw new IllegalStateException(
					"No version of '%s' is in force any more".formatted(handshake.credential().path()));
		}
		return version;
	}

	@Override
	public void destroy() throws Exception {
		Shutdown.of(close());
	}

	private synchronized List<LeasedVersion<C>> close() {
		this.closed = true;
		this.latest = null;
		List<LeasedVersion<C>> versions = new ArrayList<>(this.opened.values());
		this.opened.clear();
		return versions;
	}

	private synchronized LeasedVersion<C> open(HandshakeContext handshake) {
		if (this.closed) {
			throw new IllegalStateException("The HTTP client for '%s' has been closed with its application"
				.formatted(handshake.credential().path()));
		}
		LeasedVersion<C> version = this.opened.get(handshake);
		if (version == null) {
			version = new LeasedVersion<>(handshake, this.opener.apply(handshake), () -> remove(handshake));
			this.opened.put(handshake, version);
			handshake.retirement().add(version);
		}
		this.latest = version;
		return version;
	}

	private synchronized void remove(HandshakeContext handshake) {
		this.opened.remove(handshake);
		LeasedVersion<C> latest = this.latest;
		if (latest != null && latest.handshake() == handshake) {
			this.latest = null;
		}
	}

}
