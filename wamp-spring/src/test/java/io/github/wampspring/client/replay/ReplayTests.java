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

package io.github.wampspring.client.replay;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import io.github.wampspring.MatchPolicy;
import io.github.wampspring.client.ConnectionSettings;
import io.github.wampspring.client.DefaultWampConnection;
import io.github.wampspring.client.WampSession;
import io.github.wampspring.client.WampSubscription;
import io.github.wampspring.codec.jackson.JacksonPayloadMapper;
import io.github.wampspring.core.WampTemplate;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.router.RealmSettings;
import io.github.wampspring.router.RouterSettings;
import io.github.wampspring.router.WampRouter;
import io.github.wampspring.router.engine.DefaultWampRouter;
import io.github.wampspring.router.history.HistoryLimits;
import io.github.wampspring.transport.ChannelClose;
import io.github.wampspring.transport.ConnectFailedException;
import io.github.wampspring.transport.WampChannel;
import io.github.wampspring.transport.local.InProcessConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.util.backoff.FixedBackOff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What a subscription with replay gets, whatever becomes of its connection.
 */
@ExtendWith(OutputCaptureExtension.class)
class ReplayTests {

	private static final String TOPIC = "com.myapp.topic";

	private static final Dict ACKNOWLEDGED = Dict.of("acknowledge", true);

	private final JacksonPayloadMapper mapper = new JacksonPayloadMapper(JsonMapper.shared());

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final List<DefaultWampConnection> connections = new ArrayList<>();

	private final List<Integer> seen = new CopyOnWriteArrayList<>();

	private volatile WampChannel subscriberChannel;

	private volatile boolean reachable = true;

	private WampRouter router;

	private InProcessConnector connector;

	private WampTemplate publisher;

	private DefaultWampConnection subscriber;

	private int queueCapacity = 10_000;

	@AfterEach
	void close() {
		this.connections.forEach(DefaultWampConnection::stop);
		this.connector.close();
		this.router.close();
		this.threads.shutdownNow();
	}

	private void open(Consumer<RealmSettings.Builder> customizer) {
		RealmSettings.Builder realm = RealmSettings.builder("realm1");
		customizer.accept(realm);
		open(new DefaultWampRouter(
				RouterSettings.builder().realm(realm.build()).shutdownTimeout(Duration.ofMillis(10)).build(),
				this.mapper));
		this.publisher = WampTemplate.builder(connect("publisher")).payloadMapper(this.mapper).build();
		this.subscriber = connect("subscriber");
	}

	private void open(WampRouter router) {
		this.router = router;
		this.connector = new InProcessConnector(this.router, this.mapper);
	}

	private void open(int count) {
		open((realm) -> realm.history(TOPIC, MatchPolicy.EXACT, new HistoryLimits(count, 10_000_000, null)));
	}

	private DefaultWampConnection connect(String name) {
		DefaultWampConnection connection = new DefaultWampConnection(
				new ConnectionSettings(name, List.of(URI.create("in-process:router")), (url) -> (target, acceptor) -> {
					if (name.equals("subscriber") && !this.reachable) {
						throw new ConnectFailedException("cut", false, null);
					}
					return this.connector.connect(target, (channel) -> {
						if (name.equals("subscriber")) {
							this.subscriberChannel = channel;
						}
						return acceptor.apply(channel);
					});
				}, this.threads, this.mapper).shutdownTimeout(Duration.ofMillis(100))
					.eventQueue(this.queueCapacity, 10_000_000)
					.reconnectBackOff(new FixedBackOff(1, FixedBackOff.UNLIMITED_ATTEMPTS)));
		this.connections.add(connection);
		connection.start();
		return connection;
	}

	private WampSubscription subscribe(Consumer<Integer> handler) {
		return WampTemplate.builder(this.subscriber)
			.payloadMapper(this.mapper)
			.build()
			.newSubscription(TOPIC)
			.replay()
			.subscribe(Integer.class, handler::accept)
			.awaitActive(Duration.ofSeconds(30));
	}

	private void publish(int... numbers) {
		for (int number : numbers) {
			this.publisher.newPublication(TOPIC).args(number).publishAcknowledged();
		}
	}

	/** Cuts the connection, publishes, and lets the subscriber come back. */
	private void meanwhile(int... numbers) {
		this.reachable = false;
		this.subscriberChannel.close(ChannelClose.broken("cut", null));
		publish(numbers);
		this.reachable = true;
	}

	@Test
	void whatWasPublishedMeanwhileIsHandledInOrder() {
		open(100);
		WampSubscription subscription = subscribe(this.seen::add);
		publish(1, 2);
		await().untilAsserted(() -> assertThat(this.seen).containsExactly(1, 2));
		meanwhile(3, 4);
		await().until(subscription::isActive);
		publish(5);
		await().untilAsserted(() -> assertThat(this.seen).containsExactly(1, 2, 3, 4, 5));
		assertThat(subscription.getReplayGaps()).isZero();
	}

