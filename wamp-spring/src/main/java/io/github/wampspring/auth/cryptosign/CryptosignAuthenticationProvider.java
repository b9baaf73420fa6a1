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
import io.github.wampspring.auth.UserDirectory;
import io.github.wampspring.auth.WampAuthenticationProvider;
import io.github.wampspring.auth.WampIdentity;
import io.github.wampspring.auth.WampUser;
import io.github.wampspring.protocol.Dict;
import org.jspecify.annotations.Nullable;

/**
 * WAMP-Cryptosign, the router's half. The client is who has the key, or the authid that
 * it names if that one has the key. Channel binding is not done: a client that asks for
 * it is told so by a challenge without. See the section "Cryptosign-based Authentication"
 * of the specification.
 */
public final class CryptosignAuthenticationProvider implements WampAuthenticationProvider {

	private static final String PROVIDER = "static";

	private final UserDirectory users;

	private final @Nullable CryptosignKey routerKey;

	private final SecureRandom random = new SecureRandom();

	/**
	 * Creates a provider.
	 * @param users the users
	 * @param routerKey the router's own key, for clients that want it to authenticate;
	 * {@code null} for none
	 */
	public CryptosignAuthenticationProvider(UserDirectory users, @Nullable CryptosignKey routerKey) {
		this.users = users;
		this.routerKey = routerKey;
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
		Dict extra = request.details().getDict("authextra");
		String pubkey = extra.getString("pubkey");
		if (pubkey == null || !CryptosignKey.isHex(pubkey)) {
			return CompletableFuture.completedStage(new Refused(ErrorUris.AUTHENTICATION_REQUIRED,
					"The method " + getMethod() + " needs a public key of 64 hexadecimal digits"));
		}
		String key = pubkey.toLowerCase(Locale.ROOT);
		String authId = request.authId();
		UserDirectory.Entry entry = (authId == null || authId.isEmpty()) ? this.users.lookByKey(request.realm(), key)
				: this.users.look(request.realm(), authId,
						(user) -> user.credentials().stream().anyMatch((credential) -> credential.isFor(key)));
		byte[] bytes = new byte[32];
		this.random.nextBytes(bytes);
		String challenge = HexFormat.of().formatHex(bytes);
		return CompletableFuture.completedStage(new Challenged(challenge(challenge, extra.getString("challenge")),
				(answer) -> CompletableFuture.completedStage(answered(entry, key, challenge, answer.signature()))));
	}

	private Dict challenge(String challenge, @Nullable String forRouter) {
		// null is what Autobahn's examples look for
		Dict extra = Dict.of("challenge", challenge, "channel_binding", null);
		if (this.routerKey == null || forRouter == null || !CryptosignKey.isHex(forRouter)) {
			return extra;
		}
		return extra.with("pubkey", this.routerKey.getPublicKey()).with("signature", this.routerKey.sign(forRouter));
	}

	private AuthenticationStep answered(UserDirectory.Entry entry, String key, String challenge, String signature) {
		if (!CryptosignKey.isSigned(key, challenge, signature) || !entry.known()) {
			return new Refused(ErrorUris.AUTHENTICATION_DENIED, "The authid or its proof is not valid");
		}
		WampUser user = entry.user();
		return new Accepted(new WampIdentity(user.authId(), user.role(), getMethod(), PROVIDER));
	}

}
