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

package io.github.sslcredentials.bundle;

import java.security.InvalidAlgorithmParameterException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.NoSuchAlgorithmException;

import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.KeyManagerFactorySpi;
import javax.net.ssl.ManagerFactoryParameters;

import org.jspecify.annotations.Nullable;

/**
 * A factory of one key manager, which is ready as it is.
 */
final class BundleKeyManagerFactory extends KeyManagerFactory {

	private BundleKeyManagerFactory(KeyManager keyManager, KeyManagerFactory platform) {
		super(new Spi(keyManager), platform.getProvider(), platform.getAlgorithm());
	}

	static KeyManagerFactory of(KeyManager keyManager) {
		try {
			return new BundleKeyManagerFactory(keyManager, KeyManagerFactory.getInstance(getDefaultAlgorithm()));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("This Java platform has no key manager factory", ex);
		}
	}

	private static final class Spi extends KeyManagerFactorySpi {

		private final KeyManager keyManager;

		Spi(KeyManager keyManager) {
			this.keyManager = keyManager;
		}

		@Override
		protected void engineInit(@Nullable KeyStore keyStore, char @Nullable [] password) throws KeyStoreException {
			throw new KeyStoreException("The key managers of a credential cannot be initialized with another one");
		}

		@Override
		protected void engineInit(@Nullable ManagerFactoryParameters parameters)
				throws InvalidAlgorithmParameterException {
			throw new InvalidAlgorithmParameterException(
					"The key managers of a credential cannot be initialized with another one");
		}

		@Override
		protected KeyManager[] engineGetKeyManagers() {
			return new KeyManager[] { this.keyManager };
		}

	}

}
