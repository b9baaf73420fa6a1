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
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

import io.github.wampspring.codec.Frame;
import io.github.wampspring.transport.ChannelClose;
import io.github.wampspring.transport.framed.ChannelGroup;
import io.github.wampspring.transport.framed.FrameConnection;
import jakarta.websocket.Session;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Writes by the means of Jakarta WebSocket: for clients, and for servers other than
 * Tomcat. A lone small frame goes the asynchronous way, which takes no notice of an
 * interrupt of its thread; anything else by a thread that waits, since only so frames can
 * be gathered, and large ones be sent in parts.
 */
final class JakartaConnection implements FrameConnection {

	private static final Log logger = LogFactory.getLog(JakartaConnection.class);

	private static final int SMALL = 2048;

	private static final int PART = 64 * 1024;

	private final Session session;

	private final Executor threads;

	private final boolean secure;

	private volatile boolean writing;

	private volatile long written;

	/**
	 * Creates a connection.
	 * @param secure whether TLS makes even a small write wait
	 */
	JakartaConnection(Session session, ChannelGroup group, boolean secure) {
		this.session = session;
		this.threads = group.threads().waiting();
		this.secure = secure;
		long timeout = group.settings().sendTimeout().toMillis();
		// the channel's clock is quicker, and looks at progress
		session.getUserProperties().put(JakartaSessions.BLOCKING_SEND_TIMEOUT, 2 * timeout);
		session.getUserProperties().put(JakartaSessions.SESSION_CLOSE_TIMEOUT, Math.min(timeout, ANSWER_MILLIS));
		session.getAsyncRemote().setSendTimeout(2 * timeout);
	}

	@Override
	public Executor executor() {
		return this.threads;
	}

	@Override
	public boolean isInline(Frame frame) {
		return !this.secure && frame.length() <= SMALL;
	}

	@Override
	public void send(List<Frame> frames, Completion completion) {
		this.writing = true;
		try {
			if (frames.size() == 1 && isInline(frames.get(0))) {
				sendAsync(frames.get(0), completion);
				return;
			}
			sendAll(frames);
		}
		catch (IOException | RuntimeException ex) {
			this.writing = false;
			completion.done(ex);
			return;
		}
		this.writing = false;
		completion.done(null);
	}

	private void sendAsync(Frame frame, Completion completion) {
		jakarta.websocket.SendHandler handler = (result) -> {
			this.writing = false;
			completion.done(result.isOK() ? null : result.getException());
		};
		if (frame.isText()) {
			this.session.getAsyncRemote().sendText(frame.toString(), handler);
		}
		else {
			this.session.getAsyncRemote().sendBinary(ByteBuffer.wrap(frame.toBytes()), handler);
		}
	}

	private void sendAll(List<Frame> frames) throws IOException {
		if (frames.size() > 1) {
			this.session.getBasicRemote().setBatchingAllowed(true);
		}
		for (Frame frame : frames) {
			if (frame.isText()) {
				sendText(frame.toString());
			}
			else {
				sendBinary(frame.toBytes());
			}
		}
		if (frames.size() > 1) {
			this.session.getBasicRemote().setBatchingAllowed(false);
			this.written++;
		}
	}

	private void sendText(String text) throws IOException {
		if (text.length() <= PART) {
			this.session.getBasicRemote().sendText(text);
			this.written += text.length();
			return;
		}
		int start = 0;
		while (start < text.length()) {
			int end = Math.min(start + PART, text.length());
			if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
				end--;
			}
			this.session.getBasicRemote().sendText(text.substring(start, end), end == text.length());
			this.written += end - start;
			start = end;
		}
	}

	private void sendBinary(byte[] bytes) throws IOException {
		if (bytes.length <= PART) {
			this.session.getBasicRemote().sendBinary(ByteBuffer.wrap(bytes));
			this.written += bytes.length;
			return;
		}
		for (int i = 0; i < bytes.length; i += PART) {
			int length = Math.min(PART, bytes.length - i);
			this.session.getBasicRemote()
				.sendBinary(ByteBuffer.wrap(bytes, i, length).slice(), i + length == bytes.length);
			this.written += length;
		}
	}

	@Override
	public void ping(ByteBuffer content, Runnable written) {
		try {
			this.threads.execute(() -> {
				try {
					this.session.getBasicRemote().sendPing(content);
					written.run();
				}
				catch (IOException | RuntimeException ex) {
					logger.debug("A ping could not be written", ex);
				}
			});
		}
		catch (RejectedExecutionException ex) {
			// shutting down
		}
	}

	@Override
	public boolean isWaiting() {
		return this.writing;
	}

	@Override
	public long progress() {
		return this.written;
	}

	@Override
	public void close(ChannelClose close) {
		try {
			this.session.close(JakartaSessions.reason(close));
		}
		catch (IOException | RuntimeException ex) {
			logger.debug("The connection was gone before it was closed", ex);
		}
	}

	/**
	 * With next to no time to wait for the thread that writes, Tomcat gives up the
	 * handshake of closing and closes the socket.
	 */
	@Override
	public void abort(ChannelClose close) {
		try {
			if (this.session.isOpen()) {
				this.session.getUserProperties().put(JakartaSessions.BLOCKING_SEND_TIMEOUT, 1L);
				this.session.getUserProperties().put(JakartaSessions.SESSION_CLOSE_TIMEOUT, 1L);
				try {
					this.session.getBasicRemote().setBatchingAllowed(false);
				}
				finally {
					this.session.close(JakartaSessions.reason(close));
				}
			}
		}
		catch (IOException | RuntimeException ex) {
			logger.debug("The connection was closed the hard way", ex);
		}
	}

	@Override
	public void hurry() {
		if (this.session.isOpen()) {
			this.session.getUserProperties().put(JakartaSessions.SESSION_CLOSE_TIMEOUT, SHORT_ANSWER_MILLIS);
		}
	}

}
