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

import org.jspecify.annotations.Nullable;

/**
 * What is spoken under the name of SCRAM.
 */
public enum ScramDialect {

	/** The method {@code wamp-scram}, as the specification has it. */
	SPECIFICATION("wamp-scram"),

	/** The method {@code scram}, an older draft, as Crossbar.io and Autobahn have it. */
	DRAFT("scram"),

	/**
	 * As {@link #DRAFT}, but for users of Crossbar.io whose keys of Argon2 were derived
	 * as the specification has it. For the client only.
	 */
	DRAFT_RAW_KEY("scram");

	private final String method;

	ScramDialect(String method) {
		this.method = method;
	}

	/**
	 * The authentication method.
	 * @return its name in HELLO
	 */
	public String method() {
		return this.method;
	}

	boolean isDraft() {
		return this != SPECIFICATION;
	}

	/** What CHALLENGE calls a derivation. */
	String wireName(ScramKdf kdf) {
		return (isDraft() && kdf.isArgon2()) ? "argon2id-13" : kdf.id();
	}

	/** What the name in CHALLENGE means. */
	@Nullable ScramKdf kdf(@Nullable String wireName) {
		if ("pbkdf2".equals(wireName)) {
			return ScramKdf.PBKDF2;
		}
		if ("argon2id13".equals(wireName)) {
			return ScramKdf.ARGON2ID13;
		}
		if ("argon2id-13".equals(wireName) && isDraft()) {
			return (this == DRAFT) ? ScramKdf.ARGON2ID13_TEXT : ScramKdf.ARGON2ID13;
		}
		return null;
	}

	boolean has(ScramKdf kdf) {
		return isDraft() || kdf != ScramKdf.ARGON2ID13_TEXT;
	}

}
