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

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import io.github.wampspring.transport.framed.FrameChannel;
import jakarta.websocket.Session;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.util.Assert;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PongMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.NativeWebSocketSession;

/**
 * From a WebSocket session's callbacks to its channel.
 */
abstract class ChannelWebSocketHandler implements WebSocketHandler {

	private static final String CHANNEL = FrameChannel.class.getName();

	/**
	 * Opens the channel of a session.
	 */
	static FrameChannel open(WebSocketSession session, FrameChannel channel) {
		session.getAttributes().put(CHANNEL, channel);
		return channel;
	}

	static Session nativeSession(WebSocketSession session) {
		Session nativeSession = (session instanceof NativeWebSocketSession holder)
				? holder.getNativeSession(Session.class) : null;
		Assert.state(nativeSession != null, "WAMP needs a Jakarta WebSocket session, such as Tomcat's");
		return nativeSession;
	}

	static Map<String, List<String>> headers(HttpHeaders headers) {
		Map<String, List<String>> copy = new TreeMap<>();
		headers.forEach((name, values) -> copy.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
		return Map.copyOf(copy);
	}

	@Override
	public boolean supportsPartialMessages() {
		return true;
	}

	@Override
	public void handleMessage(WebSocketSession session, WebSocketMessage<?> message) {
		FrameChannel channel = channel(session);
		if (channel == null) {
			return;
		}
		if (message instanceof TextMessage text) {
			channel.receiver().text(text.getPayload(), text.isLast());
		}
		else if (message instanceof BinaryMessage binary) {
			channel.receiver().binary(binary.getPayload(), binary.isLast());
		}
		else if (message instanceof PongMessage) {
			channel.receiver().pong();
		}
	}

	@Override
	public void handleTransportError(WebSocketSession session, Throwable exception) {
		FrameChannel channel = channel(session);
		if (channel != null) {
			channel.error(exception);
		}
	}

	@Override
	public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
		FrameChannel channel = channel(session);
		if (channel != null) {
			channel.closed(status.getCode(), status.getReason());
		}
	}

	private static @Nullable FrameChannel channel(WebSocketSession session) {
		return (FrameChannel) session.getAttributes().get(CHANNEL);
	}

}
