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

package io.github.wampspring.router.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.MatchPolicy;
import io.github.wampspring.auth.WampUser;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.WampMessage;
import io.github.wampspring.protocol.WampMessage.Call;
import io.github.wampspring.protocol.WampMessage.Event;
import io.github.wampspring.protocol.WampMessage.Published;
import io.github.wampspring.protocol.WampMessage.Result;
import io.github.wampspring.router.RealmSettings;
import io.github.wampspring.router.RolePermission;
import io.github.wampspring.router.WampAction;
import io.github.wampspring.router.history.EventStore;
import io.github.wampspring.router.history.HistoryLimits;
import io.github.wampspring.router.history.HistoryPage;
import io.github.wampspring.router.history.HistoryQuery;
import io.github.wampspring.router.history.MemoryEventStore;
import io.github.wampspring.router.history.StoredEvent;
import io.github.wampspring.router.history.TopicHistory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * What a history keeps, and who is told of it.
 */
class EventHistoryTests {

	private static final String TOPIC = "com.myapp.topic";

	private static final Dict ACKNOWLEDGED = Dict.of("acknowledge", true);

	private DefaultWampRouter router = TestRouters
		.open((realm) -> realm.history(TOPIC, MatchPolicy.EXACT, new HistoryLimits(5, 10_000, null))
			.history("com.myapp.", MatchPolicy.PREFIX, new HistoryLimits(100, 1_000_000, null))
			.user(new WampUser("peter", "s", "frontend")));

	private final TestClient client = TestClient.joined(this.router);

	@AfterEach
	void tearDown() {
		this.router.close();
	}

	@Test
	void aHistoryIsAnnouncedWhereThereIsOne() {
		assertThat(features(this.client)).containsEntry("event_history", true);
		try (DefaultWampRouter other = TestRouters.open()) {
			assertThat(features(TestClient.joined(other))).doesNotContainKey("event_history");
		}
	}

	private static Map<String, Object> features(TestClient client) {
		return client.welcome.details().getDict("roles").getDict("broker").getDict("features").toMap();
	}

	@Test
	void eventsAreKeptWithoutASubscriberAndTold() {
		Instant before = Instant.now().minusSeconds(1);
		long publication = publish(TOPIC, 1);
		List<Map<String, Object>> events = events(subscription(TOPIC, "exact"), Map.of());
		assertThat(events).singleElement().satisfies((event) -> {
			assertThat(event).containsEntry("publication", publication)
				.containsEntry("subscription", subscription(TOPIC, "exact"))
				.containsEntry("details", Map.of())
				.containsEntry("args", List.of(1))
				.doesNotContainKey("kwargs");
			assertThat((String) event.get("timestamp")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
			assertThat(Instant.parse((String) event.get("timestamp"))).isBetween(before, Instant.now());
		});
		assertThat(events(subscription("com.myapp.", "prefix"), Map.of())).singleElement()
			.satisfies((event) -> assertThat(event).containsEntry("details", Map.of("topic", TOPIC)));
	}

	@Test
	void theSubscriptionStaysWhenItsLastSubscriberGoes() {
		long subscription = subscription(TOPIC, "exact");
		assertThat(this.client.subscribe(TOPIC, Dict.EMPTY)).isEqualTo(subscription);
		this.client.send(new WampMessage.Unsubscribe(this.client.nextRequest(), subscription, Dict.EMPTY));
		this.client.take(WampMessage.Unsubscribed.class);
		publish(TOPIC, 1);
		assertThat(subscription(TOPIC, "exact")).isEqualTo(subscription);
		assertThat(numbers(subscription, Map.of())).containsExactly(1);
	}

	@Test
	void theOldestGoWhenThereIsNoRoom() {
		IntStream.range(0, 8).forEach((i) -> publish(TOPIC, i));
		assertThat(numbers(subscription(TOPIC, "exact"), Map.of())).containsExactly(3, 4, 5, 6, 7);
		assertThat(numbers(subscription("com.myapp.", "prefix"), Map.of())).hasSize(8);
	}

	@Test
	void anEventThatIsLargerThanTheHistoryIsRefused() {
		this.client.publish(TOPIC, ACKNOWLEDGED, "x".repeat(20_000));
		this.client.takeError(ErrorUris.PAYLOAD_SIZE_EXCEEDED);
		assertThat(numbers(subscription("com.myapp.", "prefix"), Map.of())).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "from_publication, 2, false, 2 3 4", "after_publication, 2, false, 3 4",
			"before_publication, 2, false, 0 1", "until_publication, 2, false, 0 1 2",
			"after_publication, 2, true, 4 3", "before_publication, 2, true, 1 0" })
	void publicationsAreBorders(String border, int index, boolean reverse, String expected) {
		List<Long> publications = IntStream.range(0, 5).mapToObj((i) -> publish(TOPIC, i)).toList();
		List<Integer> numbers = numbers(subscription(TOPIC, "exact"),
				Map.of(border, publications.get(index), "reverse", reverse));
		assertThat(numbers)
			.containsExactlyElementsOf(List.of(expected.split(" ")).stream().map(Integer::valueOf).toList());
	}

