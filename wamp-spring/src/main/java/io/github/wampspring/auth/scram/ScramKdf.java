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

/**
 * How a key is derived from a password. See the section "Salted Challenge Response
 * Authentication" of the specification.
 */
public enum ScramKdf {

	/** PBKDF2 with HMAC-SHA256, by the JDK. */
	PBKDF2("pbkdf2"),

	/**
	 * Argon2id, version 1.3, with one lane. Needs Bouncy Castle
	 * ({@code org.bouncycastle:bcprov-jdk18on}) where keys are derived: at the client,
	 * and by {@link ScramCredentials#derive}.
	 */
	ARGON2ID13("argon2id13"),

	/**
	 * Argon2id as Autobahn's clients use it with the method {@code scram}: the key is the
	 * Base64 text of the hash.
	 */
	ARGON2ID13_TEXT("argon2id-13");

	private final String id;

	ScramKdf(String id) {
		this.id = id;
	}

	/**
	 * The name in credentials that are stored.
	 * @return the name
	 */
	public String id() {
		return this.id;
	}

	boolean isArgon2() {
		return this != PBKDF2;
	}

	/**
	 * Finds a derivation by its name.
	 * @param id the name, as {@link #id()} tells it
	 * @return the derivation
	 * @throws IllegalArgumentException if there is none of that name
	 */
	public static ScramKdf of(String id) {
		for (ScramKdf kdf : values()) {
			if (kdf.id.equals(id)) {
				return kdf;
			}
		}
		throw new IllegalArgumentException("A key derivation must be pbkdf2, argon2id13 or argon2id-13");
	}

}
