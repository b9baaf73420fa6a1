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

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;

import javax.net.ssl.SSLContext;

import io.github.wampspring.codec.WampSerializer;
import io.github.wampspring.transport.ChannelBindings;
import io.github.wampspring.transport.ChannelInfo;
import io.github.wampspring.transport.ConnectFailedException;
import io.github.wampspring.transport.HandshakeCustomizer;
import io.github.wampspring.transport.SafeUrl;
import io.github.wampspring.transport.TransportThreads;
import io.github.wampspring.transport.WampChannel;
import io.github.wampspring.transport.WampChannelHandler;
import io.github.wampspring.transport.WampConnector;
import io.github.wampspring.transport.framed.ChannelGroup;
import io.github.wampspring.transport.framed.ChannelSettings;
import io.github.wampspring.transport.framed.FrameChannel;
import io.github.wampspring.transport.framed.FrameConnection;
import io.github.wampspring.transport.framed.HandshakeFailure;
import jakarta.websocket.Session;
import org.apache.tomcat.websocket.Constants;
import org.jspecify.annotations.Nullable;

import org.springframework.core.task.support.TaskExecutorAdapter;
import org.springframework.http.HttpHeaders;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketHttpHeaders;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.client.standard.StandardWebSocketClient;

/**
 * The client's side of WAMP over WebSocket. Its threads are daemons.
 */
public final class WebSocketConnector implements WampConnector, AutoCloseable {

	private static final ChannelBindings BINDINGS = ChannelBindings
		.none("Tomcat's WebSocket client does not tell what it knows about TLS, Netty's does (wamp.transport=netty)");

	private final List<WampSerializer> serializers;

	private final HandshakeCustomizer customizer;

	private final ChannelGroup group;

	private final @Nullable SSLContext sslContext;

	private final ThreadFactory ioThreads = TransportThreads.factory("wamp-client-net-");

	/** Made when it is needed, since its threads stay. */
	private @Nullable ClientContainer container;

	private @Nullable StandardWebSocketClient client;

	private boolean closed;

	/**
	 * Creates a connector.
	 * @param serializers what is offered, the most wanted first
	 * @param settings limits and times
	 * @param sslContext the keys and the trust for {@code wss}, or {@code null} for those
	 * of the JVM; the host name is verified in any case
	 * @param customizer adds headers to the handshake
	 */
	public WebSocketConnector(List<WampSerializer> serializers, ChannelSettings settings,
			@Nullable SSLContext sslContext, HandshakeCustomizer customizer) {
		this.serializers = List.copyOf(serializers);
		this.customizer = customizer;
		this.group = new ChannelGroup("wamp-client", settings);
		this.sslContext = sslContext;
	}

	private synchronized StandardWebSocketClient client() {
		if (this.closed) {
			throw new ConnectFailedException("The connector is closed", true, null);
		}
		StandardWebSocketClient client = this.client;
		if (client == null) {
			this.container = new ClientContainer(this.ioThreads);
			client = new StandardWebSocketClient(this.container);
			client.setSslContext(this.sslContext);
			client.setTaskExecutor(new TaskExecutorAdapter(Runnable::run));
			client.getUserProperties()
				.put(Constants.IO_TIMEOUT_MS_PROPERTY,
						Long.toString(this.group.settings().connectTimeout().toMillis()));
			client.getUserProperties().put(Constants.MAX_REDIRECTIONS_PROPERTY, "0");
			this.client = client;
		}
		return client;
	}

	@Override
	public WampChannel connect(URI url, Function<WampChannel, WampChannelHandler> handlers)
			throws InterruptedException {
		Attempt attempt = new Attempt(url, HandshakeFailure.isSecure(url), handlers);
		HttpHeaders headers = new HttpHeaders();
		this.customizer.customize(url, headers);
		WebSocketHttpHeaders handshake = new WebSocketHttpHeaders(headers);
		handshake.setSecWebSocketProtocol(subprotocols());
		try {
			client().execute(attempt, handshake, url).get();
		}
		catch (ExecutionException ex) {
			Throwable cause = (ex.getCause() != null) ? ex.getCause() : ex;
			if (cause.getCause() instanceof InterruptedException interrupted) {
				throw interrupted;
			}
			throw TomcatFailure.of(url, this.group.settings(), cause);
		}
		return attempt.channel();
	}

	private List<String> subprotocols() {
		return this.serializers.stream().map(WampSerializer::subprotocol).toList();
	}

	/**
	 * Closes all channels and ends the threads.
	 */
	@Override
	public void close() {
		ClientContainer container;
		synchronized (this) {
			this.closed = true;
			container = this.container;
		}
		this.group.close();
		if (container != null) {
			container.destroy();
		}
	}

	/** One attempt to connect, and then the connection. */
	private final class Attempt extends ChannelWebSocketHandler {

		private final URI url;

		private final boolean secure;

		private final Function<WampChannel, WampChannelHandler> handlers;

		private volatile @Nullable FrameChannel channel;

		private volatile @Nullable RuntimeException failure;

		Attempt(URI url, boolean secure, Function<WampChannel, WampChannelHandler> handlers) {
			this.url = url;
			this.secure = secure;
			this.handlers = handlers;
		}

		WampChannel channel() {
			RuntimeException failure = this.failure;
			if (failure != null) {
				throw failure;
			}
			FrameChannel channel = this.channel;
			if (channel == null) {
				throw new ConnectFailedException(SafeUrl.of(this.url) + " could not be connected", false, null);
			}
			return channel;
		}

		@Override
		public void afterConnectionEstablished(WebSocketSession session) throws IOException {
			try {
				this.channel = establish(session);
			}
			catch (RuntimeException ex) {
				this.failure = ex;
				nativeSession(session).getUserProperties()
					.put(JakartaSessions.SESSION_CLOSE_TIMEOUT, FrameConnection.SHORT_ANSWER_MILLIS);
				session.close(CloseStatus.PROTOCOL_ERROR);
			}
		}

		private FrameChannel establish(WebSocketSession session) {
			Session nativeSession = nativeSession(session);
			Map<String, List<String>> headers = headers(ClientContainer.response(nativeSession));
			String chosen = session.getAcceptedProtocol();
			for (WampSerializer serializer : WebSocketConnector.this.serializers) {
				if (serializer.subprotocol().equals(chosen)) {
					return establish(session, nativeSession, serializer, headers);
				}
			}
			throw HandshakeFailure.subprotocol(this.url, subprotocols(), chosen, headers);
		}

		private FrameChannel establish(WebSocketSession session, Session nativeSession, WampSerializer serializer,
				Map<String, List<String>> headers) {
			ChannelGroup group = WebSocketConnector.this.group;
			ChannelInfo info = new ChannelInfo("websocket", serializer.name(),
					this.url.getHost() + ((this.url.getPort() != -1) ? ":" + this.url.getPort() : ""), headers, null,
					false)
				.with(BINDINGS);
			FrameConnection connection = new JakartaConnection(nativeSession, group, this.secure);
			FrameChannel channel = open(session, new FrameChannel(connection, info, serializer, group, false));
			channel.start(this.handlers.apply(channel));
			return channel;
		}

	}

}
