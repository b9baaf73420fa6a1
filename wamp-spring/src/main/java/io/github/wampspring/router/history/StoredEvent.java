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

package io.github.wampspring.router.history;

import java.time.Instant;

import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Payload;

/**
 * An event of a history.
 *
 * @param publication the publication's ID
 * @param time when the router took the publication, in whole milliseconds. Neither unique
 * nor monotonic
 * @param topic what was published to
 * @param details what every subscriber is told: {@code EVENT.Details} without
 * {@code topic}
 * @param payload the arguments
 * @param filter those options of PUBLISH that name who gets the event and who does not;
 * none of them names sessions
 * @param size how much space it takes, in bytes, roughly
 */
public record StoredEvent(long publication, Instant time, String topic, Dict details, Payload payload, Dict filter,
		long size) {
}
