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
import java.util.concurrent.TimeUnit;

import io.github.wampspring.CancelMode;
import io.github.wampspring.ErrorUris;
import io.github.wampspring.PayloadException;
import io.github.wampspring.WampCanceledException;
import io.github.wampspring.WampException;
import io.github.wampspring.WampTimeoutException;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.MessageType;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.WampMessage.Call;
import io.github.wampspring.protocol.WampMessage.Cancel;
import io.github.wampspring.protocol.WampMessage.Error;
import io.github.wampspring.protocol.WampMessage.Result;
import io.github.wampspring.protocol.WampMessage;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for the calls of {@link ClientSession}, without any transport.
 */
class SessionCallTests {

	private final SessionHarness harness = SessionHarness.joined();

	private final ClientSession session = this.harness.session;

	private final FakeChannel channel = this.harness.channel;

	private CompletableFuture<CallResult> call(String procedure) {
		return this.session.call(procedure, Dict.EMPTY, Payload.of(1), null);
	}

	@Test
	void requestsAreCountedFromOne() {
		call("com.a");
		this.session.publish("com.b", Dict.EMPTY, Payload.of("x"));
		this.session.register("com.c", Dict.EMPTY, (invocation) -> {
		});
		this.session.subscribe("com.d", Dict.EMPTY, (event) -> {
		});
		call("com.e");
		assertThat(this.channel.sent).extracting((message) -> message.fields()[0]).containsExactly(1L, 2L, 3L, 4L, 5L);
		assertThat(this.channel.isFlushed()).isTrue();
	}

	@Test
	void manyThreadsDoNotSwapIds() throws InterruptedException {
		List<Thread> threads = new ArrayList<>();
		for (int i = 0; i < 8; i++) {
			Thread thread = new Thread(() -> {
				for (int j = 0; j < 500; j++) {
					call("com.x");
					this.session.publish("com.y", Dict.EMPTY, Payload.NONE);
				}
			});
			threads.add(thread);
			thread.start();
		}
		for (Thread thread : threads) {
			thread.join();
		}
		assertThat(this.channel.sent).hasSize(8000);
		long id = 0;
		for (WampMessage message : this.channel.sent) {
			assertThat(message.fields()[0]).isEqualTo(++id);
		}
	}

	@Test
	void whatCannotBeWrittenLeavesNoGapInTheIds() {
		assertThatExceptionOfType(PayloadException.class)
			.isThrownBy(() -> this.session.call("com.x", Dict.EMPTY, Payload.of(FakeChannel.UNWRITABLE), null));
		assertThatExceptionOfType(PayloadException.class)
			.isThrownBy(() -> this.session.call("com.x", Dict.of("x", "unwritable"), Payload.NONE, null));
		call("com.y");
		assertThat(this.channel.last(Call.class).request()).isEqualTo(1);
		assertThat(this.session.pendingRequests()).isEqualTo(1);
	}

	@Test
	void aResultCompletesItsCall() {
		CompletableFuture<CallResult> first = call("com.a");
		CompletableFuture<CallResult> second = call("com.b");
		this.harness.receive(new Result(2, Dict.of("callee", 5), Payload.of("two")));
		assertThat(first).isNotDone();
		assertThat(second).isCompletedWithValue(new CallResult(Dict.of("callee", 5), Payload.of("two")));
		assertThat(this.session.pendingRequests()).isEqualTo(1);
	}

	@Test
	void anErrorEndsItsCallWithUriAndArguments() {
		CompletableFuture<CallResult> call = call("com.a");
		this.harness.receive(new Error(MessageType.CALL, 1, Dict.EMPTY, "com.myapp.error.bad",
				Payload.of(List.of("no", 7), Map.of("why", "because"))));
		WampException failure = SessionHarness.failure(call);
		assertThat(failure.getUri()).isEqualTo("com.myapp.error.bad");
		assertThat(failure.getArguments()).containsExactly("no", 7);
		assertThat(failure.getKeywordArguments()).containsEntry("why", "because");
	}

