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
package io.github.wampspring.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import io.github.wampspring.WampException;
import io.github.wampspring.client.DefaultWampConnection;
import io.github.wampspring.client.WampSubscription;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.transport.ReceivingThread;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.retry.RetryPolicy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for events that are tried again, and for what becomes of those that cannot be
 * handled.
 */
@ExtendWith(OutputCaptureExtension.class)
class EventErrorPolicyTests {

	private static final RetryPolicy SOON = RetryPolicy.builder().maxRetries(2).delay(Duration.ofMillis(1)).build();

	private static final RetryPolicy IN_AN_HOUR = RetryPolicy.builder().delay(Duration.ofHours(1)).build();

	private final LocalSystem system = new LocalSystem();

	private final WampTemplate publisher = this.system.template("publisher");

	private final DefaultWampConnection connection = this.system.connect("subscriber");

	private final List<Throwable> reported = new CopyOnWriteArrayList<>();

	private final List<FailedEvent> recovered = new CopyOnWriteArrayList<>();

	private final List<String> seen = new CopyOnWriteArrayList<>();

	private EventErrors errors;

	@AfterEach
	void close() {
		this.system.close();
	}

	@Test
	void anEventIsTriedAgainUntilItSucceeds() throws Exception {
		AtomicInteger attempts = new AtomicInteger();
		subscribe(new WampEventErrorPolicy(SOON, this.recovered::add), "topic", (event) -> {
			if (attempts.incrementAndGet() < 3) {
				throw new IllegalStateException("not yet");
			}
			this.seen.add(event);
		});
		this.publisher.publish("topic", "one");
		await().untilAsserted(() -> assertThat(this.seen).containsExactly("one"));
		assertThat(attempts).hasValue(3);
		assertThat(this.recovered).isEmpty();
		assertThat(this.reported).isEmpty();
		assertThat(this.errors.getRetries()).isEqualTo(2);
	}

	@Test
	void whatFailsInAllAttemptsIsRecovered(CapturedOutput output) throws Exception {
		subscribe(new WampEventErrorPolicy(SOON, this.recovered::add), "topic", (event) -> {
			throw new IllegalStateException("never");
		});
		this.publisher.publish("topic", "one");
		await().until(() -> !this.recovered.isEmpty());
		FailedEvent event = this.recovered.get(0);
		assertThat(event.topic()).isEqualTo("topic");
		assertThat(event.connection()).isEqualTo("subscriber");
		assertThat(event.arguments().getArguments()).isEqualTo(List.of("one"));
		assertThat(event.attempts()).isEqualTo(3);
		assertThat(event.failure()).hasMessage("never");
		await().until(() -> this.errors.getRecovered() == 1);
		assertThat(this.reported).isEmpty();
		assertThat(this.errors.getFailed()).isZero();
		assertThat(output).contains("was given to the recoverer").contains("3 attempts");
	}

	@Test
	void withoutARecovererItIsReportedOnce() throws Exception {
		subscribe(new WampEventErrorPolicy(SOON), "topic", (event) -> {
			this.seen.add(event);
			throw new IllegalStateException("never");
		});
		this.publisher.publish("topic", "one");
		await().until(() -> !this.reported.isEmpty());
		assertThat(this.seen).hasSize(3);
		assertThat(this.reported).hasSize(1);
		assertThat(this.errors.getFailed()).isEqualTo(1);
	}

	@Test
	void aRecovererThatFailsIsLoggedAndTheEventReported(CapturedOutput output) throws Exception {
		subscribe(new WampEventErrorPolicy(SOON, (event) -> {
			throw new IllegalStateException("table is gone");
		}), "topic", (event) -> {
			throw new IllegalStateException("never");
		});
		this.publisher.publish("topic", "one");
		await().until(() -> !this.reported.isEmpty());
		assertThat(this.reported.get(0)).hasMessage("never");
		assertThat(output).contains("The recoverer did not take").contains("table is gone");
	}

