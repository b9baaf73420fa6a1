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

import java.util.ArrayList;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.WebSocketFrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketFrameEncoder;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.ConnectionObserver;
import reactor.netty.channel.ChannelOperations;
import reactor.netty.http.server.HttpServerResponse;

/**
 * Takes a connection over from Reactor Netty while a WebSocket is being opened. It stands
 * before all that Reactor Netty reads with, from before the handshake is answered on: a
 * client sends nothing until then (RFC 6455, section 4.1), and what comes after that is
 * kept for the handler of the WebSocket, so that nothing goes the other way.
 *
 * <p>
 * For the event loop of the connection.
 */
final class Takeover extends ChannelInboundHandlerAdapter {

	private final Channel channel;

	private final List<ByteBuf> held = new ArrayList<>();

	private @Nullable FramedHandler handler;

	private Takeover(Channel channel) {
		this.channel = channel;
	}

	static Channel channel(HttpServerResponse response) {
		List<Channel> channels = new ArrayList<>();
		response.withConnection((connection) -> channels.add(connection.channel()));
		return channels.get(0);
	}

	/**
	 * Keeps what is read from now on.
	 * @throws IllegalStateException if the connection is not of HTTP/1.1
	 */
	static Takeover begin(Channel channel) {
		ChannelHandlerContext codec = channel.pipeline().context(HttpServerCodec.class);
		if (codec == null) {
			throw new IllegalStateException("A WebSocket can be opened over HTTP/1.1 only");
		}
		Takeover takeover = new Takeover(channel);
		channel.config().setAutoRead(false);
		channel.pipeline().addBefore(codec.name(), null, takeover);
		return takeover;
	}

	/**
	 * Puts the handler of the open WebSocket in the place of what Reactor Netty reads and
	 * writes with.
	 */
	void complete(Connection connection, FramedHandler handler) {
		ChannelPipeline pipeline = this.channel.pipeline();
		for (ChannelHandler other : List.copyOf(pipeline.toMap().values())) {
			if (other instanceof WebSocketFrameDecoder || other instanceof WebSocketFrameEncoder) {
				pipeline.remove(other);
			}
		}
		this.handler = handler;
		connection.rebind(new ChannelOperations<>(new Taken(this.channel), ConnectionObserver.emptyListener()));
		// from now on it is the channel that stops the reading
		this.channel.config().setAutoRead(true);
	}

	/**
	 * Hands on what has been kept, and what is read from now on.
	 */
	void resume() {
		FramedHandler handler = this.handler;
		if (handler != null) {
			ChannelPipeline pipeline = this.channel.pipeline();
			List<ByteBuf> held = List.copyOf(this.held);
			this.held.clear();
			pipeline.replace(this, null, handler);
			ChannelHandlerContext context = pipeline.context(handler);
			held.forEach((bytes) -> handler.channelRead(context, bytes));
		}
	}

	/**
	 * Completes with the channel's close.
	 */
	static Mono<Void> closed(Channel channel) {
		return Mono.create((sink) -> channel.closeFuture().addListener((closed) -> sink.success()));
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		if (message instanceof ByteBuf bytes) {
			this.held.add(bytes);
		}
		else {
			context.fireChannelRead(message);
		}
	}

	@Override
	public void handlerRemoved(ChannelHandlerContext context) {
		this.held.forEach(ByteBuf::release);
		this.held.clear();
	}

	/**
	 * What Reactor Netty knows of a connection that has been taken over: nothing to wait
	 * for at a graceful shutdown, and nothing to close. The router says goodbye.
	 */
	private record Taken(Channel channel) implements Connection {

		@Override
		public void dispose() {
			// it is not its own any more
		}

		@Override
		public Mono<Void> onDispose() {
			return Mono.empty();
		}

	}

}
