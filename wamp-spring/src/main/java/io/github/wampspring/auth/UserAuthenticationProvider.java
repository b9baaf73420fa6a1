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

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.auth.AuthenticationStep.Accepted;
import io.github.wampspring.auth.AuthenticationStep.Challenged;
import io.github.wampspring.auth.AuthenticationStep.Refused;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.WampMessage.Authenticate;

/**
 * The steps that ticket and WAMP-CRA share: one challenge, one answer. A client that
 * names a user whom nobody knows goes through the same steps, does not see any
 * difference, and is refused in the end with the same words.
 */
abstract sealed class UserAuthenticationProvider implements WampAuthenticationProvider
		permits TicketAuthenticationProvider, CraAuthenticationProvider {

	private static final String PROVIDER = "static";

	private final UserDirectory users;

	UserAuthenticationProvider(UserDirectory users) {
		this.users = users;
	}

	@Override
	public final boolean canAuthenticate(AuthenticationRequest request) {
		return request.authId() != null && !request.authId().isEmpty();
	}

	@Override
	public final CompletionStage<AuthenticationStep> authenticate(AuthenticationRequest request) {
		String authId = request.authId();
		if (authId == null || authId.isEmpty()) {
			return CompletableFuture.completedStage(
					new Refused(ErrorUris.AUTHENTICATION_REQUIRED, "The method " + getMethod() + " needs an authid"));
		}
		UserDirectory.Entry entry = this.users.look(request.realm(), authId, WampUser::hasSecret);
		WampUser user = entry.user();
		WampIdentity identity = new WampIdentity(user.authId(), user.role(), getMethod(), PROVIDER);
		Dict challenge = challenge(user, identity, request);
		return CompletableFuture.completedStage(new Challenged(challenge,
				(answer) -> CompletableFuture.completedStage(answered(entry, identity, challenge, answer))));
	}

	private AuthenticationStep answered(UserDirectory.Entry entry, WampIdentity identity, Dict challenge,
			Authenticate answer) {
		boolean right = isRight(entry.user(), challenge, answer.signature());
		if (right && entry.known()) {
			return new Accepted(identity);
		}
		return new Refused(ErrorUris.AUTHENTICATION_DENIED, "The authid or its proof is not valid");
	}

	/**
	 * Makes {@code CHALLENGE.Extra}.
	 */
	abstract Dict challenge(WampUser user, WampIdentity identity, AuthenticationRequest request);

	/**
	 * Checks the answer. Takes the same time whether it is right or not.
	 */
	abstract boolean isRight(WampUser user, Dict challenge, String signature);

}
