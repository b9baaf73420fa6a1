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

package io.github.wampspring.router.history;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.MatchPolicy;
import io.github.wampspring.WampException;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Payload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What becomes of events when no thread takes them. */
class HistoryQueueTests {

	private final List<Long> stored = new ArrayList<>();

	/** Thrown instead of running what writes, reads, or waits. */
	private Throwable writing;

	private Runnable beforeWriting = () -> {
	};

	private Throwable storing;

	private Throwable reading;

	private Throwable waiting;

	private final HistoryQueue queue = new HistoryQueue(
			new TopicHistory("realm1", "com.myapp.topic", MatchPolicy.EXACT, new HistoryLimits(100, 100_000, null)),
			new Store(), new HistoryQueue.Threads(this::write, (task) -> run(task, this.reading), (task, delay) -> {
				run(() -> {
				}, this.waiting);
				return new CompletableFuture<Void>();
			}, Duration.ofMinutes(1), 2, 1000));

	private void write(Runnable task) {
		this.beforeWriting.run();
		run(task, this.writing);
	}

	private static void run(Runnable task, Throwable failure) {
		if (failure instanceof Error error) {
			throw error;
		}
		if (failure instanceof RuntimeException exception) {
			throw exception;
		}
		task.run();
	}

	private static Throwable refusal(boolean thread) {
		return thread ? new OutOfMemoryError("no thread") : new RejectedExecutionException();
	}

	private CompletableFuture<Void> append(long publication) {
		StoredEvent event = new StoredEvent(publication, Instant.EPOCH, "com.myapp.topic", Dict.EMPTY, Payload.NONE,
				Dict.EMPTY, 10);
		assertThat(this.queue.reserve(event.size())).isTrue();
		return this.queue.append(event);
	}

	private static void assertUnavailable(CompletableFuture<?> answer) {
		assertThat(answer).isCompletedExceptionally();
		assertThat(answer).failsWithin(Duration.ZERO)
			.withThrowableThat()
			.havingCause()
			.isInstanceOfSatisfying(WampException.class,
					(ex) -> assertThat(ex.getUri()).isEqualTo(ErrorUris.UNAVAILABLE));
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void whatNoThreadStoresIsLostAndTheNextOnesAreStoredWhenThereIsOneAgain(boolean thread) {
		this.writing = refusal(thread);
		for (int i = 1; i <= 3; i++) {
			assertUnavailable(append(i));
			assertThat(this.queue.settled()).isCompleted();
			assertThat(this.queue.lost()).isEqualTo(i);
		}
		this.writing = null;
		assertThat(append(4)).isCompleted();
		assertThat(this.stored).containsExactly(4L);
		assertThat(this.queue.lost()).isEqualTo(3);
	}

	@Test
	void whatComesBeforeThatIsFoundOutIsLostToo() {
		List<CompletableFuture<Void>> answers = new ArrayList<>();
		this.beforeWriting = () -> {
			this.beforeWriting = () -> {
			};
			answers.add(append(2));
			this.writing = refusal(false);
		};
		answers.add(append(1));
		answers.forEach(HistoryQueueTests::assertUnavailable);
		assertThat(this.queue.settled()).isCompleted();
		assertThat(this.queue.lost()).isEqualTo(2);
		this.writing = null;
		assertThat(append(3)).isCompleted();
		assertThat(this.stored).containsExactly(3L);
	}

	@Test
	void whatTheStoreDoesNotTakeIsLost() {
		this.storing = new IllegalStateException("disk full");
		assertUnavailable(append(1));
		assertThat(this.queue.lost()).isOne();
		assertThat(this.queue.settled()).isCompleted();
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void eventsAreStoredAlsoWhereNobodyWatchesTheTime(boolean thread) {
		this.waiting = refusal(thread);
		assertThat(append(1)).isCompleted();
		assertThat(append(2)).isCompleted();
		assertThat(this.stored).containsExactly(1L, 2L);
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void whoCannotBeAnsweredForWantOfThreadsIsTold(boolean thread) {
		// more than may ask at a time
		for (int i = 0; i < 1100; i++) {
			this.waiting = (i % 2 == 0) ? refusal(thread) : null;
			this.reading = (i % 2 == 1) ? refusal(thread) : null;
			assertUnavailable(find());
		}
		this.waiting = null;
		this.reading = null;
		assertThat(find()).isCompletedWithValue(HistoryPage.UNKNOWN);
	}

	private CompletableFuture<HistoryPage> find() {
		return this.queue
			.find(new HistoryQuery(HistoryRange.all(), HistoryRange.all(), null, false, 10, 1000, (event) -> true));
	}

	private final class Store implements EventStore {

		@Override
		public void append(TopicHistory history, List<StoredEvent> events) {
			run(() -> {
			}, HistoryQueueTests.this.storing);
			events.forEach((event) -> HistoryQueueTests.this.stored.add(event.publication()));
		}

		@Override
		public HistoryPage find(TopicHistory history, HistoryQuery query) {
			return HistoryPage.UNKNOWN;
		}

	}

}
