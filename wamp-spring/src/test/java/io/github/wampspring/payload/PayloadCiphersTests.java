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

package io.github.wampspring.payload;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

import io.github.wampspring.MatchPolicy;
import io.github.wampspring.PayloadEncryptionException;
import io.github.wampspring.payload.PayloadCipher.Sealed;
import io.github.wampspring.payload.PayloadCiphers.Builder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * The algorithms against values of PyNaCl 1.6.2 and of Python's cryptography 50, and what
 * becomes of what does not fit.
 */
class PayloadCiphersTests {

	private static final HexFormat HEX = HexFormat.of();

	private static final byte[] MESSAGE = "what nobody else may read".getBytes(StandardCharsets.UTF_8);

	private static final byte[] KEY = range(0, 32);

	private static final byte[] NO_CONTEXT = {};

	private static final byte[] ALICE = range(1, 32);

	private static final byte[] BOB = range(33, 32);

	private static final byte[] ALICE_PUBLIC = HEX
		.parseHex("07a37cbc142093c8b755dc1b10e86cb426374ad16aa853ed0bdfc0b2b86d1c7c");

	private static final byte[] BOB_PUBLIC = HEX
		.parseHex("5869aff450549732cbaaed5e5df9b30a6da31cb0e5742bad5ad4a1a768f1a67b");

	@Test
	void secretBoxesAreThoseOfPyNaCl() throws Exception {
		String expected = "6465666768696a6b6c6d6e6f707172737475767778797a7b13564c1af5f4e4beb2228857b5a766c175d1f8bd1ad8"
				+ "a18bdf995ab452e8d07d1ec759dec4d42e7ac2";
		assertThat(HEX.formatHex(seal(KEY, 24, MESSAGE))).isEqualTo(expected);
		assertThat(HEX.formatHex(seal(KEY, 24, new byte[0])))
			.isEqualTo("6465666768696a6b6c6d6e6f707172737475767778797a7bf49572d6194281e3c87fbb4e2106932c");
		byte[] large = new byte[1000];
		for (int i = 0; i < large.length; i++) {
			large[i] = (byte) (i % 251);
		}
		assertThat(HEX.formatHex(MessageDigest.getInstance("SHA-256").digest(seal(KEY, 24, large))))
			.isEqualTo("b9d0dae1136921e5899982e56b58501cefcfd3c87958e65f8f05b7a2c6608011");
		assertThat(CipherAlgorithm.XSALSA20_POLY1305.decrypt(KEY, HEX.parseHex(expected), NO_CONTEXT))
			.isEqualTo(MESSAGE);
	}

	@Test
	void boxesAreThoseOfPyNaCl() throws Exception {
		byte[] shared = BoxKey.of(ALICE, BOB_PUBLIC);
		assertThat(HEX.formatHex(shared)).isEqualTo("ec88f6e13b22bf9f04d480e0d8525c08ac7e2f48e212742bcbcafa104a74b08d");
		assertThat(BoxKey.of(BOB, ALICE_PUBLIC)).isEqualTo(shared);
		assertThat(HEX.formatHex(seal(shared, 24, MESSAGE)))
			.isEqualTo("6465666768696a6b6c6d6e6f707172737475767778797a7b5d32dffb6db2955bd3d0311b55f558b1895dce864db7"
					+ "cea2ec20bfe8075eac75025ad9bf3dd629332f");
	}

	@Test
	void aesIsThatOfOthers() throws Exception {
		String expected = "6465666768696a6b6c6d6e6f3f73bf12598739fc510626c8bf09199862af6773ab1e9613c354ba9a9e56e1f28ca1"
				+ "9221b3bfe681e4";
		assertThat(HEX.formatHex(CipherAlgorithm.AES_256_GCM.seal(KEY, range(100, 12), MESSAGE, NO_CONTEXT)))
			.isEqualTo(expected);
		assertThat(CipherAlgorithm.AES_256_GCM.decrypt(KEY, HEX.parseHex(expected), NO_CONTEXT)).isEqualTo(MESSAGE);
	}

