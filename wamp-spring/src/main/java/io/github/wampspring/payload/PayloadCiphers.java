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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import io.github.wampspring.MatchPolicy;
import io.github.wampspring.PayloadEncryptionException;
import io.github.wampspring.protocol.Uris;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;
import org.springframework.util.ClassUtils;

/**
 * Builds ciphers that have their keys: one to encrypt with, and as many as are still in
 * use to decrypt with. To change a key, first let all end points know the new one, then
 * encrypt with it, and take the old one away when nothing encrypted with it is left,
 * retained events and histories included.
 */
public final class PayloadCiphers {

	private PayloadCiphers() {
	}

	/**
	 * AES-256-GCM, as {@code ppt_cipher=aes256gcm}. What travels is the nonce of 12
	 * bytes, the ciphertext and the tag of 16 bytes. Nonces are random: one key must not
	 * encrypt more than four thousand million payloads. The URI is authenticated with the
	 * payload, see {@link Builder#bindToUri}.
	 * @return a builder, for keys of 32 bytes
	 */
	public static Builder aes256gcm() {
		return new Builder(CipherAlgorithm.AES_256_GCM, PayloadFormat.PASSTHRU);
	}

	/**
	 * XSalsa20 and Poly1305, as {@code ppt_cipher=xsalsa20poly1305}. What travels is the
	 * nonce of 24 bytes, the tag of 16 bytes and the ciphertext, as NaCl's
	 * {@code secretbox} and {@code box} have them. The URI is not authenticated: where a
	 * key is for several, a router can put the payload of one in the place of another's.
	 * Needs {@code org.bouncycastle:bcprov-jdk18on}.
	 * @return a builder, for keys of 32 bytes or pairs of X25519 keys
	 */
	public static Builder xsalsa20poly1305() {
		return new Builder(CipherAlgorithm.XSALSA20_POLY1305, PayloadFormat.PASSTHRU);
	}

	/**
	 * The {@code cryptobox} of Autobahn and Crossbar.io, {@code enc_algo=cryptobox}: the
	 * same as NaCl's {@code box}, see {@link PayloadFormat#CRYPTOBOX}. Needs
	 * {@code org.bouncycastle:bcprov-jdk18on}.
	 * @return a builder, for pairs of X25519 keys
	 */
	public static Builder cryptobox() {
		return new Builder(CipherAlgorithm.XSALSA20_POLY1305, PayloadFormat.CRYPTOBOX);
	}

	/**
	 * Builds a cipher.
	 */
	public static final class Builder {

		private final CipherAlgorithm algorithm;

		private final PayloadFormat format;

		private final Map<String, byte[]> keys = new LinkedHashMap<>();

		private String pattern = "";

		private MatchPolicy match = MatchPolicy.PREFIX;

		private @Nullable String encryptWith;

		private boolean clearAccepted;

		private boolean boundToUri = true;

		Builder(CipherAlgorithm algorithm, PayloadFormat format) {
			Assert.state(
					algorithm != CipherAlgorithm.XSALSA20_POLY1305 || ClassUtils.isPresent(
							"org.bouncycastle.crypto.engines.XSalsa20Engine", PayloadCiphers.class.getClassLoader()),
					"xsalsa20poly1305 and cryptobox need the dependency org.bouncycastle:bcprov-jdk18on");
			this.algorithm = algorithm;
			this.format = format;
		}

		/**
		 * For which procedures and topics.
		 * @param pattern the URI or pattern; by default all
		 * @param match how it matches
		 * @return this
		 */
		public Builder uri(String pattern, MatchPolicy match) {
			this.pattern = pattern;
			this.match = match;
			return this;
		}

		/**
		 * Adds a key that all end points have.
		 * @param id how the key is called: what stands under {@code ppt_keyid}
		 * @param secret 32 bytes
		 * @return this
		 * @throws IllegalArgumentException if it is no key, or there is one of that ID
		 */
		public Builder secret(String id, byte[] secret) {
			Assert.isTrue(this.format != PayloadFormat.CRYPTOBOX, "cryptobox needs a private and a public key");
			check(secret, "secret");
			return add(id, secret.clone());
		}

		/**
		 * Adds a pair of X25519 keys. The other end point has the other halves.
		 * @param id how the pair is called: what stands under {@code ppt_keyid}
		 * @param privateKey 32 bytes, one's own
		 * @param publicKey 32 bytes, the other's; for {@code cryptobox}, where all use
		 * the same private key, the public one of that
		 * @return this
		 * @throws IllegalArgumentException if they are no keys, or there is one of that
		 * ID
		 */
		public Builder keys(String id, byte[] privateKey, byte[] publicKey) {
			Assert.isTrue(this.algorithm == CipherAlgorithm.XSALSA20_POLY1305,
					"aes256gcm needs a secret, which all end points have");
			check(privateKey, "private key");
			check(publicKey, "public key");
			try {
				return add(id, BoxKey.of(privateKey, publicKey));
			}
			catch (GeneralSecurityException ex) {
				throw new IllegalArgumentException("The public key " + id + " is none of X25519", ex);
			}
		}

		private static void check(byte[] key, String what) {
			Assert.isTrue(key.length == CipherAlgorithm.KEY,
					() -> "A " + what + " must have 32 bytes, not " + key.length);
		}

		private Builder add(String id, byte[] key) {
			Assert.hasText(id, "A key needs an ID");
			Assert.isTrue(this.keys.putIfAbsent(id, key) == null, () -> "There are two keys " + id);
			return this;
		}

