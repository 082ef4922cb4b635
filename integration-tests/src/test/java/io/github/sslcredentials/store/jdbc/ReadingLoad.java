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

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

import javax.net.ssl.SSLSocket;

import io.github.sslcredentials.Credential;
import io.github.sslcredentials.CredentialEnvelope;
import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.encryption.EncryptionKeys;
import io.github.sslcredentials.format.CredentialContent;
import io.github.sslcredentials.handshake.AllowedHosts;
import io.github.sslcredentials.handshake.HandshakeContext;
import io.github.sslcredentials.handshake.HandshakeSettings;
import io.github.sslcredentials.handshake.TrustAnchors;
import io.github.sslcredentials.loading.RecordOpener;
import io.github.sslcredentials.test.DevelopmentCa;
import io.github.sslcredentials.test.IssuedCredential;
import io.github.sslcredentials.test.MutualTlsPartner;
import org.awaitility.Awaitility;

import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Many credentials in the shipped table, a thread that finds and opens them without a
 * pause, and one that calls a partner with each that it has opened.
 */
final class ReadingLoad implements AutoCloseable {

	private static final int BATCH = 500;

	private final AtomicLong reads = new AtomicLong();

	private final AtomicLong requests = new AtomicLong();

	private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

	private final List<Thread> threads = new ArrayList<>();

	private volatile boolean stopped;

	private ReadingLoad() {
	}

	static ReadingLoad start(CredentialTables tables, EncryptionKeys keys, int count) {
		ReadingLoad load = new ReadingLoad();
		load.run(tables, keys, count, (credential) -> load.reads.incrementAndGet());
		return load;
	}

	/** Call the partner, too. */
	ReadingLoad call(MutualTlsPartner partner, DevelopmentCa ca, CredentialTables tables, EncryptionKeys keys,
			int count) {
		HandshakeSettings settings = new HandshakeSettings("ssl", AllowedHosts.of(List.of("localhost")),
				new TrustAnchors(false, false, List.of(ca.certificate())), true, null, List.of(), List.of());
		run(tables, keys, count, (credential) -> request(new HandshakeContext(credential, settings), partner));
		return this;
	}

	static CredentialPath path(int id) {
		return CredentialPath.of("Merchant", "m" + id, "Certificate", 1);
	}

	/**
	 * Store the same credential under many paths, sealed for each.
	 */
	static void fill(CredentialTables tables, IssuedCredential issued, int count) {
		Credential credential = new Credential(path(0), "1", issued.privateKey(), issued.certificateChain(), List.of());
		byte[] content = CredentialContent.of(credential);
		List<Object[]> paths = new ArrayList<>();
		List<Object[]> rows = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			CredentialPath path = path(i);
			byte[] hash = CredentialTable.hash(path);
			CredentialEnvelope sealed = CredentialTables.SEALER.seal(CredentialEnvelope.SEALED, content, path, "1");
			paths.add(new Object[] { hash, path.toString() });
			rows.add(new Object[] { hash, path.toString(), sealed.format(), sealed.keyId(), sealed.content(),
					credential.fingerprint(), Timestamp.from(credential.notBefore()),
					Timestamp.from(credential.notAfter()) });
		}
		Arrays.fill(content, (byte) 0);
		new TransactionTemplate(new JdbcTransactionManager(tables.dataSource)).executeWithoutResult((status) -> {
			for (int i = 0; i < count; i += BATCH) {
				int end = Math.min(count, i + BATCH);
				tables.jdbc.batchUpdate(
						"insert into ssl_credential_path (path_hash, path, last_version) values (?, ?, 1)",
						paths.subList(i, end));
				tables.jdbc.batchUpdate("""
						insert into ssl_credential (path_hash, path, version, state, format, key_id, content,
						fingerprint, not_before, not_after) values (?, ?, 1, 'active', ?, ?, ?, ?, ?, ?)""",
						rows.subList(i, end));
			}
		});
	}

	void awaitReads(int more) {
		long before = this.reads.get();
		Awaitility.await().until(() -> this.reads.get() >= before + more || !this.failures.isEmpty());
	}

	long reads() {
		return this.reads.get();
	}

	/** Those that the partner has answered. */
	long requests() {
		return this.requests.get();
	}

	/**
	 * End the threads, and return what they could not read.
	 */
	List<Throwable> stop() {
		this.stopped = true;
		try {
			for (Thread thread : this.threads) {
				thread.join();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		return List.copyOf(this.failures);
	}

	@Override
	public void close() {
		stop();
	}

	private void run(CredentialTables tables, EncryptionKeys keys, int count, Use use) {
		JdbcCredentialRepository repository = tables.repository();
		RecordOpener opener = CredentialTables.opener(CredentialTables.sealer(keys));
		Thread thread = new Thread(() -> read(repository, opener, count, use), "load-" + this.threads.size());
		this.threads.add(thread);
		thread.start();
	}

	private void read(JdbcCredentialRepository repository, RecordOpener opener, int count, Use use) {
		while (!this.stopped) {
			CredentialPath path = path(ThreadLocalRandom.current().nextInt(count));
			try {
				use.use(opener.read(path, repository.find(path)));
			}
			catch (IOException | RuntimeException ex) {
				this.failures.add(ex);
			}
		}
	}

	private void request(HandshakeContext handshake, MutualTlsPartner partner) throws IOException {
		try (Socket socket = new Socket("localhost", partner.port());
				SSLSocket ssl = handshake.handshake(socket, "localhost", partner.port())) {
			ssl.getOutputStream()
				.write("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
					.getBytes(StandardCharsets.US_ASCII));
			String answer = new String(ssl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			if (!answer.startsWith("HTTP/1.1 200")) {
				throw new IOException("The partner answered '%s'".formatted(answer));
			}
			this.requests.incrementAndGet();
		}
	}

	/**
	 * What is done with a credential that was opened.
	 */
	private interface Use {

		void use(Credential credential) throws IOException;

	}

}