	/** Made by Python's cryptography, as is the one without. */
	@Test
	void aesAuthenticatesTheUriAsOthersWould() throws Exception {
		String expected = "6465666768696a6b6c6d6e6f3f73bf12598739fc510626c8bf09199862af6773ab1e9613c367c79a95fabe7e9f3a8ec2e35e7cee12";
		byte[] context = "wamp\0aes256gcm\0k1\0com.myapp.secret".getBytes(StandardCharsets.UTF_8);
		assertThat(HEX.formatHex(CipherAlgorithm.AES_256_GCM.seal(KEY, range(100, 12), MESSAGE, context)))
			.isEqualTo(expected);
		PayloadCipher cipher = PayloadCiphers.aes256gcm().secret("k1", KEY).build();
		assertThat(cipher.decrypt("com.myapp.secret", new Sealed("aes256gcm", "k1", HEX.parseHex(expected))))
			.isEqualTo(MESSAGE);
	}

	@Test
	void whatIsForOneUriOrKeyIsForNoOther() {
		PayloadCipher cipher = PayloadCiphers.aes256gcm().secret("1", KEY).secret("2", KEY).encryptWith("1").build();
		Sealed sealed = cipher.encrypt("a", MESSAGE);
		assertThat(cipher.decrypt("a", sealed)).isEqualTo(MESSAGE);
		assertThat(cipher.decrypt("a", new Sealed("aes256gcm", null, sealed.bytes()))).isEqualTo(MESSAGE);
		for (String uri : List.of("b", "A", "", "a.")) {
			assertThatExceptionOfType(PayloadEncryptionException.class).isThrownBy(() -> cipher.decrypt(uri, sealed))
				.withMessageContaining("not encrypted with the key '1' for this URI");
			assertThatExceptionOfType(PayloadEncryptionException.class)
				.isThrownBy(() -> cipher.decrypt(uri, new Sealed("aes256gcm", null, sealed.bytes())))
				.withMessageContaining("no key that is known for this URI");
		}
		fails(cipher, new Sealed("aes256gcm", "2", sealed.bytes()), "not encrypted with the key '2'");
	}

	@Test
	void theUriCanBeLeftOutForOthers() {
		PayloadCipher cipher = aes().bindToUri(false).build();
		assertThat(cipher.decrypt("b", cipher.encrypt("a", MESSAGE))).isEqualTo(MESSAGE);
		PayloadCipher box = PayloadCiphers.xsalsa20poly1305().secret("1", KEY).build();
		assertThat(box.decrypt("b", box.encrypt("a", MESSAGE))).isEqualTo(MESSAGE);
		fails(aes().build(), cipher.encrypt("a", MESSAGE), "for this URI");
	}

	@ParameterizedTest
	@EnumSource
	void nothingThatWasChangedIsDecrypted(CipherAlgorithm algorithm) throws Exception {
		byte[] sealed = algorithm.seal(KEY, MESSAGE, NO_CONTEXT);
		assertThat(algorithm.decrypt(KEY, sealed, NO_CONTEXT)).isEqualTo(MESSAGE);
		for (int i = 0; i < sealed.length; i++) {
			byte[] changed = sealed.clone();
			changed[i] ^= 1;
			assertThatExceptionOfType(GeneralSecurityException.class)
				.isThrownBy(() -> algorithm.decrypt(KEY, changed, NO_CONTEXT));
			byte[] shorter = Arrays.copyOf(sealed, i);
			assertThatExceptionOfType(GeneralSecurityException.class)
				.isThrownBy(() -> algorithm.decrypt(KEY, shorter, NO_CONTEXT));
		}
		assertThatExceptionOfType(GeneralSecurityException.class)
			.isThrownBy(() -> algorithm.decrypt(ALICE, sealed, NO_CONTEXT));
		assertThat(algorithm.seal(KEY, MESSAGE, NO_CONTEXT)).isNotEqualTo(sealed);
	}

	@Test
	void oneKeyEncryptsAndAllDecrypt() {
		PayloadCipher before = PayloadCiphers.aes256gcm().secret("old", KEY).build();
		PayloadCipher both = PayloadCiphers.aes256gcm()
			.secret("old", KEY)
			.secret("new", ALICE)
			.encryptWith("new")
			.build();
		PayloadCipher after = PayloadCiphers.aes256gcm().secret("new", ALICE).build();
		Sealed old = before.encrypt("a", MESSAGE);
		Sealed fresh = both.encrypt("a", MESSAGE);
		assertThat(old.keyId()).isEqualTo("old");
		assertThat(fresh.keyId()).isEqualTo("new");
		assertThat(fresh.cipher()).isEqualTo("aes256gcm");
		assertThat(both.decrypt("a", old)).isEqualTo(MESSAGE);
		assertThat(both.decrypt("a", fresh)).isEqualTo(MESSAGE);
		assertThat(after.decrypt("a", fresh)).isEqualTo(MESSAGE);
		fails(after, old, "the key 'old' is not known");
		fails(after, new Sealed("aes256gcm", "new", old.bytes()), "not encrypted with the key 'new'");
		fails(after, new Sealed("xsalsa20poly1305", "new", fresh.bytes()), "aes256gcm is expected");
		fails(after, new Sealed(null, "new", fresh.bytes()), "aes256gcm is expected");
	}

