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
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.InvocationPolicy;
import io.github.wampspring.MatchPolicy;
import io.github.wampspring.WampException;
import io.github.wampspring.WampTimeoutException;
import io.github.wampspring.client.DefaultWampConnection;
import io.github.wampspring.client.WampRegistration;
import io.github.wampspring.client.WampSubscription;
import io.github.wampspring.transport.ReceivingThread;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

import org.springframework.core.ParameterizedTypeReference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * Procedures and subscriptions made by a template, called and published to by another
 * one.
 */
class ProgrammaticHandlerTests {

	private static final ParameterizedTypeReference<List<Integer>> INTEGERS = new ParameterizedTypeReference<>() {
	};

	private static final Duration LONG = Duration.ofSeconds(10);

	private final LocalSystem system = new LocalSystem();

	private final WampTemplate callee = this.system.template("callee");

	private final WampTemplate caller = this.system.template("caller");

	@AfterEach
	void close() {
		this.system.close();
	}

	@Test
	void functionsOfOneAndTwoArgumentsAnswer() throws Exception {
		this.callee.register("com.myapp.square", Integer.class, (x) -> x * x).whenActive().get();
		this.callee.register("com.myapp.add2", Integer.class, Integer.class, Integer::sum).whenActive().get();
		this.callee.newRegistration("com.myapp.sum")
			.register(INTEGERS, (numbers) -> numbers.stream().mapToInt(Integer::intValue).sum())
			.whenActive()
			.get();
		assertThat(this.caller.call("com.myapp.square", Integer.class, 7)).isEqualTo(49);
		assertThat(this.caller.call("com.myapp.add2", Integer.class, 2, 3)).isEqualTo(5);
		assertThat(this.caller.call("com.myapp.sum", Integer.class, List.of(1, 2, 3))).isEqualTo(6);
	}

	@Test
	void genericTypesOfOneAndTwoArguments() {
		this.callee.register("com.myapp.sum", INTEGERS, (numbers) -> numbers.stream().mapToInt(Integer::intValue).sum())
			.awaitActive(LONG);
		this.callee.newRegistration("com.myapp.both")
			.register(INTEGERS, INTEGERS, (a, b) -> a.size() + b.size())
			.awaitActive(LONG);
		assertThat(this.caller.call("com.myapp.sum", Integer.class, List.of(1, 2, 3))).isEqualTo(6);
		assertThat(this.caller.call("com.myapp.both", Integer.class, List.of(1, 2), List.of(3))).isEqualTo(3);
	}

	@Test
	void aStreamOfAHandlerIsProgressiveResultsOrAList() {
		this.callee.register("com.myapp.stream", Integer.class, (n) -> IntStream.rangeClosed(1, n).boxed())
			.awaitActive(LONG);
		this.callee.register("com.myapp.flux", Integer.class, (n) -> Flux.range(1, n)).awaitActive(LONG);
		for (String procedure : List.of("com.myapp.stream", "com.myapp.flux")) {
			assertThat(this.caller.call(procedure, INTEGERS, 3)).containsExactly(1, 2, 3);
			assertThat(
					new ReactiveWampTemplate(this.caller).stream(procedure, Integer.class, 100).collectList().block())
				.hasSize(100)
				.endsWith(99, 100);
		}
	}

	@Test
	void whatIsRegisteredOrSubscribedCanBeWaitedFor() {
		assertThat(this.callee.register("com.myapp.one", Integer.class, (x) -> x).awaitActive(LONG).isActive())
			.isTrue();
		assertThat(this.callee.subscribe("com.myapp.topic", Integer.class, (x) -> {
		}).awaitActive(LONG).getTopic()).isEqualTo("com.myapp.topic");
		assertThatExceptionOfType(WampException.class)
			.isThrownBy(() -> this.callee.register("not valid", Integer.class, (x) -> x).awaitActive(LONG))
			.satisfies((ex) -> assertThat(ex.getUri()).isEqualTo(ErrorUris.INVALID_URI));
		// refused for now, and asked for again
		assertThatExceptionOfType(WampTimeoutException.class).isThrownBy(
				() -> this.caller.register("com.myapp.one", Integer.class, (x) -> x).awaitActive(Duration.ofMillis(50)))
			.withMessageContaining("com.myapp.one");
		boolean before = ReceivingThread.enter();
		try {
			WampRegistration registration = this.callee.register("com.myapp.two", Integer.class, (x) -> x);
			assertThatIllegalStateException().isThrownBy(() -> registration.awaitActive(LONG))
				.withMessageContaining("whenActive()");
		}
		finally {
			ReceivingThread.exit(before);
		}
	}