	@Test
	void bordersThatExcludeEachOtherLeaveNothing() {
		List<Long> publications = IntStream.range(0, 5).mapToObj((i) -> publish(TOPIC, i)).toList();
		assertThat(numbers(subscription(TOPIC, "exact"),
				Map.of("after_publication", publications.get(3), "before_publication", publications.get(1))))
			.isEmpty();
	}

	@Test
	void timesAreBorders() {
		publish(TOPIC, 0);
		long subscription = subscription(TOPIC, "exact");
		String time = (String) events(subscription, Map.of()).get(0).get("timestamp");
		assertThat(numbers(subscription, Map.of("from_time", time))).containsExactly(0);
		assertThat(numbers(subscription, Map.of("after_time", time))).isEmpty();
		assertThat(numbers(subscription, Map.of("until_time", time))).containsExactly(0);
		assertThat(numbers(subscription, Map.of("before_time", time))).isEmpty();
		assertThat(numbers(subscription, Map.of("from_time", "2000-01-01T00:00:00+01:00"))).containsExactly(0);
	}

	@Test
	void aTopicIsChosenOutOfAPattern() {
		publish("com.myapp.a", 1);
		publish("com.myapp.b", 2);
		assertThat(numbers(subscription("com.myapp.", "prefix"), Map.of("topic", "com.myapp.b"))).containsExactly(2);
	}

	@Test
	void aLimitLeavesTheRestForTheNextPage() {
		IntStream.range(0, 5).forEach((i) -> publish(TOPIC, i));
		long subscription = subscription(TOPIC, "exact");
		Result first = get(subscription, Map.of("limit", 2));
		assertThat(kwargs(first)).containsEntry("more", true);
		assertThat(events(first)).extracting((event) -> event.get("args")).containsExactly(List.of(0), List.of(1));
		long last = (Long) events(first).get(1).get("publication");
		Result second = get(subscription, Map.of("limit", 3, "after_publication", last));
		assertThat(events(second)).hasSize(3);
		assertThat(kwargs(second)).doesNotContainKeys("more", "known");
		assertThat(numbers(subscription, Map.of("limit", 2, "reverse", true))).containsExactly(4, 3);
	}

	@Test
	void anAnswerIsBoundedInBytes() {
		IntStream.range(0, 30).forEach((i) -> publish("com.myapp.big", "x".repeat(20_000)));
		Result page = get(subscription("com.myapp.", "prefix"), Map.of());
		assertThat(events(page)).hasSizeBetween(10, 14);
		assertThat(kwargs(page)).containsEntry("more", true);
	}

	@Test
	void nothingIsToldAfterAPublicationThatIsNotThere() {
		publish(TOPIC, 1);
		Result page = get(subscription(TOPIC, "exact"), Map.of("after_publication", 1));
		assertThat(events(page)).isEmpty();
		assertThat(kwargs(page)).containsEntry("known", false);
	}

	@ParameterizedTest
	@CsvSource({ "limit, 0", "limit, x", "reverse, 1", "after_publication, x", "from_time, yesterday", "topic, 1" })
	void whatMakesNoSenseIsRefused(String option, String value) {
		Object number = value.matches("\\d") ? (Object) Integer.valueOf(value) : value;
		ask(this.client, subscription(TOPIC, "exact"), Map.of(option, number));
		this.client.takeError(ErrorUris.INVALID_ARGUMENT);
	}

	@Test
	void aSubscriptionWithoutAHistorySaysSo() {
		ask(this.client, this.client.subscribe("com.other", Dict.EMPTY), Map.of());
		this.client.takeError("wamp.error.history_unavailable");
		ask(this.client, 12345, Map.of());
		this.client.takeError(ErrorUris.NO_SUCH_SUBSCRIPTION);
	}

