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

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.github.wampspring.MatchPolicy;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Payload;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What {@link MemoryEventStore} tells of an overlap that it does not have wholly.
 */
class MemoryEventStoreOverlapTests {

	private static final Instant NOON = Instant.parse("2026-01-31T12:00:00.000Z");

	private final TopicHistory history = new TopicHistory("realm1", "com.myapp.topic", MatchPolicy.EXACT,
			new HistoryLimits(5, 10_000, null));

	private final MemoryEventStore store = new MemoryEventStore(() -> NOON);

	MemoryEventStoreOverlapTests() {
		this.store.open(this.history);
	}

	private void append(int from, int to) {
		for (int i = from; i < to; i++) {
			this.store.append(this.history, List.of(new StoredEvent(i, NOON.plusSeconds(i), "com.myapp.topic",
					Dict.EMPTY, Payload.NONE, Dict.EMPTY, 10)));
		}
	}

	private HistoryPage find(long after, Duration overlap, @Nullable Instant since) {
		HistoryRange<Long> range = new HistoryRange<>(null, after, null, null);
		return this.store.find(this.history,
				new HistoryQuery(range, HistoryRange.all(), null, false, 100, 10_000, (event) -> true)
					.with(new HistoryOverlap(overlap, since)));
	}

	@Test
	void whatWasBeforeTheStoreIsMissing() {
		append(1, 5);
		assertThat(find(4, Duration.ofSeconds(2), null).events()).extracting(StoredEvent::publication)
			.containsExactly(2L, 3L, 4L);
		assertThat(find(4, Duration.ofSeconds(2), null).complete()).isTrue();
		assertThat(find(4, Duration.ofSeconds(4), null).complete()).isFalse();
	}

	@Test
	void whatWasDroppedIsMissing() {
		append(1, 10);
		assertThat(find(8, Duration.ofSeconds(2), null).complete()).isTrue();
		HistoryPage page = find(6, Duration.ofSeconds(3), null);
		assertThat(page.complete()).isFalse();
		assertThat(page.events()).extracting(StoredEvent::publication).containsExactly(5L, 6L, 7L, 8L, 9L);
	}

	@Test
	void whatOthersHaveNotToldIsMissing() {
		append(1, 5);
		assertThat(find(4, Duration.ofSeconds(1), NOON.plusMillis(2_500)).complete()).isTrue();
		assertThat(find(4, Duration.ofSeconds(1), NOON.plusMillis(3_500)).complete()).isFalse();
	}

}
