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

package io.github.wampspring.test.cluster;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;

import io.github.wampspring.router.cluster.link.ClusterLink;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What happens when an engine drops a node that reads too slowly.
 */
final class SlowNode {

	private static final int SIZE = 8 * 1024;

	/** Far more than the engine's limit and all buffers of the system. */
	private static final int FRAMES = 4_000;

	private SlowNode() {
	}

	/**
	 * Sends to two nodes more than the engine keeps for one.
	 * @param senderLink the link of who sends
	 * @param quickLink the link of who reads
	 * @param slowLink the link of who reads too slowly, by the relay
	 * @param relay holds up the slow one
	 */
	static void isDropped(ClusterLink senderLink, ClusterLink quickLink, ClusterLink slowLink, StallingRelay relay) {
		String cluster = "slow-" + UUID.randomUUID();
		try (LinkedNode sender = new LinkedNode("sender", senderLink).start(cluster).awaitConnected();
				LinkedNode quick = new LinkedNode("quick", quickLink).start(cluster).awaitConnected();
				LinkedNode slow = new LinkedNode("slow", slowLink).start(cluster).awaitConnected()) {
			relay.stall();
			for (int i = 0; i < FRAMES; i++) {
				ByteBuffer frame = ByteBuffer.allocate(SIZE).putInt(1).putInt(i).clear();
				LinkedNode.insist(() -> sender.link().broadcast(frame));
				if (i % 100 == 0) {
					int sent = i;
					LinkedNode.await("the quick one to follow", () -> numbers(quick).size() > sent);
				}
			}
			LinkedNode.await("all frames at the quick one", () -> numbers(quick).size() == FRAMES);
			// what the engine has said to the slow one before it dropped it is read now
			relay.resume();
			LinkedNode.await("the loss to be told", () -> !slow.reasons().isEmpty());
			slow.awaitConnected();
			sender.send(slow.id(), 2, 0);
			sender.broadcast(2, 1);
			LinkedNode.await("frames after the gap", () -> slow.numbers(2).size() == 2);
			assertThat(slow.numbers(2)).containsExactly(0, 1);
			assertThat(numbers(slow)).isSorted().doesNotHaveDuplicates().hasSizeLessThan(FRAMES);
			assertThat(sender.reasons()).isEmpty();
			assertThat(quick.reasons()).isEmpty();
		}
	}

	private static List<Integer> numbers(LinkedNode node) {
		return node.frames()
			.stream()
			.filter((frame) -> frame.remaining() == SIZE)
			.map((frame) -> frame.getInt(frame.position() + 4))
			.toList();
	}

}