	@Test
	void exceptionsThatThePolicyExcludesAreNotTriedAgain() throws Exception {
		RetryPolicy policy = RetryPolicy.builder()
			.delay(Duration.ofMillis(1))
			.excludes(UnsupportedOperationException.class)
			.build();
		subscribe(new WampEventErrorPolicy(policy, this.recovered::add), "topic", (event) -> {
			throw new UnsupportedOperationException();
		});
		this.publisher.publish("topic", "one");
		await().until(() -> !this.recovered.isEmpty());
		assertThat(this.recovered.get(0).attempts()).isEqualTo(1);
	}

	@Test
	void eventsThatDoNotFitAreNotTriedAgain() throws Exception {
		subscribe(new WampEventErrorPolicy(IN_AN_HOUR, this.recovered::add), "topic", this.seen::add);
		this.publisher.newPublication("topic").args(Map.of("no", "string")).publish();
		await().until(() -> !this.recovered.isEmpty());
		assertThat(this.recovered.get(0).failure()).isInstanceOf(InvalidArgumentException.class);
	}

	@Test
	void thePolicysTimeoutEndsTheAttempts() throws Exception {
		RetryPolicy policy = RetryPolicy.builder()
			.maxRetries(Long.MAX_VALUE)
			.delay(Duration.ofMinutes(2))
			.timeout(Duration.ofMinutes(1))
			.build();
		subscribe(new WampEventErrorPolicy(policy, this.recovered::add), "topic", (event) -> {
			throw new IllegalStateException("never");
		});
		this.publisher.publish("topic", "one");
		await().until(() -> !this.recovered.isEmpty());
	}

	@Test
	void theOrderIsKeptAndOtherSubscriptionsGoOn() throws Exception {
		CountDownLatch heals = new CountDownLatch(1);
		RetryPolicy often = RetryPolicy.builder().maxRetries(Long.MAX_VALUE).delay(Duration.ofMillis(1)).build();
		subscribe(new WampEventErrorPolicy(often), "topic", (event) -> {
			if (heals.getCount() > 0) {
				throw new IllegalStateException("not yet");
			}
			this.seen.add(event);
		});
		List<String> others = new CopyOnWriteArrayList<>();
		subscribe(new WampEventErrorPolicy(often), "other", others::add);
		List<String> events = new ArrayList<>();
		for (int i = 0; i < 20; i++) {
			events.add(Integer.toString(i));
			this.publisher.publish("topic", i);
		}
		this.publisher.publish("other", "passes");
		await().untilAsserted(() -> assertThat(others).containsExactly("passes"));
		assertThat(this.seen).isEmpty();
		heals.countDown();
		await().untilAsserted(() -> assertThat(this.seen).containsExactlyElementsOf(events));
	}

	@Test
	void aStoppingConnectionDoesNotWaitForRetriesAndRecoversAtOnce() throws Exception {
		subscribe(new WampEventErrorPolicy(IN_AN_HOUR, this.recovered::add), "topic", (event) -> {
			this.seen.add(event);
			throw new IllegalStateException("not yet");
		});
		this.publisher.publish("topic", "one");
		await().until(() -> this.errors.getRetries() == 1);
		this.connection.stop();
		assertThat(this.recovered).hasSize(1);
		assertThat(this.seen).hasSize(1);
	}

	@Test
	void aDeadLetterIsPublishedWhileTheConnectionStops() throws Exception {
		List<Object> letters = deadLetters();
		WampTemplate own = WampTemplate.builder(this.connection).payloadMapper(this.system.mapper).build();
		WampEventRecoverer recoverer = new WampDeadLetterRecoverer(own, "dead", new ErrorMappings());
		subscribe(new WampEventErrorPolicy(IN_AN_HOUR, recoverer), "topic", (event) -> {
			throw new IllegalStateException("not yet");
		});
		this.publisher.publish("topic", "one");
		await().until(() -> this.errors.getRetries() == 1);
		this.connection.stop();
		await().untilAsserted(() -> assertThat(letters).hasSize(1));
	}

