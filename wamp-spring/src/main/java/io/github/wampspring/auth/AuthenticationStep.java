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

import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.WampMessage.Authenticate;
import org.jspecify.annotations.Nullable;

/**
 * What follows on HELLO or AUTHENTICATE.
 */
public sealed interface AuthenticationStep {

	/**
	 * The client is let in.
	 *
	 * @param identity who it is
	 * @param realm the realm that it joins, one of the router's; {@code null} for the one
	 * that it has asked for
	 */
	record Accepted(WampIdentity identity, @Nullable String realm) implements AuthenticationStep {

		/**
		 * The client is let into the realm that it has asked for.
		 * @param identity who it is
		 */
		public Accepted(WampIdentity identity) {
			this(identity, null);
		}

	}

	/**
	 * The client is not let in.
	 *
	 * @param error the reason of ABORT, a URI. {@code wamp.error.unavailable} does not
	 * count as a failed attempt
	 * @param message a sentence for the client; must not tell whether the user exists
	 */
	record Refused(String error, String message) implements AuthenticationStep {
	}

	/**
	 * The client is not let in by this method, which may be known only now: the next one
	 * that it offers is tried. Not for clients that have got a challenge.
	 *
	 * @param refusal what becomes of a client that offers no other method which would do.
	 * It counts as a failed attempt just as if the client had been refused so
	 */
	record PassedOver(Refused refusal) implements AuthenticationStep {
	}

	/**
	 * The client gets a challenge.
	 *
	 * @param extra {@code CHALLENGE.Extra}
	 * @param answer what to do with the answer; leads to the next step
	 */
	record Challenged(Dict extra,
			Function<Authenticate, CompletionStage<AuthenticationStep>> answer) implements AuthenticationStep {
	}

}
