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

package io.github.wampspring.transport;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SendQueue}.
 */
class SendQueueTests {

	private final List<String> taken = new ArrayList<>();

	private SendQueue<String> queue(Executor executor) {
		List<SendQueue<String>> self = new ArrayList<>();
		self.add(new SendQueue<>(10, String::length, executor, () -> {
			SendQueue<String> queue = self.get(0);
			for (String item = queue.poll(); item != null; item = queue.poll()) {
				this.taken.add(item);
			}
			queue.release();
		}));
		return self.get(0);
	}

	@Test
	void whatWasRefusedIsNeverTaken() {
		SendQueue<String> queue = queue(Runnable::run);
		assertThat(queue.offer("x".repeat(100))).as("one may be larger than the limit").isTrue();
		assertThat(queue.hasRoom()).isFalse();
		assertThat(queue.offer("refused")).isFalse();
		assertThat(queue.size()).isEqualTo(100);
		queue.flush();
		assertThat(this.taken).containsExactly("x".repeat(100));
		assertThat(queue.offer("later")).isTrue();
		queue.flush();
		assertThat(this.taken).containsExactly("x".repeat(100), "later");
	}

	@Test
	void whatIsOnItsWayDoesNotCount() {
		SendQueue<String> queue = queue(Runnable::run);
		queue.offer("x".repeat(100));
		assertThat(queue.claim()).isTrue();
		assertThat(queue.poll()).hasSize(100);
		assertThat(queue.hasRoom()).isTrue();
		assertThat(queue.offer("behind it")).isTrue();
	}

	@Test
	void roomIsToldWithoutPolling() throws Exception {
		SendQueue<String> queue = queue(Runnable::run);
		assertThat(queue.room().toCompletableFuture()).isDone();
		queue.offer("x".repeat(10));
		CompletableFuture<?> room = queue.room().toCompletableFuture();
		assertThat(room).isNotDone();
		assertThat(queue.awaitRoom(Duration.ofMillis(1))).isFalse();
		CompletableFuture<Boolean> waiter = CompletableFuture.supplyAsync(() -> {
			try {
				return queue.awaitRoom(Duration.ofSeconds(30));
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		});
		queue.flush();
		assertThat(room).isDone();
		assertThat(waiter.get(30, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void theEndFreesThoseWhoWait() throws Exception {
		SendQueue<String> queue = queue(Runnable::run);
		queue.offer("x".repeat(10));
		CompletableFuture<?> room = queue.room().toCompletableFuture();
		queue.end("last");
		assertThat(room).isDone();
		assertThat(queue.awaitRoom(Duration.ofSeconds(30))).isFalse();
		queue.add("too late");
		queue.flush();
		assertThat(this.taken).containsExactly("last");
	}

	@Test
	void theLastItemStaysIfTheQueueIsEndedAgain() {
		SendQueue<String> queue = queue(Runnable::run);
		queue.offer("dropped");
		queue.end("first");
		queue.end("second");
		queue.end(null);
		queue.flush();
		assertThat(this.taken).containsExactly("first");
	}

	@Test
	void aThreadThatCannotBeHadStopsNothingForGood() {
		AtomicBoolean broken = new AtomicBoolean(true);
		for (Error error : List.of(new OutOfMemoryError("unable to create native thread"), new AssertionError())) {
			broken.set(true);
			SendQueue<String> queue = queue((task) -> {
				if (!broken.get()) {
					task.run();
				}
				else if (error instanceof OutOfMemoryError) {
					throw error;
				}
				else {
					throw new RejectedExecutionException("full");
				}
			});
			queue.offer("a");
			queue.flush();
			assertThat(this.taken).isEmpty();
			broken.set(false);
			queue.flush();
			assertThat(this.taken).containsExactly("a");
			this.taken.clear();
		}
	}

}
