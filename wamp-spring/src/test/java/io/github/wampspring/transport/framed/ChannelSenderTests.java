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

package io.github.wampspring.transport.framed;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;

import io.github.wampspring.codec.Frame;
import io.github.wampspring.transport.ChannelClose;
import io.github.wampspring.transport.ReceivingThread;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ChannelSender}.
 */
class ChannelSenderTests {

	private final ChannelGroup group = new ChannelGroup("test", ChannelSettings.defaults());

	private final Queue<Runnable> tasks = new ArrayDeque<>();

	private final List<Object> sent = new ArrayList<>();

	private Runnable whileSending = () -> {
	};

	@AfterEach
	void close() {
		this.group.close();
	}

	private ChannelSender sender(boolean neverBlocks, boolean server) {
		ChannelSender sender = new ChannelSender(new TestConnection(neverBlocks), this.group, server, this.sent::add,
				this.sent::add);
		// a channel that has just been made is not calm
		long begin = System.nanoTime();
		while (System.nanoTime() - begin < 1_000_000) {
			LockSupport.parkNanos(100_000);
		}
		return sender;
	}

	private void send(ChannelSender sender, boolean receiving) {
		boolean before = receiving && ReceivingThread.enter();
		try {
			sender.queue().offer(Frame.text("a"));
			sender.flush();
		}
		finally {
			if (receiving) {
				ReceivingThread.exit(before);
			}
		}
	}

	@ParameterizedTest
	@CsvSource({
			// a client whose writes may wait
			"false, false, false, true", "false, false, true, false",
			// a client whose writes never wait
			"true, false, false, true", "true, false, true, true",
			// a server, which sends itself what it has received a message for
			"false, true, true, true", "false, true, false, false" })
	void whoSendsALoneMessageItself(boolean neverBlocks, boolean server, boolean receiving, boolean itself) {
		ChannelSender sender = sender(neverBlocks, server);
		send(sender, receiving);
		assertThat(this.sent).hasSize(itself ? 1 : 0);
		assertThat(this.tasks).hasSize(itself ? 0 : 1);
	}

	@Test
	void ofManyMessagesAReceivingThreadSendsOneItself() {
		ChannelSender one = sender(true, false);
		ChannelSender other = sender(true, false);
		boolean before = ReceivingThread.enter();
		try {
			send(one, false);
			send(other, false);
		}
		finally {
			ReceivingThread.exit(before);
		}
		assertThat(this.sent).hasSize(1);
		assertThat(this.tasks).hasSize(1);
	}

	@Test
	void whoSendsALoneMessageIsNotTheOneThatTellsOfTheEnd() {
		ChannelSender sender = sender(true, false);
		ChannelClose close = new ChannelClose(1000, "bye", null);
		this.whileSending = () -> sender.queue().seal(close);
		send(sender, false);
		assertThat(this.sent).hasSize(1).doesNotContain(close);
		this.tasks.remove().run();
		assertThat(this.sent).hasSize(2).contains(close);
	}

	private final class TestConnection extends NoConnection {

		private final boolean neverBlocks;

		TestConnection(boolean neverBlocks) {
			this.neverBlocks = neverBlocks;
		}

		@Override
		public Executor executor() {
			return ChannelSenderTests.this.tasks::add;
		}

		@Override
		public void send(List<Frame> frames, Completion completion) {
			ChannelSenderTests.this.sent.addAll(frames);
			ChannelSenderTests.this.whileSending.run();
			completion.done(null);
		}

		@Override
		public boolean isInline(Frame frame) {
			return true;
		}

		@Override
		public boolean neverBlocks() {
			return this.neverBlocks;
		}

	}

}
