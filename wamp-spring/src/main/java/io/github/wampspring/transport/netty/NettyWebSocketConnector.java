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

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

import io.github.wampspring.codec.WampSerializer;
import io.github.wampspring.transport.ConnectFailedException;
import io.github.wampspring.transport.HandshakeCustomizer;
import io.github.wampspring.transport.TransportThreads;
import io.github.wampspring.transport.WampChannel;
import io.github.wampspring.transport.WampChannelHandler;
import io.github.wampspring.transport.WampConnector;
import io.github.wampspring.transport.framed.ChannelGroup;
import io.github.wampspring.transport.framed.ChannelSettings;
import io.github.wampspring.transport.framed.HandshakeFailure;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.ImmediateEventExecutor;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * The client's side of WAMP over WebSocket, on Netty. All channels share one thread,
 * which is a daemon and is started when it is needed.
 */
public final class NettyWebSocketConnector implements WampConnector, AutoCloseable {

	private static final long CLOSE_MILLIS = 700;

	private final List<WampSerializer> serializers;

	private final HandshakeCustomizer customizer;

	private final ChannelGroup group;

	private final @Nullable SSLContext sslContext;

	private final ThreadFactory threads = TransportThreads.factory("wamp-client-net-");

	private final DefaultChannelGroup sockets = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE, true);

	private Resolver resolver = InetAddress::getAllByName;

	private @Nullable EventLoopGroup loop;

	private boolean closed;

	/**
	 * Creates a connector.
	 * @param serializers what is offered, the most wanted first
	 * @param settings limits and times
	 * @param sslContext the keys and the trust for {@code wss}, or {@code null} for those
	 * of the JVM; the host name is verified in any case
	 * @param customizer adds headers to the handshake
	 */
	public NettyWebSocketConnector(List<WampSerializer> serializers, ChannelSettings settings,
			@Nullable SSLContext sslContext, HandshakeCustomizer customizer) {
		this.serializers = List.copyOf(serializers);
		this.customizer = customizer;
		this.group = new ChannelGroup("wamp-client", settings);
		this.sslContext = sslContext;
	}

	private synchronized boolean isClosed() {
		return this.closed;
	}

	private static ConnectFailedException closed(@Nullable Throwable failure) {
		return new ConnectFailedException("The connector is closed", true, failure);
	}

	/**
	 * Finds the addresses of hosts in another way than the JVM.
	 */
	void resolver(Resolver resolver) {
		this.resolver = resolver;
	}

	private synchronized EventLoopGroup loop() {
		if (this.closed) {
			throw closed(null);
		}
		EventLoopGroup loop = this.loop;
		if (loop == null) {
			loop = new MultiThreadIoEventLoopGroup(1, this.threads, NioIoHandler.newFactory());
			this.loop = loop;
		}
		return loop;
	}

	@Override
	public WampChannel connect(URI url, Function<WampChannel, WampChannelHandler> handlers)
			throws InterruptedException {
		boolean secure = HandshakeFailure.isSecure(url);
		EventLoopGroup loop = loop();
		int port = (url.getPort() != -1) ? url.getPort() : secure ? 443 : 80;
		Throwable failure = null;
		try {
			for (InetAddress address : this.resolver.resolve(host(url))) {
				HttpHeaders headers = new HttpHeaders();
				this.customizer.customize(url, headers);
				ClientHandshake handshake = new ClientHandshake(url, headers, this.serializers, this.group, handlers);
				ChannelFuture connected = bootstrap(loop, handshake, url, port, secure)
					.connect(new InetSocketAddress(address, port));
				await(connected);
				if (connected.isSuccess()) {
					return open(handshake, connected.channel());
				}
				failure = connected.cause();
			}
		}
		catch (UnknownHostException ex) {
			failure = ex;
		}
		catch (ExecutionException ex) {
			failure = ex.getCause();
		}
		catch (TimeoutException ex) {
			failure = ex;
		}
		throw failure(url, (failure != null) ? failure : new UnknownHostException());
	}

	private static void await(ChannelFuture connected) throws InterruptedException {
		try {
			connected.await();
		}
		catch (InterruptedException ex) {
			connected.channel().close();
			throw ex;
		}
	}

	private WampChannel open(ClientHandshake handshake, Channel channel)
			throws InterruptedException, ExecutionException, TimeoutException {
		boolean done = false;
		try {
			WampChannel opened = handshake.opened()
				.get(this.group.settings().connectTimeout().toMillis(), TimeUnit.MILLISECONDS);
			done = true;
			return opened;
		}
		finally {
			if (!done) {
				channel.close();
			}
		}
	}

	private static String host(URI url) {
		String host = url.getHost();
		return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
	}

	private Bootstrap bootstrap(EventLoopGroup loop, ClientHandshake handshake, URI url, int port, boolean secure) {
		int timeout = (int) Math.min(this.group.settings().connectTimeout().toMillis(), Integer.MAX_VALUE);
		return new Bootstrap().group(loop)
			.channelFactory(DirectSocketChannel::new)
			.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, timeout)
			.option(ChannelOption.TCP_NODELAY, true)
			.option(ChannelOption.ALLOCATOR, HeapAllocator.INSTANCE)
			.option(ChannelOption.RECVBUF_ALLOCATOR, FramedHandler.reads())
			.handler(new ChannelInitializer<>() {

				@Override
				protected void initChannel(Channel channel) throws Exception {
					NettyWebSocketConnector.this.sockets.add(channel);
					if (secure) {
						SslHandler tls = new SslHandler(engine(host(url), port));
						// the whole handshake has a time
						tls.setHandshakeTimeoutMillis(0);
						channel.pipeline().addLast(tls);
					}
					channel.pipeline().addLast(new HttpClientCodec()).addLast(handshake);
				}

			});
	}

	private SSLEngine engine(String host, int port) throws NoSuchAlgorithmException {
		SSLContext context = (this.sslContext != null) ? this.sslContext : SSLContext.getDefault();
		SSLEngine engine = context.createSSLEngine(host, port);
		engine.setUseClientMode(true);
		SSLParameters parameters = engine.getSSLParameters();
		parameters.setEndpointIdentificationAlgorithm("HTTPS");
		engine.setSSLParameters(parameters);
		return engine;
	}

	private ConnectFailedException failure(URI url, Throwable failure) {
		if (failure instanceof ConnectFailedException known) {
			return known;
		}
		if (isClosed()) {
			return closed(failure);
		}
		Throwable cause = (failure instanceof ConnectTimeoutException) ? new TimeoutException().initCause(failure)
				: failure;
		ConnectFailedException known = HandshakeFailure.of(url, this.group.settings(), cause);
		return (known != null) ? known
				: HandshakeFailure.noWebSocket(url, String.valueOf(failure.getMessage()), failure);
	}

	/**
	 * Closes all channels and ends the thread.
	 */
	@Override
	public void close() {
		EventLoopGroup loop;
		synchronized (this) {
			this.closed = true;
			loop = this.loop;
			this.loop = null;
		}
		this.group.close();
		if (loop != null) {
			// the servers get a moment to answer
			this.sockets.newCloseFuture().awaitUninterruptibly(CLOSE_MILLIS);
			loop.shutdownGracefully(0, CLOSE_MILLIS, TimeUnit.MILLISECONDS).awaitUninterruptibly(2 * CLOSE_MILLIS);
		}
	}

	/** Finds the addresses of a host. */
	interface Resolver {

		InetAddress[] resolve(String host) throws UnknownHostException;

	}

}
