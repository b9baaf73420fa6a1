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

package io.github.wampspring.auth.cryptosign;

import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

import io.github.wampspring.auth.WampAuthenticator;
import io.github.wampspring.protocol.Dict;
import org.jspecify.annotations.Nullable;

/**
 * WAMP-Cryptosign, the client's half: who one is, is shown by a signature. The router can
 * be made to show the same. There is no channel binding. See the section
 * "Cryptosign-based Authentication" of the specification.
 */
public final class CryptosignAuthenticator implements WampAuthenticator {

	static final String METHOD = "cryptosign";

	private final @Nullable String authId;

	private final CryptosignKey key;

	private final @Nullable String routerKey;

	/**
	 * Creates an authenticator.
	 * @param authId the authid; {@code null} to let the router know one by the key
	 * @param key the key
	 */
	public CryptosignAuthenticator(@Nullable String authId, CryptosignKey key) {
		this(authId, key, null);
	}

	/**
	 * Creates an authenticator that makes the router authenticate, too.
	 * @param authId the authid; {@code null} to let the router know one by the key
	 * @param key the key
	 * @param routerKey the public key of the router, 64 hexadecimal digits; {@code null}
	 * to trust it without
	 */
	public CryptosignAuthenticator(@Nullable String authId, CryptosignKey key, @Nullable String routerKey) {
		this.authId = authId;
		this.key = key;
		this.routerKey = (routerKey != null) ? CryptosignKey.publicKey(routerKey) : null;
	}

	@Override
	public String getMethod() {
		return METHOD;
	}

	@Override
	public @Nullable String getAuthId() {
		return this.authId;
	}

	@Override
	public Map<String, @Nullable Object> getAuthExtra() {
		Map<String, @Nullable Object> extra = new HashMap<>();
		extra.put("pubkey", this.key.getPublicKey());
		if (this.routerKey != null) {
			byte[] random = new byte[32];
			new SecureRandom().nextBytes(random);
			extra.put("challenge", HexFormat.of().formatHex(random));
		}
		return extra;
	}

	@Override
	public Answer authenticate(Challenge challenge) {
		Dict extra = Dict.copyOf(challenge.extra());
		if (extra.getString("channel_binding") != null) {
			throw new IllegalStateException("The router wants a channel binding, for which it was not asked");
		}
		if (this.routerKey != null) {
			String own = Dict.copyOf(challenge.hello()).getDict("authextra").getString("challenge");
			verifyRouter(this.routerKey, own, extra.getString("signature"));
		}
		String text = extra.getString("challenge");
		if (text == null || !CryptosignKey.isHex(text)) {
			throw new IllegalStateException("The router's cryptosign challenge is not 64 hexadecimal digits");
		}
		return new Answer(this.key.sign(text));
	}

	private static void verifyRouter(String routerKey, @Nullable String challenge, @Nullable String signature) {
		if (challenge == null || signature == null || !CryptosignKey.isSigned(routerKey, challenge, signature)) {
			throw new IllegalStateException("The router has not shown that it has the key " + routerKey);
		}
	}

	@Override
	public boolean isMutual() {
		return this.routerKey != null;
	}

}
