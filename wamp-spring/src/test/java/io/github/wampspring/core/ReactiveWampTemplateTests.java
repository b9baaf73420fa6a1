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
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.github.wampspring.MatchPolicy;
import io.github.wampspring.WampException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Exceptions;
import reactor.test.StepVerifier;

import org.springframework.core.ParameterizedTypeReference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link ReactiveWampTemplate}.
 */
class ReactiveWampTemplateTests {

	private static final Duration LONG = Duration.ofSeconds(10);

	private final LocalSystem system = new LocalSystem();

	private final WampTemplate other = this.system.template("other");

	private final ReactiveWampTemplate wamp = this.system.reactiveTemplate("reactive");

	@AfterEach
	void close() {
		this.system.close();
	}

	@Test
	void callsInAllForms() throws Exception {
		this.other.register("com.myapp.add2", Integer.class, Integer.class, Integer::sum).whenActive().get();
		this.other.register("com.myapp.none", (arguments, details, progress) -> null).whenActive().get();
		this.other.register("com.myapp.list", (arguments, details, progress) -> List.of(1, 2)).whenActive().get();
		StepVerifier.create(this.wamp.call("com.myapp.add2", Integer.class, 2, 3))
			.expectNext(5)
			.expectComplete()
			.verify(LONG);
		StepVerifier.create(this.wamp.call("com.myapp.none", String.class)).expectComplete().verify(LONG);
		StepVerifier.create(this.wamp.call("com.myapp.list", new ParameterizedTypeReference<List<Integer>>() {
		})).expectNext(List.of(1, 2)).expectComplete().verify(LONG);
		StepVerifier.create(this.wamp.call("com.myapp.add2", 2, 3).mapNotNull((result) -> result.get(Integer.class)))
			.expectNext(5)
			.expectComplete()
			.verify(LONG);
	}

	@Test
	void nothingHappensBeforeSubscriptionAndEverythingAgainWithEach() throws Exception {
		List<Integer> calls = new java.util.concurrent.CopyOnWriteArrayList<>();
		this.other.register("com.myapp.count", (arguments, details, progress) -> {
			calls.add(1);
			return calls.size();
		}).whenActive().get();
		var call = this.wamp.call("com.myapp.count", Integer.class);
		assertThat(calls).isEmpty();
		StepVerifier.create(call).expectNext(1).expectComplete().verify(LONG);
		StepVerifier.create(call).expectNext(2).expectComplete().verify(LONG);
	}

	@Test
	void anErrorIsSignalledAsItsException() throws Exception {
		this.system.errors.register("com.myapp.error.full", IllegalArgumentException.class);
		this.other.register("com.myapp.full", (arguments, details, progress) -> {
			throw new WampException("com.myapp.error.full", "no room");
		}).whenActive().get();
		StepVerifier.create(this.wamp.call("com.myapp.full"))
			.expectErrorSatisfies(
					(ex) -> assertThat(ex).isInstanceOf(IllegalArgumentException.class).hasMessage("no room"))
			.verify(LONG);
		StepVerifier.create(this.wamp.call("com.myapp.nothing"))
			.expectErrorSatisfies((ex) -> assertThat(ex).isInstanceOf(WampException.class))
			.verify(LONG);
	}

