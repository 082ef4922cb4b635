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

import javax.net.ssl.ManagerFactoryParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.TrustManagerFactorySpi;

import org.jspecify.annotations.Nullable;

/**
 * A factory of one trust manager, which is ready as it is.
 */
final class BundleTrustManagerFactory extends TrustManagerFactory {

	private BundleTrustManagerFactory(TrustManager trustManager, TrustManagerFactory platform) {
		super(new Spi(trustManager), platform.getProvider(), platform.getAlgorithm());
	}

	static TrustManagerFactory of(TrustManager trustManager) {
		try {
			return new BundleTrustManagerFactory(trustManager, TrustManagerFactory.getInstance(getDefaultAlgorithm()));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("This Java platform has no trust manager factory", ex);
		}
	}

	private static final class Spi extends TrustManagerFactorySpi {

		private final TrustManager trustManager;

		Spi(TrustManager trustManager) {
			this.trustManager = trustManager;
		}

		@Override
		protected void engineInit(@Nullable KeyStore keyStore) throws KeyStoreException {
			throw new KeyStoreException("The trust managers of a credential cannot be initialized with other anchors");
		}

		@Override
		protected void engineInit(@Nullable ManagerFactoryParameters parameters)
				throws InvalidAlgorithmParameterException {
			throw new InvalidAlgorithmParameterException(
					"The trust managers of a credential cannot be initialized with other anchors");
		}

		@Override
		protected TrustManager[] engineGetTrustManagers() {
			return new TrustManager[] { this.trustManager };
		}

	}

}
