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

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Consumer;

import javax.sql.DataSource;

import io.github.sslcredentials.Credential;
import io.github.sslcredentials.CredentialConflictException;
import io.github.sslcredentials.CredentialEnvelope;
import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialRecord;
import io.github.sslcredentials.CredentialStore;
import io.github.sslcredentials.NoSuchCredentialException;
import io.github.sslcredentials.StoredCredential;
import io.github.sslcredentials.encryption.ContentSealer;
import io.github.sslcredentials.format.CredentialContent;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Writes credentials to the shipped table, sealed. Versions are numbers, in the order in
 * which they were stored.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public final class JdbcCredentialStore implements CredentialStore {

	private static final Log logger = LogFactory.getLog(JdbcCredentialStore.class);

	private static final String LIST = """
			select %s from (
				select c.*, row_number() over (partition by path_hash
					order by case when state = 'active' then 0 else 1 end, sequence desc) as place
				from {c} c where path_hash > ?) listed
			where place = 1 order by path_hash fetch first ? rows only""".formatted(StoredRows.METADATA);

	private static final String VERSIONS = """
			select %s from {c} where path_hash = ? and version < ?
			order by version desc fetch first ? rows only""".formatted(StoredRows.METADATA);

	private static final String INSERT = """
			insert into {c} (path_hash, path, version, state, format, key_id, content, fingerprint, not_before, not_after)
			values (?, ?, ?, 'active', ?, ?, ?, ?, ?, ?)""";

	private final TableAccess access;

	private final ContentSealer sealer;

	private final KeyCheck keyCheck;

	private final BiFunction<CredentialPath, CredentialRecord, Credential> reader;

	private final Consumer<CredentialPath> listener;

	/**
	 * Create a store.
	 * @param dataSource gives the connections, not those of a caller's transaction
	 * @param schema the schema of the table, or {@code null} for the one that the
	 * connection looks in
	 * @param timeout how long a statement may take, rounded up to full seconds
	 * @param sealer seals what is stored
	 * @param reader parses and checks what is to be stored
	 * @param listener is told the path of what was stored, revoked or deleted, after the
	 * commit
	 */
	public JdbcCredentialStore(DataSource dataSource, @Nullable String schema, Duration timeout, ContentSealer sealer,
			BiFunction<CredentialPath, CredentialRecord, Credential> reader, Consumer<CredentialPath> listener) {
		this.access = new TableAccess(dataSource, schema, timeout);
		this.sealer = sealer;
		this.keyCheck = new KeyCheck(this.access, sealer);
		this.reader = reader;
		this.listener = listener;
	}

	@Override
	public StoredCredential store(CredentialPath path, CredentialRecord record) {
		return store(path, record, () -> {
		});
	}

	@Override
	public StoredCredential store(CredentialPath path, CredentialRecord record, @Nullable String activeVersion) {
		return store(path, record, () -> {
			String active = activeVersion(path);
			if (!Objects.equals(active, activeVersion)) {
				throw new CredentialConflictException(path,
						"%s is in force, not %s".formatted(named(active), named(activeVersion)));
			}
		});
	}

	private StoredCredential store(CredentialPath path, CredentialRecord record, Runnable condition) {
		Credential credential = this.reader.apply(path, record);
		byte[] content = CredentialContent.of(credential);
		try {
			StoredCredential stored = this.access.write(path, () -> {
				long version = nextVersion(path);
				condition.run();
				return insert(path, version, credential, content);
			});
			tell(path);
			return stored;
		}
		finally {
			Arrays.fill(content, (byte) 0);
		}
	}

	/**
	 * Draw the next version, which locks the path for others until the end of the
	 * transaction. Who has seen the same last version meanwhile loses.
	 */
	private long nextVersion(CredentialPath path) {
		byte[] hash = CredentialTable.hash(path);
		Long last = this.access.sql("select last_version from {p} where path_hash = ?")
			.param(hash)
			.query(Long.class)
			.optional()
			.orElse(null);
		if (last == null) {
			this.access.sql("insert into {p} (path_hash, path, last_version) values (?, ?, 1)")
				.param(hash)
				.param(path.toString())
				.update();
			return 1;
		}
		long next = last + 1;
		int changed = this.access.sql("update {p} set last_version = ? where path_hash = ? and last_version = ?")
			.param(next)
			.param(hash)
			.param(last)
			.update();
		if (changed == 0) {
			throw new CredentialConflictException(path, "another version was stored at the same time");
		}
		return next;
	}

	private StoredCredential insert(CredentialPath path, long version, Credential credential, byte[] content) {
		byte[] hash = CredentialTable.hash(path);
		CredentialEnvelope envelope = this.sealer.seal(CredentialEnvelope.SEALED, content, path,
				Long.toString(version));
		this.keyCheck.check(path, envelope);
		this.access.sql("update {c} set state = 'retired' where path_hash = ? and state = 'active'")
			.param(hash)
			.update();
		this.access.sql(INSERT)
			.param(hash)
			.param(path.toString())
			.param(version)
			.param(envelope.format())
			.param(envelope.keyId())
			.param(envelope.content())
			.param(credential.fingerprint())
			.param(time(credential.notBefore()))
			.param(time(credential.notAfter()))
			.update();
		return Objects.requireNonNull(find(path, version));
	}

	@Override
	public StoredCredential revoke(CredentialPath path, String version) {
		long number = number(version);
		StoredCredential revoked = this.access.write(path, () -> {
			lock(path);
			this.access
				.sql("update {c} set state = 'revoked' where path_hash = ? and version = ? and state <> 'revoked'")
				.param(CredentialTable.hash(path))
				.param(number)
				.update();
			StoredCredential stored = find(path, number);
			if (stored == null) {
				throw new NoSuchCredentialException(path, version);
			}
			return stored;
		});
		tell(path);
		return revoked;
	}

	@Override
	public boolean delete(CredentialPath path) {
		boolean deleted = this.access.write(path, () -> {
			lock(path);
			return this.access.sql("delete from {c} where path_hash = ?")
				.param(CredentialTable.hash(path))
				.update() > 0;
		});
		if (deleted) {
			tell(path);
		}
		return deleted;
	}

	@Override
	public List<StoredCredential> list(@Nullable CredentialPath after, int limit) {
		Assert.isTrue(limit > 0, "'limit' must be positive");
		List<StoredCredential> listed = new ArrayList<>();
		byte[] from = (after != null) ? CredentialTable.hash(after) : new byte[0];
		boolean more = true;
		while (more && listed.size() < limit) {
			int missing = limit - listed.size();
			List<ListedRow> rows = page(after, from, missing);
			rows.forEach((row) -> row.addTo(listed));
			more = rows.size() == missing;
			from = more ? rows.get(missing - 1).pathHash : from;
		}
		return listed;
	}

	private List<ListedRow> page(@Nullable CredentialPath after, byte[] from, int limit) {
		return this.access.read(after,
				() -> this.access.sql(LIST).param(from).param(limit).query((row, number) -> new ListedRow(row)).list());
	}

	@Override
	public List<StoredCredential> versions(CredentialPath path, @Nullable String before, int limit) {
		Assert.isTrue(limit > 0, "'limit' must be positive");
		long below = (before != null) ? number(before) : Long.MAX_VALUE;
		return this.access.read(path,
				() -> this.access.sql(VERSIONS)
					.param(CredentialTable.hash(path))
					.param(below)
					.param(limit)
					.query(StoredRows.metadata(path))
					.list());
	}

	private @Nullable StoredCredential find(CredentialPath path, long version) {
		return this.access.sql("select " + StoredRows.METADATA + " from {c} where path_hash = ? and version = ?")
			.param(CredentialTable.hash(path))
			.param(version)
			.query(StoredRows.metadata(path))
			.optional()
			.orElse(null);
	}

	private @Nullable String activeVersion(CredentialPath path) {
		return this.access.sql("select version from {c} where path_hash = ? and state = 'active'")
			.param(CredentialTable.hash(path))
			.query(Long.class)
			.optional()
			.map((version) -> Long.toString(version))
			.orElse(null);
	}

	private void lock(CredentialPath path) {
		this.access.sql("select sequence from {p} where path_hash = ? for update")
			.param(CredentialTable.hash(path))
			.query(Long.class)
			.optional();
	}

	/**
	 * What is committed is committed, whatever the listener does.
	 */
	private void tell(CredentialPath path) {
		try {
			this.listener.accept(path);
		}
		catch (RuntimeException ex) {
			logger.warn("The change of the credential '%s' is stored, but was not taken up at once".formatted(path),
					ex);
		}
	}

	/**
	 * A text that is no number is the name of no version, and so is 0.
	 */
	private static long number(String version) {
		try {
			long number = Long.parseLong(version);
			return Long.toString(number).equals(version) ? number : 0;
		}
		catch (NumberFormatException ex) {
			return 0;
		}
	}

	private static String named(@Nullable String version) {
		return (version != null) ? "version " + version : "no version";
	}

	private static OffsetDateTime time(Instant instant) {
		return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
	}

	/**
	 * A row whose path somebody has changed is left out, so that the others are listed.
	 */
	private static final class ListedRow {

		private final byte[] pathHash;

		private final @Nullable StoredCredential stored;

		private ListedRow(ResultSet row) throws SQLException {
			this.pathHash = row.getBytes("path_hash");
			CredentialPath path = StoredRows.path(this.pathHash, row.getString("path"));
			this.stored = (path != null) ? StoredRows.metadata(row, path) : null;
		}

		private void addTo(List<StoredCredential> listed) {
			if (this.stored != null) {
				listed.add(this.stored);
			}
			else {
				logger.warn(
						"A row of the table '%s' bears the path of another credential, and is not listed: its path_hash is '%s'"
							.formatted(CredentialTable.NAME, HexFormat.of().formatHex(this.pathHash)));
			}
		}

	}

}
