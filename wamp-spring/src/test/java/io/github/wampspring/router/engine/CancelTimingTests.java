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

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.MessageType;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.WampMessage.Call;
import io.github.wampspring.protocol.WampMessage.Cancel;
import io.github.wampspring.protocol.WampMessage.Error;
import io.github.wampspring.protocol.WampMessage.Interrupt;
import io.github.wampspring.protocol.WampMessage.Invocation;
import io.github.wampspring.protocol.WampMessage.Result;
import io.github.wampspring.protocol.WampMessage.Yield;
import io.github.wampspring.protocol.WampMessage;
import io.github.wampspring.router.AuthorizationDecision;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Cancels and timeouts at every point in time: whatever comes first, the caller gets one
 * answer. See the sections "Call Canceling" and "Call Timeouts" of the specification.
 */
@Timeout(120)
class CancelTimingTests {

	private static final String PROCEDURE = "com.myapp.procedure";

	private static final int ROUNDS = 1_000;

	private final CompletableFuture<AuthorizationDecision> slow = new CompletableFuture<>();

	private final DefaultWampRouter router = TestRouters.open((realm) -> {
	}, (settings) -> settings
		.asyncAuthorizer((request) -> (request.uri().equals("com.myapp.slow") && request.action().name().equals("CALL"))
				? this.slow : CompletableFuture.completedStage(AuthorizationDecision.ALLOW)));

	private final TestClient caller = TestClient.joined(this.router,
			Dict.of("roles", Map.of("caller", Map.of("features", Map.of("progressive_call_invocations", true)))));

	private final TestClient callee = TestClient.joined(this.router,
			Dict.of("roles", Map.of("callee", Map.of("features", Map.of("progressive_call_invocations", true,
					"call_canceling", true, "progressive_call_results", true, "call_timeout", true)))));

	private final ExecutorService threads = Executors.newFixedThreadPool(2);

	@AfterEach
	void close() {
		this.threads.shutdownNow();
		this.router.close();
	}

	private void cancel(long request, String mode) {
		this.caller.send(new Cancel(request, Dict.of("mode", mode)));
	}

	private void together(Runnable one, Runnable other) throws Exception {
		CyclicBarrier barrier = new CyclicBarrier(2);
		List<Future<?>> both = List.of(one, other).stream().<Future<?>>map((task) -> this.threads.submit(() -> {
			barrier.await();
			task.run();
			return null;
		})).toList();
		for (Future<?> each : both) {
			each.get();
		}
	}

	private void assertIdle() {
		Awaitility.await().until(() -> this.router.statistics("realm1").pendingCalls() == 0);
		assertThat(this.caller.channel.closeReason()).isNull();
		assertThat(this.callee.channel.closeReason()).isNull();
	}

