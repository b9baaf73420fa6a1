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
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.wampspring.ChannelBinding;
import io.github.wampspring.auth.ChannelBinder.Bound;
import io.github.wampspring.auth.WampAuthenticator;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.transport.ChannelBindings;
import org.jspecify.annotations.Nullable;

/**
 * WAMP-SCRAM, the client's half: the password never leaves the client, and the router has
 * to prove that it knows the user. See the section "Salted Challenge Response
 * Authentication" of the specification.
 */
public final class ScramAuthenticator implements WampAuthenticator {

	private static final int MAX_TEXT = 1024;

	private final ScramDialect dialect;

	private final String authId;

	private final String password;

	private final ScramLimits limits;

	private final @Nullable ChannelBinding binding;

	private final SecureRandom random = new SecureRandom();

	/**
	 * Creates an authenticator for the method {@code wamp-scram}.
	 * @param authId the authid
	 * @param password the password
	 */
	public ScramAuthenticator(String authId, String password) {
		this(ScramDialect.SPECIFICATION, authId, password, ScramLimits.DEFAULT);
	}

	/**
	 * Creates an authenticator.
	 * @param dialect what the router speaks
	 * @param authId the authid
	 * @param password the password
	 * @param limits what the router may ask of this client
	 * @throws IllegalArgumentException if authid or password is empty, or has characters
	 * that must not be in one
	 */
	public ScramAuthenticator(ScramDialect dialect, String authId, String password, ScramLimits limits) {
		this(dialect, authId, password, limits, null);
	}

	/**
	 * Creates an authenticator that is bound to its TLS connection.
	 * @param dialect what the router speaks; only that of the specification has channel
	 * bindings
	 * @param authId the authid
	 * @param password the password
	 * @param limits what the router may ask of this client
	 * @param binding the channel binding; without it, this client does not join.
	 * {@code null} for none
	 * @throws IllegalArgumentException if authid or password is empty, or has characters
	 * that must not be in one; or the dialect has no channel binding
	 */
	public ScramAuthenticator(ScramDialect dialect, String authId, String password, ScramLimits limits,
			@Nullable ChannelBinding binding) {
		if (binding != null && dialect.isDraft()) {
			throw new IllegalArgumentException("the method " + dialect.method() + " has no channel binding, "
					+ ScramDialect.SPECIFICATION.method() + " has");
		}
		if (authId.isEmpty() || password.isEmpty()) {
			throw new IllegalArgumentException("SCRAM needs an authid and a password");
		}
		this.dialect = dialect;
		this.authId = SaslPrep.prepare(authId, "The authid");
		this.password = password;
		this.limits = limits;
		this.binding = binding;
		SaslPrep.prepare(password, "The password");
	}

	@Override
	public String getMethod() {
		return this.dialect.method();
	}

	@Override
	public String getAuthId() {
		return this.authId;
	}

	@Override
	public boolean isMutual() {
		return true;
	}

	@Override
	public Map<String, @Nullable Object> getAuthExtra() {
		byte[] nonce = new byte[16];
		this.random.nextBytes(nonce);
		return Map.of("nonce", Scram.base64(nonce));
	}

	@Override
	public Map<String, @Nullable Object> getAuthExtra(ChannelBindings bindings) {
		Map<String, @Nullable Object> extra = new LinkedHashMap<>(getAuthExtra());
		if (this.binding != null) {
			// before anything is said to the router
			bindings.get(this.binding);
			extra.put("channel_binding", this.binding.wireName());
		}
		return extra;
	}

