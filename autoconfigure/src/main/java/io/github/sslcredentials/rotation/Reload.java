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

import io.github.sslcredentials.Credential;
import io.github.sslcredentials.CredentialException;
import io.github.sslcredentials.CredentialOrder;
import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialUnavailableException;
import io.github.sslcredentials.CredentialVersion;
import io.github.sslcredentials.InvalidCredentialException;
import io.github.sslcredentials.InvalidCredentialException.Reason;
import io.github.sslcredentials.NoSuchCredentialException;
import io.github.sslcredentials.loading.LoadedCredential;
import io.github.sslcredentials.loading.LoadedCredentials;
import io.github.sslcredentials.loading.StoreReader;
import io.github.sslcredentials.rotation.VersionCheck.Changed;
import org.jspecify.annotations.Nullable;

/**
 * Takes one change up: reads, opens, parses and checks it, and puts it into force.
 */
final class Reload {

	private final LoadedCredentials loaded;

	private final StoreReader store;

	private final Rotation rotation;

	Reload(LoadedCredentials loaded, StoreReader store, Rotation rotation) {
		this.loaded = loaded;
		this.store = store;
		this.rotation = rotation;
	}

	/**
	 * Take a change up.
	 * @return whether it is in force: not if the store has told of a time before or after
	 * it meanwhile, of which it will tell again
	 * @throws CredentialException if it cannot be
	 */
	boolean run(Changed changed) {
		return switch (changed.change()) {
			case REPLACED -> replaced(changed);
			case REVOKED -> revoked(changed);
			case GONE -> gone(changed);
			case MOVED ->
				this.loaded.replace(changed.path(), changed.known(), changed.known().withOrder(order(changed)));
			default -> true;
		};
	}

	private boolean replaced(Changed changed) {
		CredentialPath path = changed.path();
		LoadedCredential read = read(path, changed);
		LoadedCredential known = changed.known();
		if (known.isAfter(read.order())) {
			return false;
		}
		LoadedCredential next = (read.order() != null) ? read : read.withOrder(order(changed));
		if (isSame(known, next)) {
			return this.loaded.replace(path, known, known.withOrder(next.order()));
		}
		return this.rotation.rotate(path, known, next);
	}

	private static boolean isSame(LoadedCredential known, LoadedCredential next) {
		Credential credential = known.credential();
		return credential != null && known.version().equals(next.version())
				&& credential.fingerprint().equals(next.obtain().fingerprint());
	}

	private LoadedCredential read(CredentialPath path, Changed changed) {
		LoadedCredential read = this.store.read(path);
		if (read == null || isBefore(read, changed.seen())) {
			throw new CredentialUnavailableException(path,
					"the store has said that there is another version, and has not delivered it; it may lag behind",
					null);
		}
		return read;
	}

	private static boolean isBefore(LoadedCredential read, @Nullable CredentialVersion seen) {
		CredentialOrder order = (seen != null) ? seen.order() : null;
		CredentialOrder readOrder = read.order();
		return order != null && readOrder != null && order.isComparableTo(readOrder)
				&& readOrder.sequence() < order.sequence();
	}

	private boolean revoked(Changed changed) {
		String version = (changed.seen() != null && changed.seen().version() != null) ? changed.seen().version()
				: changed.known().version();
		InvalidCredentialException refusal = new InvalidCredentialException(changed.path(), version, Reason.REVOKED,
				"it was revoked, and no other version is in force; store a new one");
		return this.rotation.refuse(changed.path(), changed.known(),
				LoadedCredential.refused(refusal, version, order(changed)));
	}

	private boolean gone(Changed changed) {
		return this.rotation.forget(changed.path(), changed.known(),
				new NoSuchCredentialException(changed.path(), this.store.names()));
	}

	private static @Nullable CredentialOrder order(Changed changed) {
		return (changed.seen() != null) ? changed.seen().order() : null;
	}

}
