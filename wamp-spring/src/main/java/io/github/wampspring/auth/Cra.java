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

package io.github.wampspring.auth;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;

import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

import io.github.wampspring.auth.WampUser.Salting;

/**
 * The arithmetic of WAMP-CRA.
 */
final class Cra {

	static final String METHOD = "wampcra";

	private Cra() {
	}

	/**
	 * Signs a challenge.
	 * @param secret the secret, or what was derived from it in Base64
	 * @param challenge the challenge
	 * @return the signature in Base64
	 */
	static String sign(String secret, String challenge) {
		return Base64.getEncoder()
			.encodeToString(hmac(secret.getBytes(StandardCharsets.UTF_8), challenge.getBytes(StandardCharsets.UTF_8)));
	}

	/**
	 * Derives what is stored from a secret.
	 * @param secret the secret
	 * @param salting the salt and its parameters
	 * @return the derived key in Base64
	 */
	static String derive(String secret, Salting salting) {
		PBEKeySpec spec = new PBEKeySpec(secret.toCharArray(), salting.salt().getBytes(StandardCharsets.UTF_8),
				salting.iterations(), salting.keyLength() * 8);
		try {
			byte[] key = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
			return Base64.getEncoder().encodeToString(key);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("PBKDF2 with HMAC-SHA256 is not available", ex);
		}
		finally {
			spec.clearPassword();
		}
	}

	/**
	 * Compares in a time that does not depend on where the strings differ.
	 * @param expected what is right
	 * @param given what came
	 * @return whether they are equal
	 */
	static boolean isEqual(String expected, String given) {
		return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
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

}