	private static boolean isLast(WampMessage message) {
		return message instanceof Error || (message instanceof Result result && !result.details().isTrue("progress"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "skip", "kill", "killnowait" })
	void whileAnAuthorizerDecides(String mode) {
		this.callee.register("com.myapp.slow", Dict.EMPTY);
		this.caller.call("com.myapp.slow", Dict.EMPTY);
		cancel(1, mode);
		this.caller.takeError(ErrorUris.CANCELED);
		this.slow.complete(AuthorizationDecision.ALLOW);
		this.callee.takeNothing();
		this.caller.takeNothing();
		assertIdle();
	}

	@ParameterizedTest
	@ValueSource(strings = { "skip", "kill", "killnowait" })
	void betweenProgressiveResults(String mode) {
		this.callee.register(PROCEDURE, Dict.EMPTY);
		this.caller.call(PROCEDURE, Dict.of("receive_progress", true));
		Invocation invocation = this.callee.take(Invocation.class);
		Yield progress = new Yield(invocation.request(), Dict.of("progress", true), Payload.of(1));
		this.callee.send(progress);
		this.caller.take(Result.class);
		cancel(1, mode);
		boolean waits = mode.equals("kill");
		if (!waits) {
			this.caller.takeError(ErrorUris.CANCELED);
		}
		if (!mode.equals("skip")) {
			assertThat(this.callee.take(Interrupt.class).options().getString("mode")).isEqualTo(mode);
		}
		this.callee.send(progress);
		this.callee.yield(invocation.request(), "last");
		if (waits) {
			assertThat(this.caller.takeAll(Result.class)).hasSize(2);
		}
		this.caller.takeNothing();
		assertIdle();
	}

	@ParameterizedTest
	@ValueSource(strings = { "skip", "kill", "killnowait" })
	void atTheMomentOfTheResult(String mode) throws Exception {
		this.callee.register(PROCEDURE, Dict.of("concurrency", 1));
		for (int i = 0; i < ROUNDS; i++) {
			long request = this.caller.call(PROCEDURE, Dict.of("receive_progress", true));
			Invocation invocation = this.callee.take(Invocation.class);
			together(() -> cancel(request, mode), () -> {
				this.callee.send(new Yield(invocation.request(), Dict.of("progress", true), Payload.of("progress")));
				this.callee.yield(invocation.request(), "result");
			});
			List<WampMessage> answers = this.caller.takeAll(WampMessage.class);
			assertThat(answers).filteredOn(CancelTimingTests::isLast).hasSize(1);
			assertThat(isLast(answers.get(answers.size() - 1))).isTrue();
			assertThat(this.callee.takeAll(Interrupt.class)).hasSizeLessThanOrEqualTo(mode.equals("skip") ? 0 : 1);
		}
		assertIdle();
	}

	@ParameterizedTest
	@ValueSource(strings = { "skip", "kill", "killnowait" })
	void atTheMomentOfTheInvocation(String mode) throws Exception {
		this.callee.register(PROCEDURE, Dict.EMPTY);
		for (int i = 0; i < ROUNDS; i++) {
			long request = this.caller.nextRequest();
			together(() -> this.caller.send(new Call(request, Dict.EMPTY, PROCEDURE, Payload.NONE)),
					() -> cancel(request, mode));
			// the other one may have come before the call
			cancel(request, mode);
			List<WampMessage> sent = this.callee.takeAll(WampMessage.class);
			List<Invocation> invocations = sent.stream()
				.filter(Invocation.class::isInstance)
				.map(Invocation.class::cast)
				.toList();
			assertThat(invocations).hasSizeLessThanOrEqualTo(1);
			assertThat(sent).filteredOn(Interrupt.class::isInstance)
				.hasSize(mode.equals("skip") ? 0 : invocations.size());
			invocations.forEach((invocation) -> this.callee.yield(invocation.request()));
			assertThat(this.caller.takeAll(WampMessage.class)).hasSize(1);
		}
		assertIdle();
	}

	@ParameterizedTest
	@ValueSource(strings = { "skip", "kill", "killnowait" })
	void whenTheCalleeLeaves(String mode) throws Exception {
		for (int i = 0; i < 100; i++) {
			TestClient leaving = TestClient.joined(this.router);
			leaving.register(PROCEDURE, Dict.EMPTY);
			long request = this.caller.call(PROCEDURE, Dict.EMPTY);
			leaving.take(Invocation.class);
			together(() -> cancel(request, mode), leaving::disconnect);
			assertThat(this.caller.takeAll(Error.class)).extracting(Error::error).containsExactly(ErrorUris.CANCELED);
		}
		assertIdle();
	}

	@ParameterizedTest
	@ValueSource(strings = { "skip", "kill", "killnowait" })
	void whileArgumentsAreStreamed(String mode) throws Exception {
		this.callee.register(PROCEDURE, Dict.EMPTY);
		for (int i = 0; i < ROUNDS; i++) {
			long request = this.caller.nextRequest();
			this.caller.send(new Call(request, Dict.of("progress", true), PROCEDURE, Payload.of(0)));
			Invocation invocation = this.callee.take(Invocation.class);
			together(() -> {
				this.caller.send(new Call(request, Dict.of("progress", true), PROCEDURE, Payload.of(1)));
				cancel(request, mode);
				this.caller.send(new Call(request, Dict.EMPTY, PROCEDURE, Payload.of(2)));
			}, () -> this.callee.yield(invocation.request(), "enough"));
			assertThat(this.caller.takeAll(WampMessage.class)).hasSize(1);
			assertThat(this.callee.takeAll(WampMessage.class)).filteredOn(Interrupt.class::isInstance)
				.hasSizeLessThanOrEqualTo(1);
		}
		assertIdle();
	}

	@Test
	void aTimeoutCountsWhileAnAuthorizerDecides() {
		this.callee.register("com.myapp.slow", Dict.EMPTY);
		this.caller.call("com.myapp.slow", Dict.of("timeout", 20));
		this.caller.takeError(ErrorUris.TIMEOUT);
		this.slow.complete(AuthorizationDecision.ALLOW);
		this.callee.takeNothing();
		assertIdle();
	}

	@Test
	void aTimeoutCountsWhileACallWaitsForAPlace() {
		this.callee.register(PROCEDURE, Dict.of("concurrency", 1, "x_waiting_calls", 1));
		this.caller.call(PROCEDURE, Dict.EMPTY);
		Invocation running = this.callee.take(Invocation.class);
		this.caller.call(PROCEDURE, Dict.of("timeout", 20));
		assertThat(this.caller.takeError(ErrorUris.TIMEOUT).request()).isEqualTo(2);
		this.callee.yield(running.request());
		this.caller.take(Result.class);
		this.callee.takeNothing();
		assertIdle();
	}

	@Test
	void whatComesAfterATimeoutIsTolerated() {
		this.callee.register(PROCEDURE, Dict.EMPTY);
		this.caller.call(PROCEDURE, Dict.of("timeout", 1, "receive_progress", true));
		Invocation invocation = this.callee.take(Invocation.class);
		this.caller.takeError(ErrorUris.TIMEOUT);
		this.callee.take(Interrupt.class);
		cancel(1, "kill");
		this.callee.send(new Yield(invocation.request(), Dict.of("progress", true), Payload.NONE));
		this.callee.yield(invocation.request());
		this.callee.yield(invocation.request());
		this.caller.takeNothing();
		this.callee.takeNothing();
		assertIdle();
	}

	@Test
	void aTimeoutThatIsForwardedIsNotTheRoutersAnyMore() {
		this.callee.register("com.myapp.slow", Dict.of("forward_timeout", true));
		this.caller.call("com.myapp.slow", Dict.of("timeout", 60_000));
		this.slow.complete(AuthorizationDecision.ALLOW);
		Invocation invocation = this.callee.take(Invocation.class);
		assertThat(invocation.details().getLong("timeout")).isEqualTo(60_000);
		this.callee
			.send(new Error(MessageType.INVOCATION, invocation.request(), Dict.EMPTY, ErrorUris.TIMEOUT, Payload.NONE));
		this.caller.takeError(ErrorUris.TIMEOUT);
		this.callee.takeNothing();
		assertIdle();
	}

}
