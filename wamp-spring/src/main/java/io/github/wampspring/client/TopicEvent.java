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

import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Payload;

/**
 * One event of a subscription.
 *
 * @param session the session that it came by
 * @param subscription the subscription's ID
 * @param publication the publication's ID
 * @param topic the topic; for patterns the one that was published to
 * @param details {@code EVENT.Details}
 * @param payload the arguments
 */
public record TopicEvent(WampSession session, long subscription, long publication, String topic, Dict details,
		Payload payload) {
}
