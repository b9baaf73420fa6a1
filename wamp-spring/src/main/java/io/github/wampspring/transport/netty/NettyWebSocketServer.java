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
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import javax.net.ssl.SSLEngine;

import io.github.wampspring.codec.WampSerializer;
import io.github.wampspring.transport.ChannelAcceptor;
import io.github.wampspring.transport.HandshakeGuard;
import io.github.wampspring.transport.LogLimiter;
import io.github.wampspring.transport.TransportThreads;
import io.github.wampspring.transport.framed.ChannelGroup;
import io.github.wampspring.transport.framed.ChannelSettings;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.ImmediateEventExecutor;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * A listener for WAMP over WebSocket that needs no web server. Each connection belongs to
 * one of its threads, which reads, brings messages to the router, and writes. Safe for
 * use by many threads.
 */
public final class NettyWebSocketServer implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(NettyWebSocketServer.class);

	private static final int MAX_LINE = 4096;

	private static final int MAX_HEADERS = 16 * 1024;

	private static final int BACKLOG = 1024;

	private static final long CLOSE_MILLIS = 700;

	private final NettyServerSettings settings;

	private final ChannelAcceptor acceptor;

	private final List<WampSerializer> serializers;

	private final HandshakeGuard guard;

	private final @Nullable Supplier<SSLEngine> tls;

	private final ChannelGroup group;

	private final DefaultChannelGroup sockets = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE, true);

	private final AtomicInteger count = new AtomicInteger();

	private final LogLimiter limiter = new LogLimiter(logger);

	private @Nullable EventLoopGroup loops;

	private @Nullable Channel listening;

	private boolean started;

	/**
	 * Creates a listener, which does not listen yet.
	 * @param settings where to listen, and for how many
	 * @param acceptor gets each new channel
	 * @param serializers what is spoken; the client's order decides
	 * @param limits of the channels
	 * @param guard who may come
	 * @param tls makes the engine of each connection, in server mode, or {@code null} for
	 * none
	 */
	public NettyWebSocketServer(NettyServerSettings settings, ChannelAcceptor acceptor,
			List<WampSerializer> serializers, ChannelSettings limits, HandshakeGuard guard,
			@Nullable Supplier<SSLEngine> tls) {
		this.settings = settings;
		this.acceptor = acceptor;
		this.serializers = List.copyOf(serializers);
		this.guard = guard;
		this.tls = tls;
		this.group = new ChannelGroup("wamp-netty", limits);
	}

	/**
	 * Starts to listen.
	 * @return the address, with the port that was found where 0 was asked for
	 * @throws UncheckedIOException if the address is not to be had; the listener is
	 * closed then
	 * @throws IllegalStateException if it was started or closed before
	 */
	public synchronized InetSocketAddress start() {
		if (this.started) {
			throw new IllegalStateException("A listener starts once");
		}
		this.started = true;
		EventLoopGroup loops = new MultiThreadIoEventLoopGroup(this.settings.threads(),
				TransportThreads.factory("wamp-netty-"), NioIoHandler.newFactory());
		this.loops = loops;
		ServerBootstrap bootstrap = new ServerBootstrap().group(loops)
			.channelFactory(DirectSocketChannel.Server::new)
			.option(ChannelOption.SO_BACKLOG, BACKLOG)
			.option(ChannelOption.SO_REUSEADDR, true)
			.childOption(ChannelOption.TCP_NODELAY, true)
			.childOption(ChannelOption.RECVBUF_ALLOCATOR, FramedHandler.reads())
			.childHandler(new Initializer());
		ChannelFuture bound = bootstrap.bind(this.settings.address()).awaitUninterruptibly();
		if (!bound.isSuccess()) {
			close();
			throw new UncheckedIOException("The router cannot listen at " + this.settings.address(),
					(bound.cause() instanceof IOException cause) ? cause : new IOException(bound.cause()));
		}
		this.listening = bound.channel();
		return (InetSocketAddress) bound.channel().localAddress();
	}

	/**
	 * How many channels are open.
	 * @return the number of this moment
	 */
	public int getChannelCount() {
		return this.group.size();
	}

	/**
	 * Ends the listening, closes all channels and ends the threads.
	 */
	@Override
	public synchronized void close() {
		this.started = true;
		Channel listening = this.listening;
		EventLoopGroup loops = this.loops;
		this.listening = null;
		this.loops = null;
		if (listening != null) {
			listening.close().awaitUninterruptibly(CLOSE_MILLIS);
		}
		this.group.close();
		if (loops != null) {
			// those that have been told get a moment to answer
			this.sockets.newCloseFuture().awaitUninterruptibly(CLOSE_MILLIS);
			loops.shutdownGracefully(0, CLOSE_MILLIS, TimeUnit.MILLISECONDS).awaitUninterruptibly(2 * CLOSE_MILLIS);
		}
	}

	private final class Initializer extends ChannelInitializer<SocketChannel> {

		@Override
		protected void initChannel(SocketChannel channel) {
			NettyWebSocketServer server = NettyWebSocketServer.this;
			if (server.count.incrementAndGet() > server.settings.maxConnections()) {
				server.count.decrementAndGet();
				server.limiter.warn(() -> "Refused a connection of "
						+ WebSocketOpening.describe(channel.remoteAddress()) + ": " + server.settings.maxConnections()
						+ " are open, which is the limit (wamp.router.max-connections)");
				channel.close();
				return;
			}
			server.sockets.add(channel);
			channel.closeFuture().addListener((closed) -> server.count.decrementAndGet());
			if (server.tls != null) {
				SslHandler tls = new SslHandler(server.tls.get());
				tls.setHandshakeTimeoutMillis(server.group.settings().connectTimeout().toMillis());
				channel.pipeline().addLast(tls);
			}
			channel.pipeline()
				.addLast(new HttpServerCodec(MAX_LINE, MAX_HEADERS, MAX_HEADERS))
				.addLast(new HttpObjectAggregator(ServerHandshake.MAX_CONTENT))
				.addLast(new ServerHandshake(server.settings.path(), server.guard, server.acceptor, server.serializers,
						server.group));
		}

		@Override
		public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
			NettyWebSocketServer.this.limiter.warn(() -> "A connection could not be served: " + cause);
			context.close();
		}

	}

}
