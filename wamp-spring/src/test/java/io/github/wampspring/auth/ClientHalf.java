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

import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.WampMessage.Authenticate;
import io.github.wampspring.protocol.WampMessage.Challenge;

/**
 * Answers challenges as a client does.
 */
public final class ClientHalf {

	private ClientHalf() {
	}

	/**
	 * Answers a challenge.
	 * @param authenticator the client's half of the method
	 * @param challenge what the router asks
	 * @return the answer
	 */
	public static Authenticate answer(WampAuthenticator authenticator, Challenge challenge) {
		WampAuthenticator.Answer answer = authenticator
			.authenticate(new WampAuthenticator.Challenge(challenge.method(), challenge.extra().asMap()));
		return new Authenticate(answer.signature(), Dict.copyOf(answer.extra()));
	}

}