	@Test
	void aHandlerGetsAllArgumentsAndAnswersWithAllKinds() throws Exception {
		this.callee
			.register("com.myapp.split",
					(arguments, details, progress) -> WampResult.of(arguments.getArguments().size())
						.with("color", arguments.get("color", String.class))
						.with("procedure", details.procedure()))
			.whenActive()
			.get();
		WampResult result = this.caller.newCall("com.myapp.split").args(1, 2, 3).kwarg("color", "red").call();
		assertThat(result.get(Integer.class)).isEqualTo(3);
		assertThat(result.getKeywordArguments()).isEqualTo(Map.of("color", "red", "procedure", "com.myapp.split"));
		assertThat(result.getKeywordArguments(Split.class)).isEqualTo(new Split("red", "com.myapp.split"));
	}

	@Test
	void aStageAnswersLater() throws Exception {
		CompletableFuture<String> later = new CompletableFuture<>();
		this.callee.register("com.myapp.later", (arguments, details, progress) -> later).whenActive().get();
		CompletableFuture<String> result = this.caller.callAsync("com.myapp.later", String.class);
		later.complete("done");
		assertThat(result.get(10, TimeUnit.SECONDS)).isEqualTo("done");
	}

	@Test
	void aCancelledCallCancelsTheStage() throws Exception {
		CompletableFuture<String> later = new CompletableFuture<>();
		this.callee.register("com.myapp.later", (arguments, details, progress) -> later).whenActive().get();
		CompletableFuture<String> result = this.caller.callAsync("com.myapp.later", String.class);
		await().untilAsserted(() -> assertThat(later.getNumberOfDependents()).isPositive());
		result.cancel(true);
		await().untilAsserted(() -> assertThat(later).isCancelled());
	}

