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
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.wampspring.WampCanceledException;
import io.github.wampspring.WampConnectionException;
import io.github.wampspring.WampException;
import io.github.wampspring.WampTimeoutException;
import io.github.wampspring.client.DefaultWampConnection;
import io.github.wampspring.client.WampSession;
import io.github.wampspring.client.WampSubscription;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * What happens to operations that are made while there is no session, and on which
 * threads operations end.
 */
class WaitingOperationTests {

	private static final Duration LONG = Duration.ofSeconds(30);

	private final LocalSystem system = new LocalSystem();

	private final List<Object> received = new CopyOnWriteArrayList<>();

	private final DefaultWampConnection connection = this.system.connection("waiting");

	private final WampTemplate wamp = template(Duration.ofSeconds(30), Duration.ofSeconds(30));

	@AfterEach
	void close() {
		this.system.close();
	}

	private WampTemplate template(Duration join, Duration call) {
		return WampTemplate.builder(this.connection)
			.payloadMapper(this.system.mapper)
			.errorMappings(this.system.errors)
			.joinTimeout(join)
			.callTimeout((call != null) ? call : Duration.ZERO)
			.build();
	}

	private void subscribeElsewhere() {
		WampSubscription subscription = this.system.template("other")
			.subscribe("com.myapp.t", Integer.class, this.received::add);
		assertThat(subscription.whenActive()).succeedsWithin(LONG);
	}

	@Test
	void operationsGoOutInTheirOrderAndBeforeNewerOnes() {
		subscribeElsewhere();
		List<CompletableFuture<?>> published = new ArrayList<>();
		for (int i = 0; i < 50; i++) {
			published.add(this.wamp.newPublication("com.myapp.t").args(i).publishAsync());
		}
		this.connection.start();
		for (int i = 50; i < 100; i++) {
			published.add(this.wamp.newPublication("com.myapp.t").args(i).publishAsync());
		}
		assertThat(published).allSatisfy((future) -> assertThat(future).succeedsWithin(LONG));
		await().atMost(LONG)
			.untilAsserted(() -> assertThat(this.received).isEqualTo(IntStream.range(0, 100).boxed().toList()));
	}

	@Test
	void whatIsPublishedLaterKeepsNoObjectThatTheApplicationChanges() {
		List<Object> values = new CopyOnWriteArrayList<>();
		WampSubscription subscription = this.system.template("other")
			.subscribe("com.myapp.t", int[].class, (value) -> values.add(value[0]));
		assertThat(subscription.whenActive()).succeedsWithin(LONG);
		int[] reused = { 1 };
		this.wamp.newPublication("com.myapp.t").args((Object) reused).publishAsync();
		reused[0] = 2;
		this.wamp.newPublication("com.myapp.t").args((Object) reused).publishAsync();
		this.connection.start();
		await().atMost(LONG).untilAsserted(() -> assertThat(values).containsExactly(1, 2));
	}

	@Test
	void aPublicationThatWasGivenUpIsNeverSent() throws Exception {
		subscribeElsewhere();
		CompletableFuture<?> cancelled = this.wamp.newPublication("com.myapp.t").args(1).publishAsync();
		assertThat(cancelled.cancel(false)).isTrue();
		CompletableFuture<?> failed = this.wamp.newPublication("com.myapp.t").args(2).publishAsync();
		assertThat(failed.completeExceptionally(new IllegalStateException("the application"))).isTrue();
		CompletableFuture<?> timedOut = template(Duration.ofSeconds(30), Duration.ofMillis(10))
			.newPublication("com.myapp.t")
			.args(3)
			.publishAcknowledgedAsync();
		assertThat(failure(timedOut)).isInstanceOf(WampConnectionException.class);
		CompletableFuture<?> tooLong = template(Duration.ofMillis(10), Duration.ofSeconds(30))
			.newPublication("com.myapp.t")
			.args(4)
			.publishAsync();
		assertThat(failure(tooLong)).isInstanceOf(WampConnectionException.class)
			.hasMessageContaining("has not been started");
		this.connection.start();
		this.wamp.newPublication("com.myapp.t").args(5).publishAsync().get(30, TimeUnit.SECONDS);
		await().atMost(LONG).untilAsserted(() -> assertThat(this.received).contains(5));
		assertThat(this.received).containsExactly(5);
	}

	@Test
	void anInterruptedPublicationIsNeverSent() throws Exception {
		subscribeElsewhere();
		this.system.reachable(false);
		this.connection.start();
		CompletableFuture<Throwable> outcome = new CompletableFuture<>();
		Thread thread = new Thread(() -> {
			try {
				this.wamp.publish("com.myapp.t", 1);
				outcome.complete(new AssertionError("published"));
			}
			catch (Throwable ex) {
				outcome.complete(ex);
			}
		});
		thread.start();
		await().atMost(LONG)
			.until(() -> thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING);
		thread.interrupt();
		assertThat(outcome.get(30, TimeUnit.SECONDS)).isInstanceOf(WampCanceledException.class);
		this.system.reachable(true);
		this.wamp.publish("com.myapp.t", 2);
		await().atMost(LONG).untilAsserted(() -> assertThat(this.received).containsExactly(2));
	}

