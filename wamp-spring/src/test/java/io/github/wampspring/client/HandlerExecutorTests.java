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

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

class HandlerExecutorTests {

	private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

	private HandlerExecutor executor = pool(8, 1000);

	private HandlerExecutor pool(int size, int capacity) {
		return HandlerExecutor.ofPlatformThreads("test-", size, capacity, (task) -> () -> {
			this.threads.add(Thread.currentThread());
			task.run();
		});
	}

	@AfterEach
	void close() {
		this.executor.close();
	}

	@Test
	void runsEveryTaskOfManySenders() throws InterruptedException {
		this.executor = pool(8, Integer.MAX_VALUE);
		AtomicInteger done = new AtomicInteger();
		Thread[] senders = new Thread[4];
		for (int i = 0; i < senders.length; i++) {
			senders[i] = new Thread(() -> {
				for (int k = 0; k < 20_000; k++) {
					this.executor.execute(done::incrementAndGet);
				}
			});
			senders[i].start();
		}
		for (Thread sender : senders) {
			sender.join();
		}
		await().untilAsserted(() -> assertThat(done).hasValue(80_000));
	}

	@Test
	void hasNoMoreThreadsThanAllowedAndGoesOnWhenTheyAreFree() {
		CountDownLatch release = new CountDownLatch(1);
		AtomicInteger running = new AtomicInteger();
		AtomicInteger done = new AtomicInteger();
		for (int i = 0; i < 20; i++) {
			this.executor.execute(() -> {
				running.incrementAndGet();
				awaitQuietly(release);
				done.incrementAndGet();
			});
		}
		await().untilAsserted(() -> assertThat(running).hasValue(8));
		await().during(50, TimeUnit.MILLISECONDS).untilAsserted(() -> assertThat(running).hasValue(8));
		release.countDown();
		await().untilAsserted(() -> assertThat(done).hasValue(20));
		assertThat(this.threads).hasSizeLessThanOrEqualTo(8).allMatch(Thread::isDaemon);
	}

	@Test
	void aCrowdThatDoesNotCallAnybodyGetsNoMoreThreads() throws InterruptedException {
		this.executor = pool(8, Integer.MAX_VALUE);
		AtomicInteger running = new AtomicInteger();
		AtomicInteger most = new AtomicInteger();
		CountDownLatch done = new CountDownLatch(4000);
		for (int i = 0; i < 4000; i++) {
			this.executor.execute(() -> {
				most.accumulateAndGet(running.incrementAndGet(), Math::max);
				// now and then fewer are busy than there are threads
				awaitQuietly(1);
				running.decrementAndGet();
				done.countDown();
			});
		}
		assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
		assertThat(most).hasValueLessThanOrEqualTo(8);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 8, 64 })
	void tasksThatWaitForTasksBehindThemAreStoodInFor(int size) {
		this.executor = pool(size, Integer.MAX_VALUE);
		AtomicInteger done = new AtomicInteger();
		for (int i = 0; i < 2 * size; i++) {
			this.executor.execute(() -> {
				CompletableFuture<Void> inner = new CompletableFuture<>();
				this.executor.execute(() -> inner.complete(null));
				inner.join();
				done.incrementAndGet();
			});
		}
		await().atMost(30, TimeUnit.SECONDS).untilAsserted(() -> assertThat(done).hasValue(2 * size));
	}

	@Test
	void whatIsMoreThanMayWaitIsRefused() {
		this.executor = pool(1, 1);
		CountDownLatch release = new CountDownLatch(1);
		this.executor.execute(() -> awaitQuietly(release));
		this.executor.execute(() -> awaitQuietly(release));
		assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> this.executor.execute(() -> {
		})).withMessageContaining("wamp.listener.queue-capacity");
		release.countDown();
	}

	@Test
	void anInterruptDoesNotReachTheNextTask() {
		this.executor = pool(1, 10);
		AtomicReference<Boolean> interrupted = new AtomicReference<>();
		this.executor.execute(() -> Thread.currentThread().interrupt());
		this.executor.execute(() -> interrupted.set(Thread.currentThread().isInterrupted()));
		await().untilAsserted(() -> assertThat(interrupted).hasValue(false));
	}

	@Test
	void aTaskThatThrowsHarmsNoOther() {
		AtomicInteger done = new AtomicInteger();
		this.executor.execute(() -> {
			throw new IllegalStateException("on purpose");
		});
		this.executor.execute(done::incrementAndGet);
		await().untilAsserted(() -> assertThat(done).hasValue(1));
	}

	@Test
	void leavesNoThreadBehind() {
		this.executor.execute(() -> {
		});
		await().until(() -> !this.threads.isEmpty());
		this.executor.close();
		await().until(() -> this.threads.stream().noneMatch(Thread::isAlive));
		assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> this.executor.execute(() -> {
		}));
	}

	private static void awaitQuietly(int millis) {
		try {
			new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static void awaitQuietly(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
