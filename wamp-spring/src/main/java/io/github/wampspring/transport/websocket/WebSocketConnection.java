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

import java.nio.charset.StandardCharsets;

import io.github.wampspring.transport.ChannelClose;
import io.github.wampspring.transport.FrameSender;
import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

/**
 * A WebSocket as its channel sees it.
 */
interface WebSocketConnection extends FrameSender {

	/** Tomcat's: how long a write may block. */
	String BLOCKING_SEND_TIMEOUT = "org.apache.tomcat.websocket.BLOCKING_SEND_TIMEOUT";

	/** Tomcat's: how long the peer may take to answer a close. */
	String SESSION_CLOSE_TIMEOUT = "org.apache.tomcat.websocket.SESSION_CLOSE_TIMEOUT";

	/** How long the peer may take to answer a close. */
	long ANSWER_MILLIS = 5000;

	/** How long the peer may take when this side is in a hurry. */
	long SHORT_ANSWER_MILLIS = 500;

	/** The longest reason of a close. */
	int MAX_REASON_LENGTH = 123;

	/** Whether Tomcat's WebSocket is there. */
	boolean TOMCAT = ClassUtils.isPresent("org.apache.tomcat.websocket.server.WsRemoteEndpointImplServer",
			WebSocketConnection.class.getClassLoader());

	/**
	 * Brings messages straight to the channel, where the container can; else they come by
	 * the handler. While the session is being opened.
	 * @param channel the channel
	 * @param upgrade the container's end of the connection
	 */
	default void deliverTo(WebSocketChannel channel, HttpUpgradeHandler upgrade) {
	}

	/**
	 * Stops reading, where the container can.
	 */
	default void pause() {
	}

	/**
	 * Goes on reading.
	 */
	default void resume() {
	}

	/**
	 * Leaves the peer less time to answer a close.
	 */
	void hurry();

	/**
	 * The writing end of a server's session: one that never waits where the container
	 * lets it be reached, else the container's own.
	 */
	static WebSocketConnection ofServer(Session session, ChannelGroup group) {
		WebSocketConnection connection = TOMCAT ? TomcatConnection.of(session, group) : null;
		return (connection != null) ? connection : ofClient(session, group, false);
	}

	static WebSocketConnection ofClient(Session session, ChannelGroup group, boolean secure) {
		return new JakartaConnection(session, group, secure);
	}

	/**
	 * A close as the container wants it.
	 */
	static CloseReason reason(ChannelClose close) {
		int code = (close.code() == CloseReason.CloseCodes.CLOSED_ABNORMALLY.getCode())
				? CloseReason.CloseCodes.GOING_AWAY.getCode() : close.code();
		return new CloseReason(CloseReason.CloseCodes.getCloseCode(code), truncate(close.reason()));
	}

	private static @Nullable String truncate(String reason) {
		byte[] bytes = reason.getBytes(StandardCharsets.UTF_8);
		if (bytes.length <= MAX_REASON_LENGTH) {
			return reason;
		}
		int end = MAX_REASON_LENGTH - 3;
		while ((bytes[end] & 0xC0) == 0x80) {
			end--;
		}
		return new String(bytes, 0, end, StandardCharsets.UTF_8) + "...";
	}

}
