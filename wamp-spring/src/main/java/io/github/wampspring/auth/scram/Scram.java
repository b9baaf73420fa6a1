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

package io.github.wampspring.auth.scram;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

import io.github.wampspring.ChannelBinding;
import io.github.wampspring.auth.ChannelBinder.Bound;
import org.jspecify.annotations.Nullable;

/**
 * The arithmetic of SCRAM with SHA-256, RFC 5802 and RFC 7677.
 */
final class Scram {

	/** The length of all keys, hashes and signatures, in bytes. */
	static final int KEY_LENGTH = 32;

	/**
	 * Those of the specification, and that of RFC 9266, which updates SCRAM for TLS 1.3.
	 */
	static final List<ChannelBinding> BINDINGS = List.of(ChannelBinding.TLS_UNIQUE, ChannelBinding.TLS_EXPORTER,
			ChannelBinding.TLS_SERVER_END_POINT);

	private Scram() {
	}

	/**
	 * Derives the salted password. Expensive.
	 */
	static byte[] saltedPassword(String password, ScramKdf kdf, byte[] salt, int iterations, int memory) {
		String prepared = SaslPrep.prepare(password, "The password");
		if (!kdf.isArgon2()) {
			return pbkdf2(prepared, salt, iterations);
		}
		byte[] hash;
		try {
			hash = Argon2.derive(prepared.getBytes(StandardCharsets.UTF_8), salt, iterations, memory);
		}
		catch (NoClassDefFoundError ex) {
			throw new IllegalStateException("Argon2 needs Bouncy Castle: add the dependency"
					+ " org.bouncycastle:bcprov-jdk18on, or use credentials of pbkdf2", ex);
		}
		return (kdf == ScramKdf.ARGON2ID13_TEXT) ? Base64.getEncoder().withoutPadding().encode(hash) : hash;
	}

	private static byte[] pbkdf2(String password, byte[] salt, int iterations) {
		PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, iterations, KEY_LENGTH * 8);
		try {
			return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("PBKDF2 with HMAC-SHA256 is not available", ex);
		}
		finally {
			spec.clearPassword();
		}
	}

	/**
	 * What both sides sign.
	 * @param clientNonce what the client has sent in HELLO
	 * @param nonce what the router has sent in CHALLENGE
	 * @param salt the salt in Base64, as in CHALLENGE
	 * @param bound what the TLS connection is known by, {@code null} for no channel
	 * binding
	 */
	static String authMessage(ScramDialect dialect, String authId, String clientNonce, String nonce, String salt,
			long iterations, @Nullable Bound bound) {
		String name = dialect.isDraft() ? authId : authId.replace("=", "=3D").replace(",", "=2C");
		String binding = dialect.isDraft() ? "" : base64(bindingInput(bound));
		return "n=" + name + ",r=" + clientNonce + ",r=" + nonce + ",s=" + salt + ",i=" + iterations + ",c=" + binding
				+ ",r=" + nonce;
	}

	/** {@code cbind-input} of RFC 5802. */
	private static byte[] bindingInput(@Nullable Bound bound) {
		byte[] header = ((bound != null) ? "p=" + bound.binding().wireName() + ",," : "n,,")
			.getBytes(StandardCharsets.US_ASCII);
		if (bound == null) {
			return header;
		}
		byte[] input = Arrays.copyOf(header, header.length + bound.data().length);
		System.arraycopy(bound.data(), 0, input, header.length, bound.data().length);
		return input;
	}

	static byte[] hmac(byte[] key, String text) {
		return hmac(key, text.getBytes(StandardCharsets.UTF_8));
	}

	static byte[] hmac(byte[] key, byte[] data) {
		try {
			Mac mac = Mac.getInstance("HmacSHA256");
			mac.init(new SecretKeySpec(key, "HmacSHA256"));
			return mac.doFinal(data);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("HMAC-SHA256 is not available", ex);
		}
	}

	static byte[] sha256(byte[] data) {
		try {
			return MessageDigest.getInstance("SHA-256").digest(data);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("SHA-256 is not available", ex);
		}
	}

	static byte[] xor(byte[] one, byte[] other) {
		byte[] result = new byte[one.length];
		for (int i = 0; i < result.length; i++) {
			result[i] = (byte) (one[i] ^ other[i]);
		}
		return result;
	}

	static String base64(byte[] bytes) {
		return Base64.getEncoder().encodeToString(bytes);
	}

	/** Decodes Base64, {@code null} if it is none. */
	static byte @Nullable [] unBase64(@Nullable String text) {
		try {
			return (text != null) ? Base64.getDecoder().decode(text) : null;
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

}
