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

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Decides at once what sessions may do. Called by the thread that received the message:
 * it must be fast, must not block, and must be safe for use by many threads.
 *
 * @see AsyncWampAuthorizer
 */
@FunctionalInterface
public interface WampAuthorizer extends AsyncWampAuthorizer {

	/**
	 * Decides.
	 * @param request who wants to do what
	 * @return the decision
	 * @throws RuntimeException if it cannot be found out; the session then gets
	 * {@code wamp.error.authorization_failed}
	 */
	AuthorizationDecision authorize(AuthorizationRequest request);

	@Override
	default CompletionStage<AuthorizationDecision> decide(AuthorizationRequest request) {
		return CompletableFuture.completedStage(authorize(request));
	}

}
