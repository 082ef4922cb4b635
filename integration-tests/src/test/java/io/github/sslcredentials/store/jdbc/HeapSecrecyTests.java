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
import java.lang.management.ManagementFactory;
import java.lang.ref.Cleaner;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.interfaces.RSAPrivateCrtKey;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.database.TestDatabase;
import io.github.sslcredentials.encryption.AesGcmSealer;
import io.github.sslcredentials.encryption.ContentSealer;
import io.github.sslcredentials.encryption.EncryptionKeys;
import io.github.sslcredentials.test.DevelopmentCa;
import io.github.sslcredentials.test.IssuedCredential;
import io.github.sslcredentials.test.KeyAlgorithm;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Nothing of a private key is reachable in the heap of an application whose credentials
 * are stored in H2 in its own memory, and of which none is in use: neither those that
 * were only stored, which means opened and checked as well, nor those that were read
 * afterwards.
 */
@Timeout(180)
class HeapSecrecyTests {

	private static final Cleaner CLEANER = Cleaner.create();

	private static final ContentSealer NONE = new AesGcmSealer(EncryptionKeys.none(), false);

	@TempDir
	private Path folder;

	@Test
	void heapHasNothingOfIdleCredentials() throws Exception {
		try (CredentialTables tables = CredentialTables.create(TestDatabase.H2)) {
			KeySearch search = onThreadOfItsOwn(tables, CredentialTables.SEALER);
			assertThat(inHeap(search)).isEmpty();
		}
	}

	@Test
	void heapWhenEncryptionIsSwitchedOffHasKeys() throws Exception {
		try (CredentialTables tables = CredentialTables.create(TestDatabase.H2)) {
			KeySearch search = onThreadOfItsOwn(tables, NONE);
			assertThat(inHeap(search)).contains("EC bytes", "RSA bytes", "EdDSA bytes");
		}
	}

	@Test
	void heapHasKeysThatAreHeld() throws Exception {
		IssuedCredential held = DevelopmentCa.create().issueClient("held");
		String pem = held.privateKeyPem();
		char[] characters = pem.toCharArray();
		assertThat(inHeap(new KeySearch().add(held.privateKey()))).containsExactly("EC Base64", "EC bytes");
		assertThat(characters).hasSize(pem.length());
	}

	@Test
	void heapHasNumbersThatAreHeld() throws Exception {
		KeySearch search = new KeySearch();
		BigInteger held = prime(search);
		assertThat(inHeap(search)).containsExactly("RSA bytes");
		assertThat(held.bitLength()).isEqualTo(1024);
	}

	private Set<String> inHeap(KeySearch search) throws IOException {
		Path dump = this.folder.resolve("heap.hprof");
		awaitCleaners();
		try {
			ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(dump.toString(), true);
			HeapDump.eraseFillers(dump);
			return search.inFiles(dump);
		}
		finally {
			Files.deleteIfExists(dump);
		}
	}

	/**
	 * What the JDK overwrites when its owner is gone, it overwrites after a collection.
	 */
	private static void awaitCleaners() {
		AtomicInteger cleaned = new AtomicInteger();
		for (int i = 1; i <= 3; i++) {
			int expected = i;
			CLEANER.register(new Object(), cleaned::incrementAndGet);
			Awaitility.await().until(() -> {
				System.gc();
				return cleaned.get() == expected;
			});
		}
	}

	/**
	 * So that no variable of a method that still runs holds a key.
	 */
	private static KeySearch onThreadOfItsOwn(CredentialTables tables, ContentSealer sealer) throws Exception {
		FutureTask<KeySearch> task = new FutureTask<>(() -> store(tables, sealer));
		Thread thread = new Thread(task, "operator");
		thread.start();
		thread.join();
		return task.get();
	}

	private static KeySearch store(CredentialTables tables, ContentSealer sealer) {
		KeySearch search = new KeySearch();
		DevelopmentCa ca = DevelopmentCa.create();
		for (KeyAlgorithm algorithm : KeyAlgorithm.values()) {
			for (String id : new String[] { "idle", "read" }) {
				IssuedCredential issued = ca.issue().client().keyAlgorithm(algorithm).build();
				search.add(issued.privateKey());
				tables.store(sealer).store(path(algorithm, id), issued.record());
			}
			CredentialPath read = path(algorithm, "read");
			assertThat(CredentialTables.opener(sealer).read(read, tables.repository().find(read)).path())
				.isEqualTo(read);
		}
		return search;
	}

	private static BigInteger prime(KeySearch search) {
		IssuedCredential issued = DevelopmentCa.create().issue().keyAlgorithm(KeyAlgorithm.RSA_2048).build();
		search.add(issued.privateKey());
		return ((RSAPrivateCrtKey) issued.privateKey()).getPrimeP();
	}

	private static CredentialPath path(KeyAlgorithm algorithm, String id) {
		return CredentialPath.of("Merchant", algorithm.name() + "-" + id);
	}

}
