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

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * Somebody who may be let in.
 *
 * @param authId the authid
 * @param secret the secret; with a salting it is what was derived from the secret, in
 * Base64. Empty if the user has credentials only, and so cannot be let in by ticket or
 * WAMP-CRA
 * @param role the authrole
 * @param salting how the stored secret was derived from the one that the user knows,
 * {@code null} if it is stored as it is
 * @param credentials what other methods need
 */
public record WampUser(String authId, String secret, String role, @Nullable Salting salting,
		List<WampCredential> credentials) {

	public WampUser {
		credentials = List.copyOf(credentials);
		if (authId.isEmpty() || role.isEmpty() || (secret.isEmpty() && credentials.isEmpty())) {
			throw new IllegalArgumentException(
					"A user needs an authid, a secret or other credentials, and a role, none of them empty");
		}
	}

	/**
	 * A user with a secret.
	 * @param authId the authid
	 * @param secret the secret, or what was derived from it
	 * @param role the authrole
	 * @param salting how it was derived
	 */
	public WampUser(String authId, String secret, String role, @Nullable Salting salting) {
		this(authId, secret, role, salting, List.of());
	}

	/**
	 * A user without a secret.
	 * @param authId the authid
	 * @param role the authrole
	 * @param credentials the credentials, at least one
	 */
	public WampUser(String authId, String role, List<? extends WampCredential> credentials) {
		this(authId, "", role, null, List.copyOf(credentials));
	}

	/**
	 * A user whose secret is stored as it is.
	 * @param authId the authid
	 * @param secret the secret
	 * @param role the authrole
	 */
	public WampUser(String authId, String secret, String role) {
		this(authId, secret, role, null);
	}

	/**
	 * Whether there is a secret.
	 * @return {@code false} if only the credentials count
	 */
	public boolean hasSecret() {
		return !this.secret.isEmpty();
	}

	/**
	 * The methods that the user may be let in by.
	 * @return their names
	 */
	public Set<String> methods() {
		Set<String> methods = new TreeSet<>();
		if (hasSecret()) {
			methods.addAll(WampUserLookup.METHODS_WITH_SECRETS);
		}
		this.credentials.forEach((credential) -> methods.addAll(credential.methods()));
		return methods;
	}

	/**
	 * The first credential of a kind.
	 * @param type the kind
	 * @return the credential, {@code null} if there is none
	 */
	public <C extends WampCredential> @Nullable C credential(Class<C> type) {
		return credential(type, (credential) -> true);
	}

	/**
	 * The first credential of a kind that will do.
	 * @param type the kind
	 * @param usable whether it will do
	 * @return the credential, {@code null} if there is none
	 */
	public <C extends WampCredential> @Nullable C credential(Class<C> type, Predicate<? super C> usable) {
		for (WampCredential credential : this.credentials) {
			if (type.isInstance(credential) && usable.test(type.cast(credential))) {
				return type.cast(credential);
			}
		}
		return null;
	}

	@Override
	public String toString() {
		return "WampUser[" + this.authId + ", role " + this.role + "]";
	}

	/**
	 * PBKDF2 with HMAC-SHA256.
	 *
	 * @param salt the salt
	 * @param iterations the number of iterations
	 * @param keyLength the length of the derived key, in bytes
	 */
	public record Salting(String salt, int iterations, int keyLength) {

		/** What the specification's examples use. */
		public static final int DEFAULT_KEY_LENGTH = 32;

		private static final int MAX_ITERATIONS = 10_000_000;

		private static final int MAX_KEY_LENGTH = 1024;

		public Salting {
			if (salt.isEmpty()) {
				throw new IllegalArgumentException("A salt must not be empty");
			}
			if (iterations < 1 || iterations > MAX_ITERATIONS) {
				throw new IllegalArgumentException(
						"The number of iterations must be between 1 and " + MAX_ITERATIONS + ", not " + iterations);
			}
			if (keyLength < 1 || keyLength > MAX_KEY_LENGTH) {
				throw new IllegalArgumentException("The length of a derived key must be between 1 and " + MAX_KEY_LENGTH
						+ " bytes, not " + keyLength);
			}
		}

		/**
		 * Derives what is stored from a secret.
		 * @param secret the secret that the user knows
		 * @return the derived key in Base64
		 */
		public String derive(String secret) {
			return Cra.derive(secret, this);
		}

	}

}
