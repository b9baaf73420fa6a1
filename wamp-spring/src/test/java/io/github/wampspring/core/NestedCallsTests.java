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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.WampException;
import io.github.wampspring.client.HandlerExecutor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Handlers that wait for procedures of the same application, on platform threads.
 */
class NestedCallsTests {

	private static final Duration LONG = Duration.ofSeconds(60);

	private LocalSystem system = new LocalSystem(HandlerExecutor.ofPlatformThreads("test-", 4, 100_000, null));

	private final WampTemplate wamp = this.system.template("wamp");

	private final ReactiveWampTemplate reactive = new ReactiveWampTemplate(this.wamp);

	@AfterEach
	void close() {
		this.system.close();
	}

	@Test
	void aHandlerMayWaitInAWayThatNoPoolSees() throws Exception {
		register("com.myapp.inner", (arguments) -> arguments.get(0, Integer.class));
		register("com.myapp.outer",
				(arguments) -> this.reactive.call("com.myapp.inner", Integer.class, arguments.get(0, Integer.class))
					.block(LONG));
		List<CompletableFuture<Integer>> calls = call("com.myapp.outer", 200);
		for (int i = 0; i < calls.size(); i++) {
			assertThat(calls.get(i).get(60, TimeUnit.SECONDS)).isEqualTo(i);
		}
	}

	@Test
	void chainsOfCallsThatWaitEnd() throws Exception {
		register("com.myapp.down", (arguments) -> {
			int depth = arguments.get(0, Integer.class);
			return (depth == 0) ? 0 : 1
					+ this.reactive.call("com.myapp.down", Integer.class, depth - 1).blockOptional(LONG).orElseThrow();
		});
		List<CompletableFuture<Integer>> calls = IntStream.range(0, 20)
			.mapToObj((i) -> this.wamp.newCall("com.myapp.down").args(30).timeout(LONG).callAsync(Integer.class))
			.toList();
		for (CompletableFuture<Integer> call : calls) {
			assertThat(call.get(60, TimeUnit.SECONDS)).isEqualTo(30);
		}
	}

	@Test
	void whatWouldNeedMoreThreadsThanThereMayBeIsRefusedInsteadOfStalling() throws Exception {
		register("com.myapp.inner", (arguments) -> arguments.get(0, Integer.class));
		register("com.myapp.outer",
				(arguments) -> this.wamp.newCall("com.myapp.inner")
					.args(arguments.get(0, Integer.class))
					.timeout(LONG)
					.call(Integer.class));
		CountDownLatch release = new CountDownLatch(1);
		register("com.myapp.hold", (arguments) -> {
			awaitQuietly(release);
			return null;
		});
		call("com.myapp.hold", 4);
		List<CompletableFuture<Integer>> calls = call("com.myapp.outer", 1500);
		release.countDown();
		int refused = 0;
		for (int i = 0; i < calls.size(); i++) {
			WampException failure = (WampException) calls.get(i).handle((value, ex) -> ex).get(60, TimeUnit.SECONDS);
			refused += (failure != null) ? 1 : 0;
			if (failure != null) {
				assertThat(failure.getUri()).isEqualTo(ErrorUris.NO_AVAILABLE_CALLEE);
			}
		}
		assertThat(refused).isPositive();
		assertThat(this.wamp.call("com.myapp.inner", Integer.class, 7)).isEqualTo(7);
	}

	@Test
	void aCallThatAnEarlierHandlerBeganIsNoReasonForMoreThreads() throws Exception {
		CountDownLatch release = new CountDownLatch(1);
		CountDownLatch begun = new CountDownLatch(4);
		CountDownLatch fifth = new CountDownLatch(5);
		register("com.myapp.never", (arguments) -> new CompletableFuture<>());
		register("com.myapp.start", (arguments) -> {
			this.wamp.callAsync("com.myapp.never");
			return null;
		});
		register("com.myapp.busy", (arguments) -> {
			begun.countDown();
			fifth.countDown();
			awaitQuietly(release);
			return null;
		});
		for (int i = 0; i < 100; i++) {
			this.wamp.call("com.myapp.start");
		}
		List<CompletableFuture<Integer>> calls = call("com.myapp.busy", 5);
		assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
		assertThat(fifth.await(300, TimeUnit.MILLISECONDS)).isFalse();
		release.countDown();
		for (CompletableFuture<Integer> call : calls) {
			call.get(10, TimeUnit.SECONDS);
		}
	}

	private List<CompletableFuture<Integer>> call(String procedure, int count) {
		return IntStream.range(0, count)
			.mapToObj((i) -> this.wamp.newCall(procedure).args(i).timeout(LONG).callAsync(Integer.class))
			.toList();
	}

	private void register(String procedure, Handler handler) throws Exception {
		this.wamp.register(procedure, (arguments, details, progress) -> handler.handle(arguments))
			.whenActive()
			.toCompletableFuture()
			.get(10, TimeUnit.SECONDS);
	}

	private static void awaitQuietly(CountDownLatch latch) {
		try {
			latch.await(30, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private interface Handler {

		@Nullable Object handle(WampArguments arguments);

	}

}
