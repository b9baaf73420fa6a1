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

package io.github.wampspring.client;

/**
 * Alters HELLO before it is sent, at each join: the realm, who one is, what is offered as
 * a proof of it.
 */
@FunctionalInterface
public interface HelloCustomizer {

	/**
	 * Alters HELLO. May block, for as long as an attempt to connect may take
	 * ({@code wamp.connect-timeout}); its thread is interrupted then. Must not wait for
	 * the session that is about to join.
	 * @param connection the connection
	 * @param hello what is about to be sent
	 * @throws RuntimeException if the session cannot join now; the connection tries again
	 * later
	 */
	void customize(WampConnection connection, HelloDetails hello);

}
