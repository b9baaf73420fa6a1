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

import io.github.wampspring.auth.AuthenticationRequest;
import io.github.wampspring.auth.AuthenticationStep.Challenged;
import io.github.wampspring.auth.CraAuthenticationProvider;
import io.github.wampspring.auth.WampUser;
import io.github.wampspring.auth.WampUser.Salting;
import io.github.wampspring.protocol.Dict;
import org.jspecify.annotations.Nullable;

/**
 * WAMP-CRA. The answer has the {@code secret} that the user knows, and maybe
 * {@code salt}, {@code iterations} and {@code keylen}, by which the client has to derive
 * a key from it.
 */
final class CraHalf extends ChallengeHalf {

	private static final int ITERATIONS = 1_000;

	CraHalf(@Nullable String decoyKey) {
		super(CraAuthenticationProvider::new, decoyKey);
	}

	@Override
	WampUser user(AuthenticationRequest request, ProcedureAnswer answer) {
		String secret = answer.required("secret");
		String authId = String.valueOf(request.authId());
		String salt = answer.fields().getString("salt");
		if (salt == null) {
			return new WampUser(authId, secret, answer.role());
		}
		Salting salting = new Salting(salt, answer.integer("iterations", ITERATIONS),
				answer.integer("keylen", Salting.DEFAULT_KEY_LENGTH));
		return new WampUser(authId, salting.derive(secret), answer.role(), salting);
	}

	@Override
	void spendTime(Challenged challenged) {
		Dict extra = challenged.extra();
		String salt = extra.getString("salt");
		Long iterations = extra.getLong("iterations");
		Long length = extra.getLong("keylen");
		if (salt != null && iterations != null && length != null) {
			new Salting(salt, iterations.intValue(), length.intValue()).derive(salt);
		}
	}

}
