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

package io.github.wampspring.autoconfigure;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

class ElasticThreadsTests {

	private final Set<Thread> created = ConcurrentHashMap.newKeySet();

	private final ElasticThreads threads = new ElasticThreads(8, (task) -> {
		Thread thread = new Thread(task);
		thread.setDaemon(true);
		this.created.add(thread);
		return thread;
	});

	@AfterEach
	void close() {
		this.threads.close();
	}

	@Test
	void runsEveryTaskOfManySenders() throws InterruptedException {
		AtomicInteger done = new AtomicInteger();
		Thread[] senders = new Thread[4];
		for (int i = 0; i < senders.length; i++) {
			senders[i] = new Thread(() -> {
				for (int k = 0; k < 20_000; k++) {
					this.threads.execute(done::incrementAndGet);
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
	void tasksThatBlockDoNotHoldUpOthers() {
		CountDownLatch release = new CountDownLatch(1);
		CountDownLatch blocked = new CountDownLatch(7);
		for (int i = 0; i < 7; i++) {
			this.threads.execute(() -> {
				blocked.countDown();
				awaitQuietly(release);
			});
		}
		await().until(() -> blocked.getCount() == 0);
		AtomicInteger done = new AtomicInteger();
		this.threads.execute(done::incrementAndGet);
		await().untilAsserted(() -> assertThat(done).hasValue(1));
		release.countDown();
	}

	@Test
	void hasNoMoreThreadsThanAllowedAndGoesOnWhenTheyAreFree() {
		CountDownLatch release = new CountDownLatch(1);
		AtomicInteger running = new AtomicInteger();
		AtomicInteger done = new AtomicInteger();
		for (int i = 0; i < 20; i++) {
			this.threads.execute(() -> {
				running.incrementAndGet();
				awaitQuietly(release);
				done.incrementAndGet();
			});
		}
		await().untilAsserted(() -> assertThat(running).hasValue(8));
		await().during(50, TimeUnit.MILLISECONDS).untilAsserted(() -> assertThat(running).hasValue(8));
		release.countDown();
		await().untilAsserted(() -> assertThat(done).hasValue(20));
	}

	@Test
	void aTaskThatThrowsHarmsNoOther() {
		AtomicInteger done = new AtomicInteger();
		this.threads.execute(() -> {
			Thread.currentThread().setUncaughtExceptionHandler((thread, ex) -> done.incrementAndGet());
			throw new IllegalStateException("on purpose");
		});
		this.threads.execute(done::incrementAndGet);
		await().untilAsserted(() -> assertThat(done).hasValue(2));
	}

	@Test
	void isWokenAfterALongRest() {
		await().until(() -> this.created.stream().anyMatch((thread) -> thread.getState() == Thread.State.WAITING));
		AtomicInteger done = new AtomicInteger();
		this.threads.execute(done::incrementAndGet);
		await().untilAsserted(() -> assertThat(done).hasValue(1));
	}

	@Test
	void leavesNoThreadBehind() {
		this.threads.execute(() -> {
		});
		this.threads.close();
		await().until(() -> this.created.stream().noneMatch(Thread::isAlive));
		assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> this.threads.execute(() -> {
		}));
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
