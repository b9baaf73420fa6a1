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

package io.github.wampspring.core;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * What holds for operations that do not say it themselves.
 *
 * @param joinTimeout how long an operation waits for a session to be joined
 * @param callTimeout how long a call waits for its result, and an acknowledged
 * publication for its acknowledgement; {@code null} for no limit
 * @param excludeMe whether a session does not get the events that it publishes
 * @param discloseMe whether callees and subscribers are told who calls or publishes
 */
record OperationDefaults(Duration joinTimeout, @Nullable Duration callTimeout, boolean excludeMe, boolean discloseMe) {

}
