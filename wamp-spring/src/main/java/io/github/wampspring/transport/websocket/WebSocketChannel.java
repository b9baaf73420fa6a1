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
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

import io.github.wampspring.MessageTooLargeException;
import io.github.wampspring.codec.Frame;
import io.github.wampspring.codec.WampSerializer;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.ProtocolViolation;
import io.github.wampspring.protocol.WampMessage;
import io.github.wampspring.transport.ChannelClose;
import io.github.wampspring.transport.ChannelInfo;
import io.github.wampspring.transport.Inbound;
import io.github.wampspring.transport.SharedMessage;
import io.github.wampspring.transport.WampChannel;
import io.github.wampspring.transport.WampChannelHandler;
import jakarta.websocket.CloseReason;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * A channel over a WebSocket, of a client or of a server.
 */
final class WebSocketChannel implements WampChannel, SendQueue.Owner, MessageAssembler.Sink {

	private static final Log logger = LogFactory.getLog(WebSocketChannel.class);

	private static final int BROKEN = CloseReason.CloseCodes.CLOSED_ABNORMALLY.getCode();

	private final ChannelInfo info;

	private final WampSerializer serializer;

	private final WebSocketSettings settings;

	private final boolean cutsOff;

	private final ChannelGroup group;

	private final JakartaFrameSender sender;

	private final SendQueue out;

	private final Inbound inbound = new Inbound(this::close);

	private final MessageAssembler assembler;

	private final Heartbeat heartbeat;

	private final AtomicReference<@Nullable ChannelClose> closing = new AtomicReference<>();

	private volatile @Nullable Throwable error;

	private volatile boolean closed;

	/**
	 * Creates a channel.
	 * @param cutsOff whether a peer that does not read is cut off, or its senders wait
	 */
	WebSocketChannel(JakartaFrameSender sender, ChannelInfo info, WampSerializer serializer, ChannelGroup group,
			SendPolicy policy, boolean cutsOff) {
		this.info = info;
		this.serializer = serializer;
		this.group = group;
		this.settings = group.settings();
		this.cutsOff = cutsOff;
		this.sender = sender;
		this.out = new SendQueue(sender, group.threads(), policy, this);
		this.assembler = new MessageAssembler(this.settings.maxMessageSize(), this);
		this.heartbeat = new Heartbeat(this.settings);
	}

	/**
	 * Makes a close that waits for the peer wait less.
	 */
	void hurry() {
		this.sender.hurry();
	}

	void start(WampChannelHandler handler) {
		this.inbound.start(handler);
		this.group.add(this);
		if (this.closed) {
			this.group.remove(this);
		}
	}

	@Override
	public ChannelInfo info() {
		return this.info;
	}

	@Override
	public Payload prepare(Payload payload) {
		Payload encoded = this.serializer.encode(payload);
		if (encoded instanceof Payload.Encoded slice) {
			checkSize(slice.length());
		}
		return encoded;
	}

	@Override
	public boolean enqueue(WampMessage message) {
		return isOpen() && enqueue(this.serializer.encode(message));
	}

	@Override
	public void prepare(SharedMessage message) {
		message.frame(this.serializer);
	}

	@Override
	public boolean enqueue(SharedMessage message) {
		return isOpen() && enqueue(message.frame(this.serializer));
	}

	private boolean enqueue(Frame frame) {
		checkSize(frame.length());
		long waiting = this.out.add(frame);
		if (this.cutsOff && waiting >= this.settings.sendQueueSize()) {
			cutOff(ChannelClose.broken("The peer does not read: " + waiting + " bytes wait for it", null));
			return false;
		}
		return true;
	}

	private void checkSize(int length) {
		if (length > this.settings.maxMessageSize()) {
			throw new MessageTooLargeException(length, this.settings.maxMessageSize());
		}
	}

	@Override
	public void flush() {
		this.out.flush();
	}

	@Override
	public boolean awaitRoom(Duration timeout) throws InterruptedException {
		return this.out.awaitRoom(this.settings.sendQueueSize(), timeout) && isOpen();
	}

	@Override
	public boolean isOpen() {
		return this.closing.get() == null;
	}

	@Override
	public void close(ChannelClose reason) {
		if (reason.code() == BROKEN) {
			cutOff(reason);
		}
		else if (this.closing.compareAndSet(null, reason)) {
			this.out.addClose(reason);
			this.out.flush();
			this.group.threads().later(this::cutOff, this.settings.sendTimeout().toMillis());
		}
	}

	private void cutOff(ChannelClose reason) {
		if (this.closing.compareAndSet(null, reason)) {
			cutOff();
		}
	}

