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

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.wampspring.CancelMode;
import io.github.wampspring.codec.PayloadMapper;

/**
 * What a session has to know.
 *
 * @param mapper reads the arguments of errors
 * @param cancelMode what the router does with cancelled calls
 * @param sendTimeout how long a sender waits for room in the channel's queue
 * @param goodbyeTimeout how long to wait for the router's GOODBYE
 * @param threads helping threads
 * @param exclusionTold whether the log has told that own events do not come back
 */
record SessionSettings(PayloadMapper mapper, CancelMode cancelMode, Duration sendTimeout, Duration goodbyeTimeout,
		ConnectionThreads threads, AtomicBoolean exclusionTold) {
}
