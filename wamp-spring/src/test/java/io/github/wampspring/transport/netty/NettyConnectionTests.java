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

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

import io.github.wampspring.codec.Frame;
import io.github.wampspring.transport.framed.ChannelSettings;
import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link NettyConnection}.
 */
class NettyConnectionTests {

	private final Queue<ChannelPromise> writes = new ArrayDeque<>();

	private final List<@Nullable Throwable> ends = new ArrayList<>();

	/** Whether no buffer is to be had any more. */
	private boolean exhausted;

	private EmbeddedChannel channel() {
		EmbeddedChannel channel = new EmbeddedChannel(new ChannelOutboundHandlerAdapter() {

			@Override
			public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
				ReferenceCountUtil.release(message);
				NettyConnectionTests.this.writes.add(promise);
			}

		});
		channel.config().setAllocator(new AbstractByteBufAllocator(true) {

			@Override
			protected ByteBuf newHeapBuffer(int initialCapacity, int maxCapacity) {
				return Unpooled.buffer(initialCapacity, maxCapacity);
			}

			@Override
			protected ByteBuf newDirectBuffer(int initialCapacity, int maxCapacity) {
				if (NettyConnectionTests.this.exhausted) {
					throw new IllegalStateException("expected");
				}
				return Unpooled.directBuffer(initialCapacity, maxCapacity);
			}

			@Override
			public boolean isDirectBufferPooled() {
				return false;
			}

		});
		return channel;
	}

	private static NettyConnection connection(Channel channel) {
		return new NettyConnection(channel, new WebSocketFraming(false), ChannelSettings.defaults(), false);
	}

	@Test
	void aMessageThatCannotBeWrittenToItsEndEndsTheConnection() {
		EmbeddedChannel channel = channel();
		connection(channel).send(List.of(Frame.text("x".repeat(300_000))), this.ends::add);
		this.exhausted = true;
		this.writes.remove().setSuccess();
		assertThat(this.ends).singleElement().isInstanceOf(IllegalStateException.class);
		assertThat(channel.isOpen()).isFalse();
	}

	@Test
	void aPingThatCannotBeMadeEndsTheConnection() {
		EmbeddedChannel channel = channel();
		this.exhausted = true;
		connection(channel).ping(ByteBuffer.allocate(1), () -> {
		});
		assertThat(channel.isOpen()).isFalse();
	}

	@Test
	void aPingThatCannotBeWrittenEndsTheConnection() {
		EmbeddedChannel channel = channel();
		connection(channel).ping(ByteBuffer.allocate(1), () -> {
		});
		this.writes.remove().setFailure(new IOException("expected"));
		assertThat(channel.isOpen()).isFalse();
	}

	@Test
	void readingMayGoOnAfterTheEventLoopHasEnded() {
		EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
		NioSocketChannel channel = new NioSocketChannel();
		loops.register(channel).syncUninterruptibly();
		NettyConnection connection = connection(channel);
		connection.pause();
		loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
		connection.resume();
		connection.pause();
		assertThat(channel.config().isAutoRead()).isFalse();
	}

}
