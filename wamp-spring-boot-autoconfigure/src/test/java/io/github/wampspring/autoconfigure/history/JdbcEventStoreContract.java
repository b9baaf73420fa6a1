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
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

import javax.sql.DataSource;

import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.router.history.EventStore;
import io.github.wampspring.router.history.HistoryOverlap;
import io.github.wampspring.router.history.HistoryPage;
import io.github.wampspring.router.history.HistoryQuery;
import io.github.wampspring.router.history.HistoryRange;
import io.github.wampspring.router.history.StoredEvent;
import io.github.wampspring.router.history.TopicHistory;
import io.github.wampspring.router.history.jdbc.JdbcEventStore;
import org.junit.jupiter.api.Test;

import org.springframework.boot.sql.init.DatabaseInitializationMode;
import org.springframework.core.io.ClassPathResource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What a store in a database keeps and finds.
 */
public abstract class JdbcEventStoreContract extends EventStoreContract {

	private final JdbcEventStore store;

	private final DataSource dataSource;

	protected JdbcEventStoreContract(DataSource dataSource, String platform) {
		ResourceDatabasePopulator schema = new ResourceDatabasePopulator(
				new ClassPathResource("schema-" + platform + ".sql", JdbcEventStore.class));
		schema.execute(dataSource);
		// where there are tables, nothing happens
		schema.execute(dataSource);
		this.dataSource = dataSource;
		this.store = another();
	}

	private JdbcEventStore another() {
		return new JdbcEventStore(this.dataSource, this.serializers, this.mapper, Duration.ofSeconds(30));
	}

	@Override
	protected EventStore store() {
		return this.store;
	}

	private static HistoryPage all(EventStore store, TopicHistory history) throws Exception {
		return store.find(history, new HistoryQuery(HistoryRange.all(), HistoryRange.all(), null, false, 1_000,
				Long.MAX_VALUE, (event) -> true));
	}

	private static StoredEvent event(long publication, String topic) {
		return new StoredEvent(publication, Instant.now(), topic, Dict.EMPTY, Payload.of(publication), Dict.EMPTY, 10);
	}

	@Test
	void eventsOutliveTheRouter() throws Exception {
		TopicHistory history = history(3, 10_000, null);
		this.store.append(history, List.of(event(1, "a"), event(2, "a"), event(3, "a")));
		JdbcEventStore other = another();
		assertThat(all(other, history).events()).extracting(StoredEvent::publication).containsExactly(1L, 2L, 3L);
		other.append(history, List.of(event(4, "a")));
		assertThat(all(other, history).events()).extracting(StoredEvent::publication).containsExactly(2L, 3L, 4L);
	}

	@Test
	void allEventsAreStoredOrNone() throws Exception {
		TopicHistory history = history(3, 10_000, null);
		this.store.append(history, List.of(event(1, "a")));
		List<StoredEvent> events = List.of(event(2, "a"), event(3, "a".repeat(5_000)));
		assertThatExceptionOfType(DataAccessException.class).isThrownBy(() -> this.store.append(history, events));
		this.store.append(history, List.of(event(4, "a"), event(5, "a")));
		assertThat(all(this.store, history).events()).extracting(StoredEvent::publication).containsExactly(1L, 4L, 5L);
		this.store.append(history, List.of(event(6, "a")));
		assertThat(all(this.store, history).events()).extracting(StoredEvent::publication).containsExactly(4L, 5L, 6L);
		assertThat(new JdbcTemplate(this.dataSource).queryForObject(
				"SELECT COUNT(*) FROM wamp_event e JOIN wamp_history h ON h.id = e.history_id WHERE h.uri = ?",
				Integer.class, history.uri()))
			.isEqualTo(3);
	}

	@Test
	void largeArgumentsAreKept() throws Exception {
		TopicHistory history = history(3, 100_000_000, null);
		Payload payload = this.serializers.byName("cbor").encode(Payload.of((Object) new byte[5_000_000]));
		this.store.append(history,
				List.of(new StoredEvent(1, Instant.now(), "a", Dict.EMPTY, payload, Dict.EMPTY, 5_000_000)));
		assertThat((byte[]) this.mapper.arguments(all(this.store, history).events().get(0).payload()).get(0))
			.hasSize(5_000_000);
	}