	@Test
	void withoutAnIdAllKeysAreTried() {
		PayloadCipher both = PayloadCiphers.aes256gcm().secret("1", KEY).secret("2", ALICE).encryptWith("2").build();
		byte[] sealed = both.encrypt("a", MESSAGE).bytes();
		assertThat(both.decrypt("a", new Sealed("aes256gcm", null, sealed))).isEqualTo(MESSAGE);
		sealed[0] ^= 1;
		fails(both, new Sealed("aes256gcm", null, sealed), "no key that is known");
	}

	@Test
	void twoOwnersOfKeysUnderstandEachOther() {
		PayloadCipher alice = PayloadCiphers.xsalsa20poly1305().keys("ab", ALICE, BOB_PUBLIC).build();
		PayloadCipher bob = PayloadCiphers.xsalsa20poly1305().keys("ab", BOB, ALICE_PUBLIC).build();
		assertThat(bob.decrypt("a", alice.encrypt("a", MESSAGE))).isEqualTo(MESSAGE);
		assertThat(alice.decrypt("a", bob.encrypt("a", MESSAGE))).isEqualTo(MESSAGE);
	}

	@Test
	void aCipherIsForItsUris() {
		assertThat(aes().uri("com.a.", MatchPolicy.PREFIX).build().matches("com.a.b")).isTrue();
		assertThat(aes().uri("com.a.", MatchPolicy.PREFIX).build().matches("com.b")).isFalse();
		assertThat(aes().uri("com..b", MatchPolicy.WILDCARD).build().matches("com.x.b")).isTrue();
		assertThat(aes().uri("com.a", MatchPolicy.EXACT).build().matches("com.a.b")).isFalse();
		assertThat(aes().build()).hasToString("aes256gcm for prefix ''");
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 16, 31, 33 })
	void keysHaveThirtyTwoBytes(int length) {
		assertThatIllegalArgumentException().isThrownBy(() -> PayloadCiphers.aes256gcm().secret("k", new byte[length]))
			.withMessageContaining("32 bytes");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> PayloadCiphers.cryptobox().keys("k", new byte[length], BOB_PUBLIC))
			.withMessageContaining("32 bytes");
	}

	@Test
	void whatMakesNoCipherIsTold() {
		assertThatIllegalArgumentException().isThrownBy(() -> PayloadCiphers.aes256gcm().build())
			.withMessageContaining("must be a key");
		assertThatIllegalArgumentException().isThrownBy(() -> aes().secret("2", ALICE).build())
			.withMessageContaining("which of the keys");
		assertThatIllegalArgumentException().isThrownBy(() -> aes().encryptWith("2").build())
			.withMessageContaining("no key 2");
		assertThatIllegalArgumentException().isThrownBy(() -> aes().secret("1", ALICE))
			.withMessageContaining("two keys 1");
		assertThatIllegalArgumentException().isThrownBy(() -> PayloadCiphers.aes256gcm().keys("k", ALICE, BOB_PUBLIC))
			.withMessageContaining("secret");
		assertThatIllegalArgumentException().isThrownBy(() -> PayloadCiphers.cryptobox().secret("k", KEY))
			.withMessageContaining("public key");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> PayloadCiphers.xsalsa20poly1305().keys("k", ALICE, new byte[32]))
			.withMessageContaining("none of X25519");
	}

	private static Builder aes() {
		return PayloadCiphers.aes256gcm().secret("1", KEY);
	}

	private static byte[] seal(byte[] key, int nonce, byte[] message) throws GeneralSecurityException {
		return CipherAlgorithm.XSALSA20_POLY1305.seal(key, range(100, nonce), message, NO_CONTEXT);
	}

	private static void fails(PayloadCipher cipher, Sealed sealed, String message) {
		assertThatExceptionOfType(PayloadEncryptionException.class).isThrownBy(() -> cipher.decrypt("a", sealed))
			.withMessageContaining(message);
	}

	private static byte[] range(int start, int length) {
		byte[] bytes = new byte[length];
		for (int i = 0; i < length; i++) {
			bytes[i] = (byte) (start + i);
		}
		return bytes;
	}

}
