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

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

import io.github.sslcredentials.Credential;
import io.github.sslcredentials.InvalidCredentialException;
import io.github.sslcredentials.InvalidCredentialException.Reason;
import org.jspecify.annotations.Nullable;

/**
 * What peers are verified against: the trust anchors of the Java platform, given
 * certificates, those stored with a credential, or several of these; never none.
 * Immutable.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public final class TrustAnchors {

	private final boolean system;

	private final boolean record;

	private final Set<X509Certificate> certificates;

	private final @Nullable X509ExtendedTrustManager shared;

	/**
	 * Create trust anchors.
	 * @param system whether to trust what the Java platform trusts
	 * @param record whether to trust what is stored with the credential
	 * @param certificates certificates of authorities, or of peers, to trust
	 */
	public TrustAnchors(boolean system, boolean record, List<X509Certificate> certificates) {
		if (!system && !record && certificates.isEmpty()) {
			throw new IllegalArgumentException("There must be something to trust");
		}
		this.system = system;
		this.record = record;
		this.certificates = Set.copyOf(certificates);
		this.shared = record ? null : trustManager(this.certificates);
	}

	/**
	 * Return the trust manager that verifies the peers of a credential.
	 * @param credential the credential
	 * @return the trust manager of the Java platform
	 * @throws InvalidCredentialException if trust anchors of the credential are wanted
	 * and it has none
	 */
	X509ExtendedTrustManager trustManager(Credential credential) {
		if (this.shared != null) {
			return this.shared;
		}
		if (this.record && credential.trustAnchors().isEmpty()) {
			throw new InvalidCredentialException(credential.path(), credential.version(), Reason.NO_TRUST_ANCHORS,
					"'ca-certificates' has 'record', but no trust anchors are stored with the credential");
		}
		Set<X509Certificate> all = new LinkedHashSet<>(this.certificates);
		all.addAll(credential.trustAnchors());
		return trustManager(all);
	}

	/**
	 * Return what is trusted, for a report: the subjects, or a word where these are too
	 * many.
	 */
	List<String> described(Credential credential) {
		Set<String> names = new LinkedHashSet<>();
		if (this.system) {
			names.add("the authorities of the Java platform");
		}
		Stream.concat(this.certificates.stream(), this.record ? credential.trustAnchors().stream() : Stream.empty())
			.forEach((certificate) -> names.add(certificate.getSubjectX500Principal().getName()));
		return List.copyOf(names);
	}

	private X509ExtendedTrustManager trustManager(Set<X509Certificate> anchors) {
		try {
			if (this.system && anchors.isEmpty()) {
				return trustManager((KeyStore) null);
			}
			KeyStore keyStore = KeyStore.getInstance(KeyStore.getDefaultType());
			keyStore.load(null, null);
			Set<X509Certificate> all = new LinkedHashSet<>(anchors);
			if (this.system) {
				all.addAll(List.of(trustManager((KeyStore) null).getAcceptedIssuers()));
			}
			for (X509Certificate certificate : all) {
				keyStore.setCertificateEntry(Credential.fingerprint(certificate), certificate);
			}
			return trustManager(keyStore);
		}
		catch (GeneralSecurityException | IOException ex) {
			throw new IllegalStateException("Trust anchors could not be made ready", ex);
		}
	}

	private static X509ExtendedTrustManager trustManager(@Nullable KeyStore keyStore) throws GeneralSecurityException {
		TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
		factory.init(keyStore);
		for (TrustManager trustManager : factory.getTrustManagers()) {
			if (trustManager instanceof X509ExtendedTrustManager extended) {
				return extended;
			}
		}
		throw new IllegalStateException("The PKIX trust manager of this Java platform is not an extended one");
	}

}
