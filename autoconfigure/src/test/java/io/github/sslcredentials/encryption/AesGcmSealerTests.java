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

package io.github.sslcredentials.encryption;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import io.github.sslcredentials.CredentialEnvelope;
import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.InvalidCredentialException;
import io.github.sslcredentials.InvalidCredentialException.Reason;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link AesGcmSealer}.
 */
class AesGcmSealerTests {

	private static final byte[] CONTENT = "the content".getBytes(StandardCharsets.UTF_8);

	private static final CredentialPath PATH = CredentialPath.of("A", 1);

	private static final String BROKEN = "Credential '%s', version %s, cannot be used: its content does not open with the key '%s': it was changed, it belongs to another path or version, or the key is another one of that id";

	private final EncryptionKey first = key("k1", 1);

	private final EncryptionKey second = key("k2", 2);

	private final AesGcmSealer sealer = sealer("k1", this.first, this.second);

	@Test
	void openWhenInItsPlaceReturnsContent() {
		CredentialEnvelope envelope = seal(PATH, "1");
		assertThat(envelope.format()).isEqualTo(CredentialEnvelope.SEALED);
		assertThat(envelope.keyId()).isEqualTo("k1");
		assertThat(this.sealer.open(envelope, PATH, "1")).isEqualTo(CONTENT);
	}

	@Test
	void sealIsAesGcmWithNonceBeforeAndTagBehind() {
		byte[] sealed = seal(PATH, "1").content();
		assertThat(sealed).hasSize(12 + CONTENT.length + 16);
		assertThat(HexFormat.of().formatHex(sealed)).doesNotContain(HexFormat.of().formatHex(CONTENT, 0, 4));
	}

	@Test
	void openWhenSealedElsewhereByTheLayoutThatIsDocumentedReturnsContent() {
		// made by the library 'cryptography' of Python, with a key of 32 times 01
		byte[] sealed = HexFormat.of()
			.parseHex("00000000000000000000000b415b8e02c29b3746dee0f65aa6116ebc3f59c61eb3b29cc9b3bedf");
		assertThat(this.sealer.open(CredentialEnvelope.of(CredentialEnvelope.SEALED, "k1", sealed), PATH, "23"))
			.isEqualTo(CONTENT);
	}

	@Test
	void sealTwiceTakesAnotherNonce() {
		Set<String> nonces = new HashSet<>();
		IntStream.range(0, 1000).forEach((i) -> nonces.add(HexFormat.of().formatHex(seal(PATH, "1").content(), 0, 12)));
		assertThat(nonces).hasSize(1000);
	}

	@Test
	void sealLeavesContentAsItIs() {
		byte[] content = CONTENT.clone();
		this.sealer.seal(CredentialEnvelope.SEALED, content, PATH, "1");
		assertThat(content).isEqualTo(CONTENT);
	}

	@Test
	void openWhenTextBeforeAndAfterBoundaryIsTheSameIsRefused() {
		assertBroken(seal(PATH, "23"), CredentialPath.of("A", 12), "3");
		assertBroken(seal(CredentialPath.of("A", 12), "3"), PATH, "23");
		assertBroken(sealer("23", key("23", 1)).seal(CredentialEnvelope.SEALED, CONTENT, PATH, "1"), PATH, "12",
				sealer("3", key("3", 1)), "3");
	}

	@Test
	void openWhenForAnotherPathIsRefused() {
		assertBroken(seal(PATH, "1"), CredentialPath.of("a", 1), "1");
		assertBroken(seal(PATH, "1"), CredentialPath.of("A", 1, "A", 1), "1");
	}

	@Test
	void openWhenForAnotherVersionIsRefused() {
		assertBroken(seal(PATH, "1"), PATH, "2");
		assertBroken(seal(PATH, "1"), PATH, "");
	}

	@Test
	void openWhenUnderAnotherFormatIsRefused() {
		byte[] content = seal(PATH, "1").content();
		assertBroken(CredentialEnvelope.of(CredentialEnvelope.SEALED_TEXT, "k1", content), PATH, "1");
		byte[] text = this.sealer.seal(CredentialEnvelope.SEALED_TEXT, CONTENT, PATH, "1").content();
		assertBroken(CredentialEnvelope.of(CredentialEnvelope.SEALED, "k1", text), PATH, "1");
	}

	@Test
	void openWhenAnotherKeyIsNamedIsRefused() {
		assertBroken(CredentialEnvelope.of(CredentialEnvelope.SEALED, "k2", seal(PATH, "1").content()), PATH, "1",
				this.sealer, "k2");
		AesGcmSealer sameBytes = sealer("k1", this.first, key("k2", 1));
		assertBroken(CredentialEnvelope.of(CredentialEnvelope.SEALED, "k2", seal(PATH, "1").content()), PATH, "1",
				sameBytes, "k2");
	}

	@Test
	void openWhenKeyOfThatIdIsAnotherIsRefused() {
		assertBroken(seal(PATH, "1"), PATH, "1", sealer("k1", key("k1", 9)), "k1");
	}

	@Test
	void openWhenAnyBitIsChangedIsRefused() {
		CredentialEnvelope envelope = seal(PATH, "1");
		byte[] content = envelope.content();
		for (int i = 0; i < content.length * Byte.SIZE; i++) {
			byte[] changed = content.clone();
			changed[i / Byte.SIZE] ^= (byte) (1 << (i % Byte.SIZE));
			assertBroken(CredentialEnvelope.of(envelope.format(), "k1", changed), PATH, "1");
		}
		assertThat(this.sealer.open(envelope, PATH, "1")).isEqualTo(CONTENT);
	}

