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

import java.nio.ByteBuffer;
import java.util.function.Function;

import io.github.wampspring.codec.WampSerializer;
import io.github.wampspring.transport.ChannelAcceptor;
import io.github.wampspring.transport.ChannelClose;
import io.github.wampspring.transport.ChannelInfo;
import io.github.wampspring.transport.WampChannel;
import io.github.wampspring.transport.WampChannelHandler;
import io.github.wampspring.transport.framed.ChannelGroup;
import io.github.wampspring.transport.framed.FrameChannel;
import io.netty.buffer.ByteBuf;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.RecvByteBufAllocator;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * The last handler of a pipeline, after the handshake: what comes are messages, in some
 * framing.
 */
final class FramedHandler extends ChannelInboundHandlerAdapter implements FrameReader.Peer {

	private static final Log logger = LogFactory.getLog(FramedHandler.class);

	/** What is read at a time, at the least, at first, and at the most. */
	private static final int[] READ = { 512, 2048, 128 * 1024 };

	private final NettyConnection connection;

	private final FrameChannel channel;

	private final FrameReader reader;

	/**
	 * How a connection is read: once, and then the others are, and what is to be written
	 * goes out, however much has come.
	 */
	static RecvByteBufAllocator reads() {
		return new AdaptiveRecvByteBufAllocator(READ[0], READ[1], READ[2]).maxMessagesPerRead(1);
	}

	/**
	 * Creates the handler of an open WebSocket.
	 * @param client whether this end is the client
	 */
	static FramedHandler webSocket(Channel channel, ChannelInfo info, WampSerializer serializer, ChannelGroup group,
			boolean client) {
		return new FramedHandler(channel, info, serializer, group, client, new WebSocketFraming(client));
	}

	/**
	 * Creates the handler of an open connection.
	 * @param client whether this end is the client
	 * @param framing how messages are told apart
	 */
	FramedHandler(Channel channel, ChannelInfo info, WampSerializer serializer, ChannelGroup group, boolean client,
			Framing framing) {
		this.connection = new NettyConnection(channel, framing, group.settings(), client);
		this.channel = new FrameChannel(this.connection, info, serializer, group, !client);
		this.reader = framing.reader(this.channel.receiver(), this);
	}

	/**
	 * Starts to deliver messages.
	 * @return the channel
	 */
	WampChannel start(Function<WampChannel, WampChannelHandler> handlers) {
		this.channel.start(handlers.apply(this.channel));
		return this.channel;
	}

	/**
	 * Starts to deliver messages to what an acceptor makes. If it fails, the peer is told
	 * as if a handler had failed.
	 */
	void accept(ChannelAcceptor acceptor) {
		try {
			start(acceptor::accept);
		}
		catch (RuntimeException ex) {
			logger.error("A channel could not be accepted, it is closed", ex);
			violation(new ChannelClose(1011, "internal error", ex));
		}
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		if (message instanceof ByteBuf bytes) {
			try {
				this.reader.read(bytes);
			}
			finally {
				bytes.release();
			}
		}
		else {
			context.fireChannelRead(message);
		}
	}

	@Override
	public void channelInactive(ChannelHandlerContext context) {
		this.connection.closed();
		this.channel.closed(ChannelClose.BROKEN, null);
		context.fireChannelInactive();
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
		this.channel.error(cause);
		context.close();
	}

	@Override
	public void ping(ByteBuffer content) {
		this.connection.pong(content);
	}

	@Override
	public void close(ChannelClose close) {
		this.channel.closed(close.code(), close.reason());
		this.connection.closedByPeer(close);
	}

	@Override
	public void violation(ChannelClose close) {
		this.channel.closed(close);
		this.connection.violated(close);
	}

}