	@Test
	void timeoutAndCancellationHaveTheirOwnExceptions() {
		CompletableFuture<CallResult> late = call("com.a");
		CompletableFuture<CallResult> cancelled = call("com.b");
		CompletableFuture<CallResult> misspelled = call("com.c");
		this.harness.receive(new Error(MessageType.CALL, 1, Dict.EMPTY, ErrorUris.TIMEOUT, Payload.of("late")));
		this.harness.receive(new Error(MessageType.CALL, 2, Dict.EMPTY, ErrorUris.CANCELED, Payload.NONE));
		this.harness.receive(new Error(MessageType.CALL, 3, Dict.EMPTY, ErrorUris.CANCELLED, Payload.NONE));
		assertThat(SessionHarness.failure(late)).isInstanceOf(WampTimeoutException.class).hasMessageContaining("late");
		assertThat(SessionHarness.failure(cancelled)).isInstanceOf(WampCanceledException.class);
		assertThat(SessionHarness.failure(misspelled)).isInstanceOf(WampCanceledException.class)
			.extracting("uri")
			.isEqualTo(ErrorUris.CANCELED);
	}

	@Test
	void progressiveResultsComeBeforeTheLast() {
		List<Payload> progress = new ArrayList<>();
		CompletableFuture<CallResult> call = this.session.call("com.a", Dict.EMPTY, Payload.NONE,
				(result) -> progress.add(result.payload()));
		assertThat(this.channel.last(Call.class).options().isTrue("receive_progress")).isTrue();
		this.harness.receive(new Result(1, Dict.of("progress", true), Payload.of(1)));
		this.harness.receive(new Result(1, Dict.of("progress", true), Payload.of(2)));
		assertThat(call).isNotDone();
		this.harness.receive(new Result(1, Dict.EMPTY, Payload.of(3)));
		assertThat(progress).containsExactly(Payload.of(1), Payload.of(2));
		assertThat(call).isCompletedWithValueMatching((result) -> result.payload().equals(Payload.of(3)));
	}

	@Test
	void aFailingReceiverOfProgressHarmsNobody() {
		CompletableFuture<CallResult> call = this.session.call("com.a", Dict.EMPTY, Payload.NONE, (result) -> {
			throw new IllegalStateException("test");
		});
		this.harness.receive(new Result(1, Dict.of("progress", true), Payload.of(1)));
		this.harness.receive(new Result(1, Dict.EMPTY, Payload.of(2)));
		assertThat(call).isCompleted();
		assertThat(this.session.isOpen()).isTrue();
	}

	@Test
	void cancellingTellsTheRouter() {
		CompletableFuture<CallResult> call = call("com.a");
		assertThat(call.cancel(true)).isTrue();
		call.cancel(true);
		assertThat(this.channel.all(Cancel.class)).containsExactly(new Cancel(1, Dict.of("mode", "killnowait")));
		assertThat(this.session.pendingRequests()).isZero();
	}

	@Test
	void aTimeoutOfTheFutureTellsTheRouter() {
		CompletableFuture<CallResult> call = call("com.a").orTimeout(1, TimeUnit.MILLISECONDS);
		Awaitility.await().untilAsserted(() -> assertThat(this.channel.all(Cancel.class)).hasSize(1));
		assertThat(call).isCompletedExceptionally();
	}

	@Test
	void anEndedCallIsNotCancelled() {
		CompletableFuture<CallResult> call = call("com.a");
		this.harness.receive(new Result(1, Dict.EMPTY, Payload.NONE));
		assertThat(call.cancel(true)).isFalse();
		assertThat(this.channel.all(Cancel.class)).isEmpty();
	}

	@Test
	void theModeOfCancellationIsASetting() {
		SessionHarness other = new SessionHarness(CancelMode.KILL).join(SessionHarness.ROUTER);
		other.session.call("com.a", Dict.EMPTY, Payload.NONE, null).cancel(false);
		assertThat(other.channel.last(Cancel.class).options()).isEqualTo(Dict.of("mode", "kill"));
	}

	@Test
	void aRouterThatCannotCancelIsNotTold() {
		SessionHarness other = new SessionHarness().join(Dict.of("roles", Map.of("dealer", Map.of())));
		CompletableFuture<CallResult> call = other.session.call("com.a", Dict.EMPTY, Payload.NONE, null);
		call.cancel(true);
		assertThat(call).isCancelled();
		assertThat(other.channel.all(Cancel.class)).isEmpty();
	}

}
