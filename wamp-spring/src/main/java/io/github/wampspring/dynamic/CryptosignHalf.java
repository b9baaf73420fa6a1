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

package io.github.wampspring.dynamic;

import java.util.List;
import java.util.concurrent.CompletionStage;

import io.github.wampspring.auth.AuthenticationRequest;
import io.github.wampspring.auth.AuthenticationStep;
import io.github.wampspring.auth.WampUser;
import io.github.wampspring.auth.cryptosign.CryptosignAuthenticationProvider;
import io.github.wampspring.auth.cryptosign.CryptosignCredential;
import io.github.wampspring.auth.cryptosign.CryptosignKey;
import io.github.wampspring.protocol.Dict;
import org.jspecify.annotations.Nullable;

/**
 * WAMP-Cryptosign. The answer has the {@code pubkey} that the client must have the
 * private one for, whichever it has named.
 */
final class CryptosignHalf extends ChallengeHalf {

	/** For clients that have named no key, and are unknown. */
	private final String nobodysKey = CryptosignKey.generate().getPublicKey();

	CryptosignHalf(ProcedureAuthenticationProvider.Settings settings) {
		super((users) -> new CryptosignAuthenticationProvider(users, settings.routerKey(),
				settings.channelBindingRequired()), settings.decoyKey());
	}

	@Override
	boolean canAuthenticate(AuthenticationRequest request) {
		if (request.details().getDict("authextra").get("pubkey") != null) {
			return super.canAuthenticate(request);
		}
		return request.authId() != null && !request.authId().isEmpty();
	}

	@Override
	WampUser user(AuthenticationRequest request, ProcedureAnswer answer) {
		return new WampUser(answer.authId(), answer.role(),
				List.of(new CryptosignCredential(answer.required("pubkey"))));
	}

	@Override
	CompletionStage<AuthenticationStep> challenge(AuthenticationRequest request, @Nullable WampUser user) {
		Dict extra = request.details().getDict("authextra");
		CryptosignCredential told = (user != null) ? user.credential(CryptosignCredential.class) : null;
		String named = extra.getString("pubkey");
		String key = (told != null) ? told.publicKey() : (named != null) ? named : this.nobodysKey;
		Dict details = request.details().with("authextra", extra.with("pubkey", key));
		return super.challenge(new AuthenticationRequest(request.realm(), request.session(), request.authId(), details,
				request.channel(), request.open()), user);
	}

}