	@Test
	void listsOfNamesHoldForTheHistoryToo() {
		TestClient other = TestClient.joined(this.router);
		this.client.publish(TOPIC, ACKNOWLEDGED.with("eligible_authrole", List.of("frontend")), 1);
		this.client.take(Published.class);
		this.client.publish(TOPIC, ACKNOWLEDGED.with("exclude_authrole", List.of("frontend")), 2);
		this.client.take(Published.class);
		assertThat(numbers(other, subscription(TOPIC, "exact"), Map.of())).containsExactly(2);
	}

	@Test
	void whatNamesSessionsIsNotKept() {
		TestClient other = TestClient.joined(this.router);
		long subscription = other.subscribe(TOPIC, Dict.EMPTY);
		this.client.publish(TOPIC, ACKNOWLEDGED.with("eligible", List.of(other.id())), 1);
		this.client.take(Published.class);
		this.client.publish(TOPIC, ACKNOWLEDGED.with("exclude", List.of(1L)), 2);
		this.client.take(Published.class);
		assertThat(other.takeAll(Event.class)).hasSize(2);
		assertThat(numbers(subscription, Map.of())).isEmpty();
	}

	@Test
	void aPublisherMayAskForWhatItHasPublished() {
		this.client.publish(TOPIC, ACKNOWLEDGED, 1);
		this.client.take(Published.class);
		assertThat(numbers(this.client, subscription(TOPIC, "exact"), Map.of())).containsExactly(1);
	}

	@Test
	void whoMayNotSubscribeMayNotRead() {
		this.router.close();
		this.router = TestRouters.open((realm) -> realm
			.history(TOPIC, MatchPolicy.EXACT, new HistoryLimits(5, 1000, null))
			.permission(new RolePermission("anonymous", "wamp.", MatchPolicy.PREFIX, Set.of(WampAction.CALL), false)));
		TestClient stranger = TestClient.joined(this.router);
		stranger.call("wamp.subscription.lookup", Dict.EMPTY, TOPIC);
		long subscription = (Long) TestClient.arguments(stranger.take(Result.class)).get(0);
		ask(stranger, subscription, Map.of());
		stranger.takeError(ErrorUris.NOT_AUTHORIZED);
	}

	@Test
	void eventsAreKeptForATimeOnly() {
		this.router.close();
		this.router = TestRouters
			.open((realm) -> realm.history(TOPIC, MatchPolicy.EXACT, new HistoryLimits(5, 1000, Duration.ofMillis(1))));
		TestClient publisher = TestClient.joined(this.router);
		publisher.publish(TOPIC, ACKNOWLEDGED, 1);
		publisher.take(Published.class);
		publisher.call("wamp.subscription.lookup", Dict.EMPTY, TOPIC);
		long subscription = (Long) TestClient.arguments(publisher.take(Result.class)).get(0);
		TestClient other = TestClient.joined(this.router);
		Awaitility.await().until(() -> numbers(other, subscription, Map.of()).isEmpty());
	}

