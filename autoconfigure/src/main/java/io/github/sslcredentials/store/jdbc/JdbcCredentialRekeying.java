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

package io.github.sslcredentials.store.jdbc;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

import javax.sql.DataSource;

import io.github.sslcredentials.CredentialConflictException;
import io.github.sslcredentials.CredentialEnvelope;
import io.github.sslcredentials.CredentialException;
import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.InvalidCredentialException;
import io.github.sslcredentials.InvalidCredentialException.Reason;
import io.github.sslcredentials.encryption.ContentSealer;
import io.github.sslcredentials.encryption.EncryptionKey;
import io.github.sslcredentials.encryption.EncryptionKeys;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Seals all content of the shipped table under the primary key, while the table is in
 * use. It is no rotation: versions, states and sequences stay as they are. It goes in
 * small steps of one row each, and may be ended at any point and started again, also on
 * several instances at once. All instances must know the primary key beforehand. May be
 * used by several threads at once.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public final class JdbcCredentialRekeying {

	private static final Log logger = LogFactory.getLog(JdbcCredentialRekeying.class);

	private static final int BATCH = 100;

	private static final String SELECT = """
			select path_hash, path, version, format, key_id, content from {c}
			where (%s) and (path_hash > ? or (path_hash = ? and version > ?))
			order by path_hash, version fetch first ? rows only""";

	private static final String SELECT_SEALED = SELECT.formatted("key_id = ? and format <> 0");

	private static final String SELECT_OTHERS = SELECT.formatted("key_id <> ? or format = 0");

	private static final String UPDATE = """
			update {c} set format = ?, key_id = ?, content = ?
			where path_hash = ? and version = ? and key_id = ? and format = ?""";

	private static final String COUNT = """
			select sealed_under, count(*) as versions from (
				select case when format = 0 then '' else key_id end as sealed_under from {c}) counted
			group by sealed_under""";

	private final TableAccess access;

	private final ContentSealer sealer;

	private final EncryptionKeys keys;

	/**
	 * Create a re-keying.
	 * @param dataSource gives the connections
	 * @param schema the schema of the table, or {@code null} for the one that the
	 * connection looks in
	 * @param timeout how long a statement may take, rounded up to full seconds
	 * @param sealer opens content, and seals it under the primary key
	 * @param keys the keys, of which one is the primary one
	 */
	public JdbcCredentialRekeying(DataSource dataSource, @Nullable String schema, Duration timeout,
			ContentSealer sealer, EncryptionKeys keys) {
		this.access = new TableAccess(dataSource, schema, timeout);
		this.sealer = sealer;
		this.keys = keys;
	}

	/**
	 * Seal all that is sealed under another key, or under none, and open what is sealed
	 * under the primary key already. If there is some, and none of it opens, the primary
	 * key is taken for another one of that id, and nothing is sealed under it.
	 * @return what was done, and what could not be
	 * @throws CredentialException if the store cannot be asked
	 * @throws IllegalStateException if there is no key
	 */
	public Result run() {
		List<InvalidCredentialException> failures = new ArrayList<>();
		int opened = forEach(SELECT_SEALED, this::open, failures);
		boolean otherKey = opened == 0 && !failures.isEmpty();
		int done = otherKey ? 0 : forEach(SELECT_OTHERS, this::rekey, failures);
		return new Result(done, List.copyOf(failures));
	}

	private int forEach(String select, ToIntFunction<SealedRow> action, List<InvalidCredentialException> failures) {
		int done = 0;
		List<SealedRow> batch = batch(select, null);
		while (!batch.isEmpty()) {
			for (SealedRow row : batch) {
				try {
					done += action.applyAsInt(row);
				}
				catch (CredentialConflictException ex) {
					logger.debug("The version is left to the one who changes it", ex);
				}
				catch (InvalidCredentialException ex) {
					failures.add(ex);
				}
			}
			batch = batch(select, batch.get(batch.size() - 1));
		}
		return done;
	}

	/**
	 * Count the stored versions by the key that they are sealed under.
	 * @return the counts by key id; the empty id is that of content which is not sealed
	 */
	public Map<String, Long> keysInUse() {
		Map<String, Long> counts = new TreeMap<>();
		this.access.read(null,
				() -> this.access.sql(COUNT)
					.query((row, number) -> counts.put(row.getString("sealed_under"), row.getLong("versions")))
					.list());
		return counts;
	}

	private List<SealedRow> batch(String select, @Nullable SealedRow last) {
		byte[] hash = (last != null) ? last.pathHash() : new byte[0];
		return this.access.read(null,
				() -> this.access.sql(select)
					.param(primaryKeyId())
					.param(hash)
					.param(hash)
					.param((last != null) ? last.version() : 0)
					.param(BATCH)
					.query((row, number) -> new SealedRow(row))
					.list());
	}

	private int open(SealedRow row) {
		Arrays.fill(row.open(this.sealer), (byte) 0);
		return 1;
	}

	private int rekey(SealedRow row) {
		CredentialPath path = row.path();
		String version = row.versionName();
		byte[] content = row.open(this.sealer);
		try {
			CredentialEnvelope sealed = this.sealer.seal(CredentialEnvelope.SEALED, content, path, version);
			checkReadable(sealed, content, path, version);
			return this.access.write(path,
					() -> this.access.sql(UPDATE)
						.param(sealed.format())
						.param(sealed.keyId())
						.param(sealed.content())
						.param(row.pathHash())
						.param(row.version())
						.param(row.envelope().keyId())
						.param(row.envelope().format())
						.update());
		}
		finally {
			Arrays.fill(content, (byte) 0);
		}
	}

	/**
	 * The old content is given up only for one that opens.
	 */
	private void checkReadable(CredentialEnvelope sealed, byte[] content, CredentialPath path, String version) {
		byte[] opened = this.sealer.open(sealed, path, version);
		boolean same = Arrays.equals(opened, content);
		Arrays.fill(opened, (byte) 0);
		if (!same || !sealed.keyId().equals(primaryKeyId())) {
			throw new InvalidCredentialException(path, version, Reason.BROKEN_SEAL,
					"its content, sealed under the key '%s', does not open as it was; it was left under the key before"
						.formatted(sealed.keyId()));
		}
	}

	private String primaryKeyId() {
		EncryptionKey primary = this.keys.primary();
		if (primary == null) {
			throw new IllegalStateException(
					"Credentials cannot be re-keyed: there is no key, set 'ssl.encryption.keys.<id>'");
		}
		return primary.id();
	}

	/**
	 * What a re-keying has done.
	 *
	 * @param rekeyed how many versions were sealed anew
	 * @param failures one for each version that does not open, and was left as it was
	 */
	public record Result(int rekeyed, List<InvalidCredentialException> failures) {
	}

}
