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

package io.github.wampspring.transport.netty;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

import com.sun.management.ThreadMXBean;
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
import io.github.wampspring.transport.ChannelInfo;
import io.github.wampspring.transport.TestMessages;
import io.github.wampspring.transport.framed.ChannelGroup;
import io.github.wampspring.transport.framed.ChannelSettings;
import io.github.wampspring.transport.suite.RawPeer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.ResourceLeakDetector;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Guards what a message costs on its way through a router on Netty, from the buffer that
 * was read to those that are written.
 */
class NettyAllocationTests {

	private static final Log logger = LogFactory.getLog(NettyAllocationTests.class);

	/** What Netty reads at a time, at the most. */
	private static final int PART = 128 * 1024;

	private final ResourceLeakDetector.Level level = ResourceLeakDetector.getLevel();

	@BeforeEach
	void countNothingElse() {
		ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
	}

	@AfterEach
	void restore() {
		ResourceLeakDetector.setLevel(this.level);
	}

	@ParameterizedTest
	@CsvSource({ "json, 1048576, 3, 2.5", "msgpack, 1048576, 3, 2.5", "cbor, 1048576, 3, 2.5", "json, 100, 200, 20" })
	void bytesPerByteOfAMessage(String name, int size, int rounds, double most) {
		Assumptions.assumeTrue(ManagementFactory.getThreadMXBean() instanceof ThreadMXBean);
		ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		ChannelSettings settings = ChannelSettings.defaults().withHeartbeat(Duration.ZERO, Duration.ofSeconds(10));
		try (ChannelGroup group = new ChannelGroup("test", settings);
				WampRouter router = new DefaultWampRouter(RouterSettings.builder()
					.realm(RealmSettings.builder("realm1").anonymous("anonymous").build())
					.build(), TestMessages.MAPPER)) {
			WampSerializer serializer = TestMessages.only(name).get(0);
			EmbeddedChannel subscriber = join(router, serializer, group);
			write(subscriber, wire(serializer, new Subscribe(1, Dict.EMPTY, "com.myapp.topic")));
			EmbeddedChannel publisher = join(router, serializer, group);
			byte[] message = wire(serializer,
					new Publish(1, Dict.EMPTY, "com.myapp.topic", Payload.of("x".repeat(size))));
			written(subscriber);
			long before = 0;
			long written = 0;
			for (int i = 0; i < 20 * rounds; i++) {
				if (i == 10 * rounds) {
					before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
					written = 0;
				}
				write(publisher, message);
				subscriber.runPendingTasks();
				written += written(subscriber);
			}
			long allocated = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
			double ratio = (double) allocated / (10 * rounds) / message.length;
			logger.info(String.format("%s, %d bytes: %.2f bytes are allocated for each byte of a message", name, size,
					ratio));
			assertThat(written).isGreaterThan(10L * rounds * size);
			assertThat(ratio).isLessThan(most);
			publisher.close();
			subscriber.close();
		}
	}

	private static EmbeddedChannel join(WampRouter router, WampSerializer serializer, ChannelGroup group) {
		EmbeddedChannel channel = new EmbeddedChannel();
		FramedHandler handler = FramedHandler.webSocket(channel,
				new ChannelInfo("test", serializer.name(), null, Map.of(), null, false), serializer, group, false);
		channel.pipeline().addLast(handler);
		handler.accept(router::accept);
		Announcement roles = new Announcement(
				Map.of(Role.PUBLISHER, Set.<Feature>of(), Role.SUBSCRIBER, Set.<Feature>of()));
		write(channel, wire(serializer, new Hello("realm1", Dict.of("roles", roles.toDict()))));
		assertThat(written(channel)).isPositive();
		return channel;
	}

	private static byte[] wire(WampSerializer serializer, WampMessage message) {
		return RawPeer.frame(serializer.isBinary() ? 0x82 : 0x81, serializer.encode(message).toBytes(), 0x01020304);
	}

	/** Brings bytes to a channel as Netty would: in direct buffers of a pool. */
	private static void write(EmbeddedChannel channel, byte[] bytes) {
		for (int offset = 0; offset < bytes.length; offset += PART) {
			int length = Math.min(PART, bytes.length - offset);
			channel.writeInbound(ByteBufAllocator.DEFAULT.directBuffer(length).writeBytes(bytes, offset, length));
		}
		channel.runPendingTasks();
	}

	/** Takes what was written, and tells how much. */
	private static long written(EmbeddedChannel channel) {
		long written = 0;
		for (ByteBuf buffer = channel.readOutbound(); buffer != null; buffer = channel.readOutbound()) {
			written += buffer.readableBytes();
			buffer.release();
		}
		return written;
	}

}
