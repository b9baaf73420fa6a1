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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.github.wampspring.client.stream.ArgumentSink;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.WampMessage.Call;
import io.github.wampspring.protocol.WampMessage.Cancel;
import io.github.wampspring.protocol.WampMessage.Error;
import io.github.wampspring.protocol.WampMessage.Interrupt;
import io.github.wampspring.protocol.WampMessage.Registered;
import io.github.wampspring.protocol.WampMessage.Result;
import io.github.wampspring.protocol.WampMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Cancels, interrupts and timeouts that meet the result.
 */
@Timeout(120)
class CancelTimingTests {

	private static final int ROUNDS = 1_000;

	private static final Dict ROUTER = Dict.of("roles",
			Map.of("dealer", Map.of("features", Map.of("call_canceling", true, "progressive_call_invocations", true))));

	private final SessionHarness harness = new SessionHarness().join(ROUTER);

	private final ClientSession session = this.harness.session;

	private final FakeChannel channel = this.harness.channel;

	private final ExecutorService threads = Executors.newFixedThreadPool(2);

	@AfterEach
	void close() {
		this.threads.shutdownNow();
	}

	private void together(Runnable one, Runnable other) throws Exception {
		CyclicBarrier barrier = new CyclicBarrier(2);
		List<Future<?>> both = new ArrayList<>();
		for (Runnable task : List.of(one, other)) {
			both.add(this.threads.submit(() -> {
				barrier.await();
				task.run();
				return null;
			}));
		}
		for (Future<?> each : both) {
			each.get();
		}
	}

	@Test
	void aCallEndsOnceWhenItsResultMeetsACancel() throws Exception {
		for (long request = 1; request <= ROUNDS; request++) {
			this.channel.sent.clear();
			CompletableFuture<CallResult> call = this.session.call("com.a", Dict.EMPTY, Payload.NONE, null);
			Result result = new Result(request, Dict.EMPTY, Payload.NONE);
			together(() -> call.cancel(false), () -> this.harness.receive(result));
			assertThat(call).isDone();
			if (!call.isCancelled()) {
				assertThat(this.channel.all(Cancel.class)).isEmpty();
			}
			assertThat(this.session.pendingRequests()).isZero();
		}
		assertThat(this.channel.close).isNull();
	}

	@Test
	void nothingIsSentAfterACancelThatMeetsArguments() throws Exception {
		ArgumentSink[] sink = new ArgumentSink[1];
		for (int i = 0; i < ROUNDS; i++) {
			CompletableFuture<CallResult> call = this.session.call("com.a", Dict.EMPTY, Payload.NONE,
					(arguments) -> sink[0] = arguments, null);
			together(() -> call.cancel(false), () -> {
				while (sink[0].next(Payload.NONE)) {
					Thread.onSpinWait();
				}
				sink[0].complete();
			});
			assertThat(this.channel.last(Cancel.class)).isNotNull();
			assertThat(this.channel.all(Call.class)).allMatch((message) -> message.options().isTrue("progress"));
			this.channel.sent.clear();
		}
		assertThat(this.channel.close).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "kill", "killnowait" })
	void anInvocationIsAnsweredOnceWhenItsResultMeetsAnInterrupt(String mode) throws Exception {
		List<Invocation> invocations = new ArrayList<>();
		this.session.register("com.a", Dict.EMPTY, invocations::add);
		this.harness.receive(new Registered(1, 9));
		for (long request = 1; request <= ROUNDS; request++) {
			this.channel.sent.clear();
			this.harness.receive(new WampMessage.Invocation(request, 9, Dict.of("progress", true), Payload.NONE));
			Invocation invocation = invocations.get(invocations.size() - 1);
			invocation.onInterrupt(() -> invocation.fail("wamp.error.canceled", Payload.NONE));
			Interrupt interrupt = new Interrupt(request, Dict.of("mode", mode));
			together(() -> this.harness.receive(interrupt), () -> invocation.complete(Payload.NONE));
			List<WampMessage> answers = List.copyOf(this.channel.sent);
			assertThat(answers).hasSizeBetween(mode.equals("kill") ? 1 : 0, 1);
			assertThat(this.session.invocations().size()).isZero();
		}
		assertThat(this.channel.close).isNull();
	}

	@Test
	void anInvocationIsAnsweredOnceWhenItsResultMeetsItsTimeout() throws Exception {
		List<Invocation> invocations = new ArrayList<>();
		this.session.register("com.a", Dict.EMPTY, invocations::add);
		this.harness.receive(new Registered(1, 9));
		this.channel.sent.clear();
		for (long request = 1; request <= 100; request++) {
			this.harness.receive(new WampMessage.Invocation(request, 9, Dict.of("timeout", 1), Payload.NONE));
			Invocation invocation = invocations.get(invocations.size() - 1);
			CompletableFuture<Void> over = new CompletableFuture<>();
			invocation.onInterrupt(() -> over.complete(null));
			if (request % 2 == 0) {
				over.join();
			}
			invocation.complete(Payload.NONE);
			assertThat(this.session.invocations().size()).isZero();
		}
		assertThat(this.channel.sent).hasSize(100);
		assertThat(this.channel.all(Error.class)).hasSizeGreaterThanOrEqualTo(50);
	}

}
