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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.wampspring.MatchPolicy;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.WampMessage.Event;
import org.jspecify.annotations.Nullable;

/**
 * The last retained event of each topic. See the section "Event Retention" of the
 * specification.
 */
public final class RetainedEvents {

	private final Map<String, Retained> events = new ConcurrentHashMap<>();

	private final int limit;

	public RetainedEvents(int limit) {
		this.limit = limit;
	}

	/**
	 * Retains an event, unless there is no room for another topic.
	 */
	void put(String topic, Retained event) {
		if (this.events.size() < this.limit || this.events.containsKey(topic)) {
			this.events.put(topic, event);
		}
	}

	/**
	 * The retained events that a new subscriber may have.
	 */
	List<Event> find(Subscription subscription, Participant session) {
		List<Event> found = new ArrayList<>(1);
		if (subscription.match() == MatchPolicy.EXACT) {
			add(found, subscription, session, subscription.topic(), this.events.get(subscription.topic()));
		}
		else {
			this.events.forEach((topic, event) -> {
				if (subscription.match().matches(subscription.topic(), topic)) {
					add(found, subscription, session, topic, event);
				}
			});
		}
		return found;
	}

	private static void add(List<Event> found, Subscription subscription, Participant session, String topic,
			@Nullable Retained event) {
		if (event != null && event.filter().accepts(session)) {
			Dict details = event.details().with("retained", true);
			found.add(new Event(subscription.id(), event.publication(),
					(subscription.match() != MatchPolicy.EXACT) ? details.with("topic", topic) : details,
					event.payload()));
		}
	}

	/**
	 * A retained event.
	 *
	 * @param publication the publication's ID
	 * @param details the details without the topic
	 * @param payload the arguments
	 * @param filter who may have it
	 */
	record Retained(long publication, Dict details, Payload payload, EventFilter filter) {
	}

}
