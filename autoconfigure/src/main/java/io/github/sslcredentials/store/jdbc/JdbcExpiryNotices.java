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

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import javax.sql.DataSource;

import io.github.sslcredentials.CredentialConflictException;
import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialUnavailableException;
import org.jspecify.annotations.Nullable;

/**
 * Who has said that a credential expires, in the table {@code ssl_credential_notice}:
 * whoever inserts the row of a version and threshold says it, of all instances and for
 * ever. The version may be that of any store, not of the shipped table only.
 * <p>
 * It may be used by several threads at once.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public final class JdbcExpiryNotices {

	private static final String SAME = "path_hash = :hash and version = :version and threshold_seconds = :threshold";

	private static final int MAX_VERSION = 200;

	private final TableAccess access;

	private final Map<Notice, String> unanswered = new ConcurrentHashMap<>();

	/**
	 * Create it, and ask nothing.
	 * @param dataSource the database of the shipped table
	 * @param schema the schema of the table, or {@code null} for the one in which the
	 * connection looks
	 * @param timeout how long to wait for the database at most
	 */
	public JdbcExpiryNotices(DataSource dataSource, @Nullable String schema, Duration timeout) {
		this.access = new TableAccess(dataSource, schema, timeout);
	}

	/**
	 * Claim to be the one who says that a version has reached a threshold. If it fails,
	 * it may be called again, and then knows whether the first call had succeeded
	 * nevertheless, as when the connection is lost while it commits.
	 * @param path the path of the credential
	 * @param version the version
	 * @param threshold the threshold, to the second
	 * @return whether the caller says so
	 * @throws CredentialUnavailableException if the database cannot be asked
	 */
	public boolean claim(CredentialPath path, String version, Duration threshold) {
		Notice notice = new Notice(path, version, threshold.toSeconds());
		String claim = this.unanswered.computeIfAbsent(notice, (key) -> UUID.randomUUID().toString());
		String holder = claimedBy(notice);
		boolean claimed = claim.equals((holder != null) ? holder : insert(notice, claim));
		this.unanswered.remove(notice);
		return claimed;
	}

	/**
	 * Insert the claim, and return which one is there.
	 */
	private String insert(Notice notice, String claim) {
		try {
			this.access.write(notice.path(), () -> this.access.sql(
					"insert into {c}_notice (path_hash, version, threshold_seconds, claim) values (:hash, :version, :threshold, :claim)")
				.paramSource(params(notice, claim))
				.update());
			return claim;
		}
		catch (CredentialConflictException ex) {
			String holder = claimedBy(notice);
			if (holder == null) {
				throw new CredentialUnavailableException(notice.path(), "the row of its notice could not be written",
						ex);
			}
			return holder;
		}
	}

	private @Nullable String claimedBy(Notice notice) {
		return this.access.read(notice.path(),
				() -> this.access.sql("select claim from {c}_notice where " + SAME)
					.paramSource(params(notice, ""))
					.query(String.class)
					.optional()
					.orElse(null));
	}

	private static Map<String, Object> params(Notice notice, String claim) {
		return Map.of("hash", CredentialTable.hash(notice.path()), "version", column(notice.version()), "threshold",
				notice.seconds(), "claim", claim);
	}

	/**
	 * Return a version as it is if it fits into the column. That of a store of the
	 * application's own may be any text.
	 */
	private static String column(String version) {
		return (version.length() <= MAX_VERSION && version.chars().allMatch((c) -> c >= ' ' && c <= '~')) ? version
				: digest(version);
	}

	private static String digest(String version) {
		try {
			return HexFormat.of()
				.formatHex(MessageDigest.getInstance("SHA-256").digest(version.getBytes(StandardCharsets.UTF_8)));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("SHA-256 is required of every Java platform", ex);
		}
	}

	private record Notice(CredentialPath path, String version, long seconds) {
	}

}
