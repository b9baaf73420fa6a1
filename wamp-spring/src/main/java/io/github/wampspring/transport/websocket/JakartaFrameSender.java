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
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import io.github.wampspring.codec.Frame;
import io.github.wampspring.transport.ChannelClose;
import jakarta.websocket.CloseReason;
import jakarta.websocket.SendHandler;
import jakarta.websocket.Session;

/**
 * Sends frames over a native session. For one thread at a time, {@link #abort} excepted.
 */
final class JakartaFrameSender {

	/** Tomcat's: how long a write may block. */
	private static final String BLOCKING_SEND_TIMEOUT = "org.apache.tomcat.websocket.BLOCKING_SEND_TIMEOUT";

	/** Tomcat's: how long the peer may take to answer a close. */
	private static final String SESSION_CLOSE_TIMEOUT = "org.apache.tomcat.websocket.SESSION_CLOSE_TIMEOUT";

	private static final long ANSWER_MILLIS = 5000;

	private static final long SHORT_ANSWER_MILLIS = 500;

	private static final int PART = 64 * 1024;

	private static final int MAX_REASON_LENGTH = 123;

	private final Session session;

	JakartaFrameSender(Session session, long sendTimeoutMillis) {
		this.session = session;
		// only if nobody noticed in time
		session.getUserProperties().put(BLOCKING_SEND_TIMEOUT, 2 * sendTimeoutMillis);
		session.getUserProperties().put(SESSION_CLOSE_TIMEOUT, Math.min(sendTimeoutMillis, ANSWER_MILLIS));
		session.getAsyncRemote().setSendTimeout(2 * sendTimeoutMillis);
	}

	/**
	 * Gathers the frames that follow in the session's buffer.
	 */
	void startBatch() throws IOException {
		this.session.getBasicRemote().setBatchingAllowed(true);
	}

	/**
	 * Writes what was gathered.
	 */
	void endBatch() throws IOException {
		this.session.getBasicRemote().setBatchingAllowed(false);
	}

	void send(Frame frame) throws IOException {
		if (frame instanceof Frame.Text text) {
			this.session.getBasicRemote().sendText(text.text());
		}
		else if (frame instanceof Frame.Binary binary) {
			sendBinary(binary.bytes());
		}
	}

	/**
	 * Sends large messages in parts, since the time that a write may take counts for
	 * each.
	 */
	private void sendBinary(byte[] bytes) throws IOException {
		if (bytes.length <= PART) {
			this.session.getBasicRemote().sendBinary(ByteBuffer.wrap(bytes));
			return;
		}
		for (int i = 0; i < bytes.length; i += PART) {
			int length = Math.min(PART, bytes.length - i);
			this.session.getBasicRemote()
				.sendBinary(ByteBuffer.wrap(bytes, i, length).slice(), i + length == bytes.length);
		}
	}

	/**
	 * Sends in the container's asynchronous way.
	 */
	void send(Frame frame, SendHandler handler) {
		if (frame instanceof Frame.Text text) {
			this.session.getAsyncRemote().sendText(text.text(), handler);
		}
		else if (frame instanceof Frame.Binary binary) {
			this.session.getAsyncRemote().sendBinary(ByteBuffer.wrap(binary.bytes()), handler);
		}
	}

	void ping(ByteBuffer content) throws IOException {
		this.session.getBasicRemote().sendPing(content);
	}

	void close(ChannelClose close) throws IOException {
		this.session.close(reason(close));
	}

	/**
	 * Closes the connection even if another thread is stuck in a write: with next to no
	 * time to wait for that thread, Tomcat gives up the handshake of closing and closes
	 * the socket.
	 */
	void abort(ChannelClose close) throws IOException {
		if (!this.session.isOpen()) {
			return;
		}
		this.session.getUserProperties().put(BLOCKING_SEND_TIMEOUT, 1L);
		this.session.getUserProperties().put(SESSION_CLOSE_TIMEOUT, 1L);
		try {
			endBatch();
		}
		finally {
			this.session.close(reason(close));
		}
	}

	/**
	 * Leaves the peer less time to answer a close.
	 */
	void hurry() {
		if (this.session.isOpen()) {
			this.session.getUserProperties().put(SESSION_CLOSE_TIMEOUT, SHORT_ANSWER_MILLIS);
		}
	}

	private static CloseReason reason(ChannelClose close) {
		int code = (close.code() == 1006) ? CloseReason.CloseCodes.GOING_AWAY.getCode() : close.code();
		return new CloseReason(CloseReason.CloseCodes.getCloseCode(code), truncate(close.reason()));
	}

	private static String truncate(String reason) {
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