	@Override
	public Answer authenticate(Challenge challenge) {
		Dict hello = Dict.copyOf(challenge.hello());
		Dict extra = Dict.copyOf(challenge.extra());
		String authId = hello.getString("authid");
		String clientNonce = hello.getDict("authextra").getString("nonce");
		if (authId == null || clientNonce == null) {
			throw new IllegalStateException("HELLO has been sent without the authid or the nonce of SCRAM");
		}
		String nonce = text(extra, "nonce");
		if (!continues(clientNonce, nonce)) {
			throw new IllegalStateException("The router's nonce does not begin with the one of this client");
		}
		Bound bound = bound(extra.get("channel_binding"), challenge.bindings());
		String salt = text(extra, "salt");
		byte[] saltBytes = Scram.unBase64(salt);
		if (saltBytes == null || saltBytes.length < 8) {
			throw new IllegalStateException("The router's salt is not at least 8 bytes in Base64");
		}
		ScramKdf kdf = this.dialect.kdf(extra.getString("kdf"));
		if (kdf == null) {
			throw new IllegalStateException("The router wants a key derivation that this client does not know");
		}
		Long iterations = extra.getLong("iterations");
		Long memory = extra.getLong("memory");
		long passes = (iterations != null) ? iterations : 0;
		long kibibytes = (memory != null) ? memory : 0;
		this.limits.check(kdf, passes, kibibytes);
		byte[] salted = Scram.saltedPassword(this.password, kdf, saltBytes, (int) passes, (int) kibibytes);
		String message = Scram.authMessage(this.dialect, authId, clientNonce, nonce, salt, passes, bound);
		byte[] clientKey = Scram.hmac(salted, "Client Key");
		byte[] proof = Scram.xor(clientKey, Scram.hmac(Scram.sha256(clientKey), message));
		byte[] expected = Scram.hmac(Scram.hmac(salted, "Server Key"), message);
		return new Answer(Scram.base64(proof), answerExtra(nonce, bound), (welcome) -> isSignedBy(expected, welcome));
	}

	private Map<String, @Nullable Object> answerExtra(String nonce, @Nullable Bound bound) {
		Map<String, @Nullable Object> extra = new LinkedHashMap<>();
		if (!this.dialect.isDraft()) {
			extra.put("nonce", nonce);
			extra.put("channel_binding", (bound != null) ? bound.binding().wireName() : null);
			extra.put("cbind_data", (bound != null) ? Scram.base64(bound.data()) : null);
		}
		return extra;
	}

	/**
	 * What is signed is what this end of the connection knows. CHALLENGE need not repeat
	 * what was asked for; what it says must not differ.
	 */
	private @Nullable Bound bound(@Nullable Object told, ChannelBindings bindings) {
		String wanted = (this.binding != null) ? this.binding.wireName() : null;
		if (told != null && !"".equals(told) && !told.equals(wanted)) {
			throw new IllegalStateException("The router wants a channel binding, for which it was not asked");
		}
		return (this.binding != null) ? new Bound(this.binding, bindings.get(this.binding)) : null;
	}

	/**
	 * Whether the router's nonce begins with the client's; in the draft it is Base64 of
	 * both together.
	 */
	private boolean continues(String own, String nonce) {
		if (!this.dialect.isDraft()) {
			return nonce.length() > own.length() && nonce.startsWith(own);
		}
		byte[] first = Scram.unBase64(own);
		byte[] all = Scram.unBase64(nonce);
		return first != null && all != null && all.length > first.length
				&& Arrays.equals(first, Arrays.copyOf(all, first.length));
	}

	private boolean isSignedBy(byte[] expected, Map<String, @Nullable Object> welcome) {
		Dict extra = Dict.copyOf(welcome).getDict("authextra");
		String verifier = extra.getString(this.dialect.isDraft() ? "scram_server_signature" : "verifier");
		if (verifier == null) {
			return false;
		}
		String signature = verifier.startsWith("v=") ? verifier.substring(2) : verifier;
		return MessageDigest.isEqual(Scram.base64(expected).getBytes(StandardCharsets.UTF_8),
				signature.getBytes(StandardCharsets.UTF_8));
	}

	private static String text(Dict extra, String key) {
		String text = extra.getString(key);
		if (text == null || text.isEmpty() || text.length() > MAX_TEXT) {
			throw new IllegalStateException("The router's challenge has no usable " + key);
		}
		return text;
	}

}