	@ParameterizedTest
	@ValueSource(strings = { "call", "publish", "acknowledged" })
	void aBlockingOperationBeforeTheStartFailsAtOnceAndSaysWhatToDo(String kind) {
		assertThatExceptionOfType(WampConnectionException.class).isThrownBy(() -> {
			switch (kind) {
				case "call" -> this.wamp.call("com.myapp.a");
				case "publish" -> this.wamp.publish("com.myapp.t", 1);
				default -> this.wamp.newPublication("com.myapp.t").publishAcknowledged();
			}
		}).withMessageContaining("ApplicationRunner");
	}

	/** Futures that end in ways in which nothing is received. */
	static Stream<Function<WaitingOperationTests, CompletableFuture<?>>> ends() {
		return Stream.of((test) -> test.template(Duration.ofMillis(10), LONG).callAsync("com.myapp.a"),
				(test) -> test.template(LONG, Duration.ofMillis(10)).callAsync("com.myapp.a"),
				(test) -> test.template(Duration.ofMillis(10), LONG).newPublication("com.myapp.t").publishAsync(),
				(test) -> test.connection.session(Duration.ofMillis(10)), (test) -> {
					CompletableFuture<WampSession> session = test.connection.session(LONG);
					test.connection.start();
					return session;
				}, (test) -> {
					test.joined()
						.newRegistration("com.myapp.slow")
						.register((arguments, details, progress) -> new CompletableFuture<>());
					return test.template(LONG, Duration.ofMillis(50)).callAsync("com.myapp.slow");
				}, (test) -> {
					test.joined();
					CompletableFuture<?> call = test.wamp.callAsync("com.myapp.never");
					test.connection.stop();
					return call;
				}, (test) -> {
					test.joined();
					return test.connection.getSession().leave("wamp.close.normal");
				});
	}

	private WampTemplate joined() {
		this.connection.start();
		assertThat(this.connection.session(LONG)).succeedsWithin(LONG);
		return this.wamp;
	}

	@ParameterizedTest
	@MethodSource("ends")
	void futuresEndOnThreadsThatRefuseToBlock(Function<WaitingOperationTests, CompletableFuture<?>> operation) {
		CompletableFuture<Throwable> blocked = new CompletableFuture<>();
		CompletableFuture<Boolean> free = new CompletableFuture<>();
		operation.apply(this).whenComplete((value, failure) -> {
			try {
				this.wamp.call("com.myapp.b");
				blocked.complete(new AssertionError("It waited"));
			}
			catch (Throwable ex) {
				blocked.complete(ex);
			}
			// the thread of this JVM's timers is not held up
			CompletableFuture<Boolean> timer = new CompletableFuture<Boolean>().completeOnTimeout(true, 1,
					TimeUnit.MILLISECONDS);
			free.complete(timer.join());
		});
		assertThat(free).succeedsWithin(LONG);
		// already complete when the dependent was added: that is the thread of the test
		assertThat(blocked).succeedsWithin(LONG);
		if (!(blocked.join() instanceof WampException)) {
			assertThatIllegalStateException().isThrownBy(() -> {
				throw blocked.join();
			}).withMessageContaining("use callAsync");
		}
	}

	@Test
	void whatDependsOnASessionMayTakeLongWithoutHoldingUpTheConnection() throws Exception {
		CompletableFuture<Void> release = new CompletableFuture<>();
		CompletableFuture<?> dependent = this.connection.session(LONG).thenAccept((session) -> release.join());
		this.connection.start();
		await().atMost(LONG).until(() -> this.connection.getSession() != null);
		this.connection.getSession().leave("wamp.close.normal");
		await().atMost(LONG).until(() -> this.connection.getJoinCount() > 1);
		release.complete(null);
		dependent.get(30, TimeUnit.SECONDS);
	}

	@Test
	void aTimedOutCallTellsWhatItWaitedFor() {
		WampTemplate joined = joined();
		joined.newRegistration("com.myapp.slow").register((arguments, details, progress) -> new CompletableFuture<>());
		await().atMost(LONG)
			.untilAsserted(
					() -> assertThat(this.connection.getRegistrations()).allMatch((handle) -> handle.isActive()));
		assertThat(failure(template(LONG, Duration.ofMillis(50)).callAsync("com.myapp.slow")))
			.isInstanceOf(WampTimeoutException.class);
	}

	private static Throwable failure(CompletableFuture<?> future) {
		assertThat(future).failsWithin(LONG);
		return future.handle((value, failure) -> failure).join();
	}

}
