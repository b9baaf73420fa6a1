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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.WampMessage.Cancel;
import io.github.wampspring.protocol.WampMessage.Error;
import io.github.wampspring.protocol.WampMessage.Invocation;
import io.github.wampspring.protocol.WampMessage.Register;
import io.github.wampspring.protocol.WampMessage.Registered;
import io.github.wampspring.protocol.WampMessage.Result;
import io.github.wampspring.protocol.WampMessage.Unregister;
import io.github.wampspring.protocol.WampMessage.Unregistered;
import io.github.wampspring.protocol.WampMessage;
import io.github.wampspring.router.ReregisterPolicy;
import io.github.wampspring.router.SessionLimits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Calls that wait while all callees are at their concurrency limit.
 */
class WaitingCallTests {

	private static final String URI = "com.myapp.work";

	private static final Dict ONE_AT_A_TIME = Dict.of("concurrency", 1, "x_waiting_calls", 2);

	private final DefaultWampRouter router = TestRouters.open((realm) -> realm.reregister(ReregisterPolicy.ANYBODY));

	private final TestClient caller = TestClient.joined(this.router);

	private final TestClient callee = TestClient.joined(this.router);

	@AfterEach
	void close() {
		this.router.close();
	}

	private Object takeArgument() {
		return TestClient.arguments(this.callee.take(Invocation.class)).get(0);
	}

	@Test
	void callsWaitInTheirOrderAndNoMoreThanMay() {
		this.callee.register(URI, ONE_AT_A_TIME);
		for (int i = 1; i <= 4; i++) {
			this.caller.call(URI, Dict.EMPTY, i);
		}
		assertThat(this.caller.takeError(ErrorUris.MAX_CONCURRENCY_REACHED).request()).isEqualTo(4);
		for (int i = 1; i <= 3; i++) {
			Invocation invocation = this.callee.take(Invocation.class);
			assertThat(TestClient.arguments(invocation)).isEqualTo(List.of(i));
			this.callee.takeNothing();
			this.callee.yield(invocation.request(), i);
			assertThat(this.caller.take(Result.class).request()).isEqualTo(i);
		}
		this.callee.takeNothing();
	}

	@Test
	void callsGoOnWhenACalleeHasRoomForMessagesAgain() {
		TestClient busy = TestClient.joined(this.router);
		Dict shared = Dict.of("invoke", "roundrobin", "concurrency", 1).with("x_waiting_calls", 2);
		this.callee.register(URI, shared);
		busy.register(URI, shared);
		for (int i = 1; i <= 4; i++) {
			this.caller.call(URI, Dict.EMPTY, i);
		}
		takeArgument();
		Invocation second = busy.take(Invocation.class);
		// the other one has a place no more, and does not get one
		busy.channel.fillUp();
		busy.yield(second.request());
		this.caller.take(Result.class);
		busy.takeNothing();
		busy.channel.makeRoom();
		assertThat(TestClient.arguments(busy.take(Invocation.class))).isEqualTo(List.of(3));
	}

	@Test
	void nobodyWaitsWhereNothingIsSaid() {
		this.callee.register(URI, Dict.of("concurrency", 1));
		this.caller.call(URI, Dict.EMPTY);
		this.caller.call(URI, Dict.EMPTY);
		this.caller.takeError(ErrorUris.MAX_CONCURRENCY_REACHED);
	}

	@Test
	void theRealmSaysHowManyWaitWhereTheRegistrationDoesNot() {
		try (DefaultWampRouter router = TestRouters.open((realm) -> realm.waitingCalls(1))) {
			TestClient worker = TestClient.joined(router);
			TestClient client = TestClient.joined(router);
			worker.register(URI, Dict.of("concurrency", 1));
			client.call(URI, Dict.EMPTY, 1);
			client.call(URI, Dict.EMPTY, 2);
			client.call(URI, Dict.EMPTY, 3);
			assertThat(client.takeError(ErrorUris.MAX_CONCURRENCY_REACHED).request()).isEqualTo(3);
			worker.yield(worker.take(Invocation.class).request());
			assertThat(TestClient.arguments(worker.take(Invocation.class))).isEqualTo(List.of(2));
		}
	}

	@Test
	void aCallThatIsCancelledFreesItsPlace() {
		this.callee.register(URI, ONE_AT_A_TIME);
		for (int i = 1; i <= 3; i++) {
			this.caller.call(URI, Dict.EMPTY, i);
		}
		this.caller.send(new Cancel(2, Dict.of("mode", "kill")));
		assertThat(this.caller.takeError(ErrorUris.CANCELED).request()).isEqualTo(2);
		this.caller.call(URI, Dict.EMPTY, 4);
		this.caller.takeNothing();
		Invocation first = this.callee.take(Invocation.class);
		this.callee.yield(first.request());
		Invocation third = this.callee.take(Invocation.class);
		assertThat(TestClient.arguments(third)).isEqualTo(List.of(3));
		this.callee.yield(third.request());
		assertThat(takeArgument()).isEqualTo(4);
	}

