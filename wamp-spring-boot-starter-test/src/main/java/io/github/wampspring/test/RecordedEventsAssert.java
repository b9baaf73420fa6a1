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

import io.github.wampspring.core.WampResult;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ListAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions about recorded events. What is expected is waited for, up to ten seconds;
 * what is one too many is seen only if it has come already.
 */
public final class RecordedEventsAssert extends AbstractAssert<RecordedEventsAssert, RecordedEvents> {

	RecordedEventsAssert(RecordedEvents actual) {
		super(actual, RecordedEventsAssert.class);
	}

	/**
	 * Verifies that no event has come until now.
	 * @return this
	 */
	public RecordedEventsAssert isEmpty() {
		return hasSize(0);
	}

	/**
	 * Verifies the number of events.
	 * @param expected how many
	 * @return this
	 */
	public RecordedEventsAssert hasSize(int expected) {
		isNotNull();
		Waiting.isMet(Waiting.TIMEOUT, () -> this.actual.getEvents().size() >= expected);
		if (this.actual.getEvents().size() != expected) {
			failWithMessage("Expected %s events but got %s", expected, this.actual);
		}
		return this;
	}

	/**
	 * Verifies that there is an event with these arguments.
	 * @param arguments the positional arguments; the last one may be
	 * {@link io.github.wampspring.core.Kwargs}
	 * @return this
	 */
	public RecordedEventsAssert containsArguments(@Nullable Object... arguments) {
		isNotNull();
		boolean found = Waiting.isMet(Waiting.TIMEOUT,
				() -> this.actual.getEvents()
					.stream()
					.anyMatch((event) -> this.actual.values().areEqual(event.arguments(), arguments)));
		if (!found) {
			failWithMessage("Expected an event with %s but got %s", WampResult.of(arguments), this.actual);
		}
		return this;
	}

	/**
	 * Reads the first positional argument of all events that have come until now.
	 * @param <T> its type
	 * @param type its type
	 * @return assertions about them
	 */
	public <T> ListAssert<T> values(Class<T> type) {
		isNotNull();
		return Assertions.assertThat(this.actual.getEvents().stream().<T>map((event) -> event.get(type)).toList());
	}

}