	/**
	 * Ends a channel that is closing, whatever waits to be sent.
	 */
	void cutOff() {
		ChannelClose reason = this.closing.get();
		if (reason != null && !this.closed) {
			this.out.end();
			this.group.execute(() -> end(reason));
		}
	}

	private void end(ChannelClose reason) {
		try {
			this.sender.abort(reason);
		}
		catch (IOException | RuntimeException ex) {
			logger.debug("The connection was closed the hard way", ex);
		}
		closed(reason);
	}

	@Override
	public void drained(ChannelClose close) {
		try {
			this.sender.close(close);
		}
		catch (IOException | RuntimeException ex) {
			logger.debug("The connection was gone before it was closed", ex);
		}
		closed(close);
	}

	@Override
	public void failed(@Nullable Throwable cause) {
		this.closing.compareAndSet(null, lost(describe(cause), cause));
		cutOff();
	}

	/**
	 * The transport reports an error; the close follows.
	 */
	void error(Throwable error) {
		this.error = error;
	}

	/**
	 * The transport is closed.
	 * @param close what it says, which counts unless this side had a reason of its own
	 */
	void closed(ChannelClose close) {
		this.closing.compareAndSet(null, close);
		this.closed = true;
		this.out.end();
		this.group.remove(this);
		ChannelClose reason = this.closing.get();
		this.inbound.close((reason != null) ? reason : close);
	}

	/**
	 * The transport was closed by the peer, or broke.
	 */
	void closed(int code, @Nullable String phrase) {
		Throwable error = this.error;
		if (code != BROKEN) {
			closed(new ChannelClose(code, (phrase != null) ? phrase : "", error));
		}
		else {
			closed(ChannelClose.broken(
					"The connection was lost"
							+ ((error != null) ? ": " + describe(error) : (phrase != null) ? ": " + phrase : ""),
					error));
		}
	}

	void text(String part, boolean last) {
		this.heartbeat.heard();
		if (this.serializer.isBinary()) {
			violation("a text message on a connection for " + this.serializer.subprotocol());
		}
		else if (isOpen()) {
			this.assembler.text(part, last);
		}
	}

	void binary(ByteBuffer part, boolean last) {
		this.heartbeat.heard();
		if (!this.serializer.isBinary()) {
			violation("a binary message on a connection for " + this.serializer.subprotocol());
		}
		else if (isOpen()) {
			this.assembler.binary(part, last);
		}
	}

	void pong(ByteBuffer content) {
		this.heartbeat.heard();
		this.out.pong(content);
	}

	@Override
	public void message(Frame frame) {
		WampMessage message;
		try {
			message = this.serializer.decode(frame);
		}
		catch (ProtocolViolation ex) {
			this.inbound.violation(ex);
			return;
		}
		this.inbound.message(message);
	}

	@Override
	public void oversized(Frame beginning) {
		WampSerializer.Head head = this.serializer.decodeHead(beginning);
		if (head != null) {
			this.inbound.oversized(head.type(), head.request(), this.settings.maxMessageSize());
		}
		else {
			violation("a message of more than " + this.settings.maxMessageSize() + " bytes or characters");
		}
	}

	private void violation(String text) {
		if (isOpen()) {
			this.inbound.violation(new ProtocolViolation(text));
		}
	}

	/**
	 * Looks at the clock.
	 * @param now the time in nanoseconds
	 */
	void tick(long now) {
		if (this.out.isStuck(now, this.settings.sendTimeout().toNanos())) {
			cutOff(ChannelClose.broken(
					"The peer does not read: a write waited for " + this.settings.sendTimeout().toMillis() + " ms",
					null));
			return;
		}
		switch (this.heartbeat.tick(now)) {
			case PING -> {
				this.out.addPing();
				this.out.flush();
			}
			case DEAD -> cutOff(ChannelClose.broken("The peer is silent: no answer to a ping within "
					+ this.settings.heartbeatTimeout().toMillis() + " ms", null));
			default -> {
			}
		}
	}

	private static ChannelClose lost(@Nullable String details, @Nullable Throwable cause) {
		return ChannelClose.broken("The connection was lost" + ((details != null) ? ": " + details : ""), cause);
	}

	private static @Nullable String describe(@Nullable Throwable cause) {
		if (cause == null) {
			return null;
		}
		String message = cause.getMessage();
		return cause.getClass().getSimpleName() + ((message != null) ? ": " + message : "");
	}

	@Override
	public String toString() {
		return this.info.transport() + " " + this.info.serializer() + " " + this.info.remoteAddress();
	}

}
