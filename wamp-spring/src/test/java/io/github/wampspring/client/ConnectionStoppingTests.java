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

package io.github.wampspring.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.WampConnectionException;
import io.github.wampspring.client.ConnectionState.Status;
import io.github.wampspring.protocol.CloseUris;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.MessageType;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.WampMessage.Event;
import io.github.wampspring.protocol.WampMessage.Goodbye;
import io.github.wampspring.protocol.WampMessage.Register;
import io.github.wampspring.protocol.WampMessage.Subscribe;
import io.github.wampspring.protocol.WampMessage.Unregister;
import io.github.wampspring.protocol.WampMessage;
import io.github.wampspring.transport.ConnectFailedException;
import org.junit.jupiter.api.Test;

import org.springframework.context.support.GenericApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link DefaultWampConnection}: how a connection stops.
 */
class ConnectionStoppingTests extends AbstractConnectionTests {

	private final CountDownLatch release = new CountDownLatch(1);

	@Test
	void goodbyeIsSaidAndTheThreadsEnd() {
		Set<Thread> before = Thread.getAllStackTraces().keySet();
		DefaultWampConnection connection = connection((settings) -> settings.listeners(List.of((event) -> {
		})));
		join(connection);
		connection.stop();
		assertThat(this.router.last().last(Goodbye.class).reason()).isEqualTo(CloseUris.SYSTEM_SHUTDOWN);
		assertThat(this.router.last().isOpen()).isFalse();
		assertThat(connection.getState().status()).isEqualTo(Status.CLOSED);
		assertThat(connection.getSession()).isNull();
		assertThat(connection.isRunning()).isFalse();
		assertThat(failure(connection.session(LONG))).hasMessageContaining("is closed");
		assertThat(this.router.attempts).hasSize(1);
		await().untilAsserted(() -> assertThat(Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> !before.contains(thread) && thread.getName().startsWith("wamp-"))
			.collect(Collectors.toSet())).isEmpty());
	}

	@Test
	void runningInvocationsEndBeforeGoodbyeAndMayStillCall() throws InterruptedException {
		DefaultWampConnection connection = connection();
		CountDownLatch started = new CountDownLatch(1);
		connection.register("com.a", Dict.EMPTY, (invocation) -> {
			started.countDown();
			this.release.await();
			invocation.session().publish("com.done", Dict.EMPTY, Payload.NONE);
			invocation.complete(Payload.of("finished"));
		});
		join(connection);
		this.router.last().later(new WampMessage.Invocation(1, 1002, Dict.EMPTY, Payload.NONE));
		started.await();
		CompletableFuture<Void> stopped = CompletableFuture.runAsync(connection::stop, this.executor);
		await().untilAsserted(() -> assertThat(this.router.last().all(Unregister.class)).hasSize(1));
		assertThat(connection.getSession()).isNotNull();
		assertThat(stopped).isNotDone();
		this.release.countDown();
		assertThat(stopped).succeedsWithin(LONG);
		assertThat(this.router.last().sent).extracting(WampMessage::type)
			.endsWith(MessageType.UNREGISTER, MessageType.PUBLISH, MessageType.YIELD, MessageType.GOODBYE);
	}

	@Test
	void waitingEventsAreHandledAndNewOnesAreNot() throws InterruptedException {
		DefaultWampConnection connection = connection();
		List<Long> handled = Collections.synchronizedList(new ArrayList<>());
		CountDownLatch started = new CountDownLatch(1);
		connection.subscribe("com.a", Dict.EMPTY, (event) -> {
			started.countDown();
			this.release.await();
			handled.add(event.publication());
		});
		connection.register("com.b", Dict.EMPTY, ECHO);
		join(connection);
		this.router.last().later(new Event(1002, 1, Dict.EMPTY, Payload.NONE));
		this.router.last().later(new Event(1002, 2, Dict.EMPTY, Payload.NONE));
		started.await();
		await().untilAsserted(
				() -> assertThat(((DurableSubscription) connection.getSubscriptions().get(0)).queue().waiting())
					.isOne());
		CompletableFuture<Void> stopped = CompletableFuture.runAsync(connection::stop, this.executor);
		await().untilAsserted(() -> assertThat(this.router.last().all(Unregister.class)).hasSize(1));
		this.router.last().later(new Event(1002, 3, Dict.EMPTY, Payload.NONE));
		assertThat(stopped).isNotDone();
		this.release.countDown();
		assertThat(stopped).succeedsWithin(LONG);
		assertThat(handled).containsExactly(1L, 2L);
	}

	@Test
	void aHandlerThatDoesNotEndIsNotWaitedForForEver() throws InterruptedException {
		DefaultWampConnection connection = connection((settings) -> settings.shutdownTimeout(Duration.ofMillis(50)));
		CountDownLatch started = new CountDownLatch(1);
		CountDownLatch interrupted = new CountDownLatch(1);
		connection.register("com.a", Dict.EMPTY, (invocation) -> {
			started.countDown();
			try {
				this.release.await();
			}
			catch (InterruptedException ex) {
				interrupted.countDown();
			}
		});
		join(connection);
		this.router.last().later(new WampMessage.Invocation(1, 1002, Dict.EMPTY, Payload.NONE));
		started.await();
		connection.stop();
		assertThat(this.router.last().all(Goodbye.class)).hasSize(1);
		assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void aRouterThatAnswersNothingIsNotWaitedForForEver() {
		this.router.ignore(MessageType.GOODBYE);
		this.router.ignore(MessageType.UNREGISTER);
		DefaultWampConnection connection = connection();
		connection.register("com.a", Dict.EMPTY, ECHO);
		join(connection);
		connection.stop();
		assertThat(this.router.last().isOpen()).isFalse();
	}

	@Test
	void stoppingWhileTheRouterIsDownEndsTheAttempts() {
		this.router.failures.put(ONE, FakeRouter.refused());
		DefaultWampConnection connection = connection();
		CompletableFuture<WampSession> waiting = connection.session(LONG);
		connection.start();
		await().untilAsserted(() -> assertThat(this.router.attempts).isNotEmpty());
		connection.stop();
		int attempts = this.router.attempts.size();
		assertThat(failure(waiting)).isInstanceOf(WampConnectionException.class);
		await().pollDelay(Duration.ofMillis(50))
			.untilAsserted(() -> assertThat(this.router.attempts).hasSize(attempts));
	}

	@Test
	void stoppingInterruptsAConnectThatHangs() {
		CountDownLatch connecting = new CountDownLatch(1);
		CountDownLatch interrupted = new CountDownLatch(1);
		ConnectionSettings settings = new ConnectionSettings("test", List.of(ONE), (url) -> (target, handlers) -> {
			connecting.countDown();
			try {
				this.release.await();
			}
			catch (InterruptedException ex) {
				interrupted.countDown();
				throw ex;
			}
			throw FakeRouter.refused();
		}, this.executor, new ValuesMapper());
		DefaultWampConnection connection = new DefaultWampConnection(settings);
		connection.start();
		await().until(() -> connecting.getCount() == 0);
		connection.stop();
		await().until(() -> interrupted.getCount() == 0);
	}

	@Test
	void itCanBeStartedAgain() {
		DefaultWampConnection connection = connection();
		List<Long> events = Collections.synchronizedList(new ArrayList<>());
		WampSubscription subscription = connection.subscribe("com.a", Dict.EMPTY,
				(event) -> events.add(event.publication()));
		join(connection);
		connection.stop();
		connection.stop();
		assertThat(subscription.isActive()).isFalse();
		join(connection);
		assertThat(subscription.isActive()).isTrue();
		long id = this.router.last().all(Subscribe.class).size() + 1004;
		for (long candidate = 1000; candidate <= id; candidate++) {
			this.router.last().later(new Event(candidate, candidate, Dict.EMPTY, Payload.NONE));
		}
		await().untilAsserted(() -> assertThat(events).hasSize(1));
	}

	private static final Duration NEVER = Duration.ofHours(1);

	@Test
	void aProcedureMayStopTheConnectionItRunsIn() {
		DefaultWampConnection connection = connection((settings) -> settings.shutdownTimeout(NEVER));
		CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
		connection.register("com.a", Dict.EMPTY, (invocation) -> {
			connection.stop();
			interrupted.complete(Thread.currentThread().isInterrupted());
		});
		join(connection);
		this.router.last().later(new WampMessage.Invocation(1, 1002, Dict.EMPTY, Payload.NONE));
		assertThat(interrupted).succeedsWithin(LONG).isEqualTo(false);
		assertThat(connection.getState().status()).isEqualTo(Status.CLOSED);
		assertThat(this.router.last().all(Goodbye.class)).hasSize(1);
	}

	@Test
	void aSubscriberMayStopTheConnectionItRunsIn() {
		DefaultWampConnection connection = connection((settings) -> settings.shutdownTimeout(NEVER));
		CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
		connection.subscribe("com.a", Dict.EMPTY, (event) -> {
			connection.stop();
			interrupted.complete(Thread.currentThread().isInterrupted());
		});
		join(connection);
		this.router.last().later(new Event(1002, 1, Dict.EMPTY, Payload.NONE));
		this.router.last().later(new Event(1002, 2, Dict.EMPTY, Payload.NONE));
		assertThat(interrupted).succeedsWithin(LONG).isEqualTo(false);
		assertThat(connection.getState().status()).isEqualTo(Status.CLOSED);
	}

	@Test
	void aListenerMayStopTheConnectionItIsToldOf() {
		CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
		List<WampConnectionEvent> told = Collections.synchronizedList(new ArrayList<>());
		DefaultWampConnection connection = connection((settings) -> settings.listeners(List.of((event) -> {
			told.add(event);
			if (event instanceof WampConnectionEvent.GaveUp) {
				((DefaultWampConnection) event.connection()).stop();
				interrupted.complete(Thread.currentThread().isInterrupted());
			}
		})));
		this.router.failures.put(ONE, new ConnectFailedException("not WAMP", true, null));
		connection.start();
		assertThat(interrupted).succeedsWithin(LONG).isEqualTo(false);
		assertThat(connection.getState().status()).isEqualTo(Status.CLOSED);
		assertThat(told).hasSize(1);
	}

	@Test
	void aListenerMayStopAJoinedConnectionAndIsToldOfItsEnd() {
		List<String> told = Collections.synchronizedList(new ArrayList<>());
		CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
		DefaultWampConnection connection = connection((settings) -> settings.listeners(List.of((event) -> {
			told.add(event.getClass().getSimpleName());
			if (event instanceof WampConnectionEvent.Joined) {
				((DefaultWampConnection) event.connection()).stop();
				interrupted.complete(Thread.currentThread().isInterrupted());
			}
		})));
		connection.start();
		assertThat(interrupted).succeedsWithin(LONG).isEqualTo(false);
		await().untilAsserted(() -> assertThat(told).containsExactly("Connected", "Joined", "Left", "Disconnected"));
	}

	@Test
	void aStopWithACallbackDoesNotBlock() throws InterruptedException {
		DefaultWampConnection connection = connection((settings) -> settings.shutdownTimeout(NEVER));
		CountDownLatch started = new CountDownLatch(1);
		connection.register("com.a", Dict.EMPTY, (invocation) -> {
			started.countDown();
			this.release.await();
			invocation.complete(Payload.NONE);
		});
		join(connection);
		this.router.last().later(new WampMessage.Invocation(1, 1002, Dict.EMPTY, Payload.NONE));
		started.await();
		CompletableFuture<String> stopped = new CompletableFuture<>();
		connection.stop(() -> stopped.complete("stopped"));
		CompletableFuture<String> too = new CompletableFuture<>();
		connection.stop(() -> too.complete("stopped"));
		assertThat(connection.isRunning()).isTrue();
		assertThat(stopped).isNotDone();
		this.release.countDown();
		assertThat(stopped).succeedsWithin(LONG);
		assertThat(too).succeedsWithin(LONG);
		assertThat(connection.isRunning()).isFalse();
		CompletableFuture<String> already = new CompletableFuture<>();
		connection.stop(() -> already.complete("stopped"));
		assertThat(already).isCompletedWithValue("stopped");
	}

	@Test
	void aHandlerThatStopsWhatIsBeingStoppedIsNotWaitedForByItself() throws InterruptedException {
		DefaultWampConnection connection = connection((settings) -> settings.shutdownTimeout(NEVER));
		CountDownLatch started = new CountDownLatch(1);
		connection.register("com.a", Dict.EMPTY, (invocation) -> {
			started.countDown();
			this.release.await();
			connection.stop();
			invocation.complete(Payload.of("answered"));
		});
		join(connection);
		this.router.last().later(new WampMessage.Invocation(1, 1002, Dict.EMPTY, Payload.NONE));
		started.await();
		CompletableFuture<Void> stopped = CompletableFuture.runAsync(connection::stop, this.executor);
		await().untilAsserted(() -> assertThat(this.router.last().all(Unregister.class)).hasSize(1));
		this.release.countDown();
		assertThat(stopped).succeedsWithin(LONG);
		assertThat(this.router.last().sent).extracting(WampMessage::type)
			.endsWith(MessageType.YIELD, MessageType.GOODBYE);
	}

	@Test
	void whatWasRefusedIsNotAskedForAgainWhileTheConnectionStops() throws InterruptedException {
		DefaultWampConnection connection = connection((settings) -> settings.shutdownTimeout(NEVER));
		CountDownLatch started = new CountDownLatch(1);
		connection.register("com.a", Dict.EMPTY, (invocation) -> {
			started.countDown();
			this.release.await();
			invocation.complete(Payload.NONE);
		});
		WampRegistration refused = connection.register("com.taken", Dict.EMPTY, ECHO);
		this.router.refusals.put("com.taken", ErrorUris.PROCEDURE_ALREADY_EXISTS);
		join(connection);
		assertThat(refused.getFailure()).isNotNull();
		this.router.last().later(new WampMessage.Invocation(1, 1002, Dict.EMPTY, Payload.NONE));
		started.await();
		CompletableFuture<Void> stopped = new CompletableFuture<>();
		connection.stop(() -> stopped.complete(null));
		await().untilAsserted(() -> assertThat(this.router.last().all(Unregister.class)).isNotEmpty());
		this.router.refusals.clear();
		int requests = this.router.last().all(Register.class).size();
		await().during(Duration.ofMillis(100))
			.untilAsserted(() -> assertThat(this.router.last().all(Register.class)).hasSizeLessThanOrEqualTo(requests));
		assertThat(refused.isActive()).isFalse();
		this.release.countDown();
		assertThat(stopped).succeedsWithin(LONG);
	}

	@Test
	void asABeanItStartsAndStopsWithItsContext() {
		DefaultWampConnection connection = connection();
		try (GenericApplicationContext context = new GenericApplicationContext()) {
			context.registerBean(DefaultWampConnection.class, () -> connection);
			context.refresh();
			assertThat(connection.session(LONG)).succeedsWithin(LONG);
			context.stop();
			assertThat(connection.getState().status()).isEqualTo(Status.CLOSED);
			context.start();
			assertThat(connection.session(LONG)).succeedsWithin(LONG);
		}
		assertThat(connection.getState().status()).isEqualTo(Status.CLOSED);
		assertThat(connection.getPhase()).isEqualTo(ConnectionSettings.PHASE);
	}

	@Test
	void asABeanItMayWaitToBeStarted() {
		DefaultWampConnection connection = connection((settings) -> settings.autoStartup(false).phase(7));
		try (GenericApplicationContext context = new GenericApplicationContext()) {
			context.registerBean(DefaultWampConnection.class, () -> connection);
			context.refresh();
			assertThat(connection.isRunning()).isFalse();
		}
		assertThat(connection.getPhase()).isEqualTo(7);
	}

}
