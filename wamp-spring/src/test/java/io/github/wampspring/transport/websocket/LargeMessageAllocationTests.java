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

package io.github.wampspring.transport.websocket;

import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.sun.management.ThreadMXBean;
import io.github.wampspring.codec.Frame;
import io.github.wampspring.codec.Slice;
import io.github.wampspring.codec.WampSerializer;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Feature;
import io.github.wampspring.protocol.Feature.Announcement;
import io.github.wampspring.protocol.Feature.Role;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.WampMessage;
import io.github.wampspring.protocol.WampMessage.Hello;
import io.github.wampspring.protocol.WampMessage.Publish;
import io.github.wampspring.protocol.WampMessage.Subscribe;
import io.github.wampspring.router.RealmSettings;
import io.github.wampspring.router.RouterSettings;
import io.github.wampspring.router.WampRouter;
import io.github.wampspring.router.engine.DefaultWampRouter;
import io.github.wampspring.transport.ChannelClose;
import io.github.wampspring.transport.ChannelInfo;
import io.github.wampspring.transport.SharedMessage;
import io.github.wampspring.transport.TestMessages;
import io.github.wampspring.transport.WampChannel;
import io.github.wampspring.transport.WampChannelHandler;
import io.github.wampspring.transport.framed.MessageAssembler;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Guards what a large message costs on its way through a router: from the parts in which
 * it is read to the buffers that are written.
 */
class LargeMessageAllocationTests {

	private static final Log logger = LogFactory.getLog(LargeMessageAllocationTests.class);

	private static final int SIZE = 1024 * 1024;

	/** What Tomcat reads at a time. */
	private static final int PART = 8 * 1024;

	private static final int ROUNDS = 20;

	@ParameterizedTest
	@CsvSource({ "json, x", "json, €", "msgpack, x", "cbor, x" })
	void bytesPerByte(String name, String character) {
		Assumptions.assumeTrue(ManagementFactory.getThreadMXBean() instanceof ThreadMXBean);
		ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		WampSerializer serializer = TestMessages.only(name).get(0);
		try (WampRouter router = new DefaultWampRouter(
				RouterSettings.builder().realm(RealmSettings.builder("realm1").anonymous("anonymous").build()).build(),
				TestMessages.MAPPER)) {
			WritingChannel subscriber = new WritingChannel(serializer);
			WampChannelHandler subscribing = join(router, subscriber);
			subscribing.onMessage(new Subscribe(1, Dict.EMPTY, "com.myapp.topic"));
			WampChannelHandler publisher = join(router, new WritingChannel(serializer));
			MessageAssembler assembler = new MessageAssembler(2 * SIZE, new MessageAssembler.Sink() {

				@Override
				public boolean message(Slice frame) {
					publisher.onMessage(serializer.decode(frame));
					return true;
				}

				@Override
				public void oversized(Slice beginning) {
					throw new AssertionError();
				}

			});
			byte[] message = serializer
				.encode(new Publish(1, Dict.EMPTY, "com.myapp.topic",
						Payload.of(character.repeat(SIZE / character.getBytes(StandardCharsets.UTF_8).length))))
				.toBytes();
			long before = 0;
			for (int i = 0; i < 2 * ROUNDS; i++) {
				if (i == ROUNDS) {
					before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
				}
				for (int offset = 0; offset < message.length; offset += PART) {
					int length = Math.min(PART, message.length - offset);
					int from = offset;
					assembler.bytes(length, message.length - offset - length,
							(target, at, count) -> System.arraycopy(message, from, target, at, count));
				}
				assertThat(assembler.end()).isTrue();
			}
			long allocated = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
			double ratio = (double) allocated / ROUNDS / message.length;
			logger.info(String.format("%s of %s: %.2f bytes are allocated for each byte of a message", name, character,
					ratio));
			assertThat(subscriber.written).isGreaterThan(2L * ROUNDS * SIZE);
			assertThat(ratio).isLessThan(2);
			subscribing.onClose(ChannelClose.normal("done"));
			publisher.onClose(ChannelClose.normal("done"));
		}
	}

	@Test
	void manySmallFragmentsAreNotCopiedAgainAndAgain() {
		Assumptions.assumeTrue(ManagementFactory.getThreadMXBean() instanceof ThreadMXBean);
		ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		byte[] fragment = "x".repeat(100).getBytes(StandardCharsets.UTF_8);
		MessageAssembler assembler = new MessageAssembler(2 * SIZE, new MessageAssembler.Sink() {

			@Override
			public boolean message(Slice frame) {
				assertThat(frame.length()).isGreaterThan(SIZE);
				return true;
			}

			@Override
			public void oversized(Slice beginning) {
				throw new AssertionError();
			}

		});
		long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
		for (int i = 0; i <= SIZE / fragment.length; i++) {
			assembler.bytes(fragment.length, -1,
					(target, at, count) -> System.arraycopy(fragment, 0, target, at, count));
		}
		assembler.end();
		long allocated = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
		assertThat(allocated).isLessThan(8L * SIZE);
	}

	private static WampChannelHandler join(WampRouter router, WampChannel channel) {
		WampChannelHandler handler = router.accept(channel);
		Announcement roles = new Announcement(
				Map.of(Role.PUBLISHER, Set.<Feature>of(), Role.SUBSCRIBER, Set.<Feature>of()));
		handler.onMessage(new Hello("realm1", Dict.of("roles", roles.toDict())));
		return handler;
	}

	/** Makes the frames that would be written. */
	private static final class WritingChannel implements WampChannel {

		private final WampSerializer serializer;

		private long written;

		WritingChannel(WampSerializer serializer) {
			this.serializer = serializer;
		}

		private boolean write(Frame frame) {
			Frames frames = new Frames(List.of(frame));
			for (ByteBuffer[] buffers = frames.next(); buffers != null; buffers = frames.next()) {
				for (ByteBuffer buffer : buffers) {
					this.written += buffer.remaining();
				}
			}
			return true;
		}

		@Override
		public boolean enqueue(WampMessage message) {
			return write(this.serializer.encode(message));
		}

		@Override
		public boolean enqueue(SharedMessage message) {
			return write(message.frame(this.serializer));
		}

		@Override
		public ChannelInfo info() {
			return new ChannelInfo("test", this.serializer.name(), null, Map.of(), null, false);
		}

		@Override
		public Payload prepare(Payload payload) {
			return this.serializer.encode(payload);
		}

		@Override
		public void flush() {
		}

		@Override
		public boolean awaitRoom(Duration timeout) {
			return true;
		}

		@Override
		public boolean isOpen() {
			return true;
		}

		@Override
		public void close(ChannelClose reason) {
		}

	}

}
