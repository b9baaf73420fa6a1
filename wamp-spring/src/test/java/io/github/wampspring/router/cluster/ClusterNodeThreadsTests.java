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

package io.github.wampspring.router.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

import io.github.wampspring.router.ClusterSettings;
import io.github.wampspring.router.cluster.link.LinkSettings;
import io.github.wampspring.router.cluster.link.NodeId;
import io.github.wampspring.router.cluster.link.memory.InMemoryEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link ClusterNode} with threads on all sides.
 */
class ClusterNodeThreadsTests {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private final InMemoryEngine engine = new InMemoryEngine();

	private final List<TestNode> nodes = new ArrayList<>();

	private final List<ScheduledExecutorService> schedulers = new ArrayList<>();

	private final List<Thread> threads = new ArrayList<>();

	private final AtomicBoolean busy = new AtomicBoolean(true);

	@AfterEach
	void close() throws InterruptedException {
		this.busy.set(false);
		for (Thread thread : this.threads) {
			thread.join();
		}
		this.nodes.forEach((node) -> node.node.close());
		this.schedulers.forEach(ScheduledExecutorService::shutdownNow);
	}

	private void add(String name) {
		LinkSettings link = LinkSettings.defaults()
			.withTimeout(Duration.ofMillis(500))
			.withBackoff(Duration.ofMillis(5), Duration.ofMillis(20));
		ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
		this.schedulers.add(scheduler);
		TestNode node = new TestNode(name, new ClusterSettings("shop", name, () -> this.engine.link(link), "",
				Duration.ofMillis(50), Duration.ofMillis(500), false), scheduler, System::nanoTime);
		this.nodes.add(node);
		node.node.start();
	}

	private void start(int count) {
		for (int i = 0; i < count; i++) {
			add("node" + i);
		}
		awaitWhole();
	}

	private void awaitWhole() {
		await().atMost(PATIENCE).untilAsserted(() -> this.nodes.forEach((node) -> {
			this.nodes.stream()
				.filter((other) -> other != node)
				.forEach((other) -> assertThat(node.knows(other)).as(node + " knows " + other).isTrue());
			assertThat(node.calls).isEmpty();
		}));
	}

	/** Changes and calls from many threads until {@link #rest()}. */
	private void work() {
		for (TestNode node : this.nodes) {
			for (int i = 0; i < 2; i++) {
				Thread thread = new Thread(() -> {
					ThreadLocalRandom random = ThreadLocalRandom.current();
					while (this.busy.get()) {
						if (random.nextBoolean()) {
							node.put(random.nextInt(500));
						}
						else {
							node.remove(random.nextInt(500));
						}
						for (NodeId member : node.node.members()) {
							if (node.calls.size() < 50) {
								node.call(member);
							}
						}
						LockSupport.parkNanos(200_000);
					}
				});
				this.threads.add(thread);
				thread.start();
			}
		}
	}

	private void rest() throws InterruptedException {
		this.busy.set(false);
		for (Thread thread : this.threads) {
			thread.join();
		}
		this.threads.clear();
		awaitWhole();
		this.busy.set(true);
	}

	private void awaitResults(long more) {
		long before = results();
		await().atMost(PATIENCE).until(() -> results() >= before + more);
	}

	private long results() {
		return this.nodes.stream().mapToLong((node) -> node.results.get()).sum();
	}

	@Test
	void nothingIsLostWhereNothingGoesWrong() throws InterruptedException {
		start(3);
		work();
		awaitResults(2_000);
		rest();
		this.nodes.forEach((node) -> assertThat(node.node.lateFrames()).isZero());
	}

	@Test
	void allIsWholeAfterLossesPartitionsAndOutages() throws InterruptedException {
		start(3);
		for (int round = 0; round < 3; round++) {
			work();
			awaitResults(200);
			this.engine.setLosses((from, to, frame) -> ThreadLocalRandom.current().nextInt(2_000) == 0);
			awaitResults(200);
			this.engine.partition(List.of(this.nodes.get(round).id()));
			TestNode alone = this.nodes.get(round);
			await().atMost(PATIENCE).until(() -> !alone.node.hasMembers());
			this.engine.heal();
			await().atMost(PATIENCE).until(alone.node::hasMembers);
			this.engine.stop();
			await().atMost(PATIENCE).until(() -> this.nodes.stream().noneMatch((node) -> node.node.hasMembers()));
			this.engine.start();
			awaitResults(200);
			this.engine.setLosses((from, to, frame) -> false);
			rest();
		}
	}

	@Test
	void whatWasSentBeforeABarrierIsKnownWhenItCompletes() {
		start(3);
		TestNode first = this.nodes.get(0);
		for (int i = 0; i < 200; i++) {
			int id = i;
			first.put(id);
			CompletableFuture<Boolean> known = first.node.barrier()
				.thenApply((done) -> this.nodes.stream()
					.skip(1)
					.allMatch((node) -> node.copyOf(first).equals(first.entries())));
			assertThat(known).succeedsWithin(PATIENCE).isEqualTo(true);
		}
	}

	@Test
	void whoeverLeavesDuringABarrierIsNotWaitedFor() {
		start(3);
		TestNode leaving = this.nodes.remove(2);
		leaving.freeze();
		CompletableFuture<Void> barrier = this.nodes.get(0).node.barrier();
		leaving.node.close();
		assertThat(barrier).succeedsWithin(PATIENCE);
		awaitWhole();
	}

	@Test
	void aNodeStartsAnewAsAnother() {
		start(2);
		NodeId before = this.nodes.get(1).id();
		this.nodes.remove(1).node.close();
		add("node1");
		awaitWhole();
		assertThat(this.nodes.get(0).node.members()).doesNotContain(before);
	}

}
