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

import java.time.Instant;
import java.util.List;

import io.github.wampspring.InvocationPolicy;
import io.github.wampspring.MatchPolicy;

/**
 * What the router knows about a registration.
 *
 * @param id the registration's ID
 * @param procedure the URI or pattern
 * @param match how it matches
 * @param invoke how a callee is chosen
 * @param created when the first callee registered
 * @param callees the session IDs of the callees, in the order of their registration
 */
public record RegistrationInfo(long id, String procedure, MatchPolicy match, InvocationPolicy invoke, Instant created,
		List<Long> callees) {
}
