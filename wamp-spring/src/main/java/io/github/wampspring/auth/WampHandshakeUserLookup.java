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

import org.jspecify.annotations.Nullable;

/**
 * Knows whose handshake it was, by a cookie or by the principal of the HTTP request. Must
 * be safe for use by many threads. It is called by one of the few threads that the router
 * has for authentication, for each client that offers the method {@code cookie}, or no
 * method, and has shown something: it may block, but while all of these threads wait,
 * nobody else is authenticated. Where there are several, the first that knows somebody
 * counts.
 *
 * <p>
 * A lookup should take as long for cookies that nobody has as for others, and must not
 * tell any of them to a log.
 */
@FunctionalInterface
public interface WampHandshakeUserLookup {

	/**
	 * Finds a user.
	 * @param handshake what the handshake has told
	 * @return completes, by any thread, with the user, or with {@code null} if it is
	 * nobody's or has expired, or must not join that realm. If it completes exceptionally
	 * or not within four fifths of the time that a client has for joining, the client is
	 * refused with {@code wamp.error.authentication_failed}, and may try again
	 * @throws RuntimeException as if it completed so
	 */
	CompletionStage<@Nullable WampHandshakeUser> find(WampHandshake handshake);

}
