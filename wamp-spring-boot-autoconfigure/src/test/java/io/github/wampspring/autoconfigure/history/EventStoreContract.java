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
package io.github.wampspring.autoconfigure.history;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import io.github.wampspring.MatchPolicy;
import io.github.wampspring.codec.WampSerializer;
import io.github.wampspring.codec.jackson.JacksonPayloadMapper;
import io.github.wampspring.codec.jackson.WampSerializers;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.router.history.EventStore;
import io.github.wampspring.router.history.HistoryLimits;
import io.github.wampspring.router.history.HistoryOverlap;
import io.github.wampspring.router.history.HistoryPage;
import io.github.wampspring.router.history.HistoryQuery;
import io.github.wampspring.router.history.HistoryRange;
import io.github.wampspring.router.history.StoredEvent;
import io.github.wampspring.router.history.TopicHistory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What each store of events keeps and finds.
 */
public abstract class EventStoreContract {

	private static final Instant NOON = Instant.parse("2026-01-31T12:00:00.000Z");

	protected final JacksonPayloadMapper mapper = new JacksonPayloadMapper(JsonMapper.shared());

	protected final WampSerializers serializers = new WampSerializers(this.mapper);

	/** One history for each test. */
	private final String uri = "com.myapp." + UUID.randomUUID();

	protected abstract EventStore store();

	protected TopicHistory history(int count, long bytes, @Nullable Duration age) {
		return new TopicHistory("realm1", this.uri, MatchPolicy.EXACT, new HistoryLimits(count, bytes, age));
	}

	private static StoredEvent event(long number) {
		return event(number, NOON.plusSeconds(number), Dict.EMPTY, Dict.EMPTY, Payload.of((int) number));
	}

	private static StoredEvent event(long number, Instant time, Dict details, Dict filter, Payload payload) {
		return new StoredEvent(1_000_000 - number, time, "com.myapp.topic" + number % 2, details, payload, filter, 100);
	}

	private void fill(TopicHistory history, int count) throws Exception {
		for (int i = 0; i < count; i += 50) {
			store().append(history,
					LongStream.range(i, Math.min(count, i + 50)).mapToObj(EventStoreContract::event).toList());
		}
	}

	private static HistoryQuery query(HistoryRange<Long> publications, HistoryRange<Instant> times,
			@Nullable String topic, boolean reverse, int limit, Predicate<StoredEvent> visible) {
		return new HistoryQuery(publications, times, topic, reverse, limit, Long.MAX_VALUE, visible);
	}

	private List<Integer> find(TopicHistory history, HistoryQuery query) throws Exception {
		return numbers(store().find(history, query));
	}

	private List<Integer> numbers(HistoryPage page) {
		return page.events().stream().map((event) -> (Integer) this.mapper.arguments(event.payload()).get(0)).toList();
	}

	private static HistoryQuery all(boolean reverse, int limit) {
		return query(HistoryRange.all(), HistoryRange.all(), null, reverse, limit, (event) -> true);
	}

	private static List<Integer> range(int from, int to) {
		return IntStream.range(from, to).boxed().toList();
	}

	@Test
	void anEmptyHistoryHasNothing() throws Exception {
		HistoryPage page = store().find(history(10, 10_000, null), all(false, 10));
		assertThat(page).isEqualTo(new HistoryPage(List.of(), false, true));
	}

	@Test
	void eventsComeInTheirOrder() throws Exception {
		TopicHistory history = history(1_000, 1_000_000, null);
		fill(history, 450);
		assertThat(find(history, all(false, 1_000))).isEqualTo(range(0, 450));
		List<Integer> newest = new ArrayList<>(range(147, 450));
		Collections.reverse(newest);
		HistoryPage page = store().find(history, all(true, 303));
		assertThat(numbers(page)).isEqualTo(newest);
		assertThat(page.more()).isTrue();
	}

