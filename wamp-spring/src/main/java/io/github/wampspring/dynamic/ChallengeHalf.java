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
import java.util.function.Function;

import io.github.wampspring.auth.AuthenticationRequest;
import io.github.wampspring.auth.AuthenticationStep;
import io.github.wampspring.auth.AuthenticationStep.Challenged;
import io.github.wampspring.auth.UserDirectory;
import io.github.wampspring.auth.WampAuthenticationProvider;
import io.github.wampspring.auth.WampUser;
import io.github.wampspring.auth.WampUserLookup;
import org.jspecify.annotations.Nullable;

/**
 * The router's half of a method with a challenge, for a user of whom a procedure has
 * told. A client of whom it has not told gets a challenge all the same, that of a user
 * who looks like those of whom it has told so far.
 */
abstract class ChallengeHalf {

	/** Of whom the procedure has told for the request that this thread goes on with. */
	private final ThreadLocal<@Nullable WampUser> told = new ThreadLocal<>();

	private final WampAuthenticationProvider half;

	/**
	 * Creates a half.
	 * @param half makes the half that does the work
	 * @param decoyKey picks what unknown users look like; {@code null} for a random one
	 */
	ChallengeHalf(Function<UserDirectory, WampAuthenticationProvider> half, @Nullable String decoyKey) {
		this.half = half.apply(new UserDirectory(List.of(new Told()), decoyKey));
	}

	boolean canAuthenticate(AuthenticationRequest request) {
		return this.half.canAuthenticate(request);
	}

	/**
	 * Makes a user of an answer. May take its time.
	 * @throws RuntimeException if the answer has not what it needs
	 */
	abstract WampUser user(AuthenticationRequest request, ProcedureAnswer answer);

	/**
	 * Makes a challenge. May take as long as it takes for others to make a user.
	 * @param user the user, {@code null} if there is none
	 */
	CompletionStage<AuthenticationStep> challenge(AuthenticationRequest request, @Nullable WampUser user) {
		this.told.set(user);
		try {
			return this.half.authenticate(request).thenApply((step) -> {
				if (user == null && step instanceof Challenged challenged) {
					spendTime(challenged);
				}
				return step;
			});
		}
		finally {
			this.told.remove();
		}
	}

	/**
	 * Takes as long as {@link #user} does for those who exist.
	 */
	void spendTime(Challenged challenged) {
	}

	private final class Told implements WampUserLookup {

		@Override
		public @Nullable WampUser find(String realm, String authId) {
			return ChallengeHalf.this.told.get();
		}

		@Override
		public @Nullable WampUser findByKey(String realm, String publicKey) {
			return ChallengeHalf.this.told.get();
		}

	}

}
