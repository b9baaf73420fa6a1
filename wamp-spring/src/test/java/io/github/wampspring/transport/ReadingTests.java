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

import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link Reading}.
 */
class ReadingTests {

	private static final int LARGE = 64 * Reading.LEAST;

	private final TransportThreads threads = new TransportThreads("test");

	private final AtomicInteger paused = new AtomicInteger();

	private final AtomicInteger resumed = new AtomicInteger();

	private final Reading reading = new Reading(this.threads, this.paused::incrementAndGet,
			this.resumed::incrementAndGet);

	private final SendQueue<String> queue = new SendQueue<>(100, String::length, Runnable::run, () -> {
	});

	@AfterEach
	void close() {
		this.threads.close();
	}

	/** Receives a message that makes others wait in the queue. */
	private void receive(int length, String... items) {
		boolean before = ReceivingThread.enter();
		for (String item : items) {
			this.queue.offer(item);
		}
		ReceivingThread.exit(before);
		this.reading.handled(length);
	}

	@Test
	void whoPausesTwiceMustResumeTwice() {
		this.reading.pause();
		this.reading.pause();
		this.reading.resume();
		assertThat(this.reading.isPaused()).isTrue();
		assertThat(this.paused).hasValue(1);
		assertThat(this.resumed).hasValue(0);
		this.reading.resume();
		assertThat(this.reading.isPaused()).isFalse();
		assertThat(this.resumed).hasValue(1);
	}

	@Test
	void aQueueThatIsNotCrowdedHoldsUpNobody() {
		receive(LARGE, "x".repeat(50));
		assertThat(this.reading.isPaused()).isFalse();
	}

	@Test
	void whoCrowdsAQueueIsNotReadUntilLittleWaits() {
		receive(LARGE, "x".repeat(10), "x".repeat(60), "x".repeat(10), "x".repeat(15));
		assertThat(this.reading.isPaused()).isTrue();
		this.queue.poll();
		assertThat(this.reading.isPaused()).isTrue();
		this.queue.poll();
		assertThat(this.reading.isPaused()).isTrue();
		this.queue.poll();
		await().until(() -> !this.reading.isPaused());
		assertThat(this.resumed).hasValue(1);
	}

	@Test
	void theEndOfTheQueueIsTheEndOfTheBreak() {
		receive(LARGE, "x".repeat(60));
		assertThat(this.reading.isPaused()).isTrue();
		this.queue.end(null);
		await().until(() -> !this.reading.isPaused());
	}

	@Test
	void onlyManySmallMessagesTogetherAreSlowedDown() {
		this.queue.offer("x".repeat(60));
		int size = 200;
		int count = 0;
		while (!this.reading.isPaused()) {
			receive(size, "");
			assertThat(++count).isLessThan(1000);
		}
		assertThat(count * size).isGreaterThan(10_000);
	}

	@Test
	void whoReadsNothingIsNotWaitedForUntilItReads() {
		receive(LARGE, "x".repeat(10), "x".repeat(60));
		await().until(() -> !this.reading.isPaused());
		receive(LARGE, "x");
		assertThat(this.reading.isPaused()).isFalse();
		this.queue.poll();
		receive(LARGE, "x");
		assertThat(this.reading.isPaused()).isTrue();
	}

	@Test
	void whoReadsTooSlowlyIsNotWaitedForForLong() {
		for (int i = 0; i < 60; i++) {
			this.queue.offer("x");
		}
		receive(Reading.LEAST / 2, "");
		assertThat(this.reading.isPaused()).isTrue();
		await().until(() -> {
			this.queue.offer("x");
			this.queue.poll();
			return !this.reading.isPaused();
		});
		assertThat(this.queue.size()).isEqualTo(60);
	}

	@Test
	void nothingIsPausedWithoutAClock() {
		this.threads.close();
		receive(LARGE, "x".repeat(60));
		assertThat(this.reading.isPaused()).isFalse();
	}

	@Test
	void otherThreadsCrowdNobody() {
		this.queue.offer("x".repeat(60));
		this.queue.offer("x");
		this.reading.handled(LARGE);
		assertThat(this.reading.isPaused()).isFalse();
	}

}