	@Test
	void theLimitHoldsForAllInstancesTogether() throws Exception {
		holdsForAllInstancesTogether(history(100, 100_000, null));
	}

	@Test
	void theSpaceHoldsForAllInstancesTogether() throws Exception {
		holdsForAllInstancesTogether(history(100_000, 1_000, null));
	}

	private void holdsForAllInstancesTogether(TopicHistory history) throws Exception {
		JdbcEventStore other = another();
		for (int i = 0; i < 500; i += 2) {
			this.store.append(history, List.of(event(1_000 + i, "a")));
			other.append(history, List.of(event(1_001 + i, "a")));
		}
		assertThat(all(this.store, history).events()).hasSizeBetween(100, 150);
	}

	@Test
	void nothingGoesForWantOfRoomThatAnotherInstanceHasMade() throws Exception {
		TopicHistory history = history(100, 100_000, null);
		Instant before = Instant.now().minusSeconds(7_200);
		this.store.append(history, LongStream.range(0, 90)
			.mapToObj((number) -> new StoredEvent(number, before, "a", Dict.EMPTY, Payload.of(number), Dict.EMPTY, 10))
			.toList());
		JdbcEventStore other = another();
		other.append(history, List.of(event(1_000, "a")));
		this.store.append(history(100, 100_000, Duration.ofHours(1)), List.of(event(1_001, "a")));
		for (long i = 1_002; i < 1_020; i++) {
			other.append(history, List.of(event(i, "a")));
		}
		assertThat(all(other, history).events()).extracting(StoredEvent::publication)
			.containsExactlyElementsOf(LongStream.range(1_000, 1_020).boxed().toList());
	}

	@Test
	void instancesThatStartAtOnceMakeTheTablesTogether() throws Exception {
		JdbcEventStoreProperties properties = new JdbcEventStoreProperties();
		properties.setInitializeSchema(DatabaseInitializationMode.ALWAYS);
		ExecutorService threads = Executors.newFixedThreadPool(4);
		try {
			for (int round = 0; round < 20; round++) {
				new JdbcTemplate(this.dataSource).execute("DROP TABLE wamp_event");
				new JdbcTemplate(this.dataSource).execute("DROP TABLE wamp_history");
				CyclicBarrier start = new CyclicBarrier(4);
				List<Future<Boolean>> made = threads.invokeAll(Collections.nCopies(4, () -> {
					EventStoreInitializer initializer = new EventStoreInitializer(this.dataSource, properties);
					start.await(30, TimeUnit.SECONDS);
					return initializer.initializeDatabase();
				}));
				for (Future<Boolean> each : made) {
					assertThat(each.get()).isTrue();
				}
			}
		}
		finally {
			threads.shutdownNow();
		}
	}

	@Test
	void anOverlapIsCompleteIfWhatWasBeforeItIsKeptOrNothingWasDropped() throws Exception {
		TopicHistory history = history(4, 10_000, null);
		Instant noon = Instant.parse("2026-01-31T12:00:00.000Z");
		List<StoredEvent> events = LongStream.range(1, 7)
			.mapToObj((number) -> new StoredEvent(number, noon.plusSeconds(number), "a", Dict.EMPTY, Payload.of(number),
					Dict.EMPTY, 10))
			.toList();
		this.store.append(history, events.subList(0, 3));
		assertThat(overlap(history, 3, 60).complete()).isTrue();
		this.store.append(history, events.subList(3, 6));
		assertThat(overlap(history, 6, 2).complete()).isTrue();
		HistoryPage page = overlap(history, 6, 60);
		assertThat(page.complete()).isFalse();
		assertThat(page.events()).extracting(StoredEvent::publication).containsExactly(3L, 4L, 5L, 6L);
	}

	private HistoryPage overlap(TopicHistory history, long after, int seconds) {
		return this.store
			.find(history,
					new HistoryQuery(new HistoryRange<>(null, after, null, null), HistoryRange.all(), null, false, 100,
							Long.MAX_VALUE, (event) -> true)
						.with(new HistoryOverlap(Duration.ofSeconds(seconds), null)));
	}

}
