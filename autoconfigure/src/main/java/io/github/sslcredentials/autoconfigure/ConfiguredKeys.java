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

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import io.github.sslcredentials.autoconfigure.SslCredentialsProperties.Encryption;
import io.github.sslcredentials.encryption.EncryptionKey;
import io.github.sslcredentials.encryption.EncryptionKeys;

import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;
import org.springframework.util.StringUtils;

/**
 * Reads the keys of {@code ssl.encryption}. No message has anything of a key in it.
 */
final class ConfiguredKeys {

	static final String PREFIX = SslCredentialsProperties.PREFIX + ".encryption";

	static final String COMMAND = "echo \"ssl.encryption.keys.k1=$(openssl rand -base64 32)\"";

	private static final String FILE = "file:";

	private final Encryption properties;

	private final ResourceLoader resourceLoader;

	ConfiguredKeys(Encryption properties, ResourceLoader resourceLoader) {
		this.properties = properties;
		this.resourceLoader = resourceLoader;
	}

	/**
	 * Return the keys, possibly none.
	 */
	EncryptionKeys read() {
		List<EncryptionKey> keys = new ArrayList<>();
		for (Map.Entry<String, String> entry : this.properties.getKeys().entrySet()) {
			keys.add(key(entry.getKey(), entry.getValue()));
		}
		if (StringUtils.hasText(this.properties.getKeyStore())) {
			keys.addAll(keyStore(this.properties.getKeyStore()));
		}
		return keys.isEmpty() ? none() : keys(keys);
	}

	private EncryptionKeys none() {
		if (StringUtils.hasText(this.properties.getPrimaryKeyId())) {
			throw new SslCredentialsPropertyException(PREFIX + ".primary-key-id", "there are no keys",
					"Set '%s.keys.%s', or remove the property.".formatted(PREFIX, this.properties.getPrimaryKeyId()));
		}
		return EncryptionKeys.none();
	}

	private EncryptionKeys keys(List<EncryptionKey> keys) {
		String primary = this.properties.getPrimaryKeyId();
		if (!StringUtils.hasText(primary)) {
			if (keys.size() > 1) {
				throw new SslCredentialsPropertyException(PREFIX + ".primary-key-id",
						"there are several keys (%s), and it is not said which one seals"
							.formatted(String.join(", ", keys.stream().map(EncryptionKey::id).toList())),
						"Set the property to the id of the key that is to seal.");
			}
			primary = keys.get(0).id();
		}
		try {
			return EncryptionKeys.of(primary, keys);
		}
		catch (IllegalArgumentException ex) {
			throw new SslCredentialsPropertyException(PREFIX + ".primary-key-id", String.valueOf(ex.getMessage()),
					"Let each key have an id of its own, and the property be one of them.", ex);
		}
	}

	private EncryptionKey key(String id, String value) {
		String property = PREFIX + ".keys." + id;
		String text = value.strip();
		if (text.startsWith(FILE)) {
			Path file = Path.of(text.substring(FILE.length()));
			String content = new String(KeyFile.read(property, file), StandardCharsets.US_ASCII).strip();
			return key(property, id, decode(property, content, "the file '%s' holds more than a key".formatted(file),
					"Let it hold the Base64 of the key and nothing else, as 'openssl rand -base64 32' prints it."));
		}
		return key(property, id, decode(property, text, "the key is not in Base64",
				"Make a key with '%s', or write 'file:' before the name of a file that has one.".formatted(COMMAND)));
	}

	private static EncryptionKey key(String property, String id, byte[] bytes) {
		try {
			return EncryptionKey.of(id, bytes);
		}
		catch (IllegalArgumentException ex) {
			throw new SslCredentialsPropertyException(property, String.valueOf(ex.getMessage()),
					"Make a key with '%s'.".formatted(COMMAND), ex);
		}
		finally {
			Arrays.fill(bytes, (byte) 0);
		}
	}

	private static byte[] decode(String property, String text, String problem, String action) {
		try {
			return Base64.getDecoder().decode(text);
		}
		catch (IllegalArgumentException ex) {
			// its message may quote the key
			throw new SslCredentialsPropertyException(property, problem, action);
		}
	}

	private List<EncryptionKey> keyStore(String location) {
		String property = PREFIX + ".key-store";
		String text = this.properties.getKeyStorePassword();
		char[] password = (text != null) ? text.toCharArray() : new char[0];
		try {
			KeyStore keyStore = KeyStore.getInstance("PKCS12");
			keyStore.load(new ByteArrayInputStream(content(property, location)), password);
			List<EncryptionKey> keys = new ArrayList<>();
			for (String alias : Collections.list(keyStore.aliases())) {
				Key key = keyStore.getKey(alias, password);
				if (key != null && "RAW".equals(key.getFormat())) {
					keys.add(key(property, alias, key.getEncoded()));
				}
			}
			return keys;
		}
		catch (IOException | GeneralSecurityException ex) {
			throw new SslCredentialsPropertyException(property,
					"'%s' cannot be read as a PKCS#12 key store".formatted(location),
					"See that it is one, that this process may read it, and that '%s.key-store-password' is its password."
						.formatted(PREFIX),
					ex);
		}
		finally {
			Arrays.fill(password, '\0');
		}
	}

	private byte[] content(String property, String location) throws IOException {
		Resource resource = this.resourceLoader.getResource(location);
		return resource.isFile() ? KeyFile.read(property, resource.getFile().toPath())
				: resource.getContentAsByteArray();
	}

}
