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

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

import io.github.wampspring.MatchPolicy;
import io.github.wampspring.client.ConnectionSettings;
import io.github.wampspring.client.DefaultWampConnection;
import io.github.wampspring.client.WampSubscription;
import io.github.wampspring.codec.jackson.JacksonPayloadMapper;
import io.github.wampspring.core.WampTemplate;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.WampMessage.Published;
import io.github.wampspring.protocol.WampMessage.Result;
import io.github.wampspring.router.RealmSettings;
import io.github.wampspring.router.RouterSettings;
import io.github.wampspring.router.history.EventStore;
import io.github.wampspring.router.history.HistoryLimits;
import io.github.wampspring.router.history.HistoryPage;
import io.github.wampspring.router.history.HistoryQuery;
import io.github.wampspring.router.history.MemoryEventStore;
import io.github.wampspring.router.history.StoredEvent;
import io.github.wampspring.router.history.TopicHistory;
import io.github.wampspring.transport.ChannelClose;
import io.github.wampspring.transport.ConnectFailedException;
import io.github.wampspring.transport.WampChannel;
import io.github.wampspring.transport.local.InProcessConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.util.backoff.FixedBackOff;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a subscription with replay gets whose session moves from one instance to another.
 */
class ReplayOverInstancesTests {

	private static final String TOPIC = "com.myapp.topic";

	private static final Dict ACKNOWLEDGED = Dict.of("acknowledge", true);

	private final JacksonPayloadMapper mapper = new JacksonPayloadMapper(JsonMapper.shared());

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final List<Integer> seen = new CopyOnWriteArrayList<>();

	private final List<InProcessConnector> connectors = new ArrayList<>();

	private TestCluster cluster;

	private DefaultWampConnection connection;

	private int queueCapacity = 10_000;

	private volatile Step handler = (number) -> {
	};

	private volatile WampChannel channel;

	/** The instance that the subscriber reaches, -1 for none. */
	private volatile int instance;

	@AfterEach
	void close() {
		this.connection.stop();
		this.connectors.forEach(InProcessConnector::close);
		this.cluster.close();
		this.threads.shutdownNow();
	}

	private static RouterSettings.Builder settings(EventStore store) {
		RealmSettings.Builder realm = RealmSettings.builder("realm1")
			.anonymous("anonymous")
			.history(TOPIC, MatchPolicy.EXACT, new HistoryLimits(100_000, 10_000_000, null));
		return RouterSettings.builder().shutdownTimeout(Duration.ofMillis(10)).eventStore(store).realm(realm.build());
	}

	private WampSubscription subscribe(EventStore store) {
		open(store);
		return subscribe();
	}

	private void open(EventStore store) {
		this.cluster = new TestCluster(settings(store), 3);
		this.threads.execute(() -> {
			while (!this.threads.isShutdown()) {
				this.cluster.engine().settle();
				LockSupport.parkNanos(1_000_000);
			}
		});
		for (int i = 0; i < 3; i++) {
			this.connectors.add(new InProcessConnector(this.cluster.router(i), this.mapper));
		}
		this.connection = new DefaultWampConnection(new ConnectionSettings("subscriber",
				List.of(URI.create("in-process:router")), (url) -> (target, acceptor) -> {
					if (this.instance < 0) {
						throw new ConnectFailedException("cut", false, null);
					}
					return this.connectors.get(this.instance).connect(target, (channel) -> {
						this.channel = channel;
						return acceptor.apply(channel);
					});
				}, this.threads, this.mapper)
			.shutdownTimeout(Duration.ofMillis(100))
			.eventQueue(this.queueCapacity, 10_000_000)
			.reconnectBackOff(new FixedBackOff(1, FixedBackOff.UNLIMITED_ATTEMPTS)));
		this.connection.start();
	}

	private WampSubscription subscribe() {
		WampSubscription subscription = WampTemplate.builder(this.connection)
			.payloadMapper(this.mapper)
			.build()
			.newSubscription(TOPIC)
			.replay()
			.subscribe(Integer.class, (number) -> {
				this.handler.before(number);
				this.seen.add(number);
			});
		this.cluster.await(() -> subscription.whenActive().toCompletableFuture().isDone());
		return subscription;
	}

	private void cut() {
		this.instance = -1;
		this.channel.close(ChannelClose.broken("cut", null));
	}

	private void publish(TestClient publisher, int... numbers) {
		for (int number : numbers) {
			publisher.publish(TOPIC, ACKNOWLEDGED, number);
		}
		for (int i = 0; i < numbers.length; i++) {
			publisher.take(Published.class);
		}
	}

	private void awaitSeen(Integer... numbers) {
		this.cluster.await(() -> this.seen.size() >= numbers.length);
		assertThat(this.seen).containsExactly(numbers);
	}

	@Test
	void anEventThatWasOnItsWayToTheInstanceThatWasLeftComesOnce() {
		subscribe(null);
		whatWasOnItsWayComesOnce();
	}

