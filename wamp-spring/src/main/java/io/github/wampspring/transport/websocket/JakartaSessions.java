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

import io.github.wampspring.transport.ChannelClose;
import io.github.wampspring.transport.framed.ChannelGroup;
import io.github.wampspring.transport.framed.FrameConnection;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;

import org.springframework.util.ClassUtils;

/**
 * Connections of Jakarta WebSocket's sessions, and what Tomcat wants to be told of them.
 */
final class JakartaSessions {

	/** Tomcat's: how long a write may block. */
	static final String BLOCKING_SEND_TIMEOUT = "org.apache.tomcat.websocket.BLOCKING_SEND_TIMEOUT";

	/** Tomcat's: how long the peer may take to answer a close. */
	static final String SESSION_CLOSE_TIMEOUT = "org.apache.tomcat.websocket.SESSION_CLOSE_TIMEOUT";

	/** Whether Tomcat's WebSocket is there. */
	private static final boolean TOMCAT = ClassUtils.isPresent(
			"org.apache.tomcat.websocket.server.WsRemoteEndpointImplServer", JakartaSessions.class.getClassLoader());

	private JakartaSessions() {
	}

	/**
	 * The connection of a server's session: one that never waits where the container lets
	 * it be reached, else the container's own.
	 */
	static FrameConnection ofServer(Session session, ChannelGroup group) {
		FrameConnection connection = TOMCAT ? TomcatConnection.of(session, group) : null;
		return (connection != null) ? connection : new JakartaConnection(session, group, false);
	}

	/**
	 * A close as the container wants it.
	 */
	static CloseReason reason(ChannelClose close) {
		return new CloseReason(CloseReason.CloseCodes.getCloseCode(close.wireCode()), close.wireReason());
	}

}
