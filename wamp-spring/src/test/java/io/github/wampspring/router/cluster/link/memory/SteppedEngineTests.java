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

package io.github.wampspring.router.cluster.link.memory;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import io.github.wampspring.router.cluster.link.ClusterLink;
import io.github.wampspring.router.cluster.link.LinkSettings;
import io.github.wampspring.router.cluster.link.NodeId;
import io.github.wampspring.router.cluster.link.Sent;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class SteppedEngineTests {

	private static final int ALL = 1_000_000;

	private static List<String> play(long seed) {
		SteppedEngine engine = new SteppedEngine(seed);
		List<String> log = new ArrayList<>();
		List<Node> nodes = List.of(new Node("a", engine, log), new Node("b", engine, log), new Node("c", engine, log));
		engine.run(ALL);
		for (int i = 0; i < 50; i++) {
			for (Node node : nodes) {
				if (i % 3 == 0) {
					node.link.broadcast(frame(node, i));
				}
				else {
					nodes.forEach((to) -> node.link.send(to.id, frame(node, nodes.indexOf(node))));
				}
			}
			engine.run(i % 7);
		}
		engine.run(ALL);
		return log;
	}

	private static ByteBuffer frame(Node sender, int number) {
		return ByteBuffer.allocate(8).putInt(sender.name.charAt(0)).putInt(number).flip();
	}

	@Test
	void theSameSeedDoesTheSameAndAnotherOneDoesNot() {
		assertThat(play(1)).isEqualTo(play(1)).hasSize(3 + 17 * 9 + 33 * 9);
		assertThat(play(2)).isNotEqualTo(play(1)).hasSameSizeAs(play(1));
	}

	@Test
	void framesOfAPairKeepTheirOrder() {
		for (long seed = 0; seed < 200; seed++) {
			SteppedEngine engine = new SteppedEngine(seed);
			List<String> log = new ArrayList<>();
			Node a = new Node("a", engine, log);
			Node b = new Node("b", engine, log);
			Node c = new Node("c", engine, log);
			engine.run(ALL);
			for (int i = 0; i < 20; i++) {
				for (Node sender : List.of(a, b)) {
					if (i % 2 == 0) {
						sender.link.broadcast(frame(sender, i));
					}
					else {
						sender.link.send(c.id, frame(sender, i));
					}
				}
				engine.run((int) (seed % 5));
			}
			engine.run(ALL);
			List<Integer> expected = IntStream.range(0, 20).boxed().toList();
			assertThat(c.numbers('a')).isEqualTo(expected);
			assertThat(c.numbers('b')).isEqualTo(expected);
			assertThat(a.numbers('a')).hasSize(10);
		}
	}

	@Test
	void whatTheRuleAndPartitionsLoseDoesNotCome() {
		SteppedEngine engine = new SteppedEngine(1);
		List<String> log = new ArrayList<>();
		Node a = new Node("a", engine, log);
		Node b = new Node("b", engine, log);
		Node c = new Node("c", engine, log);
		engine.run(ALL);
		engine.partition(List.of(a.id, b.id));
		a.link.broadcast(frame(a, 1));
		engine.run(ALL);
		engine.heal();
		engine.setLosses((from, to, frame) -> to.equals(b.id));
		a.link.broadcast(frame(a, 2));
		engine.run(ALL);
		assertThat(a.numbers('a')).containsExactly(1, 2);
		assertThat(b.numbers('a')).containsExactly(1);
		assertThat(c.numbers('a')).containsExactly(2);
	}

	@Test
	void theEngineStopsAndStartsAndTellsWhatWasDropped() {
		SteppedEngine engine = new SteppedEngine(1);
		List<String> log = new ArrayList<>();
		Node a = new Node("a", engine, log);
		assertThat(a.link.broadcast(frame(a, 0))).isEqualTo(Sent.DISCONNECTED);
		engine.run(ALL);
		a.link.broadcast(frame(a, 0));
		a.link.broadcast(frame(a, 1));
		engine.stop();
		assertThat(a.link.broadcast(frame(a, 2))).isEqualTo(Sent.DISCONNECTED);
		engine.run(ALL);
		engine.start();
		engine.run(ALL);
		a.link.broadcast(frame(a, 3));
		engine.run(ALL);
		assertThat(log).containsExactly("a connected", "a disconnected 2", "a connected", "a received a3");
		assertThat(a.link.statistics().dropped()).isEqualTo(2);
	}

	@Test
	void queuesAreBoundedOnBothSides() {
		SteppedEngine engine = new SteppedEngine(1);
		List<String> log = new ArrayList<>();
		Node a = new Node("a", engine, log);
		Node b = new Node("b", engine, log, LinkSettings.defaults().withReceiveQueue(2, 1_000_000));
		engine.run(ALL);
		engine.stall();
		int taken = 0;
		while (a.link.send(b.id, frame(a, taken)) == Sent.QUEUED) {
			taken++;
		}
		assertThat(taken).isEqualTo(LinkSettings.defaults().queueFrames());
		assertThat(a.link.send(b.id, ByteBuffer.allocate(a.link.maxFrame() + 1))).isEqualTo(Sent.TOO_LARGE);
		assertThat(engine.step()).isFalse();
		engine.resume();
		engine.run(ALL);
		assertThat(b.link.statistics().missed()).isPositive();
		assertThat(b.numbers('a')).isSorted().doesNotHaveDuplicates();
		assertThat(b.numbers('a').size() + b.link.statistics().missed()).isEqualTo(taken);
	}

	@Test
	void aNodeThatHasGoneIsSuspectedAndItsLastFramesCome() {
		SteppedEngine engine = new SteppedEngine(1);
		List<String> log = new ArrayList<>();
		Node a = new Node("a", engine, log);
		Node b = new Node("b", engine, log);
		engine.run(ALL);
		b.link.send(a.id, frame(b, 1));
		b.link.close();
		a.link.send(b.id, frame(a, 1));
		engine.run(ALL);
		assertThat(log).contains("a received b1", "a suspect b").doesNotContain("b received a1");
		assertThat(b.link.send(a.id, frame(b, 2))).isEqualTo(Sent.DISCONNECTED);
		assertThatIllegalStateException().isThrownBy(() -> b.link.start("shop", b.id, b));
	}

	private static final class Node implements ClusterLink.Listener {

		private final String name;

		private final NodeId id;

		private final ClusterLink link;

		private final List<String> log;

		private final List<int[]> frames = new ArrayList<>();

		Node(String name, SteppedEngine engine, List<String> log) {
			this(name, engine, log, LinkSettings.defaults());
		}

		Node(String name, SteppedEngine engine, List<String> log, LinkSettings settings) {
			this.name = name;
			this.id = NodeId.create(name);
			this.log = log;
			this.link = engine.link(settings);
			this.link.start("shop", this.id, this);
		}

		List<Integer> numbers(char sender) {
			return this.frames.stream().filter((frame) -> frame[0] == sender).map((frame) -> frame[1]).toList();
		}

		@Override
		public void received(ByteBuffer frame) {
			int[] content = { frame.getInt(), frame.getInt() };
			this.frames.add(content);
			this.log.add(this.name + " received " + (char) content[0] + content[1]);
		}

		@Override
		public void suspect(NodeId node) {
			this.log.add(this.name + " suspect " + node.name());
		}

		@Override
		public void connected() {
			this.log.add(this.name + " connected");
		}

		@Override
		public void disconnected(String reason, long dropped) {
			this.log.add(this.name + " disconnected " + dropped);
		}

	}

}
