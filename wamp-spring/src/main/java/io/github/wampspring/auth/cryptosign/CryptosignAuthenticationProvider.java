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
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.auth.AuthenticationRequest;
import io.github.wampspring.auth.AuthenticationStep;
import io.github.wampspring.auth.AuthenticationStep.Accepted;
import io.github.wampspring.auth.AuthenticationStep.Challenged;
import io.github.wampspring.auth.AuthenticationStep.Refused;
import io.github.wampspring.auth.ChannelBinder.Bound;
import io.github.wampspring.auth.ChannelBinder;
import io.github.wampspring.auth.UserDirectory;
import io.github.wampspring.auth.WampAuthenticationProvider;
import io.github.wampspring.auth.WampIdentity;
import io.github.wampspring.auth.WampUser;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.WampMessage.Authenticate;
import org.jspecify.annotations.Nullable;

/**
 * WAMP-Cryptosign, the router's half. The client is who has the key, or the authid that
 * it names if that one has the key. It is bound to the TLS connection where the client
 * asks for it. See the sections "Cryptosign-based Authentication" and "TLS Channel
 * Binding" of the specification.
 */
public final class CryptosignAuthenticationProvider implements WampAuthenticationProvider {

	private static final String PROVIDER = "static";

	private static final String REFUSED = "The authid or its proof is not valid";

	private final UserDirectory users;

	private final @Nullable CryptosignKey routerKey;

	private final boolean bound;

	private final ChannelBinder binder;

	private final SecureRandom random = new SecureRandom();

	/**
	 * Creates a provider.
	 * @param users the users
	 * @param routerKey the router's own key, for clients that want it to authenticate;
	 * {@code null} for none
	 */
	public CryptosignAuthenticationProvider(UserDirectory users, @Nullable CryptosignKey routerKey) {
		this(users, routerKey, false);
	}

	/**
	 * Creates a provider.
	 * @param users the users
	 * @param routerKey the router's own key, for clients that want it to authenticate;
	 * {@code null} for none
	 * @param bound whether clients without a TLS channel binding are refused, unless they
	 * are in the same JVM. That of the specification alone does not do then, since
	 * whoever stands between can adapt the challenge to it
	 */
	public CryptosignAuthenticationProvider(UserDirectory users, @Nullable CryptosignKey routerKey, boolean bound) {
		this.users = users;
		this.routerKey = routerKey;
		this.bound = bound;
		this.binder = new ChannelBinder(CryptosignAuthenticator.METHOD, bound, ChannelId.KNOWN);
	}

	@Override
	public String getMethod() {
		return CryptosignAuthenticator.METHOD;
	}

	@Override
	public boolean canAuthenticate(AuthenticationRequest request) {
		return CryptosignKey.isHex(request.details().getDict("authextra").getString("pubkey"));
	}

	@Override
	public boolean isGuessable() {
		return false;
	}

	@Override
	public CompletionStage<AuthenticationStep> authenticate(AuthenticationRequest request) {
		String pubkey = request.details().getDict("authextra").getString("pubkey");
		if (pubkey == null || !CryptosignKey.isHex(pubkey)) {
			return CompletableFuture.completedStage(new Refused(ErrorUris.AUTHENTICATION_REQUIRED,
					"The method " + getMethod() + " needs a public key of 64 hexadecimal digits"));
		}
		String key = pubkey.toLowerCase(Locale.ROOT);
		return CompletableFuture.completedStage(this.binder.bind(request, (bound) -> challenged(request, key, bound)));
	}

	private AuthenticationStep challenged(AuthenticationRequest request, String key, @Nullable Bound bound) {
		String authId = request.authId();
		UserDirectory.Entry entry = (authId == null || authId.isEmpty()) ? this.users.lookByKey(request.realm(), key)
				: this.users.look(request.realm(), authId,
						(user) -> user.credentials().stream().anyMatch((credential) -> credential.isFor(key)));
		byte[] bytes = new byte[32];
		this.random.nextBytes(bytes);
		String challenge = HexFormat.of().formatHex(bytes);
		Dict hello = request.details().getDict("authextra");
		if (bound == null) {
			return new Challenged(challenge(challenge, hello.getString("challenge"), null),
					(answer) -> CompletableFuture.completedStage(answered(entry, key, challenge, answer.signature())));
		}
		byte[] id = ChannelId.of(bound.binding(), bound.data());
		Dict extra = challenge(challenge, hello.getString("challenge"), id).with("channel_binding",
				bound.binding().wireName());
		byte[] sealed = ChannelId.sealed(bound.binding(), id, challenge);
		return new Challenged(extra, (answer) -> CompletableFuture
			.completedStage(boundAnswered(entry, key, ChannelId.bind(challenge, id), sealed, answer)));
	}

	private Dict challenge(String challenge, @Nullable String forRouter, byte @Nullable [] id) {
		// null is what Autobahn's examples look for
		Dict extra = Dict.of("challenge", challenge, "channel_binding", null);
		if (this.routerKey == null || forRouter == null || !CryptosignKey.isHex(forRouter)) {
			return extra;
		}
		return extra.with("pubkey", this.routerKey.getPublicKey())
			.with("signature", this.routerKey.sign(ChannelId.bind(forRouter, id)));
	}

	private AuthenticationStep boundAnswered(UserDirectory.Entry entry, String key, String signed, byte[] sealed,
			Authenticate answer) {
		AuthenticationStep step = answered(entry, key, signed, answer.signature());
		Object seal = answer.extra().get(ChannelId.SEAL);
		if (step instanceof Refused || (seal == null && !this.bound)) {
			return step;
		}
		if (seal == null) {
			return new Refused(ErrorUris.AUTHENTICATION_REQUIRED,
					"The router wants a channel binding that nobody in between can adapt to: AUTHENTICATE.Extra has no "
							+ ChannelId.SEAL);
		}
		return (seal instanceof String text && CryptosignKey.isSigned(key, sealed, text)) ? step
				: new Refused(ErrorUris.AUTHENTICATION_DENIED, REFUSED);
	}

	private AuthenticationStep answered(UserDirectory.Entry entry, String key, String signed, String signature) {
		if (!CryptosignKey.isSigned(key, signed, signature) || !entry.known()) {
			return new Refused(ErrorUris.AUTHENTICATION_DENIED, REFUSED);
		}
		WampUser user = entry.user();
		return new Accepted(new WampIdentity(user.authId(), user.role(), getMethod(), PROVIDER));
	}

}