	@Test
	void aHistoryThatMakesNoSenseDoesNotStart() {
		HistoryLimits limits = new HistoryLimits(1, 1, null);
		assertThatIllegalArgumentException()
			.isThrownBy(
					() -> RealmSettings.builder("realm1").history("wamp.session.", MatchPolicy.PREFIX, limits).build())
			.withMessageContaining("reserved");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> RealmSettings.builder("realm1")
				.history("a", MatchPolicy.EXACT, limits)
				.history("a", MatchPolicy.EXACT, limits)
				.build())
			.withMessageContaining("two");
	}

	@Test
	void aStoreThatHangsMakesNobodyElseWait() {
		SlowStore store = new SlowStore();
		this.router.close();
		this.router = TestRouters.open(
				(realm) -> realm.history(TOPIC, MatchPolicy.EXACT, new HistoryLimits(100, 100_000, null)),
				(settings) -> settings.eventStore(store).historyTimeout(Duration.ofMillis(200)));
		TestClient publisher = TestClient.joined(this.router);
		TestClient subscriber = TestClient.joined(this.router);
		long subscription = subscriber.subscribe(TOPIC, Dict.EMPTY);
		publisher.publish(TOPIC, ACKNOWLEDGED, 1);
		publisher.takeError(ErrorUris.TIMEOUT);
		assertThat(subscriber.take(Event.class).payload()).isEqualTo(Payload.of(1));
		ask(subscriber, subscription, Map.of());
		subscriber.takeError(ErrorUris.TIMEOUT);
		store.goOn.countDown();
		assertThat(numbers(subscriber, subscription, Map.of())).containsExactly(1);
		publisher.publish(TOPIC, ACKNOWLEDGED, 2);
		publisher.take(Published.class);
	}

	@Test
	void whatWaitsForTheStoreIsBounded() {
		SlowStore store = new SlowStore();
		this.router.close();
		this.router = TestRouters.open(
				(realm) -> realm.history(TOPIC, MatchPolicy.EXACT, new HistoryLimits(100, 100_000, null)),
				(settings) -> settings.eventStore(store).historyTimeout(Duration.ofSeconds(60)));
		TestClient publisher = TestClient.joined(this.router);
		IntStream.range(0, 10_000).forEach((i) -> publisher.publish(TOPIC, Dict.EMPTY, i));
		publisher.publish(TOPIC, ACKNOWLEDGED, -1);
		publisher.takeError(ErrorUris.UNAVAILABLE);
		store.goOn.countDown();
		TestClient other = TestClient.joined(this.router);
		Awaitility.await().until(() -> {
			publisher.publish(TOPIC, ACKNOWLEDGED, 1);
			return publisher.take(WampMessage.class) instanceof Published;
		});
		other.call("wamp.subscription.lookup", Dict.EMPTY, TOPIC);
		long subscription = (Long) TestClient.arguments(other.take(Result.class)).get(0);
		assertThat(numbers(other, subscription, Map.of()).stream().filter((number) -> number > 1)).hasSize(99)
			.isSorted()
			.last()
			.isEqualTo(9_999);
	}

	@Test
	void whatTheStoreRefusesIsAnErrorForItsPublisherOnly() {
		SlowStore store = new SlowStore();
		store.goOn.countDown();
		this.router.close();
		this.router = TestRouters.open(
				(realm) -> realm.history(TOPIC, MatchPolicy.EXACT, new HistoryLimits(100, 100_000, null)),
				(settings) -> settings.eventStore(store));
		TestClient publisher = TestClient.joined(this.router);
		publisher.publish(TOPIC, ACKNOWLEDGED, "poison");
		publisher.takeError(ErrorUris.UNAVAILABLE);
		publisher.publish(TOPIC, ACKNOWLEDGED, 1);
		publisher.take(Published.class);
	}

	private long publish(String topic, Object argument) {
		TestClient publisher = TestClient.joined(this.router);
		publisher.publish(topic, ACKNOWLEDGED, argument);
		return publisher.take(Published.class).publication();
	}

	private long subscription(String topic, String match) {
		this.client.call("wamp.subscription.lookup", Dict.EMPTY, topic, Map.of("match", match));
		return (Long) TestClient.arguments(this.client.take(Result.class)).get(0);
	}

	private static void ask(TestClient client, long subscription, Map<String, Object> options) {
		client.send(new Call(client.nextRequest(), Dict.EMPTY, "wamp.subscription.get_events",
				Payload.of(List.of(subscription), options)));
	}

	private Result get(long subscription, Map<String, Object> options) {
		TestClient asking = TestClient.joined(this.router);
		ask(asking, subscription, options);
		return asking.take(Result.class);
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> kwargs(Result result) {
		return (Map<String, Object>) ((Payload.Values) result.payload()).keywordArguments();
	}

	@SuppressWarnings("unchecked")
	private static List<Map<String, Object>> events(Result result) {
		return (List<Map<String, Object>>) TestClient.arguments(result);
	}

	private List<Map<String, Object>> events(long subscription, Map<String, Object> options) {
		return events(get(subscription, options));
	}

	private List<Integer> numbers(long subscription, Map<String, Object> options) {
		return numbers(TestClient.joined(this.router), subscription, options);
	}

	private static List<Integer> numbers(TestClient asking, long subscription, Map<String, Object> options) {
		ask(asking, subscription, options);
		List<Integer> numbers = new ArrayList<>();
		for (Map<String, Object> event : events(asking.take(Result.class))) {
			numbers.add((Integer) ((List<?>) event.get("args")).get(0));
		}
		return numbers;
	}

	/** Takes nothing until it goes on, and some things never. */
	private static final class SlowStore implements EventStore {

		private final CountDownLatch goOn = new CountDownLatch(1);

		private final MemoryEventStore store = new MemoryEventStore();

		@Override
		public void append(TopicHistory history, List<StoredEvent> events) throws Exception {
			this.goOn.await();
			if (events.stream().anyMatch((event) -> event.payload().equals(Payload.of("poison")))) {
				throw new IllegalStateException("too bad");
			}
			this.store.append(history, events);
		}

		@Override
		public HistoryPage find(TopicHistory history, HistoryQuery query) {
			return this.store.find(history, query);
		}

	}

}