	@Test
	void whatWasPublishedBeforeTheSubscriptionIsNot() {
		open(100);
		publish(1, 2);
		subscribe(this.seen::add);
		meanwhile(3);
		await().untilAsserted(() -> assertThat(this.seen).containsExactly(3));
	}

	@Test
	void theFirstEventOfATopicMayBeMissingToo() {
		open(100);
		subscribe(this.seen::add);
		meanwhile(1);
		await().untilAsserted(() -> assertThat(this.seen).containsExactly(1));
	}

	@Test
	void moreThanAPageIsHandled() {
		open(10_000);
		subscribe(this.seen::add);
		meanwhile(IntStream.range(0, 1_700).toArray());
		await().untilAsserted(() -> assertThat(this.seen).hasSize(1_700));
		assertThat(this.seen).containsExactlyElementsOf(IntStream.range(0, 1_700).boxed().toList());
	}

	@Test
	void aPatternHasReplayToo() {
		open((realm) -> realm.history("com.myapp.", MatchPolicy.PREFIX, new HistoryLimits(10, 10_000, null)));
		List<String> topics = new CopyOnWriteArrayList<>();
		WampSubscription subscription = WampTemplate.builder(this.subscriber)
			.payloadMapper(this.mapper)
			.build()
			.newSubscription("com.myapp.")
			.match(MatchPolicy.PREFIX)
			.replay()
			.subscribe((arguments, details) -> topics.add(details.topic()))
			.awaitActive(Duration.ofSeconds(30));
		meanwhile(1);
		await().untilAsserted(() -> assertThat(topics).containsExactly(TOPIC));
	}

	@Test
	void whatIsPackedComesUnpacked() {
		open(100);
		subscribe(this.seen::add);
		this.reachable = false;
		this.subscriberChannel.close(ChannelClose.broken("cut", null));
		this.publisher.newPublication(TOPIC)
			.option("ppt_scheme", "x_custom")
			.option("ppt_serializer", "cbor")
			.args(7)
			.publishAcknowledged();
		this.reachable = true;
		await().untilAsserted(() -> assertThat(this.seen).containsExactly(7));
	}

	@Test
	void whatFailedHasBeenHandled() {
		open(100);
		AtomicInteger calls = new AtomicInteger();
		subscribe((number) -> {
			calls.incrementAndGet();
			throw new IllegalStateException("too bad");
		});
		publish(1);
		await().until(() -> calls.get() == 1);
		meanwhile(2);
		await().until(() -> calls.get() == 2);
	}

	@Test
	void anEventThatIsBeingHandledIsNotHandledAgain() {
		open(100);
		CountDownLatch goOn = new CountDownLatch(1);
		WampSubscription subscription = subscribe((number) -> {
			waitFor(goOn);
			this.seen.add(number);
		});
		publish(1, 2);
		meanwhile(3);
		await().until(subscription::isActive);
		publish(4);
		goOn.countDown();
		await().untilAsserted(() -> assertThat(this.seen).hasSize(4));
		assertThat(this.seen).containsExactly(1, 2, 3, 4);
	}

