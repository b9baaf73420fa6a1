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

package io.github.wampspring.router;

import java.util.concurrent.CompletionStage;

/**
 * Decides what sessions may do, and may take its time: while a decision is open, the
 * later messages of that session wait, in their order; other sessions do not notice. A
 * decision that takes longer than {@link RouterSettings#authorizationTimeout()} counts as
 * failed. Asked for each call, publication, registration and subscription of the sessions
 * that came over the network, by the thread that received the message: it must not block,
 * and must be safe for use by many threads. See the section "Authorization" of the
 * specification.
 *
 * @see WampAuthorizer
 */
@FunctionalInterface
public interface AsyncWampAuthorizer {

	/**
	 * Decides.
	 * @param request who wants to do what
	 * @return completes with the decision, by any thread; if it completes exceptionally,
	 * the session gets {@code wamp.error.authorization_failed}
	 */
	CompletionStage<AuthorizationDecision> decide(AuthorizationRequest request);

}