	@Test
	void aCallerThatLeavesFreesItsPlaces() {
		this.callee.register(URI, ONE_AT_A_TIME);
		TestClient leaving = TestClient.joined(this.router);
		this.caller.call(URI, Dict.EMPTY, 1);
		leaving.call(URI, Dict.EMPTY, 2);
		leaving.call(URI, Dict.EMPTY, 3);
		leaving.disconnect();
		this.caller.call(URI, Dict.EMPTY, 4);
		this.caller.takeNothing();
		this.callee.yield(this.callee.take(Invocation.class).request());
		assertThat(takeArgument()).isEqualTo(4);
	}

	@Test
	void theTimeThatACallWaitsCounts() {
		this.callee.register(URI, ONE_AT_A_TIME);
		this.caller.call(URI, Dict.EMPTY, 1);
		this.caller.call(URI, Dict.of("timeout", 50), 2);
		this.caller.call(URI, Dict.of("timeout", 60_000), 3);
		assertThat(this.caller.takeError(ErrorUris.TIMEOUT).request()).isEqualTo(2);
		this.callee.yield(this.callee.take(Invocation.class).request());
		this.caller.take(Result.class);
		assertThat(takeArgument()).isEqualTo(3);
	}

	@Test
	void aCalleeThatLooksAfterTheTimeGetsWhatIsLeftOfIt() {
		this.callee.register(URI, ONE_AT_A_TIME.with("forward_timeout", true));
		this.caller.call(URI, Dict.of("timeout", 60_000), 1);
		this.caller.call(URI, Dict.of("timeout", 60_000), 2);
		Invocation first = this.callee.take(Invocation.class);
		assertThat(first.details().getLong("timeout")).isEqualTo(60_000);
		long begin = System.nanoTime();
		await().until(() -> System.nanoTime() - begin > TimeUnit.MILLISECONDS.toNanos(20));
		this.callee.yield(first.request());
		assertThat(this.callee.take(Invocation.class).details().getLong("timeout")).isBetween(1L, 59_990L);
	}

	@Test
	void anotherCalleeTakesCallsThatWait() {
		this.callee.register(URI, ONE_AT_A_TIME.with("invoke", "roundrobin"));
		this.caller.call(URI, Dict.EMPTY, 1);
		this.caller.call(URI, Dict.EMPTY, 2);
		TestClient other = TestClient.joined(this.router);
		other.send(new Register(1, ONE_AT_A_TIME.with("invoke", "roundrobin"), URI));
		other.take(Registered.class);
		assertThat(TestClient.arguments(other.take(Invocation.class))).isEqualTo(List.of(2));
	}

	@Test
	void whoWaitsForCalleesThatGoGetsAnError() {
		long registration = this.callee.register(URI, ONE_AT_A_TIME);
		this.caller.call(URI, Dict.EMPTY, 1);
		this.caller.call(URI, Dict.EMPTY, 2);
		this.callee.take(Invocation.class);
		this.callee.send(new Unregister(9, registration, Dict.EMPTY));
		this.callee.take(Unregistered.class);
		assertThat(this.caller.takeError(ErrorUris.NO_SUCH_PROCEDURE).request()).isEqualTo(2);
	}

	@Test
	void whoWaitsForACalleeThatIsReplacedWaitsForTheNewOne() {
		this.callee.register(URI, ONE_AT_A_TIME);
		this.caller.call(URI, Dict.EMPTY, 1);
		this.caller.call(URI, Dict.EMPTY, 2);
		TestClient other = TestClient.joined(this.router);
		other.register(URI, ONE_AT_A_TIME.with("force_reregister", true));
		assertThat(TestClient.arguments(other.take(Invocation.class))).isEqualTo(List.of(2));
		this.caller.takeNothing();
	}

	@Test
	void aCallThatComesWhileItsCalleeIsReplacedByOneWithoutAQueueIsAnswered() {
		this.callee.register(URI, ONE_AT_A_TIME);
		this.caller.call(URI, Dict.EMPTY, 1);
		this.caller.call(URI, Dict.EMPTY, 2);
		TestClient other = TestClient.joined(this.router);
		other.channel.refuseAsTooLarge((message) -> {
			if (message instanceof Registered) {
				this.caller.call(URI, Dict.EMPTY, 3);
			}
			return false;
		});
		other.send(new Register(1, Dict.of("force_reregister", true), URI));
		List<Object> arguments = new ArrayList<>();
		for (int i = 0; i < 3; i++) {
			// the thread that registers makes the call as well, before REGISTERED is
			// queued
			if (other.take(WampMessage.class) instanceof Invocation invocation) {
				arguments.add(TestClient.arguments(invocation).get(0));
				other.yield(invocation.request(), "done");
				this.caller.take(Result.class);
			}
		}
		assertThat(arguments).containsExactlyInAnyOrder(2, 3);
	}