	private static void waitFor(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Test
	void whatTheQueueHasNoRoomForIsHadLater() {
		this.queueCapacity = 10;
		open(10_000);
		CountDownLatch goOn = new CountDownLatch(1);
		WampSubscription subscription = subscribe((number) -> {
			waitFor(goOn);
			this.seen.add(number);
		});
		publish(IntStream.range(0, 500).toArray());
		goOn.countDown();
		await().untilAsserted(() -> assertThat(this.seen).hasSize(500));
		assertThat(this.seen).containsExactlyElementsOf(IntStream.range(0, 500).boxed().toList());
		assertThat(subscription.getDroppedEvents()).isZero();
	}

	@Test
	void aPausedSubscriptionMissesNothing() {
		this.queueCapacity = 10;
		open(10_000);
		WampSubscription subscription = subscribe(this.seen::add);
		subscription.pause();
		publish(IntStream.range(0, 50).toArray());
		meanwhile(IntStream.range(50, 100).toArray());
		await().until(subscription::isActive);
		publish(100);
		assertThat(this.seen).isEmpty();
		subscription.start();
		await().untilAsserted(() -> assertThat(this.seen).hasSize(101));
		assertThat(this.seen).containsExactlyElementsOf(IntStream.range(0, 101).boxed().toList());
	}

	@Test
	void whatTheRouterHasDroppedIsToldOf(CapturedOutput output) {
		open(3);
		WampSubscription subscription = subscribe(this.seen::add);
		publish(1);
		await().untilAsserted(() -> assertThat(this.seen).containsExactly(1));
		meanwhile(2, 3, 4, 5, 6);
		await().untilAsserted(() -> assertThat(this.seen).containsExactly(1, 4, 5, 6));
		assertThat(subscription.getReplayGaps()).isEqualTo(1);
		assertThat(output).contains("may have been missed").contains("does not reach back");
	}

	@Test
	void eventsThatAreNotKeptDoNotHideOthers() {
		open(100);
		WampSubscription subscription = subscribe(this.seen::add);
		publish(1, 2, 3);
		this.publisher.newPublication(TOPIC).option("exclude", List.of(1)).args(4).publishAcknowledged();
		this.publisher.newPublication(TOPIC).option("exclude", List.of(1)).args(5).publishAcknowledged();
		await().untilAsserted(() -> assertThat(this.seen).containsExactly(1, 2, 3, 4, 5));
		meanwhile(6);
		await().untilAsserted(() -> assertThat(this.seen).containsExactly(1, 2, 3, 4, 5, 6));
		assertThat(subscription.getReplayGaps()).isZero();
	}

	@Test
	void aRouterWithoutAHistoryIsToldOfOnce(CapturedOutput output) {
		open((realm) -> {
		});
		WampSubscription subscription = subscribe(this.seen::add);
		publish(1);
		await().untilAsserted(() -> assertThat(this.seen).containsExactly(1));
		meanwhile(2);
		await().until(subscription::isActive);
		publish(3);
		await().untilAsserted(() -> assertThat(this.seen).contains(1, 3));
		assertThat(this.seen).containsExactly(1, 3);
		assertThat(output.getAll().split("asks for replay", -1)).hasSize(2);
	}

	@Test
	void nothingIsMissedIfTheConnectionIsCutAgainAndAgainUnderLoad() throws Exception {
		open(1_000_000);
		List<List<Integer>> seen = List.of(Collections.synchronizedList(new ArrayList<>()),
				Collections.synchronizedList(new ArrayList<>()));
		AtomicInteger count = new AtomicInteger();
		WampSubscription subscription = WampTemplate.builder(this.subscriber)
			.payloadMapper(this.mapper)
			.build()
			.newSubscription(TOPIC)
			.replay()
			.subscribe((arguments, details) -> {
				seen.get(arguments.get(0, Integer.class)).add(arguments.get(1, Integer.class));
				count.incrementAndGet();
			})
			.awaitActive(Duration.ofSeconds(30));
		CompletableFuture<?> stop = new CompletableFuture<>();
		List<CompletableFuture<Integer>> published = List.of(publishing(0, seen.get(0), stop),
				publishing(1, seen.get(1), stop));
		for (int i = 0; i < 100; i++) {
			int before = count.get();
			await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).until(() -> count.get() > before + 10);
			WampSession session = await().pollDelay(Duration.ZERO)
				.pollInterval(Duration.ofMillis(1))
				.until(this.subscriber::getSession, (joined) -> joined != null);
			this.subscriberChannel.close(ChannelClose.broken("cut", null));
			await().pollDelay(Duration.ZERO)
				.pollInterval(Duration.ofMillis(1))
				.until(() -> this.subscriber.getSession() != session);
		}
		stop.complete(null);
		for (int i = 0; i < 2; i++) {
			List<Integer> events = seen.get(i);
			int size = published.get(i).get();
			await().atMost(Duration.ofSeconds(60)).until(events::size, (handled) -> handled >= size);
			assertThat(events).containsExactlyElementsOf(IntStream.range(0, size).boxed().toList());
		}
		assertThat(subscription.getReplayGaps()).isZero();
	}

	private CompletableFuture<Integer> publishing(int publisher, List<Integer> seen, CompletableFuture<?> stop) {
		DefaultWampConnection connection = connect("publisher" + publisher);
		return CompletableFuture.supplyAsync(() -> {
			WampSession session = await().until(connection::getSession, (joined) -> joined != null);
			int number = 0;
			while (!stop.isDone()) {
				List<CompletableFuture<Long>> acknowledged = new ArrayList<>();
				for (int i = 0; i < 20; i++) {
					acknowledged
						.add(session.publish(TOPIC, ACKNOWLEDGED, Payload.of(List.of(publisher, number++), Map.of())));
				}
				acknowledged.forEach(CompletableFuture::join);
				int published = number;
				await().atMost(Duration.ofSeconds(60))
					.pollDelay(Duration.ZERO)
					.pollInterval(Duration.ofMillis(1))
					.until(() -> stop.isDone() || published < seen.size() + 1_000);
			}
			return number;
		}, this.threads);
	}

}
