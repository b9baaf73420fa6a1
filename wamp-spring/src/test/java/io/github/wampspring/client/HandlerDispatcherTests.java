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
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.WampException;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.WampMessage;
import io.github.wampspring.protocol.WampMessage.Error;
import io.github.wampspring.protocol.WampMessage.Event;
import io.github.wampspring.protocol.WampMessage.Interrupt;
import io.github.wampspring.protocol.WampMessage.Registered;
import io.github.wampspring.protocol.WampMessage.Subscribed;
import io.github.wampspring.protocol.WampMessage.Yield;
import io.github.wampspring.transport.ChannelClose;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link HandlerDispatcher}.
 */
class HandlerDispatcherTests {

	private final SessionHarness harness = SessionHarness.joined();

	private final FakeChannel channel = this.harness.channel;

	private final ThreadPoolExecutor pool = new ThreadPoolExecutor(4, 4, 1, TimeUnit.SECONDS,
			new ArrayBlockingQueue<>(100));

	private final ThreadPoolExecutor single = new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS,
			new SynchronousQueue<>());

	private final CountDownLatch release = new CountDownLatch(1);

	@AfterEach
	void stop() {
		this.release.countDown();
		this.pool.shutdownNow();
		this.single.shutdownNow();
	}

	private HandlerDispatcher dispatcher(Executor executor, int events) {
		return new HandlerDispatcher(executor, new ConnectionThreads("test"), false,
				new EventQueue.QueueLimit(events, 1000));
	}

	private void register(Executor executor, InvocationHandler handler) {
		this.harness.session.register("com.x", Dict.EMPTY, dispatcher(executor, 10).dispatch(handler, (reason) -> {
		}));
		this.harness.receive(new Registered(1, 10));
	}

	private EventQueue subscribe(Executor executor, int limit, EventHandler handler) {
		EventQueue queue = dispatcher(executor, limit).dispatch(handler, (reason) -> {
		});
		this.harness.session.subscribe("com.x", Dict.EMPTY, queue);
		this.harness.receive(new Subscribed(1, 10));
		return queue;
	}

	private void invoke(long id) {
		this.harness.receive(new WampMessage.Invocation(id, 10, Dict.EMPTY, Payload.NONE));
	}

	private void event(int number) {
		this.harness.receive(new Event(10, number, Dict.EMPTY, Payload.NONE));
	}

	@Test
	void aHandlerThatBlocksBlocksNobody() {
		register(this.pool, (invocation) -> {
			if (invocation.details().isTrue("block")) {
				this.release.await();
			}
			invocation.complete(Payload.NONE);
		});
		this.harness.receive(new WampMessage.Invocation(1, 10, Dict.of("block", true), Payload.NONE));
		invoke(2);
		await().untilAsserted(
				() -> assertThat(this.channel.all(Yield.class)).extracting(Yield::request).containsExactly(2L));
		this.release.countDown();
		await().untilAsserted(
				() -> assertThat(this.channel.all(Yield.class)).extracting(Yield::request).containsExactly(2L, 1L));
	}

	@Test
	void anEventThatEndsLaterHoldsNoThread() {
		List<CompletableFuture<Void>> stages = new CopyOnWriteArrayList<>();
		subscribe(this.single, 10, new EventHandler() {

			@Override
			public void onEvent(TopicEvent event) {
				throw new AssertionError();
			}

			@Override
			public CompletionStage<?> onEventAsync(TopicEvent event) {
				CompletableFuture<Void> stage = new CompletableFuture<>();
				stages.add(stage);
				return stage;
			}

		});
		event(1);
		event(2);
		await().untilAsserted(() -> assertThat(stages).hasSize(1));
		await().untilAsserted(() -> assertThat(this.single.getActiveCount()).isZero());
		stages.get(0).complete(null);
		await().untilAsserted(() -> assertThat(stages).hasSize(2));
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void aLostSessionInterruptsHandlersOnlyWhereThatIsWanted(boolean interruptOnLoss) {
		HandlerDispatcher dispatcher = new HandlerDispatcher(this.pool, new ConnectionThreads("test"), interruptOnLoss,
				new EventQueue.QueueLimit(10, 1000));
		CountDownLatch begun = new CountDownLatch(1);
		CompletableFuture<String> outcome = new CompletableFuture<>();
		this.harness.session.register("com.x", Dict.EMPTY, dispatcher.dispatch((InvocationHandler) (invocation) -> {
			begun.countDown();
			try {
				this.release.await();
				outcome.complete("went on, told " + invocation.isInterrupted());
			}
			catch (InterruptedException ex) {
				outcome.complete("interrupted");
			}
		}, (reason) -> {
		}));
		this.harness.receive(new Registered(1, 10));
		invoke(1);
		assertThat(begun).satisfies((latch) -> assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue());
		this.channel.lose(ChannelClose.broken("connection reset", null));
		if (!interruptOnLoss) {
			this.release.countDown();
		}
		assertThat(outcome).succeedsWithin(Duration.ofSeconds(10))
			.isEqualTo(interruptOnLoss ? "interrupted" : "went on, told true");
	}

	@Test
	void aFullPoolIsToldToTheCaller() {
		register(this.single, (invocation) -> this.release.await());
		invoke(1);
		invoke(2);
		assertThat(this.channel.last(Error.class).request()).isEqualTo(2);
		assertThat(this.channel.last(Error.class).error()).isEqualTo(ErrorUris.UNAVAILABLE);
		assertThat(this.harness.session.invocations().size()).isOne();
	}

	@Test
	void aWampExceptionReachesTheCaller() {
		register(Runnable::run, (invocation) -> {
			throw new WampException("com.myapp.error", List.of("bad"), Map.of("code", 7), null);
		});
		invoke(1);
		Error error = this.channel.last(Error.class);
		assertThat(error.error()).isEqualTo("com.myapp.error");
		assertThat(error.payload()).isEqualTo(Payload.of(List.of("bad"), Map.of("code", 7)));
	}

	@Test
	void anyOtherExceptionKeepsItsMessageForTheLog() {
		register(Runnable::run, (invocation) -> {
			throw new IllegalStateException("secret");
		});
		invoke(1);
		assertThat(this.channel.last(Error.class).error()).isEqualTo(ErrorUris.RUNTIME_ERROR);
		assertThat(this.channel.last(Error.class).payload().toString()).doesNotContain("secret");
	}

	@Test
	void anInterruptReachesTheThreadOfTheHandler() {
		CountDownLatch started = new CountDownLatch(1);
		register(this.pool, (invocation) -> {
			started.countDown();
			this.release.await();
		});
		invoke(1);
		await().until(() -> started.getCount() == 0);
		this.harness.receive(new Interrupt(1, Dict.of("mode", "kill")));
		await().untilAsserted(() -> assertThat(this.channel.last(Error.class).error()).isEqualTo(ErrorUris.CANCELED));
	}

	@Test
	void theThreadComesBackFromAnInterruptedHandlerUninterrupted() throws Exception {
		CountDownLatch started = new CountDownLatch(1);
		CompletableFuture<Boolean> interruptedAfterwards = new CompletableFuture<>();
		Executor oneThreadEach = (task) -> new Thread(() -> {
			task.run();
			interruptedAfterwards.complete(Thread.currentThread().isInterrupted());
		}).start();
		register(oneThreadEach, (invocation) -> {
			started.countDown();
			while (!Thread.currentThread().isInterrupted()) {
				Thread.onSpinWait();
			}
			invocation.complete(Payload.NONE);
		});
		invoke(1);
		started.await();
		this.harness.receive(new Interrupt(1, Dict.of("mode", "kill")));
		assertThat(interruptedAfterwards.get(10, TimeUnit.SECONDS)).isFalse();
	}

	@Test
	void anInterruptAfterTheHandlerHasReturnedReachesNoThread() {
		List<Invocation> invocations = new ArrayList<>();
		register(Runnable::run, invocations::add);
		invoke(1);
		this.harness.receive(new Interrupt(1, Dict.of("mode", "kill")));
		assertThat(Thread.currentThread().isInterrupted()).isFalse();
		assertThat(invocations.get(0).isInterrupted()).isTrue();
	}

	@Test
	void whatWasInterruptedBeforeItBeganDoesNotBegin() {
		List<Runnable> tasks = new ArrayList<>();
		AtomicBoolean began = new AtomicBoolean();
		register(tasks::add, (invocation) -> began.set(true));
		invoke(1);
		this.harness.receive(new Interrupt(1, Dict.of("mode", "kill")));
		tasks.forEach(Runnable::run);
		assertThat(began).isFalse();
		assertThat(this.channel.last(Error.class).error()).isEqualTo(ErrorUris.CANCELED);
	}

	@Test
	void eventsAreHandledInTheirOrderAndOneAtATime() {
		List<Long> numbers = Collections.synchronizedList(new ArrayList<>());
		AtomicInteger atOnce = new AtomicInteger();
		AtomicInteger most = new AtomicInteger();
		subscribe(this.pool, 10_000, (event) -> {
			most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
			numbers.add(event.publication());
			atOnce.decrementAndGet();
		});
		for (int i = 1; i <= 5000; i++) {
			event(i);
		}
		await().untilAsserted(() -> assertThat(numbers).hasSize(5000));
		assertThat(numbers).isSorted();
		assertThat(most).hasValue(1);
	}

	@Test
	void aSlowSubscriberLosesTheNewestAndKnowsHowMany() throws InterruptedException {
		List<Long> numbers = Collections.synchronizedList(new ArrayList<>());
		CountDownLatch started = new CountDownLatch(1);
		EventQueue queue = subscribe(this.pool, 3, (event) -> {
			started.countDown();
			this.release.await();
			numbers.add(event.publication());
		});
		event(1);
		started.await();
		for (int i = 2; i <= 10; i++) {
			event(i);
		}
		assertThat(queue.waiting()).isEqualTo(3);
		assertThat(queue.dropped()).isEqualTo(6);
		this.release.countDown();
		assertThat(queue.awaitIdle(TimeUnit.SECONDS.toNanos(10))).isTrue();
		assertThat(numbers).containsExactly(1L, 2L, 3L, 4L);
		event(11);
		await().untilAsserted(() -> assertThat(numbers).endsWith(11L));
	}

	@Test
	void theQueueIsBoundedInBytesToo() throws InterruptedException {
		CountDownLatch started = new CountDownLatch(1);
		EventQueue queue = subscribe(this.pool, 100, (event) -> {
			started.countDown();
			this.release.await();
		});
		event(1);
		started.await();
		for (int i = 2; i <= 5; i++) {
			this.harness.receive(new Event(10, i, Dict.EMPTY, new Bytes(400)));
		}
		assertThat(queue.waiting()).isEqualTo(2);
		assertThat(queue.dropped()).isEqualTo(2);
	}

	@Test
	void aSingleEventIsTakenWhateverItsSize() {
		List<TopicEvent> events = Collections.synchronizedList(new ArrayList<>());
		subscribe(this.pool, 100, events::add);
		this.harness.receive(new Event(10, 1, Dict.EMPTY, new Bytes(100_000)));
		await().untilAsserted(() -> assertThat(events).hasSize(1));
	}

	@Test
	void aFailingHandlerGetsTheNextEvent() {
		List<Long> numbers = new ArrayList<>();
		subscribe(Runnable::run, 10, (event) -> {
			numbers.add(event.publication());
			throw new IllegalStateException("test");
		});
		event(1);
		event(2);
		assertThat(numbers).containsExactly(1L, 2L);
	}

	@Test
	void eventsWaitWhileThePoolIsFull() {
		List<Long> numbers = Collections.synchronizedList(new ArrayList<>());
		AtomicInteger refusals = new AtomicInteger(3);
		ExecutorService executor = Executors.newSingleThreadExecutor();
		try {
			subscribe((task) -> {
				if (refusals.getAndDecrement() > 0) {
					throw new RejectedExecutionException("full");
				}
				executor.execute(task);
			}, 10, (event) -> numbers.add(event.publication()));
			event(1);
			event(2);
			await().untilAsserted(() -> assertThat(numbers).containsExactly(1L, 2L));
		}
		finally {
			executor.shutdownNow();
		}
	}

	@Test
	void aClosedQueueTakesNothingAndForgetsWhatWaits() throws InterruptedException {
		CountDownLatch started = new CountDownLatch(1);
		List<Long> numbers = Collections.synchronizedList(new ArrayList<>());
		EventQueue queue = subscribe(this.pool, 10, (event) -> {
			started.countDown();
			this.release.await();
			numbers.add(event.publication());
		});
		event(1);
		started.await();
		event(2);
		queue.close(true);
		event(3);
		assertThat(queue.waiting()).isZero();
		this.release.countDown();
		assertThat(queue.awaitIdle(TimeUnit.SECONDS.toNanos(10))).isTrue();
		assertThat(numbers).containsExactly(1L);
	}

	private record Bytes(int length) implements Payload.Encoded {

		@Override
		public String encoding() {
			return "test";
		}

		@Override
		public boolean isTransparent() {
			return false;
		}

		@Override
		public byte[] bytes() {
			return new byte[0];
		}

		@Override
		public boolean isEmpty() {
			return false;
		}

	}

}
