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

package io.github.sslcredentials.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.sslcredentials.format.CertificateReader;
import io.github.sslcredentials.handshake.TrustAnchors;

import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;

/**
 * Reads {@code ca-certificates}. Clients with the same ones share their trust anchors.
 */
final class CaCertificates {

	private static final String SYSTEM = "system";

	private static final String RECORD = "record";

	private final ResourceLoader resourceLoader;

	private final CertificateReader certificateReader = new CertificateReader();

	private final Map<Set<String>, TrustAnchors> known = new HashMap<>();

	CaCertificates(ResourceLoader resourceLoader) {
		this.resourceLoader = resourceLoader;
	}

	TrustAnchors trustAnchors(String property, List<String> locations) {
		if (locations.isEmpty()) {
			throw new SslCredentialsPropertyException(property, "there is nothing to trust",
					"Remove the property for 'system', or list 'system', 'record', or 'file:' and 'classpath:' locations.");
		}
		TrustAnchors trustAnchors = this.known.get(Set.copyOf(locations));
		if (trustAnchors == null) {
			trustAnchors = read(property, locations);
			this.known.put(Set.copyOf(locations), trustAnchors);
		}
		return trustAnchors;
	}

	private TrustAnchors read(String property, List<String> locations) {
		Set<String> all = new HashSet<>(locations);
		boolean system = all.remove(SYSTEM);
		boolean record = all.remove(RECORD);
		List<X509Certificate> certificates = new ArrayList<>();
		for (String location : all) {
			certificates.addAll(read(property, location));
		}
		return new TrustAnchors(system, record, certificates);
	}

	private List<X509Certificate> read(String property, String location) {
		if (!location.startsWith("file:") && !location.startsWith("classpath:")) {
			throw new SslCredentialsPropertyException(property, "'%s' is no location".formatted(location),
					"Write 'file:%s' or 'classpath:%s', or one of 'system' and 'record'.".formatted(location,
							location));
		}
		try {
			return this.certificateReader.read(content(this.resourceLoader.getResource(location)));
		}
		catch (IOException | IllegalArgumentException ex) {
			throw new SslCredentialsPropertyException(property, "'%s' cannot be read".formatted(location),
					"See that it is a file that exists, and that this process may read it.", ex);
		}
		catch (CertificateException ex) {
			throw new SslCredentialsPropertyException(property,
					"'%s' cannot be used: %s".formatted(location, ex.getMessage()),
					"Let it have certificates in PEM ('-----BEGIN CERTIFICATE-----') or DER, all of them undamaged.",
					ex);
		}
	}

	/**
	 * A URL would read a directory as the list of its files, and ask a host that is named
	 * in it.
	 */
	private static byte[] content(Resource resource) throws IOException {
		return resource.isFile() ? Files.readAllBytes(resource.getFile().toPath()) : resource.getContentAsByteArray();
	}

}
