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

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Set;

import io.github.wampspring.auth.WampCredential;

/**
 * What the router stores of a user for SCRAM. The password cannot be told from it but by
 * trying. Salt and keys are in Base64.
 *
 * @param kdf how the key was derived from the password
 * @param iterations the number of iterations
 * @param memory the memory for Argon2 in KiB, 0 for PBKDF2
 * @param salt the salt, 8 to 64 bytes
 * @param storedKey what a client's proof is checked with
 * @param serverKey what the router proves itself with
 */
public record ScramCredentials(ScramKdf kdf, int iterations, int memory, String salt, String storedKey,
		String serverKey) implements WampCredential {

	private static final SecureRandom random = new SecureRandom();

	private static final int SALT_LENGTH = 16;

	public ScramCredentials {
		if (iterations < 1 || iterations > 10_000_000) {
			throw new IllegalArgumentException(
					"The number of iterations must be between 1 and 10000000, not " + iterations);
		}
		if (kdf.isArgon2() ? memory < 8 || memory > 4_194_304 : memory != 0) {
			throw new IllegalArgumentException(
					"The memory must be between 8 and 4194304 KiB for Argon2, and 0 for PBKDF2, not " + memory);
		}
		byte[] bytes = Scram.unBase64(salt);
		if (bytes == null || bytes.length < 8 || bytes.length > 64) {
			throw new IllegalArgumentException("A salt must be 8 to 64 bytes in Base64");
		}
		for (String key : new String[] { storedKey, serverKey }) {
			bytes = Scram.unBase64(key);
			if (bytes == null || bytes.length != Scram.KEY_LENGTH) {
				throw new IllegalArgumentException(
						"StoredKey and ServerKey must be " + Scram.KEY_LENGTH + " bytes in Base64");
			}
		}
	}

	/**
	 * Derives credentials from a password, with a random salt. Takes as long as each
	 * client will take.
	 * @param password the password
	 * @param kdf how to derive the key
	 * @param iterations the number of iterations: at least 4,096 for PBKDF2
	 * @param memory the memory for Argon2 in KiB, 0 for PBKDF2
	 * @return the credentials
	 * @throws IllegalArgumentException if the password has characters that must not be in
	 * one
	 * @throws IllegalStateException if Bouncy Castle is needed and missing
	 */
	public static ScramCredentials derive(String password, ScramKdf kdf, int iterations, int memory) {
		byte[] salt = new byte[SALT_LENGTH];
		random.nextBytes(salt);
		return of(Scram.saltedPassword(password, kdf, salt, iterations, memory), kdf, iterations, memory, salt);
	}

	static ScramCredentials of(byte[] saltedPassword, ScramKdf kdf, int iterations, int memory, byte[] salt) {
		byte[] storedKey = Scram.sha256(Scram.hmac(saltedPassword, "Client Key"));
		byte[] serverKey = Scram.hmac(saltedPassword, "Server Key");
		return new ScramCredentials(kdf, iterations, memory, Scram.base64(salt), Scram.base64(storedKey),
				Scram.base64(serverKey));
	}

	/**
	 * Reads credentials that {@link #encode} has written.
	 * @param text the credentials
	 * @return the credentials
	 * @throws IllegalArgumentException if they are none
	 */
	public static ScramCredentials parse(String text) {
		String[] parts = text.trim().split("[$]", -1);
		if (parts.length != 5) {
			throw new IllegalArgumentException(
					"Credentials of SCRAM are written as kdf$iterations[,memory]$salt$storedKey$serverKey");
		}
		String[] costs = parts[1].split(",", 2);
		try {
			return new ScramCredentials(ScramKdf.of(parts[0]), Integer.parseInt(costs[0]),
					(costs.length > 1) ? Integer.parseInt(costs[1]) : 0, parts[2], parts[3], parts[4]);
		}
		catch (NumberFormatException ex) {
			throw new IllegalArgumentException("Iterations and memory in credentials of SCRAM must be numbers", ex);
		}
	}

	/**
	 * Writes the credentials in one line, for a property or a column of a database.
	 * @return the kdf, the costs, the salt and the keys, such as
	 * {@code argon2id13$3,65536$salt$storedKey$serverKey}
	 */
	public String encode() {
		return this.kdf.id() + '$' + this.iterations + ((this.memory != 0) ? "," + this.memory : "") + '$' + this.salt
				+ '$' + this.storedKey + '$' + this.serverKey;
	}

	@Override
	public Set<String> methods() {
		return (this.kdf == ScramKdf.ARGON2ID13_TEXT) ? Set.of(ScramDialect.DRAFT.method())
				: Set.of(ScramDialect.SPECIFICATION.method(), ScramDialect.DRAFT.method());
	}

	@Override
	public String shape() {
		return "scram " + this.kdf.id() + ' ' + this.iterations + ' ' + this.memory + ' ' + this.salt.length() + ' '
				+ this.salt.indexOf('=');
	}

	@Override
	public WampCredential decoy(byte[] seed) {
		byte[] own = Scram.unBase64(this.salt);
		int length = (own != null) ? own.length : SALT_LENGTH;
		byte[] first = Scram.hmac(seed, "salt");
		byte[] salt = Arrays.copyOf(first, Math.max(first.length * 2, length));
		System.arraycopy(Scram.hmac(seed, "more salt"), 0, salt, first.length, first.length);
		return new ScramCredentials(this.kdf, this.iterations, this.memory, Scram.base64(Arrays.copyOf(salt, length)),
				Scram.base64(Scram.hmac(seed, "stored")), Scram.base64(Scram.hmac(seed, "server")));
	}

	/**
	 * Without the keys.
	 */
	@Override
	public String toString() {
		return "ScramCredentials[" + this.kdf.id() + ", " + this.iterations + " iterations]";
	}

}
