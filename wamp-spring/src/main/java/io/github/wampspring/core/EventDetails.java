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

import java.util.Map;

import io.github.wampspring.client.TopicEvent;
import io.github.wampspring.protocol.Dict;
import org.jspecify.annotations.Nullable;

/**
 * What is known about an event. A parameter of this type makes it known to a
 * {@link io.github.wampspring.annotation.WampSubscribe @WampSubscribe} method, and a
 * {@link TopicHandler} gets it too. Publishers are known where the router discloses them.
 *
 * @param topic the URI published to
 * @param subscription the subscription's ID
 * @param publication the publication's ID
 * @param publisher the publisher's session ID
 * @param publisherAuthid the publisher's authid
 * @param publisherAuthrole the publisher's authrole
 * @param retained whether it is an event that the router kept for later subscribers
 * @param details all of {@code EVENT.Details}, unmodifiable
 */
public record EventDetails(String topic, long subscription, long publication, @Nullable Long publisher,
		@Nullable String publisherAuthid, @Nullable String publisherAuthrole, boolean retained,
		Map<String, @Nullable Object> details) {

	/**
	 * Creates the details of an event.
	 * @param event the event
	 * @return its details
	 */
	public static EventDetails of(TopicEvent event) {
		Dict details = event.details();
		return new EventDetails(event.topic(), event.subscription(), event.publication(), details.getLong("publisher"),
				details.getString("publisher_authid"), details.getString("publisher_authrole"),
				details.isTrue("retained"), details.toMap());
	}

}
