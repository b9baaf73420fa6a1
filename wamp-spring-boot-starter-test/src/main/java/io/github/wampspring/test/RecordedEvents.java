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

package io.github.wampspring.test;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

import io.github.wampspring.MatchPolicy;
import io.github.wampspring.client.WampSubscription;
import io.github.wampspring.core.WampTemplate;
import org.assertj.core.api.AssertProvider;
import org.jspecify.annotations.Nullable;

/**
 * The events of a topic, in the order in which the router sent them, from the moment on
 * that the recording was begun. AssertJ's {@code assertThat} knows it.
 */
public final class RecordedEvents implements AutoCloseable, AssertProvider<RecordedEventsAssert> {

	private final String topic;

	private final List<RecordedEvent> events = new CopyOnWriteArrayList<>();

	private final WampSubscription subscription;

	private final ArgumentValues values;

	private final @Nullable TestScope owner;

	RecordedEvents(String topic, MatchPolicy match, WampTemplate template, ArgumentValues values,
			@Nullable TestScope owner) {
		this.owner = owner;
		this.topic = topic;
		this.values = values;
		this.subscription = template.newSubscription(topic)
			.match(match)
			.subscribe((arguments, details) -> this.events.add(new RecordedEvent(arguments, details)));
		this.subscription.awaitActive(Waiting.TIMEOUT);
	}

	/**
	 * The topic.
	 * @return the URI or pattern that is recorded
	 */
	public String getTopic() {
		return this.topic;
	}

	/**
	 * What has come until now.
	 * @return a snapshot
	 */
	public List<RecordedEvent> getEvents() {
		return List.copyOf(this.events);
	}

	/**
	 * Waits for the first event, up to ten seconds.
	 * @return the event
	 */
	public RecordedEvent await() {
		return await(1).get(0);
	}

	/**
	 * Waits for a number of events, up to ten seconds.
	 * @param count how many
	 * @return the first ones; there may be more by now
	 */
	public List<RecordedEvent> await(int count) {
		return await(count, Waiting.TIMEOUT);
	}

	/**
	 * Waits for a number of events.
	 * @param count how many
	 * @param timeout how long to wait at the most
	 * @return the first ones; there may be more by now
	 */
	public List<RecordedEvent> await(int count, Duration timeout) {
		Waiting.until(timeout, () -> this.events.size() >= count,
				() -> "Expected " + count + " events of '" + this.topic + "', but got " + this.events);
		return List.copyOf(this.events.subList(0, count));
	}

	/**
	 * Waits for an event that there may be already, up to ten seconds.
	 * @param condition what the event is like
	 * @return the first one that meets it
	 */
	public RecordedEvent await(Predicate<RecordedEvent> condition) {
		Waiting.until(() -> this.events.stream().anyMatch(condition),
				() -> "No event of '" + this.topic + "' is as expected: " + this.events);
		return this.events.stream().filter(condition).findFirst().orElseThrow();
	}

	/**
	 * Forgets what has come until now.
	 */
	public void clear() {
		this.events.clear();
	}

	/**
	 * Ends the recording. What was recorded stays. The end of the test does so as well.
	 */
	@Override
	public void close() {
		this.subscription.close();
	}

	boolean endsWith(TestScope scope) {
		return scope.ends(this.owner);
	}

	ArgumentValues values() {
		return this.values;
	}

	@Override
	public RecordedEventsAssert assertThat() {
		return new RecordedEventsAssert(this);
	}

	@Override
	public String toString() {
		return "events of '" + this.topic + "': " + this.events;
	}

}