	@Test
	void whatAnEventHasComesBack() throws Exception {
		TopicHistory history = history(10, 100_000, null);
		List<StoredEvent> events = new ArrayList<>();
		Payload values = Payload.of(List.of(1, "\u00e4\u0000", List.of()), Map.of("k", new byte[] { 1, 0 }));
		for (WampSerializer serializer : this.serializers) {
			events.add(event(events.size(), NOON, Dict.of("publisher", 7), Dict.of("eligible_authrole", List.of("a")),
					serializer.encode(values)));
		}
		events.add(event(8, NOON, Dict.EMPTY, Dict.EMPTY, Payload.NONE));
		events.add(event(9, NOON, Dict.EMPTY, Dict.EMPTY, values));
		store().append(history, events);
		List<StoredEvent> found = store().find(history, all(false, 100)).events();
		assertThat(found).hasSameSizeAs(events);
		for (int i = 0; i < found.size(); i++) {
			StoredEvent event = found.get(i);
			StoredEvent before = events.get(i);
			assertThat(event.publication()).isEqualTo(before.publication());
			assertThat(event.time()).isEqualTo(NOON);
			assertThat(event.topic()).isEqualTo(before.topic());
			assertThat(event.details().toMap()).hasToString(before.details().toMap().toString());
			assertThat(event.filter().getStrings("eligible_authrole"))
				.isEqualTo(before.filter().getStrings("eligible_authrole"));
			assertThat(event.size()).isEqualTo(100);
			assertThat(this.mapper.arguments(event.payload())).isEqualTo(this.mapper.arguments(before.payload()));
			assertThat(this.mapper.keywordArguments(event.payload())).usingRecursiveComparison()
				.isEqualTo(this.mapper.keywordArguments(before.payload()));
			if (before.payload() instanceof Payload.Encoded encoded) {
				assertThat(((Payload.Encoded) event.payload()).bytes()).isEqualTo(encoded.bytes());
			}
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void publicationsAreBorders(boolean reverse) throws Exception {
		TopicHistory history = history(1_000, 1_000_000, null);
		fill(history, 20);
		HistoryQuery inner = query(new HistoryRange<>(1_000_000L - 5, 1_000_000L - 5, 1_000_000L - 10, 1_000_000L - 8),
				HistoryRange.all(), null, reverse, 100, (event) -> true);
		assertThat(find(history, inner)).containsExactlyInAnyOrder(6, 7, 8);
		HistoryQuery unknown = query(new HistoryRange<>(null, 5L, null, null), HistoryRange.all(), null, reverse, 100,
				(event) -> true);
		assertThat(store().find(history, unknown)).isEqualTo(HistoryPage.UNKNOWN);
		HistoryQuery nothing = query(new HistoryRange<>(null, 1_000_000L - 9, 1_000_000L - 3, null), HistoryRange.all(),
				null, reverse, 100, (event) -> true);
		assertThat(find(history, nothing)).isEmpty();
	}

	@Test
	void timesAndTopicsAreFilters() throws Exception {
		TopicHistory history = history(1_000, 1_000_000, null);
		fill(history, 20);
		HistoryRange<Instant> from = new HistoryRange<>(NOON.plusSeconds(3), null, null, NOON.plusSeconds(8));
		assertThat(find(history, query(HistoryRange.all(), from, null, false, 100, (event) -> true)))
			.isEqualTo(range(3, 9));
		HistoryRange<Instant> after = new HistoryRange<>(null, NOON.plusSeconds(3), NOON.plusSeconds(8), null);
		assertThat(find(history, query(HistoryRange.all(), after, "com.myapp.topic1", false, 100, (event) -> true)))
			.containsExactly(5, 7);
	}

	@Test
	void whatIsNotVisibleDoesNotCount() throws Exception {
		TopicHistory history = history(1_000, 1_000_000, null);
		fill(history, 500);
		HistoryPage page = store().find(history, query(HistoryRange.all(), HistoryRange.all(), null, false, 2,
				(event) -> event.publication() <= 1_000_000 - 450));
		assertThat(numbers(page)).containsExactly(450, 451);
		assertThat(page.more()).isTrue();
	}

	@Test
	void aPageIsBoundedInBytes() throws Exception {
		TopicHistory history = history(1_000, 1_000_000, null);
		fill(history, 20);
		HistoryPage page = store().find(history,
				new HistoryQuery(HistoryRange.all(), HistoryRange.all(), null, false, 100, 350, (event) -> true));
		assertThat(numbers(page)).containsExactly(0, 1, 2);
		assertThat(page.more()).isTrue();
	}

	@Test
	void theOldestGo() throws Exception {
		TopicHistory byCount = history(30, 1_000_000, null);
		fill(byCount, 450);
		assertThat(find(byCount, all(false, 1_000))).isEqualTo(range(420, 450));
	}

	@Test
	void theOldestGoForWantOfSpace() throws Exception {
		TopicHistory bySize = history(1_000, 1_050, null);
		fill(bySize, 450);
		assertThat(find(bySize, all(false, 1_000))).isEqualTo(range(440, 450));
	}

	@Test
	void theOldestGoByAge() throws Exception {
		TopicHistory byAge = history(1_000, 1_000_000, Duration.ofHours(1));
		Instant now = Instant.now();
		store().append(byAge,
				List.of(event(1, now.minusSeconds(7_200), Dict.EMPTY, Dict.EMPTY, Payload.of(1)),
						event(2, now.minusSeconds(3_700), Dict.EMPTY, Dict.EMPTY, Payload.of(2)),
						event(3, now.minusSeconds(60), Dict.EMPTY, Dict.EMPTY, Payload.of(3))));
		assertThat(find(byAge, all(false, 1_000))).containsExactly(3);
	}

	@Test
	void anOverlapBeginsEarlier() throws Exception {
		TopicHistory history = history(100, 100_000, null);
		fill(history, 10);
		// an event that was on its way for long
		store().append(history,
				List.of(event(20, NOON.plusSeconds(5), Dict.EMPTY, Dict.EMPTY, Payload.of(20)), event(10)));
		HistoryQuery after = query(new HistoryRange<>(null, 1_000_000L - 8, null, null), HistoryRange.all(), null,
				false, 100, (event) -> true);
		assertThat(find(history, after)).containsExactly(9, 20, 10);
		assertThat(find(history, after.with(new HistoryOverlap(Duration.ofSeconds(2), null)))).containsExactly(6, 7, 8,
				9, 20, 10);
		assertThat(store()
			.find(history,
					query(new HistoryRange<>(null, 77L, null, null), HistoryRange.all(), null, false, 100,
							(event) -> true)
						.with(new HistoryOverlap(Duration.ofSeconds(2), null)))
			.known()).isFalse();
	}

}