	private void whatWasOnItsWayComesOnce() {
		TestClient two = this.cluster.join(1);
		TestClient three = this.cluster.join(2);
		publish(two, 0);
		awaitSeen(0);
		this.cluster.engine().hold("node3", "node1");
		publish(three, 1);
		publish(two, 2);
		awaitSeen(0, 2);
		cut();
		this.instance = 1;
		awaitSeen(0, 2, 1);
		this.cluster.engine().release();
		publish(three, 3);
		awaitSeen(0, 2, 1, 3);
	}

	@Test
	void anEventThatWasOnItsWayIsFoundInAHistoryOfAllInstances() {
		subscribe(new SharedStore());
		whatWasOnItsWayComesOnce();
	}

	@Test
	void anEventThatAnotherInstanceHasYetToStoreIsWaitedFor() {
		SharedStore store = new SharedStore();
		WampSubscription subscription = subscribe(store);
		TestClient two = this.cluster.join(1);
		TestClient three = this.cluster.join(2);
		publish(two, 0);
		awaitSeen(0);
		this.cluster.engine().hold("node3", "node1");
		store.slow = true;
		three.publish(TOPIC, ACKNOWLEDGED, 1);
		cut();
		this.cluster.await(() -> !subscription.isActive());
		// the event has come to this instance already, but nobody had subscribed
		this.instance = 1;
		this.cluster.await(subscription::isActive);
		store.goOn.countDown();
		three.take(Published.class);
		awaitSeen(0, 1);
	}

	@Test
	void whatWasPublishedBeforeTheSubscriptionIsNotHandledAtAnotherInstanceEither() {
		open(null);
		TestClient one = this.cluster.join(0);
		this.cluster.engine().hold("node3", "node2");
		publish(this.cluster.join(2), 1);
		publish(one, 2);
		this.cluster.engine().release();
		subscribe();
		cut();
		publish(one, 3);
		this.instance = 1;
		awaitSeen(3);
		publish(one, 4);
		awaitSeen(3, 4);
	}

	@Test
	void whatTheQueueHasNoRoomForIsHadLater() {
		this.queueCapacity = 10;
		open(new SharedStore());
		CountDownLatch goOn = new CountDownLatch(1);
		this.handler = (number) -> goOn.await();
		subscribe();
		TestClient two = this.cluster.join(1);
		publish(two, IntStream.range(0, 300).toArray());
		goOn.countDown();
		awaitSeen(IntStream.range(0, 300).boxed().toArray(Integer[]::new));
	}

	@Test
	void moreThanIsKnownToBeHandledCountsAsAGap() {
		this.queueCapacity = 500;
		open(new SharedStore());
		WampSubscription subscription = subscribe();
		TestClient two = this.cluster.join(1);
		for (int i = 0; i < 2_000; i += 500) {
			publish(two, IntStream.range(i, i + 500).toArray());
			int published = i + 500;
			this.cluster.await(() -> this.seen.size() >= published);
		}
		cut();
		publish(two, 2_000);
		this.instance = 2;
		awaitSeen(IntStream.rangeClosed(0, 2_000).boxed().toArray(Integer[]::new));
		assertThat(subscription.getReplayGaps()).isPositive();
	}

	@Test
	void theOrderOfAnInstanceIsAnotherOneWhenSomethingOfOthersWasLost() {
		open(null);
		TestClient one = this.cluster.join(0);
		TestClient two = this.cluster.join(1);
		long subscription = one.subscribe(TOPIC, Dict.EMPTY);
		String order = order(one, subscription);
		assertThat(order(two, subscription)).isNotEqualTo(order);
		this.cluster.router(2).close();
		this.cluster.awaitMembers(0, 1);
		assertThat(order(one, subscription)).isEqualTo(order);
		this.cluster.engine().kill("node2");
		// a frame that does not arrive is the hint
		one.publish(TOPIC, ACKNOWLEDGED, 1);
		one.take(Published.class);
		this.cluster.awaitMembers(0, 0);
		assertThat(order(one, subscription)).isNotEqualTo(order);
	}

	private String order(TestClient client, long subscription) {
		client.call("wamp.subscription.get_events", Dict.EMPTY, subscription);
		Object order = this.mapper.keywordArguments(client.take(Result.class).payload()).get("order");
		return String.valueOf(order);
	}

	/** What a handler does before it is done. */
	private interface Step {

		void before(int number) throws InterruptedException;

	}

	/** A store that all instances have in common, as a database is. */
	private static final class SharedStore implements EventStore {

		private final MemoryEventStore events = new MemoryEventStore();

		private final CountDownLatch goOn = new CountDownLatch(1);

		private volatile boolean slow;

		@Override
		public boolean isShared() {
			return true;
		}

		@Override
		public void append(TopicHistory history, List<StoredEvent> events) throws Exception {
			if (this.slow) {
				this.goOn.await();
			}
			synchronized (this) {
				this.events.append(history, events);
			}
		}

		@Override
		public HistoryPage find(TopicHistory history, HistoryQuery query) {
			return this.events.find(history, query);
		}

	}

}