	@Test
	void theSpaceThatWaitingCallsTakeIsBounded() {
		try (DefaultWampRouter router = TestRouters
			.open((realm) -> realm.sessionLimits(SessionLimits.builder().heldCallSize(3000).build()))) {
			TestClient worker = TestClient.joined(router);
			TestClient client = TestClient.joined(router);
			worker.register(URI, Dict.of("concurrency", 1, "x_waiting_calls", 1000));
			for (int i = 1; i <= 5; i++) {
				client.call(URI, Dict.EMPTY, "x".repeat(1000));
			}
			client.takeError(ErrorUris.MAX_CONCURRENCY_REACHED);
			client.takeError(ErrorUris.MAX_CONCURRENCY_REACHED);
			client.takeNothing();
			for (int i = 0; i < 3; i++) {
				worker.yield(worker.take(Invocation.class).request());
				client.take(Result.class);
			}
			client.call(URI, Dict.EMPTY, 1);
			client.call(URI, Dict.EMPTY, "x".repeat(1000));
			client.takeNothing();
		}
	}

	@Test
	void aCallThatAnInterceptorTriesAgainIsAnsweredToo() {
		try (DefaultWampRouter router = TestRouters.open((realm) -> {
		}, (settings) -> settings.interceptor(
				(request, next) -> next.proceed(request).exceptionallyCompose((failure) -> next.proceed(request))))) {
			TestClient worker = TestClient.joined(router);
			TestClient client = TestClient.joined(router);
			worker.register(URI, Dict.of("concurrency", 1, "x_waiting_calls", 1));
			for (int i = 1; i <= 3; i++) {
				client.call(URI, Dict.EMPTY, i);
			}
			assertThat(client.takeError(ErrorUris.MAX_CONCURRENCY_REACHED).request()).isEqualTo(3);
			worker.yield(worker.take(Invocation.class).request());
			client.take(Result.class);
			assertThat(TestClient.arguments(worker.take(Invocation.class))).isEqualTo(List.of(2));
		}
	}

	@Test
	void underLoadEachCallGoesOnOnceAndInOrder() throws Exception {
		int callers = 4;
		int calls = 2000;
		TestClient worker = TestClient.joined(this.router);
		worker.register("com.myapp.busy", Dict.of("concurrency", 2, "x_waiting_calls", callers * calls));
		ExecutorService executor = Executors.newCachedThreadPool();
		try {
			List<TestClient> clients = new ArrayList<>();
			for (int i = 0; i < callers; i++) {
				TestClient client = TestClient.joined(this.router);
				clients.add(client);
				int number = i;
				executor.submit(() -> {
					for (int call = 0; call < calls; call++) {
						client.call("com.myapp.busy", Dict.EMPTY, number, call);
					}
				});
			}
			AtomicInteger[] next = new AtomicInteger[callers];
			for (int i = 0; i < callers; i++) {
				next[i] = new AtomicInteger();
			}
			for (int i = 0; i < callers * calls; i++) {
				Invocation invocation = worker.take(Invocation.class);
				List<?> arguments = TestClient.arguments(invocation);
				assertThat(arguments.get(1)).isEqualTo(next[(Integer) arguments.get(0)].getAndIncrement());
				worker.yield(invocation.request());
			}
			worker.takeNothing();
			for (TestClient client : clients) {
				await().atMost(Duration.ofSeconds(30)).until(() -> client.channel.size() == calls);
				assertThat(client.takeAll(Result.class)).hasSize(calls);
			}
		}
		finally {
			executor.shutdownNow();
		}
	}

	@Test
	void callersThatComeAndGoLeaveNothingBehind() throws Exception {
		this.callee.register(URI, Dict.of("concurrency", 1, "x_waiting_calls", 5));
		this.caller.call(URI, Dict.EMPTY);
		Invocation kept = this.callee.take(Invocation.class);
		ExecutorService executor = Executors.newFixedThreadPool(4);
		try {
			List<java.util.concurrent.Future<?>> all = new ArrayList<>();
			for (int i = 0; i < 4; i++) {
				all.add(executor.submit(() -> {
					for (int round = 0; round < 500; round++) {
						TestClient client = TestClient.joined(this.router);
						long request = client.call(URI, Dict.EMPTY);
						if (round % 2 == 0) {
							client.send(new Cancel(request, Dict.EMPTY));
							WampMessage answer = client.take(Error.class);
							assertThat(answer).isInstanceOf(Error.class);
						}
						client.disconnect();
					}
				}));
			}
			for (java.util.concurrent.Future<?> each : all) {
				each.get(60, TimeUnit.SECONDS);
			}
		}
		finally {
			executor.shutdownNow();
		}
		for (int i = 0; i < 5; i++) {
			this.caller.call(URI, Dict.EMPTY, i);
		}
		this.caller.takeNothing();
		this.callee.yield(kept.request());
		this.caller.take(Result.class);
		assertThat(this.router.statistics("realm1").pendingCalls()).isEqualTo(5);
	}

}
