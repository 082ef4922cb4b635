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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.sslcredentials.encryption.EncryptionKey;
import io.github.sslcredentials.encryption.EncryptionKeys;
import io.github.sslcredentials.store.jdbc.JdbcCredentialRekeying;

import org.springframework.beans.factory.BeanFactory;

/**
 * Re-keys the shipped table: {@code --ssl.rekey}.
 */
final class RekeyCommand implements CredentialCommand {

	static final String NAME = SslCredentialsProperties.PREFIX + ".rekey";

	@Override
	public Outcome run(BeanFactory beans) {
		JdbcCredentialRekeying rekeying = beans.getBeanProvider(JdbcCredentialRekeying.class).getIfAvailable();
		if (rekeying == null) {
			throw new SslCredentialsPropertyException(NAME, "there is no table to re-key",
					"Set 'ssl.store.jdbc.enabled' to true.");
		}
		EncryptionKey primary = beans.getBean(EncryptionKeys.class).primary();
		if (primary == null) {
			throw new SslCredentialsPropertyException(NAME, "there is no key to seal with",
					"Make a key with '%s'.".formatted(ConfiguredKeys.COMMAND));
		}
		JdbcCredentialRekeying.Result result = rekeying.run();
		List<String> lines = new ArrayList<>();
		result.failures().forEach((failure) -> lines.add(String.valueOf(failure.getMessage())));
		lines.add("Re-keyed %d versions, %d could not be".formatted(result.rekeyed(), result.failures().size()));
		Map<String, Long> keysInUse = rekeying.keysInUse();
		for (Map.Entry<String, Long> key : keysInUse.entrySet()) {
			lines.add("%d versions are %s".formatted(key.getValue(),
					key.getKey().isEmpty() ? "not encrypted" : "sealed under the key '%s'".formatted(key.getKey())));
		}
		return new Outcome(lines, result.failures().isEmpty() && Set.of(primary.id()).containsAll(keysInUse.keySet()));
	}

}
