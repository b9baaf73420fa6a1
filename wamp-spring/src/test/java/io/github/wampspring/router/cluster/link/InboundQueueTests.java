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

package io.github.wampspring.router.cluster.link;

import java.nio.ByteBuffer;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class InboundQueueTests {

	private final InboundQueue queue = new InboundQueue(
			LinkSettings.defaults().withMaxFrame(1024).withReceiveQueue(3, 2048));

	private final RecordingListener listener = new RecordingListener();

	@AfterEach
	void close() {
		this.queue.close();
	}

	private List<String> told() {
		Thread thread = new Thread(() -> this.queue.tell(this.listener));
		thread.start();
		this.queue.suspect(NodeId.create("last"));
		Awaitility.await().until(() -> this.listener.events().contains("suspect last"));
		return this.listener.events();
	}

	@Test
	void framesBeyondTheNumberAreDroppedAndToldInTheirPlace() {
		for (int i = 0; i < 10; i++) {
			this.queue.received(ByteBuffer.allocate(1));
		}
		assertThat(told()).containsExactly("frame", "frame", "frame", "missed 7", "suspect last");
		assertThat(this.queue.missed()).isEqualTo(7);
		assertThat(this.queue.received()).isEqualTo(3);
	}

	@Test
	void framesBeyondTheSizeAreDropped() {
		this.queue.received(ByteBuffer.allocate(1500));
		this.queue.received(ByteBuffer.allocate(1500));
		this.queue.received(ByteBuffer.allocate(100));
		assertThat(told()).containsExactly("frame", "missed 1", "frame", "suspect last");
	}

	@Test
	void aFrameThatIsLargerThanTheQueueStillFitsAnEmptyOne() {
		this.queue.received(ByteBuffer.allocate(5000));
		assertThat(told()).containsExactly("frame", "suspect last");
	}

	@Test
	void lossesWithoutAFrameBetweenThemBecomeOne() {
		this.queue.connected();
		for (int i = 0; i < 1000; i++) {
			this.queue.disconnected("loss " + i, 2);
			this.queue.connected();
		}
		assertThat(told()).containsExactly("connected", "disconnected loss 999 2000", "connected", "suspect last");
	}

	@Test
	void lossesWithFramesBetweenThemStaySo() {
		this.queue.connected();
		this.queue.disconnected("one", 1);
		this.queue.connected();
		this.queue.received(ByteBuffer.allocate(1));
		this.queue.disconnected("two", 1);
		this.queue.disconnected("three", 1);
		assertThat(told()).containsExactly("connected", "disconnected one 1", "connected", "frame",
				"disconnected three 2", "suspect last");
	}

	@Test
	void aNodeIsSuspectedOnceUntilItIsTold() {
		NodeId node = NodeId.create("node");
		for (int i = 0; i < 1000; i++) {
			this.queue.suspect(node);
		}
		for (int i = 0; i < 2000; i++) {
			this.queue.suspect(NodeId.create("many"));
		}
		Thread thread = new Thread(() -> this.queue.tell(this.listener));
		thread.start();
		Awaitility.await().until(() -> this.listener.events().size() == 1024);
		this.queue.suspect(node);
		Awaitility.await().until(() -> this.listener.events().size() == 1025);
		assertThat(this.listener.events()).filteredOn("suspect node"::equals).hasSize(2);
	}

}
