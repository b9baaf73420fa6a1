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

package io.github.wampspring.transport.resume;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

import org.jspecify.annotations.Nullable;

/**
 * The tokens of a session. A new one is given with each WELCOME; since that may get lost
 * with the connection, the one that it was asked for with is taken until something has
 * come over the new connection.
 */
public final class ResumeToken {

	private static final int OCTETS = 32;

	private static final SecureRandom random = new SecureRandom();

	private String current = create();

	private @Nullable String shown;

	private static String create() {
		byte[] octets = new byte[OCTETS];
		random.nextBytes(octets);
		return Base64.getEncoder().encodeToString(octets);
	}

	/**
	 * The token that the client has, or is being told.
	 * @return 256 random bits in Base64
	 */
	public synchronized String current() {
		return this.current;
	}

	/**
	 * Makes another token.
	 * @param shown the token that the client has for certain
	 * @return the token
	 */
	public synchronized String renew(String shown) {
		this.shown = shown;
		this.current = create();
		return this.current;
	}

	/**
	 * The client knows the current token: no other one is taken any more.
	 */
	public synchronized void known() {
		this.shown = null;
	}

	/**
	 * Compares in constant time.
	 * @param token what a client says
	 * @return whether it is taken
	 */
	public synchronized boolean matches(String token) {
		boolean current = equal(this.current, token);
		boolean shown = equal((this.shown != null) ? this.shown : this.current, token);
		return current | shown;
	}

	private static boolean equal(String expected, String token) {
		return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
	}

}
