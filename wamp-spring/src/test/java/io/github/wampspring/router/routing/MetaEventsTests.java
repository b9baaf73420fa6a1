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
import java.util.concurrent.RejectedExecutionException;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What becomes of events of the meta API when no thread publishes them. */
class MetaEventsTests {

	private static final int MANY = 10_000;

	private final List<Publication> published = new ArrayList<>();

	private Throwable failure;

	private final MetaEvents events = new MetaEvents((publication) -> {
		this.published.add(publication);
		return null;
	}, (topic) -> true, (task) -> {
		if (this.failure instanceof Error error) {
			throw error;
		}
		if (this.failure instanceof RuntimeException exception) {
			throw exception;
		}
		task.run();
	});

	private void note(int count) {
		for (int i = 0; i < count; i++) {
			this.events.subscribed(1, 2);
		}
	}

	@Test
	void whatIsTooMuchForOneThreadIsPublishedByAnother() {
		note(MANY);
		this.events.publish();
		assertThat(this.published).hasSize(MANY);
	}

	@Test
	void whereThereIsNoThreadTheNextOnesGoOn() {
		this.failure = new OutOfMemoryError("no thread");
		note(MANY);
		this.events.publish();
		assertThat(this.published).isNotEmpty().hasSizeLessThan(MANY);
		this.failure = null;
		this.events.publish();
		assertThat(this.published).hasSize(MANY);
	}

	@Test
	void whereThereWillBeNoThreadEventsAreDroppedAndTheirRoomIsGivenBack() {
		this.failure = new RejectedExecutionException();
		note(MANY);
		this.events.publish();
		int first = this.published.size();
		assertThat(first).isPositive().isLessThan(MANY);
		this.failure = null;
		// as many as may wait
		note(100_000);
		this.events.publish();
		assertThat(this.published).hasSize(first + 100_000);
	}

}
