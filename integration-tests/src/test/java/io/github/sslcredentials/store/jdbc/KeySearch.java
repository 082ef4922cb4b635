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
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Finds what is secret of private keys in bytes: any run of 16 of its bytes, such as in
 * DER, in an array or in the magnitude of a number, and any run of 24 characters of it in
 * hexadecimal digits or Base64, wherever a line begins, in one or two bytes for each
 * character. What it looks for it holds in disguise, so that it does not find itself.
 */
final class KeySearch {

	private static final int BYTES = 16;

	private static final int CHARACTERS = 24;

	private static final int LONGEST = 2 * CHARACTERS;

	private static final byte MASK = 0x5a;

	private static final long LONG_MASK = 0x5a5a5a5a5a5a5a5aL;

	private static final int FILTER = 1 << 24;

	private final Map<Long, List<Run>> runs = new HashMap<>();

	private final BitSet filter = new BitSet(FILTER);

	/**
	 * Search for a key as well.
	 */
	KeySearch add(PrivateKey key) {
		String algorithm = key.getAlgorithm();
		for (byte[] secret : secrets(key)) {
			addBytes(algorithm + " bytes", secret);
			addText(algorithm + " hexadecimal", HexFormat.of().formatHex(secret));
			addText(algorithm + " hexadecimal", HexFormat.of().withUpperCase().formatHex(secret));
			for (int shift = 0; shift < 3; shift++) {
				byte[] whole = Arrays.copyOfRange(secret, shift, shift + (secret.length - shift) / 3 * 3);
				addText(algorithm + " Base64", Base64.getEncoder().encodeToString(whole));
				addText(algorithm + " Base64", Base64.getUrlEncoder().encodeToString(whole));
			}
		}
		return this;
	}

	/**
	 * Return what is found of which kind, and nothing of it.
	 */
	Set<String> in(String text) {
		return in(text.getBytes(StandardCharsets.UTF_8));
	}

	Set<String> in(byte[] bytes) {
		try {
			return in(new ByteArrayInputStream(bytes));
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Search in a file, or in all files of a directory.
	 */
	Set<String> inFiles(Path path) throws IOException {
		return inFiles(path, Instant.EPOCH);
	}

	/**
	 * Search in the files that were written since a moment.
	 */
	Set<String> inFiles(Path path, Instant since) throws IOException {
		Set<String> found = new TreeSet<>();
		try (Stream<Path> paths = Files.walk(path)) {
			for (Path file : paths.filter(Files::isRegularFile).toList()) {
				try (InputStream input = Files.newInputStream(file)) {
					if (!Files.getLastModifiedTime(file).toInstant().isBefore(since)) {
						found.addAll(in(input));
					}
				}
				catch (NoSuchFileException ex) {
					// a server deletes files while it runs
				}
			}
		}
		return found;
	}

	private Set<String> in(InputStream input) throws IOException {
		Set<String> found = new TreeSet<>();
		byte[] bytes = new byte[1 << 20];
		int kept = 0;
		for (int read = input.read(bytes); read > 0; read = input.read(bytes, kept, bytes.length - kept)) {
			int end = kept + read;
			search(bytes, end, found);
			kept = Math.min(end, LONGEST - 1);
			System.arraycopy(bytes, end - kept, bytes, 0, kept);
		}
		return found;
	}

	private void search(byte[] bytes, int end, Set<String> found) {
		ByteBuffer buffer = ByteBuffer.wrap(bytes);
		for (int i = 0; i + BYTES <= end; i++) {
			long start = buffer.getLong(i) ^ LONG_MASK;
			if (this.filter.get(hash(start))) {
				for (Run run : this.runs.getOrDefault(start, List.of())) {
					if (run.isAt(bytes, i, end)) {
						found.add(run.kind());
					}
				}
			}
		}
	}

	private void addText(String kind, String text) {
		for (Charset charset : List.of(StandardCharsets.US_ASCII, StandardCharsets.UTF_16BE)) {
			for (int i = 0; i + CHARACTERS <= text.length(); i++) {
				add(kind, text.substring(i, i + CHARACTERS).getBytes(charset));
			}
		}
	}

	private void addBytes(String kind, byte[] secret) {
		for (int i = 0; i + BYTES <= secret.length; i++) {
			add(kind, Arrays.copyOfRange(secret, i, i + BYTES));
		}
	}

	private void add(String kind, byte[] run) {
		for (int i = 0; i < run.length; i++) {
			run[i] ^= MASK;
		}
		long start = ByteBuffer.wrap(run).getLong();
		this.runs.computeIfAbsent(start, (key) -> new ArrayList<>()).add(new Run(kind, run));
		this.filter.set(hash(start));
	}

	private static int hash(long start) {
		return (int) ((start * 0x9e3779b97f4a7c15L) >>> 40) & (FILTER - 1);
	}

	private static List<byte[]> secrets(PrivateKey key) {
		if (key instanceof ECPrivateKey ec) {
			return List.of(unsigned(ec.getS()));
		}
		if (key instanceof EdECPrivateKey ed) {
			return List.of(ed.getBytes().orElseThrow());
		}
		RSAPrivateCrtKey rsa = (RSAPrivateCrtKey) key;
		return Stream
			.of(rsa.getPrivateExponent(), rsa.getPrimeP(), rsa.getPrimeQ(), rsa.getPrimeExponentP(),
					rsa.getPrimeExponentQ(), rsa.getCrtCoefficient())
			.map(KeySearch::unsigned)
			.toList();
	}

	private static byte[] unsigned(BigInteger number) {
		byte[] bytes = number.toByteArray();
		return (bytes[0] == 0) ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
	}

	private record Run(String kind, byte[] masked) {

		private boolean isAt(byte[] bytes, int position, int end) {
			if (position + this.masked.length > end) {
				return false;
			}
			for (int i = 0; i < this.masked.length; i++) {
				if ((bytes[position + i] ^ MASK) != this.masked[i]) {
					return false;
				}
			}
			return true;
		}

	}

}