	@Test
	void aSubscriptionThatEndsTakesItsRetriesWithIt() throws Exception {
		WampSubscription subscription = subscribe(new WampEventErrorPolicy(IN_AN_HOUR, this.recovered::add), "topic",
				(event) -> {
					throw new IllegalStateException("not yet");
				});
		this.publisher.publish("topic", "one");
		await().until(() -> this.errors.getRetries() == 1);
		subscription.close();
		await().untilAsserted(() -> assertThat(this.reported).hasSize(1));
		assertThat(this.recovered).isEmpty();
	}

	@Test
	void retriesOutliveASessionAndARestart() throws Exception {
		AtomicInteger attempts = new AtomicInteger();
		RetryPolicy policy = RetryPolicy.builder().maxRetries(Long.MAX_VALUE).delay(Duration.ofMillis(5)).build();
		CountDownLatch heals = new CountDownLatch(1);
		subscribe(new WampEventErrorPolicy(policy), "topic", (event) -> {
			attempts.incrementAndGet();
			if (heals.getCount() > 0) {
				throw new IllegalStateException("not yet");
			}
			this.seen.add(event);
		});
		this.publisher.publish("topic", "one");
		await().until(() -> attempts.get() > 1);
		this.connection.reconnect();
		this.connection.session(Duration.ofSeconds(5)).get();
		heals.countDown();
		await().untilAsserted(() -> assertThat(this.seen).containsExactly("one"));
		this.connection.stop();
		this.connection.start();
		await().untilAsserted(() -> {
			this.publisher.publish("topic", "two");
			assertThat(this.seen).contains("two");
		});
	}

	@Test
	void deadLettersTellWhereTheyCameFrom() throws Exception {
		List<Object> letters = deadLetters();
		subscribe(new WampEventErrorPolicy(SOON, deadLetterRecoverer()), "topic", (event) -> {
			throw new IllegalStateException("a secret");
		});
		this.publisher.newPublication("topic").args("one").kwarg("by", "joe").publish();
		await().until(() -> !letters.isEmpty());
		Map<?, ?> kwargs = (Map<?, ?>) letters.get(0);
		assertThat(kwargs.get("args")).isEqualTo(List.of("one"));
		assertThat(kwargs.get("by")).isEqualTo("joe");
		assertThat(origin(letters.get(0))).containsEntry("topic", "topic")
			.containsEntry("error", "wamp.error.runtime_error")
			.containsEntry("attempts", 3)
			.containsKey("publication")
			.doesNotContainKey("message");
	}

	@Test
	void deadLettersTellAnErrorThatWasMeantForOthers() throws Exception {
		List<Object> letters = deadLetters();
		subscribe(new WampEventErrorPolicy(SOON, deadLetterRecoverer()), "topic", (event) -> {
			throw new WampException("com.myapp.full", "no room");
		});
		this.publisher.publish("topic", "one");
		await().until(() -> !letters.isEmpty());
		assertThat(origin(letters.get(0))).containsEntry("error", "com.myapp.full").containsEntry("message", "no room");
	}

	@Test
	void aDeadLetterThatCannotBeHandledIsNotPublishedAgain() throws Exception {
		subscribe(new WampEventErrorPolicy(SOON, deadLetterRecoverer()), "dead", (event) -> {
			throw new IllegalStateException("never");
		});
		this.publisher.publish("dead", "one");
		await().until(() -> !this.reported.isEmpty());
		assertThat(this.errors.getRecovered()).isZero();
	}