		/**
		 * Which key encrypts.
		 * @param id the ID of a key; may be left out where there is only one
		 * @return this
		 */
		public Builder encryptWith(String id) {
			this.encryptWith = id;
			return this;
		}

		/**
		 * Whether payloads that come in the clear are taken all the same.
		 * @param accepted {@code false} by default
		 * @return this
		 * @see PayloadCipher#isClearAccepted()
		 */
		public Builder acceptClear(boolean accepted) {
			this.clearAccepted = accepted;
			return this;
		}

		/**
		 * Whether what was encrypted for one URI can be decrypted for that one only, by
		 * {@code aes256gcm}. The additional authenticated data are {@code wamp}, the
		 * cipher, the key's ID and the URI, as UTF-8 and with U+0000 between them. The
		 * specification leaves this open, so that end points of others may have none.
		 * {@code xsalsa20poly1305} has no place for it, and {@code cryptobox} has the URI
		 * inside.
		 * @param bound {@code true} by default
		 * @return this
		 */
		public Builder bindToUri(boolean bound) {
			this.boundToUri = bound;
			return this;
		}

		/**
		 * Builds the cipher.
		 * @return the cipher
		 * @throws IllegalArgumentException if there is no key to encrypt with
		 */
		public PayloadCipher build() {
			Assert.notEmpty(this.keys, "There must be a key");
			String current = this.encryptWith;
			if (current == null) {
				Assert.isTrue(this.keys.size() == 1, "It must be told which of the keys encrypts");
				current = this.keys.keySet().iterator().next();
			}
			Assert.isTrue(this.keys.containsKey(current), "There is no key " + current);
			return new Keyed(this, current);
		}

	}

	/** A cipher with its keys. */
	private static final class Keyed implements PayloadCipher {

		private static final byte[] NO_CONTEXT = {};

		private final CipherAlgorithm algorithm;

		private final PayloadFormat format;

		private final String word;

		private final String pattern;

		private final MatchPolicy match;

		private final boolean clearAccepted;

		private final boolean boundToUri;

		private final Map<String, byte[]> keys;

		private final String encryptWith;

		private final byte[] key;

		Keyed(Builder builder, String encryptWith) {
			this.algorithm = builder.algorithm;
			this.format = builder.format;
			this.word = (this.format == PayloadFormat.CRYPTOBOX) ? "cryptobox" : this.algorithm.word();
			this.pattern = builder.pattern;
			this.match = builder.match;
			this.clearAccepted = builder.clearAccepted;
			this.boundToUri = builder.boundToUri;
			this.keys = new LinkedHashMap<>(builder.keys);
			this.encryptWith = encryptWith;
			this.key = Objects.requireNonNull(this.keys.get(encryptWith));
		}

		@Override
		public boolean matches(String uri) {
			return this.match.matches(this.pattern, uri);
		}

		@Override
		public PayloadFormat getFormat() {
			return this.format;
		}

		@Override
		public boolean isClearAccepted() {
			return this.clearAccepted;
		}

		@Override
		public Sealed encrypt(String uri, byte[] plaintext) {
			// Autobahn takes no other key than the one of the URI, and tells none
			String id = (this.format == PayloadFormat.CRYPTOBOX) ? null : this.encryptWith;
			return new Sealed(this.word, id, this.algorithm.seal(this.key, plaintext, context(this.encryptWith, uri)));
		}

		private byte[] context(String keyId, String uri) {
			return this.boundToUri ? ("wamp\0" + this.word + '\0' + keyId + '\0' + uri).getBytes(StandardCharsets.UTF_8)
					: NO_CONTEXT;
		}

		@Override
		public byte[] decrypt(String uri, Sealed sealed) {
			if (!this.word.equals(sealed.cipher())) {
				throw new PayloadEncryptionException(
						"it is encrypted with " + quote(sealed.cipher()) + ", and " + this.word + " is expected", null);
			}
			if (sealed.keyId() == null) {
				return decryptWithAny(uri, sealed.bytes());
			}
			byte[] key = this.keys.get(sealed.keyId());
			if (key == null) {
				throw new PayloadEncryptionException("the key " + quote(sealed.keyId()) + " is not known", null);
			}
			try {
				return this.algorithm.decrypt(key, sealed.bytes(), context(sealed.keyId(), uri));
			}
			catch (GeneralSecurityException ex) {
				throw new PayloadEncryptionException("it was not encrypted with the key " + quote(sealed.keyId())
						+ (isBound() ? " for this URI" : "") + ", or was changed on its way", ex);
			}
		}

		private boolean isBound() {
			return this.boundToUri && this.algorithm == CipherAlgorithm.AES_256_GCM;
		}

		private byte[] decryptWithAny(String uri, byte[] sealed) {
			GeneralSecurityException failure = null;
			for (Map.Entry<String, byte[]> key : this.keys.entrySet()) {
				try {
					return this.algorithm.decrypt(key.getValue(), sealed, context(key.getKey(), uri));
				}
				catch (GeneralSecurityException ex) {
					failure = ex;
				}
			}
			throw new PayloadEncryptionException("it was encrypted with no key that is known"
					+ (isBound() ? " for this URI" : "") + ", or was changed on its way", failure);
		}

		private static String quote(@Nullable String word) {
			return (word != null) ? Uris.quote(word) : "no cipher that is told";
		}

		@Override
		public String toString() {
			return this.word + " for " + this.match.value() + " '" + this.pattern + "'";
		}

	}

}
