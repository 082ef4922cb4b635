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

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

import io.github.sslcredentials.Credential;
import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.database.TestDatabase;
import io.github.sslcredentials.handshake.AllowedHosts;
import io.github.sslcredentials.handshake.HandshakeContext;
import io.github.sslcredentials.handshake.HandshakeSettings;
import io.github.sslcredentials.handshake.TrustAnchors;
import io.github.sslcredentials.loading.RecordOpener;
import io.github.sslcredentials.test.DevelopmentCa;
import io.github.sslcredentials.test.IssuedCredential;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What it costs to come from a stored version to a context that can shake hands: ours,
 * sealed in the shipped table, beside a PKCS#12 key store and Boot's PEM bundle, both
 * plain in a table, in one run on H2 in memory. The processor time is only printed.
 */
class LoadingCostTests {

	private static final Duration WARM_UP = Duration.ofSeconds(3);

	private static final int ROUNDS = 300;

	private static final CredentialPath PATH = CredentialPath.parse("Merchant/42/Certificate/1");

	private static final DevelopmentCa CA = DevelopmentCa.create();

	private static final IssuedCredential ISSUED = CA.issueClient("merchant");

	private static final HandshakeSettings SETTINGS = new HandshakeSettings("ssl",
			AllowedHosts.of(List.of("localhost")), new TrustAnchors(false, false, List.of(CA.certificate())), true,
			null, List.of(), List.of());

	private final RecordOpener opener = CredentialTables.opener(CredentialTables.SEALER);

	private CredentialTables tables;

	private JdbcCredentialRepository repository;

	@BeforeEach
	void store() throws Exception {
		this.tables = CredentialTables.create(TestDatabase.H2);
		this.repository = this.tables.repository();
		this.tables.store().store(PATH, ISSUED.record());
		this.tables.jdbc
			.execute("create table plain (id int primary key, p12 binary varying, chain varchar, pem varchar)");
		this.tables.jdbc.update("insert into plain values (1, ?, ?, ?)", keyStore(), ISSUED.certificateChainPem(),
				ISSUED.privateKeyPem());
	}

	@AfterEach
	void close() {
		this.tables.close();
	}

	@Test
	void contextOfStoredVersionIsMade() throws Exception {
		Map<String, Callable<Object>> ways = new LinkedHashMap<>();
		ways.put("ours", this::ours);
		ways.put("PKCS#12 key store", this::pkcs12);
		ways.put("Boot's PEM bundle", this::bundle);
		Map<String, long[]> nanos = new LinkedHashMap<>();
		for (Map.Entry<String, Callable<Object>> way : ways.entrySet()) {
			assertThat(way.getValue().call()).isNotNull();
			warmUp(way.getValue());
			nanos.put(way.getKey(), new long[ROUNDS]);
		}
		for (int round = 0; round < ROUNDS; round++) {
			for (Map.Entry<String, Callable<Object>> way : ways.entrySet()) {
				long begin = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
				way.getValue().call();
				long taken = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begin;
				Objects.requireNonNull(nanos.get(way.getKey()))[round] = taken;
			}
		}
		nanos.forEach(LoadingCostTests::print);
	}

	/** For the same time each, so that the compiler has seen enough of the quick ones. */
	private static void warmUp(Callable<Object> way) throws Exception {
		long begin = System.nanoTime();
		while (System.nanoTime() - begin < WARM_UP.toNanos()) {
			way.call();
		}
	}

	private Object ours() {
		Credential credential = this.opener.read(PATH, Objects.requireNonNull(this.repository.find(PATH)));
		return new HandshakeContext(credential, SETTINGS);
	}

	private Object pkcs12() throws Exception {
		byte[] content = this.tables.jdbc.queryForObject("select p12 from plain where id = 1", byte[].class);
		KeyStore keys = KeyStore.getInstance("PKCS12");
		keys.load(new ByteArrayInputStream(content), "changeit".toCharArray());
		KeyManagerFactory keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		keyManagers.init(keys, "changeit".toCharArray());
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(keyManagers.getKeyManagers(), null, null);
		return context;
	}

	private Object bundle() {
		Map<String, Object> row = this.tables.jdbc.queryForMap("select chain, pem from plain where id = 1");
		PemSslStoreDetails key = PemSslStoreDetails.forCertificate((String) row.get("chain"))
			.withPrivateKey((String) row.get("pem"));
		return SslBundle.of(new PemSslStoreBundle(key, PemSslStoreDetails.forCertificate(CA.certificatePem())))
			.createSslContext();
	}

	private static byte[] keyStore() throws Exception {
		KeyStore keys = KeyStore.getInstance("PKCS12");
		keys.load(null, null);
		keys.setKeyEntry("client", ISSUED.privateKey(), "changeit".toCharArray(),
				ISSUED.certificateChain().toArray(X509Certificate[]::new));
		ByteArrayOutputStream content = new ByteArrayOutputStream();
		keys.store(content, "changeit".toCharArray());
		return content.toByteArray();
	}

	private static void print(String name, long[] nanos) {
		long[] sorted = nanos.clone();
		Arrays.sort(sorted);
		System.out.printf("stored version to context, %s: median %d us, 90th percentile %d us of CPU%n", name,
				sorted[ROUNDS / 2] / 1000, sorted[ROUNDS * 9 / 10] / 1000);
	}

}
