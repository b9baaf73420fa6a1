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

import io.github.wampspring.MatchPolicy;
import io.github.wampspring.protocol.MessageType;

/**
 * A subscription that waits for the router's answer.
 */
final class PendingSubscribe extends PendingRequest<Long> {

	private final Topic topic;

	private final EventHandler handler;

	PendingSubscribe(Topic topic, EventHandler handler) {
		super(MessageType.SUBSCRIBE, topic.uri());
		this.topic = topic;
		this.handler = handler;
	}

	Topic topic() {
		return this.topic;
	}

	EventHandler handler() {
		return this.handler;
	}

	/**
	 * What the router gives one subscription ID for.
	 *
	 * @param uri the URI or pattern
	 * @param match how it matches
	 */
	record Topic(String uri, MatchPolicy match) {
	}

}