	@Test
	void aCancelledCallInterruptsTheHandler() throws Exception {
		CountDownLatch started = new CountDownLatch(1);
		CountDownLatch interrupted = new CountDownLatch(1);
		this.callee.register("com.myapp.slow", (arguments, details, progress) -> {
			started.countDown();
			try {
				new CountDownLatch(1).await();
			}
			catch (InterruptedException ex) {
				interrupted.countDown();
				throw ex;
			}
			return null;
		}).whenActive().get();
		CompletableFuture<WampResult> result = this.caller.callAsync("com.myapp.slow");
		assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();
		result.cancel(true);
		assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void progressiveResultsArriveInTheirOrder() throws Exception {
		this.callee.register("com.myapp.count", (arguments, details, progress) -> {
			for (int i = 1; i <= 100; i++) {
				progress.next(i);
			}
			return "end";
		}).whenActive().get();
		BlockingQueue<Integer> seen = new LinkedBlockingQueue<>();
		String end = this.caller.newCall("com.myapp.count").progress(Integer.class, seen::add).call(String.class);
		assertThat(end).isEqualTo("end");
		assertThat(List.copyOf(seen)).hasSize(100).isSorted();
	}

	@Test
	void errorsReachTheCallerByTheirUri() throws Exception {
		this.system.errors.register("com.myapp.error.full", FullException.class);
		this.callee.register("com.myapp.full", (arguments, details, progress) -> {
			throw new FullException("no room");
		}).whenActive().get();
		this.callee.register("com.myapp.own", (arguments, details, progress) -> {
			throw new WampException("com.myapp.error.own", List.of(1), Map.of("a", 2), null);
		}).whenActive().get();
		this.callee.register("com.myapp.bug", (arguments, details, progress) -> {
			throw new IllegalStateException("my secret");
		}).whenActive().get();
		assertThatExceptionOfType(FullException.class).isThrownBy(() -> this.caller.call("com.myapp.full"))
			.withMessage("no room");
		assertThatExceptionOfType(WampException.class).isThrownBy(() -> this.caller.call("com.myapp.own"))
			.satisfies((ex) -> {
				assertThat(ex.getUri()).isEqualTo("com.myapp.error.own");
				assertThat(ex.getArguments()).isEqualTo(List.of(1));
				assertThat(ex.getKeywordArguments()).isEqualTo(Map.of("a", 2));
			});
		assertThatExceptionOfType(WampException.class).isThrownBy(() -> this.caller.call("com.myapp.bug"))
			.satisfies((ex) -> {
				assertThat(ex.getUri()).isEqualTo("wamp.error.runtime_error");
				assertThat(ex.getMessage()).doesNotContain("my secret");
			});
	}

	@Test
	void argumentsThatDoNotFitAreTheCallersFault() throws Exception {
		this.callee.register("com.myapp.square", Integer.class, (x) -> x * x).whenActive().get();
		assertThatExceptionOfType(WampException.class)
			.isThrownBy(() -> this.caller.call("com.myapp.square", Integer.class, "text"))
			.satisfies((ex) -> assertThat(ex.getUri()).isEqualTo("wamp.error.invalid_argument"));
		assertThatExceptionOfType(WampException.class)
			.isThrownBy(() -> this.caller.call("com.myapp.square", Integer.class))
			.satisfies((ex) -> assertThat(ex.getUri()).isEqualTo("wamp.error.invalid_argument"));
	}

	@Test
	void aResultThatTheHandlerCannotReadIsNotItsCallersFault() throws Exception {
		this.callee.register("com.myapp.text", (arguments, details, progress) -> "no number").whenActive().get();
		this.callee
			.register("com.myapp.indirect",
					(arguments, details, progress) -> this.callee.call("com.myapp.text").get(Integer.class))
			.whenActive()
			.get();
		assertThatExceptionOfType(WampException.class).isThrownBy(() -> this.caller.call("com.myapp.indirect"))
			.satisfies((ex) -> assertThat(ex.getUri()).isEqualTo("wamp.error.runtime_error"));
	}

	@Test
	void theHandlerMayCallItself() throws Exception {
		this.callee.register("com.myapp.square", Integer.class, (x) -> x * x).whenActive().get();
		this.callee
			.register("com.myapp.power4", Integer.class,
					(x) -> this.callee.call("com.myapp.square", Integer.class,
							this.callee.call("com.myapp.square", Integer.class, x)))
			.whenActive()
			.get();
		assertThat(this.caller.call("com.myapp.power4", Integer.class, 3)).isEqualTo(81);
	}

	@Test
	void theOptionsOfARegistrationReachTheRouter() throws Exception {
		WampRegistration registration = this.callee.newRegistration("com.myapp.pattern")
			.match(MatchPolicy.PREFIX)
			.invoke(InvocationPolicy.ROUNDROBIN)
			.concurrency(5)
			.discloseCaller()
			.forceReregister()
			.register((arguments, details, progress) -> details.procedure());
		registration.whenActive().get();
		assertThat(registration.getOptions()).isEqualTo(Map.of("match", "prefix", "invoke", "roundrobin", "concurrency",
				5, "disclose_caller", true, "force_reregister", true));
		assertThat(this.caller.call("com.myapp.pattern.x.y", String.class)).isEqualTo("com.myapp.pattern.x.y");
	}

	@Test
	void aClosedRegistrationIsGone() throws Exception {
		WampRegistration registration = this.callee.register("com.myapp.square", Integer.class, (x) -> x * x);
		registration.whenActive().get();
		registration.close();
		await().untilAsserted(() -> assertThat(this.system.router().registrations("realm1")).isEmpty());
	}

	@Test
	void eventsArriveTypedAndAsAWhole() throws Exception {
		BlockingQueue<Object> events = new LinkedBlockingQueue<>();
		this.callee.subscribe("com.myapp.oncounter", Integer.class, events::add).whenActive().get();
		this.callee.newSubscription("com.myapp.onlist").subscribe(INTEGERS, events::add).whenActive().get();
		this.callee.newSubscription("com.other")
			.match(MatchPolicy.PREFIX)
			.subscribe((arguments, event) -> events.add(event.topic() + arguments.getKeywordArguments()))
			.whenActive()
			.get();
		this.caller.publish("com.myapp.oncounter", 1);
		assertThat(events.poll(10, TimeUnit.SECONDS)).isEqualTo(1);
		this.caller.publish("com.myapp.onlist", List.of(1, 2));
		assertThat(events.poll(10, TimeUnit.SECONDS)).isEqualTo(List.of(1, 2));
		this.caller.newPublication("com.other.topic").kwarg("a", 1).publish();
		assertThat(events.poll(10, TimeUnit.SECONDS)).isEqualTo("com.other.topic{a=1}");
	}

	@Test
	void anEventThatCannotBeReadLeavesTheSubscriptionAsItIs() throws Exception {
		BlockingQueue<Integer> events = new LinkedBlockingQueue<>();
		this.callee.subscribe("com.myapp.oncounter", Integer.class, events::add).whenActive().get();
		this.caller.publish("com.myapp.oncounter", "text");
		this.caller.publish("com.myapp.oncounter");
		this.caller.publish("com.myapp.oncounter", 3);
		assertThat(events.poll(10, TimeUnit.SECONDS)).isEqualTo(3);
	}

	@Test
	void registrationsAndSubscriptionsComeBackWithTheConnection() throws Exception {
		BlockingQueue<Integer> events = new LinkedBlockingQueue<>();
		DefaultWampConnection connection = (DefaultWampConnection) this.callee.getConnection();
		WampRegistration registration = this.callee.register("com.myapp.square", Integer.class, (x) -> x * x);
		WampSubscription subscription = this.callee.subscribe("com.myapp.oncounter", Integer.class, events::add);
		registration.whenActive().get();
		subscription.whenActive().get();
		connection.stop();
		assertThat(registration.isActive()).isFalse();
		connection.start();
		await().untilAsserted(() -> assertThat(subscription.isActive()).isTrue());
		assertThat(this.caller.call("com.myapp.square", Integer.class, 3)).isEqualTo(9);
		this.caller.publish("com.myapp.oncounter", 1);
		assertThat(events.poll(10, TimeUnit.SECONDS)).isEqualTo(1);
	}

	record Split(String color, String procedure) {
	}

	static class FullException extends RuntimeException {

		FullException(String message) {
			super(message);
		}

	}

}
