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
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;

import io.github.wampspring.auth.WampUser.Salting;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The users of a realm, from several lookups. For an authid that nobody has it makes up a
 * user who looks like one of those that there are: which one, a keyed hash of the authid
 * picks, so that it is the same each time. All lookups are asked each time, so that the
 * time it takes tells nothing either.
 */
public final class UserDirectory {

	private static final Log logger = LogFactory.getLog(UserDirectory.class);

	private static final int MAX_SHAPES = 64;

	private final List<WampUserLookup> lookups;

	private final byte[] key;

	/** What the users look like whose lookup makes no decoys. */
	private final Map<String, Shape> shapes = new ConcurrentHashMap<>();

	/**
	 * Creates a directory.
	 * @param lookups the lookups; who is found by the first of them counts
	 * @param key a secret that picks what unknown users look like, {@code null} for a
	 * random one
	 */
	public UserDirectory(List<? extends WampUserLookup> lookups, @Nullable String key) {
		this.lookups = List.copyOf(lookups);
		if (key != null) {
			this.key = Cra.hmac("wamp-decoy".getBytes(StandardCharsets.UTF_8), key.getBytes(StandardCharsets.UTF_8));
		}
		else {
			this.key = new byte[32];
			new SecureRandom().nextBytes(this.key);
		}
		for (WampUserLookup lookup : this.lookups) {
			if (lookup instanceof StaticUsers users) {
				users.all().forEach(this::learn);
			}
		}
	}

	/**
	 * Whether any user may be let in by a method.
	 * @param method the method
	 * @return {@code false} if none of the lookups has such users
	 */
	public boolean supports(String method) {
		return this.lookups.stream().anyMatch((lookup) -> lookup.methods().contains(method));
	}

	/**
	 * Looks a user up.
	 * @param realm the realm that it wants to join
	 * @param authId the authid
	 * @param usable whether a user has what the method needs; one who has not counts as
	 * unknown
	 * @return the user, or one that is made up and must not be let in. It is usable, too,
	 * unless the router has seen none that is
	 * @throws RuntimeException if a lookup failed that might have found it
	 */
	public Entry look(String realm, String authId, Predicate<WampUser> usable) {
		return look((lookup) -> lookup.find(realm, authId), realm, authId, usable);
	}

	/**
	 * Looks a user up who does not tell an authid.
	 * @param realm the realm that it wants to join
	 * @param publicKey its key, in lower case hexadecimal digits
	 * @return the user, or one that is made up and must not be let in
	 * @throws RuntimeException if a lookup failed that might have found it
	 */
	public Entry lookByKey(String realm, String publicKey) {
		return look((lookup) -> lookup.findByKey(realm, publicKey), realm, publicKey, (user) -> true);
	}

	/**
	 * Looks a user up by its TLS client certificate.
	 * @param realm the realm that it wants to join
	 * @param certificate the certificate
	 * @return the user, or one that is made up and must not be let in
	 * @throws RuntimeException if a lookup failed that might have found it
	 */
	public Entry lookByCertificate(String realm, X509Certificate certificate) {
		return look((lookup) -> lookup.findByCertificate(realm, certificate), realm,
				certificate.getSerialNumber().toString(16), (user) -> true);
	}

	/**
	 * A hash that only this router can compute, the same each time.
	 * @param realm the realm
	 * @param authId the authid
	 * @param what what it is for
	 * @return 32 bytes
	 */
	public byte[] hash(String realm, String authId, String what) {
		return Cra.hmac(this.key, (realm + '\0' + authId + '\0' + what).getBytes(StandardCharsets.UTF_8));
	}

	private Entry look(Function<WampUserLookup, @Nullable WampUser> find, String realm, String authId,
			Predicate<WampUser> usable) {
		WampUser decoy = decoy(realm, authId, usable);
		WampUser found = null;
		RuntimeException failure = null;
		for (WampUserLookup lookup : this.lookups) {
			try {
				WampUser user = find.apply(lookup);
				if (user != null && found == null) {
					found = user;
					if (lookup.decoy(realm, authId) == null) {
						learn(user);
					}
				}
			}
			catch (RuntimeException ex) {
				failure = ex;
			}
		}
		if (failure != null) {
			if (found == null) {
				throw failure;
			}
			logger.warn("A lookup of users failed; the user was found by another one", failure);
		}
		return (found != null && usable.test(found)) ? new Entry(found, true) : new Entry(decoy, false);
	}

	private void learn(WampUser user) {
		Shape shape = Shape.of(user);
		if (this.shapes.size() < MAX_SHAPES) {
			this.shapes.putIfAbsent(shape.name(), shape);
		}
	}