	@Test
	void cancellingCancelsTheCall() throws Exception {
		CountDownLatch started = new CountDownLatch(2);
		CountDownLatch interrupted = new CountDownLatch(2);
		this.other.register("com.myapp.slow", (arguments, details, progress) -> {
			started.countDown();
			try {
				new CountDownLatch(1).await();
				return null;
			}
			finally {
				interrupted.countDown();
			}
		}).whenActive().get();
		var call = this.wamp.call("com.myapp.slow").subscribe();
		var stream = this.wamp.newCall("com.myapp.slow").stream(Integer.class).subscribe();
		assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();
		call.dispose();
		stream.dispose();
		assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void progressiveResultsAreStreamedWithTheFinalOne() throws Exception {
		this.other.register("com.myapp.count", (arguments, details, progress) -> {
			assertThat(progress.isWanted()).isTrue();
			progress.next(1);
			progress.next(2);
			return 3;
		}).whenActive().get();
		StepVerifier.create(this.wamp.newCall("com.myapp.count").stream(Integer.class))
			.expectNext(1, 2, 3)
			.expectComplete()
			.verify(LONG);
	}

	@Test
	void aSubscriberOfAStreamThatIsTooSlowGetsAnErrorAndTheCallIsCancelled() throws Exception {
		CountDownLatch interrupted = new CountDownLatch(1);
		this.other.register("com.myapp.flood", (arguments, details, progress) -> {
			try {
				for (int i = 0; !progress.isCancelled(); i++) {
					progress.next(i);
				}
				return null;
			}
			finally {
				interrupted.countDown();
			}
		}).whenActive().get();
		StepVerifier.create(this.wamp.newCall("com.myapp.flood").stream(Integer.class), 1)
			.expectNext(0)
			.thenAwait(Duration.ZERO)
			.then(() -> await().untilAsserted(() -> assertThat(interrupted.getCount()).isZero()))
			.thenRequest(Long.MAX_VALUE)
			.thenConsumeWhile((number) -> true)
			.expectErrorMatches(Exceptions::isOverflow)
			.verify(LONG);
	}

	@Test
	void publishesWithAndWithoutAcknowledgment() {
		StepVerifier.create(this.wamp.publish("com.myapp.topic", 1)).expectComplete().verify(LONG);
		StepVerifier.create(this.wamp.newPublication("com.myapp.topic").args(1).publishAcknowledged())
			.expectNextMatches((id) -> id > 0)
			.expectComplete()
			.verify(LONG);
		StepVerifier.create(this.wamp.newPublication("not valid").publishAcknowledged())
			.expectError(WampException.class)
			.verify(LONG);
	}

	@Test
	void eventsAreReceivedUntilCancel() {
		StepVerifier.create(this.wamp.subscribe("com.myapp.oncounter", Integer.class).take(2)).then(() -> {
			awaitSubscriptions(1);
			this.other.publish("com.myapp.oncounter", 1);
			this.other.publish("com.myapp.oncounter", "text");
			this.other.publish("com.myapp.oncounter", 2);
		}).expectNext(1, 2).expectComplete().verify(LONG);
		awaitSubscriptions(0);
	}

	@Test
	void patternsGiveAllArguments() {
		StepVerifier
			.create(this.wamp.newSubscription("com.myapp")
				.match(MatchPolicy.PREFIX)
				.subscribe()
				.mapNotNull((arguments) -> arguments.get("a", Integer.class))
				.take(1))
			.then(() -> {
				awaitSubscriptions(1);
				this.other.newPublication("com.myapp.topic").kwarg("a", 5).publish();
			})
			.expectNext(5)
			.expectComplete()
			.verify(LONG);
	}

	@Test
	void aSubscriberThatIsTooSlowGetsAnErrorAndIsUnsubscribed() {
		StepVerifier.create(this.wamp.newSubscription("com.myapp.oncounter").bufferSize(2).subscribe(Integer.class), 0)
			.then(() -> {
				awaitSubscriptions(1);
				for (int i = 0; i < 10; i++) {
					this.other.publish("com.myapp.oncounter", i);
				}
				awaitSubscriptions(0);
			})
			.thenRequest(Long.MAX_VALUE)
			.thenConsumeWhile((number) -> true)
			.expectErrorMatches(Exceptions::isOverflow)
			.verify(LONG);
	}

	@Test
	void aRefusedSubscriptionIsAnError() {
		StepVerifier.create(this.wamp.subscribe("not valid", Integer.class))
			.expectErrorSatisfies((ex) -> assertThat(ex).isInstanceOf(WampException.class)
				.hasMessageContaining("wamp.error.invalid_uri"))
			.verify(LONG);
	}

	private void awaitSubscriptions(int number) {
		await().untilAsserted(() -> assertThat(this.system.router().subscriptions("realm1")).hasSize(number));
	}

}
