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

package io.github.wampspring.router.routing;

import io.github.wampspring.InvocationPolicy;
import io.github.wampspring.MatchPolicy;

/**
 * What a callee wants to register.
 *
 * @param port the callee
 * @param procedure the URI or pattern
 * @param match how it matches
 * @param policy which callee a call goes to
 * @param force whether the registrations of others shall end
 * @param discloseCaller whether the callee wants to know who calls
 * @param forwardTimeout whether it looks after timeouts itself
 * @param concurrency how many invocations it takes at once, 0 for any number
 * @param waitingCalls how many calls may wait while all callees are at their limit; that
 * of the first callee counts
 */
public record RegistrationRequest(CalleePort port, String procedure, MatchPolicy match, InvocationPolicy policy,
		boolean force, boolean discloseCaller, boolean forwardTimeout, int concurrency, int waitingCalls) {
}