	@Test
	void whatFailsOnAThreadThatReceivesIsRecoveredOnAnother() throws Exception {
		CompletableFuture<Object> pending = new CompletableFuture<>();
		CompletableFuture<Boolean> receiving = new CompletableFuture<>();
		WampEventErrorPolicy policy = new WampEventErrorPolicy(RetryPolicy.withMaxRetries(0),
				(event) -> receiving.complete(ReceivingThread.isCurrent()));
		this.errors = new EventErrors(List::of, () -> policy);
		CountDownLatch called = new CountDownLatch(1);
		this.connection.subscribe("topic", Dict.EMPTY, new EventInvoker((event) -> {
			called.countDown();
			return pending;
		}, this.system.mapper, this.errors, new EventInvoker.Source("subscriber", "subscription", "handler")))
			.whenActive()
			.get(5, TimeUnit.SECONDS);
		this.publisher.publish("topic", "one");
		assertThat(called.await(5, TimeUnit.SECONDS)).isTrue();
		await().until(() -> pending.getNumberOfDependents() > 0);
		boolean before = ReceivingThread.enter();
		try {
			pending.completeExceptionally(new IllegalStateException("never"));
		}
		finally {
			ReceivingThread.exit(before);
		}
		assertThat(receiving.get(5, TimeUnit.SECONDS)).isFalse();
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> origin(Object letter) {
		return (Map<String, Object>) ((Map<?, ?>) letter).get(WampDeadLetterRecoverer.KEYWORD);
	}

	private WampEventRecoverer deadLetterRecoverer() {
		return new WampDeadLetterRecoverer(this.publisher, "dead", new ErrorMappings());
	}

	private List<Object> deadLetters() throws Exception {
		List<Object> letters = new CopyOnWriteArrayList<>();
		WampTemplate reader = this.system.template("reader");
		reader.newSubscription("dead").subscribe((arguments, details) -> {
			Map<String, Object> letter = new HashMap<>(arguments.getKeywordArguments());
			letter.put("args", arguments.getArguments());
			letters.add(letter);
		}).whenActive().get(5, TimeUnit.SECONDS);
		return letters;
	}

	@Test
	void anEventThatAnInterceptorRefusesIsNoFailureOfItsHandler() throws Exception {
		List<String> passed = new CopyOnWriteArrayList<>();
		this.system.incoming.add((request, next) -> {
			passed.add(String.valueOf(request.arguments().get(0)));
			if (passed.size() == 1) {
				throw new WampException("com.myapp.error.refused");
			}
			return next.proceed(request);
		});
		subscribe(new WampEventErrorPolicy(SOON), "topic", this.seen::add);
		this.publisher.publish("topic", "one");
		this.publisher.publish("topic", "two");
		await().until(() -> !this.seen.isEmpty());
		assertThat(this.seen).containsExactly("two");
		assertThat(passed).containsExactly("one", "two");
		assertThat(this.reported).isEmpty();
	}

	@Test
	void eachAttemptSeesWhatInterceptorsSetForTheThread() throws Exception {
		ThreadLocal<String> who = new ThreadLocal<>();
		this.system.incoming.add((request, next) -> {
			who.set("ann");
			try {
				return next.proceed(request);
			}
			finally {
				who.remove();
			}
		});
		subscribe(new WampEventErrorPolicy(SOON), "topic", (event) -> {
			this.seen.add(String.valueOf(who.get()));
			throw new IllegalStateException("never");
		});
		this.publisher.publish("topic", "one");
		await().until(() -> !this.reported.isEmpty());
		assertThat(this.seen).containsExactly("ann", "ann", "ann");
	}

	private WampSubscription subscribe(WampEventErrorPolicy policy, String topic, Consumer<String> handler)
			throws Exception {
		EventErrors errors = new EventErrors(() -> List.of((failure, details) -> this.reported.add(failure)),
				() -> policy);
		if (this.errors == null) {
			this.errors = errors;
		}
		WampTemplate subscriber = WampTemplate.builder(this.connection)
			.payloadMapper(this.system.mapper)
			.eventErrors(errors)
			.build();
		WampSubscription subscription = subscriber.newSubscription(topic).subscribe(String.class, handler::accept);
		subscription.whenActive().get(5, TimeUnit.SECONDS);
		return subscription;
	}

}