	/**
	 * Of all that there are, the candidate with the highest hash: a new one changes the
	 * choice for few authids.
	 */
	private WampUser decoy(String realm, String authId, Predicate<WampUser> usable) {
		Map<String, WampUser> candidates = new LinkedHashMap<>();
		for (int i = 0; i < this.lookups.size(); i++) {
			WampUser decoy = this.lookups.get(i).decoy(realm, authId);
			if (decoy != null && usable.test(decoy)) {
				candidates.put("lookup " + i, decoy);
			}
		}
		byte[] hash = hash(realm, authId, "decoy");
		this.shapes.forEach((name, shape) -> {
			WampUser decoy = shape.user(authId, hash);
			if (usable.test(decoy)) {
				candidates.put(name, decoy);
			}
		});
		if (candidates.isEmpty()) {
			return new WampUser(authId, Base64.getEncoder().encodeToString(hash), "user");
		}
		String best = "";
		byte[] highest = new byte[0];
		for (String name : candidates.keySet()) {
			byte[] score = hash(realm, authId, name);
			if (Arrays.compareUnsigned(score, highest) > 0) {
				best = name;
				highest = score;
			}
		}
		return Objects.requireNonNull(candidates.get(best));
	}

	/**
	 * Somebody, who may exist or not.
	 *
	 * @param user the user
	 * @param known whether it exists
	 */
	public record Entry(WampUser user, boolean known) {
	}

	/**
	 * What a user looks like to those who do not know the secret.
	 *
	 * @param role the authrole
	 * @param salt the form of the salt
	 * @param iterations the iterations of PBKDF2, 0 without a salt
	 * @param keyLength the length of the derived key
	 * @param secret whether there is a secret
	 * @param credentials of somebody who looks so
	 */
	private record Shape(String role, SaltForm salt, int iterations, int keyLength, boolean secret,
			List<WampCredential> credentials) {

		static Shape of(WampUser user) {
			Salting salting = user.salting();
			return (salting == null) ? new Shape(user.role(), SaltForm.NONE, 0, 0, user.hasSecret(), user.credentials())
					: new Shape(user.role(), SaltForm.of(salting.salt()), salting.iterations(), salting.keyLength(),
							user.hasSecret(), user.credentials());
		}

		/** The same for all who look so. */
		String name() {
			return this.role + ' ' + this.salt + ' ' + this.iterations + ' ' + this.keyLength + ' ' + this.secret + ' '
					+ this.credentials.stream().map(WampCredential::shape).toList();
		}

		WampUser user(String authId, byte[] hash) {
			String secret = this.secret ? Base64.getEncoder().encodeToString(hash) : "";
			Salting salting = (this.iterations == 0) ? null
					: new Salting(this.salt.make(hash), this.iterations, this.keyLength);
			List<WampCredential> credentials = this.credentials.stream()
				.map((credential) -> credential.decoy(hash))
				.toList();
			return new WampUser(authId, secret, this.role, salting, credentials);
		}

	}

	/**
	 * How salts are written.
	 *
	 * @param alphabet the characters
	 * @param length how many of them
	 * @param end what follows on them
	 */
	private record SaltForm(String alphabet, int length, String end) {

		private static final String DIGITS = "0123456789";

		private static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

		private static final String LETTERS = UPPER + "abcdefghijklmnopqrstuvwxyz";

		private static final List<String> ALPHABETS = List.of(DIGITS, DIGITS + "abcdef", DIGITS + "ABCDEF",
				LETTERS + DIGITS, LETTERS + DIGITS + "-_");

		static final SaltForm NONE = new SaltForm("", 0, "");

		static SaltForm of(String salt) {
			String body = salt.replaceFirst("=+$", "");
			String alphabet = LETTERS + DIGITS + "+/";
			for (String candidate : ALPHABETS) {
				if (body.chars().allMatch((c) -> candidate.indexOf(c) >= 0)) {
					alphabet = candidate;
					break;
				}
			}
			return new SaltForm(alphabet, body.length(), salt.substring(body.length()));
		}

		String make(byte[] hash) {
			StringBuilder salt = new StringBuilder();
			byte[] block = hash;
			while (salt.length() < this.length) {
				block = Cra.hmac(hash, block);
				for (int i = 0; i < block.length && salt.length() < this.length; i++) {
					salt.append(this.alphabet.charAt((block[i] & 0xff) % this.alphabet.length()));
				}
			}
			return salt.append(this.end).toString();
		}

	}

}