	@Test
	void openWhenCutOffOrLongerIsRefused() {
		byte[] content = seal(PATH, "1").content();
		for (int length = 0; length <= content.length + 1; length++) {
			if (length != content.length) {
				assertBroken(CredentialEnvelope.of(CredentialEnvelope.SEALED, "k1", Arrays.copyOf(content, length)),
						PATH, "1");
			}
		}
	}

	@Test
	void openWhenKeyIsUnknownNamesItAndThoseThatAreKnown() {
		CredentialEnvelope envelope = sealer("k3", key("k3", 3)).seal(CredentialEnvelope.SEALED, CONTENT, PATH, "1");
		assertRefused(this.sealer, envelope, Reason.UNKNOWN_ENCRYPTION_KEY,
				"its content is sealed under the key 'k3', which is not known (known: 'k1', 'k2'); set 'ssl.encryption.keys.k3'");
		assertRefused(new AesGcmSealer(EncryptionKeys.none(), false), envelope, Reason.UNKNOWN_ENCRYPTION_KEY,
				"its content is sealed under the key 'k3', which is not known (known: none); set 'ssl.encryption.keys.k3'");
	}

	@Test
	void openWhenIdOfKeyIsNoneDoesNotQuoteIt() {
		assertRefused(this.sealer, CredentialEnvelope.of(CredentialEnvelope.SEALED, "k1\nWARN forged", CONTENT),
				Reason.UNKNOWN_ENCRYPTION_KEY,
				"its content is sealed under a key whose id is none (known: 'k1', 'k2'); it was changed");
	}

	@Test
	void openWhenFormatIsUnknownIsRefused() {
		assertRefused(this.sealer, CredentialEnvelope.of(3, "k1", seal(PATH, "1").content()), Reason.BROKEN_SEAL,
				"its content has the format 3, which this version does not know");
	}

	@Test
	void openWhenPlainAndEncryptionIsRequiredIsRefused() {
		assertRefused(this.sealer, CredentialEnvelope.of(CredentialEnvelope.PLAIN, "", CONTENT), Reason.NOT_SEALED,
				"its content is not encrypted, as it has to be; if it was stored with 'ssl.encryption.mode' 'none', "
						+ "set that again and 're-key' before encryption is required");
	}

	@Test
	void sealWhenThereIsNoKeyNorEncryptionIsPlain() {
		AesGcmSealer none = new AesGcmSealer(EncryptionKeys.none(), false);
		CredentialEnvelope envelope = none.seal(CredentialEnvelope.SEALED, CONTENT, PATH, "1");
		assertThat(envelope.format()).isEqualTo(CredentialEnvelope.PLAIN);
		assertThat(envelope.keyId()).isEmpty();
		assertThat(none.open(envelope, PATH, "1")).isEqualTo(CONTENT);
	}

	@Test
	void sealWhenThereIsNoKeyThrows() {
		assertThatIllegalStateException().isThrownBy(
				() -> new AesGcmSealer(EncryptionKeys.none(), true).seal(CredentialEnvelope.SEALED, CONTENT, PATH, "1"))
			.withMessage("Content of 'A/1' cannot be sealed: there is no key, set 'ssl.encryption.keys.<id>'");
		assertThatIllegalStateException().isThrownBy(() -> new AesGcmSealer(EncryptionKeys.none(), false)
			.seal(CredentialEnvelope.SEALED_TEXT, CONTENT, PATH, ""));
	}

	@Test
	void sealByManyThreadsOpens() {
		assertThat(IntStream.range(0, 200)
			.parallel()
			.mapToObj((i) -> this.sealer.open(seal(PATH, "" + i), PATH, "" + i))
			.toList()).hasSize(200).allSatisfy((content) -> assertThat(content).isEqualTo(CONTENT));
	}

	private CredentialEnvelope seal(CredentialPath path, String version) {
		return this.sealer.seal(CredentialEnvelope.SEALED, CONTENT, path, version);
	}

	private void assertBroken(CredentialEnvelope envelope, CredentialPath path, String version) {
		assertBroken(envelope, path, version, this.sealer, "k1");
	}

	private static void assertBroken(CredentialEnvelope envelope, CredentialPath path, String version,
			AesGcmSealer sealer, String keyId) {
		CredentialEnvelope named = CredentialEnvelope.of(envelope.format(), keyId, envelope.content());
		assertThatExceptionOfType(InvalidCredentialException.class).isThrownBy(() -> sealer.open(named, path, version))
			.withMessage(BROKEN, path, version, keyId)
			.withNoCause()
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(Reason.BROKEN_SEAL));
	}

	private static void assertRefused(AesGcmSealer sealer, CredentialEnvelope envelope, Reason reason, String problem) {
		assertThatExceptionOfType(InvalidCredentialException.class).isThrownBy(() -> sealer.open(envelope, PATH, "1"))
			.withMessage("Credential 'A/1', version 1, cannot be used: " + problem)
			.withNoCause()
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(reason));
	}

	private static AesGcmSealer sealer(String primary, EncryptionKey... keys) {
		return new AesGcmSealer(EncryptionKeys.of(primary, List.of(keys)), true);
	}

	private static EncryptionKey key(String id, int value) {
		byte[] bytes = new byte[EncryptionKey.LENGTH];
		Arrays.fill(bytes, (byte) value);
		return EncryptionKey.of(id, bytes);
	}

}
