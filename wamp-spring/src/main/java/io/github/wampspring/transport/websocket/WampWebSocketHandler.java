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
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

import io.github.wampspring.codec.WampSerializer;
import io.github.wampspring.transport.ChannelAcceptor;
import io.github.wampspring.transport.ChannelBindings;
import io.github.wampspring.transport.ChannelInfo;
import io.github.wampspring.transport.HandshakeCookies;
import io.github.wampspring.transport.framed.ChannelGroup;
import io.github.wampspring.transport.framed.ChannelSettings;
import io.github.wampspring.transport.framed.FrameChannel;
import io.github.wampspring.transport.framed.FrameConnection;
import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.websocket.Session;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.SubProtocolCapable;
import org.springframework.web.socket.WebSocketSession;

/**
 * The server's side of WAMP over WebSocket: turns the sessions of a Spring WebSocket
 * endpoint into channels.
 */
public final class WampWebSocketHandler extends ChannelWebSocketHandler implements SubProtocolCapable, AutoCloseable {

	/**
	 * The container's buffer for a session's text or binary messages. Small, since a
	 * session has it for its whole life; larger messages come in parts.
	 */
	private static final int BUFFER_SIZE = 2048;

	private final List<WampSerializer> serializers;

	private final ChannelAcceptor acceptor;

	private final ChannelGroup group;

	/**
	 * Creates a handler.
	 * @param acceptor gets each new channel
	 * @param serializers what the endpoint speaks; the client's order decides
	 * @param settings limits and times
	 */
	public WampWebSocketHandler(ChannelAcceptor acceptor, List<WampSerializer> serializers, ChannelSettings settings) {
		this.acceptor = acceptor;
		this.serializers = List.copyOf(serializers);
		this.group = new ChannelGroup("wamp-server", settings);
	}

	@Override
	public List<String> getSubProtocols() {
		return this.serializers.stream().map(WampSerializer::subprotocol).toList();
	}

	@Override
	public void afterConnectionEstablished(WebSocketSession session) throws IOException {
		WampSerializer serializer = serializer(session.getAcceptedProtocol());
		if (serializer == null) {
			session.close(CloseStatus.PROTOCOL_ERROR.withReason("offer one of " + getSubProtocols()));
			return;
		}
		Session nativeSession = nativeSession(session);
		nativeSession.setMaxTextMessageBufferSize(BUFFER_SIZE);
		nativeSession.setMaxBinaryMessageBufferSize(BUFFER_SIZE);
		FrameConnection connection = JakartaSessions.ofServer(nativeSession, this.group);
		ChannelInfo info = new ChannelInfo("websocket", serializer.name(), describe(session.getRemoteAddress()),
				headers(session.getHandshakeHeaders()), session.getPrincipal(), false,
				ChannelInfo.attributesOf(session.getAttributes()),
				(connection instanceof TomcatConnection tomcat) ? tomcat.bindings() : ChannelBindings.NONE,
				cookies(session));
		FrameChannel channel = open(session, new FrameChannel(connection, info, serializer, this.group, true));
		HttpUpgradeHandler upgrade = WampHandshakeHandler.takeUpgrade(session);
		if (upgrade != null && connection instanceof TomcatConnection tomcat) {
			tomcat.deliverTo(channel, upgrade);
		}
		channel.start(this.acceptor.accept(channel));
	}

	/**
	 * An endpoint that asks no guard lets any web page come, with its visitor's cookies.
	 */
	private HandshakeCookies cookies(WebSocketSession session) {
		return WampHandshakeInterceptor.takePermission(session) ? HandshakeCookies.of(this.acceptor.handshakeCookies(),
				session.getHandshakeHeaders().get(HttpHeaders.COOKIE)) : HandshakeCookies.NONE;
	}

	/**
	 * An address that a proxy told may be a name, or hidden; it is not looked up.
	 */
	static @Nullable String describe(@Nullable InetSocketAddress remote) {
		if (remote == null) {
			return null;
		}
		InetAddress address = remote.getAddress();
		return ((address != null) ? address.getHostAddress() : remote.getHostString()) + ":" + remote.getPort();
	}

	private @Nullable WampSerializer serializer(@Nullable String subprotocol) {
		for (WampSerializer serializer : this.serializers) {
			if (serializer.subprotocol().equals(subprotocol)) {
				return serializer;
			}
		}
		return null;
	}

	/**
	 * How many channels are open.
	 * @return the number of this moment
	 */
	public int getChannelCount() {
		return this.group.size();
	}

	/**
	 * Closes all channels.
	 */
	@Override
	public void close() {
		this.group.close();
	}

}
