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

import io.github.wampspring.ChannelBinding;
import io.github.wampspring.auth.WampAuthenticator;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.transport.ChannelBindings;
import org.jspecify.annotations.Nullable;

/**
 * WAMP-Cryptosign, the client's half: who one is, is shown by a signature. The router can
 * be made to show the same. It can be bound to the TLS connection. See the sections
 * "Cryptosign-based Authentication" and "TLS Channel Binding" of the specification.
 */
public final class CryptosignAuthenticator implements WampAuthenticator {

	static final String METHOD = "cryptosign";

	private final @Nullable String authId;

	private final CryptosignKey key;

	private final @Nullable String routerKey;

	private final @Nullable ChannelBinding binding;

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
		this(authId, key, routerKey, null);
	}

	/**
	 * Creates an authenticator that is bound to its TLS connection.
	 * @param authId the authid; {@code null} to let the router know one by the key
	 * @param key the key
	 * @param routerKey the public key of the router, 64 hexadecimal digits; {@code null}
	 * to trust it without
	 * @param binding the channel binding, {@code tls-unique} or {@code tls-exporter};
	 * without it, this client does not join. {@code null} for none
	 * @throws IllegalArgumentException if the binding is another
	 */
	public CryptosignAuthenticator(@Nullable String authId, CryptosignKey key, @Nullable String routerKey,
			@Nullable ChannelBinding binding) {
		if (binding != null && !ChannelId.KNOWN.contains(binding)) {
			throw new IllegalArgumentException(
					"the method " + METHOD + " has no channel binding " + binding + ", but " + ChannelId.KNOWN);
		}
		this.authId = authId;
		this.key = key;
		this.routerKey = (routerKey != null) ? CryptosignKey.publicKey(routerKey) : null;
		this.binding = binding;
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
	public Map<String, @Nullable Object> getAuthExtra(ChannelBindings bindings) {
		Map<String, @Nullable Object> extra = getAuthExtra();
		if (this.binding != null) {
			// before anything is said to the router
			bindings.get(this.binding);
			extra.put("channel_binding", this.binding.wireName());
		}
		return extra;
	}

	@Override
	public Answer authenticate(Challenge challenge) {
		Dict extra = Dict.copyOf(challenge.extra());
		byte[] id = channelId(extra.get("channel_binding"), challenge.bindings());
		if (this.routerKey != null) {
			String own = Dict.copyOf(challenge.hello()).getDict("authextra").getString("challenge");
			verifyRouter(this.routerKey, own, id, extra.getString("signature"));
		}
		String text = extra.getString("challenge");
		if (text == null || !CryptosignKey.isHex(text)) {
			throw new IllegalStateException("The router's cryptosign challenge is not 64 hexadecimal digits");
		}
		String signature = this.key.sign(ChannelId.bind(text, id));
		return (this.binding == null || id == null) ? new Answer(signature) : new Answer(signature,
				Map.of(ChannelId.SEAL, this.key.sign(ChannelId.sealed(this.binding, id, text))));
	}

	private byte @Nullable [] channelId(@Nullable Object done, ChannelBindings bindings) {
		if (this.binding == null) {
			if (done != null) {
				throw new IllegalStateException("The router wants a channel binding, for which it was not asked");
			}
			return null;
		}
		if (!this.binding.wireName().equals(done)) {
			throw new IllegalStateException(
					"The router does not bind to the connection by " + this.binding + ", for which it was asked");
		}
		return ChannelId.of(this.binding, bindings.get(this.binding));
	}

	private static void verifyRouter(String routerKey, @Nullable String challenge, byte @Nullable [] id,
			@Nullable String signature) {
		if (challenge == null || !CryptosignKey.isHex(challenge) || signature == null
				|| !CryptosignKey.isSigned(routerKey, ChannelId.bind(challenge, id), signature)) {
			throw new IllegalStateException("The router has not shown that it has the key " + routerKey);
		}
	}

	@Override
	public boolean isMutual() {
		// without a challenge there is no binding either
		return this.routerKey != null || this.binding != null;
	}

}
