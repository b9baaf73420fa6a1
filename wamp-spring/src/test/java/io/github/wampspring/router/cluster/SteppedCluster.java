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
import java.util.Random;

import io.github.wampspring.router.ClusterSettings;
import io.github.wampspring.router.cluster.link.LinkSettings;
import io.github.wampspring.router.cluster.link.memory.SteppedEngine;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Nodes over an engine and with timers that go on by hand, the same with the same seed.
 */
final class SteppedCluster {

	static final Duration HEARTBEAT = Duration.ofSeconds(1);

	static final Duration TIMEOUT = Duration.ofSeconds(5);

	private static final int ALL = 10_000_000;

	final SteppedEngine engine;

	final List<TestNode> nodes = new ArrayList<>();

	private final List<ManualScheduler> schedulers = new ArrayList<>();

	private final List<ManualScheduler> asleep = new ArrayList<>();

	private final Random random;

	private long now = 1_000_000_000L;

	SteppedCluster(long seed) {
		this.engine = new SteppedEngine(seed);
		this.random = new Random(seed * 0x9E3779B97F4A7C15L);
	}

	TestNode add(String name) {
		return add(name, LinkSettings.defaults());
	}

	TestNode add(String name, LinkSettings settings) {
		ManualScheduler scheduler = new ManualScheduler();
		scheduler.setTime(this.now);
		TestNode node = new TestNode(name,
				new ClusterSettings("shop", name, () -> this.engine.link(settings), "", HEARTBEAT, TIMEOUT, false),
				scheduler, scheduler::now);
		this.schedulers.add(scheduler);
		this.nodes.add(node);
		node.node.start();
		return node;
	}

	/**
	 * A node stops as if all its threads did.
	 */
	void sleep(TestNode node) {
		node.freeze();
		this.asleep.add(this.schedulers.get(this.nodes.indexOf(node)));
	}

	void wake(TestNode node) {
		wake(node, this.random.nextBoolean());
	}

	/**
	 * A node goes on.
	 * @param timersFirst whether it looks at the time before it hears anything
	 */
	void wake(TestNode node, boolean timersFirst) {
		ManualScheduler scheduler = this.schedulers.get(this.nodes.indexOf(node));
		this.asleep.remove(scheduler);
		scheduler.setTime(this.now);
		if (!timersFirst) {
			node.thaw();
			runTimers();
		}
		else {
			runTimers();
			node.thaw();
		}
		settle();
	}

	/** Whether a node is closed: its timers do nothing any more. */
	void forget(TestNode node) {
		int index = this.nodes.indexOf(node);
		this.nodes.remove(index);
		this.schedulers.remove(index);
	}

	/** Lets everything happen that can happen now. */
	void settle() {
		do {
			this.engine.run(ALL);
		}
		while (runTimers());
	}

	/** Does a few of the things that can happen now. */
	void steps(int count) {
		this.engine.run(count);
	}

	private boolean runTimers() {
		boolean any = false;
		for (ManualScheduler scheduler : this.schedulers) {
			while (!this.asleep.contains(scheduler) && scheduler.runNext()) {
				any = true;
			}
		}
		return any;
	}

	/** Lets time go on, and everything happen that can happen meanwhile. */
	void advance(Duration duration) {
		settle();
		long end = this.now + duration.toNanos();
		while (this.now < end) {
			long next = end;
			for (ManualScheduler scheduler : this.schedulers) {
				if (!this.asleep.contains(scheduler)) {
					next = Math.min(next, Math.max(this.now, scheduler.nextAt()));
				}
			}
			this.now = next;
			for (ManualScheduler scheduler : this.schedulers) {
				if (!this.asleep.contains(scheduler)) {
					scheduler.setTime(next);
				}
			}
			settle();
		}
	}

	void beats(int count) {
		advance(HEARTBEAT.multipliedBy(count));
	}

	/** Each knows what each of the others has, and no call is left. */
	void assertWhole() {
		for (TestNode node : this.nodes) {
			for (TestNode other : this.nodes) {
				if (node != other) {
					assertThat(node.node.members()).as(node + " " + node.log).contains(other.id());
					assertThat(node.copyOf(other)).as(node + " of " + other).isEqualTo(other.entries());
				}
			}
			assertThat(node.node.members()).hasSize(this.nodes.size() - 1);
			assertThat(node.calls).as("calls of " + node).isEmpty();
			assertThat(node.status().members()).noneMatch((member) -> member.synchronizing());
		}
	}

}
