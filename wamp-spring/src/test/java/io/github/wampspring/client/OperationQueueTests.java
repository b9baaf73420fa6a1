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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.wampspring.WampException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

/**
 * Tests for {@link OperationQueue}.
 */
class OperationQueueTests {

	private final OperationQueue queue = new OperationQueue("test",
			() -> new ConnectionState(ConnectionState.Status.JOINED, Instant.now(), null, 0, null));

	@Test
	void oneOperationWaitsForRoomForAll() {
		AtomicBoolean room = new AtomicBoolean();
		CompletableFuture<Void> told = new CompletableFuture<>();
		WampSession session = mock();
		given(session.isOpen()).willReturn(true);
		given(session.hasRoom()).willAnswer((call) -> room.get());
		given(session.room()).willAnswer((call) -> told);
		this.queue.joined(session);
		List<CompletableFuture<Integer>> futures = new ArrayList<>();
		for (int i = 0; i < 100; i++) {
			futures.add(this.queue.submit(new Number(i)));
		}
		verify(session, times(1)).room();
		assertThat(told.getNumberOfDependents()).isOne();
		room.set(true);
		told.complete(null);
		for (int i = 0; i < 100; i++) {
			assertThat(futures.get(i)).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(i);
		}
	}

	private record Number(int number) implements WampOperation<Integer, Integer> {

		@Override
		public Duration joinTimeout() {
			return Duration.ofMinutes(1);
		}

		@Override
		public @Nullable Duration timeout() {
			return null;
		}

		@Override
		public WampException timedOut() {
			throw new AssertionError("no limit");
		}

		@Override
		public CompletableFuture<Integer> start(WampSession session) {
			return CompletableFuture.completedFuture(this.number);
		}

		@Override
		public Integer read(Integer answer) {
			return answer;
		}

	}

}
