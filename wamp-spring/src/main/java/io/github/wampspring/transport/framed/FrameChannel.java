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

package io.github.wampspring.transport.framed;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.atomic.AtomicReference;

import io.github.wampspring.MessageTooLargeException;
import io.github.wampspring.codec.Frame;
import io.github.wampspring.codec.WampSerializer;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.WampMessage;
import io.github.wampspring.transport.ChannelClose;
import io.github.wampspring.transport.ChannelInfo;
import io.github.wampspring.transport.Inbound;
import io.github.wampspring.transport.Reading;
import io.github.wampspring.transport.SendQueue;
import io.github.wampspring.transport.SharedMessage;
import io.github.wampspring.transport.WampChannel;
import io.github.wampspring.transport.WampChannelHandler;
import org.jspecify.annotations.Nullable;

/**
 * A channel over a WebSocket, of a client or of a server.
 */
public final class FrameChannel implements WampChannel {

	private static final int BROKEN = ChannelClose.BROKEN;

	private static final SecureRandom random = new SecureRandom();

	private final ChannelInfo info;

	private final WampSerializer serializer;

	private final ChannelSettings settings;

	private final boolean server;

	private final ChannelGroup group;

	private final FrameConnection connection;

	private final ChannelSender sender;

	private final SendQueue<Object> out;

	private final Inbound inbound = new Inbound(this::close);

	private final ChannelReceiver receiver;

	private final Heartbeat heartbeat;

	private final Reading reading;

	private final AtomicReference<@Nullable ChannelClose> closing = new AtomicReference<>();

	/** For the clock. */
	private boolean wasWaiting;

	private long progress;

	private long progressAt;

	private volatile @Nullable ScheduledFuture<?> closeTimer;

	private volatile @Nullable Throwable error;

	private volatile boolean closed;

	private volatile @Nullable String session;

	/**
	 * Creates a channel.
	 * @param server whether this is a server's end: its peer is a stranger until it has
	 * joined, and is cut off if it does not read; a client's senders wait for room
	 */
	public FrameChannel(FrameConnection connection, ChannelInfo info, WampSerializer serializer, ChannelGroup group,
			boolean server) {
		this.info = info;
		this.serializer = serializer;
		this.group = group;
		this.settings = group.settings();
		this.server = server;
		this.connection = connection;
		this.sender = new ChannelSender(connection, group, server, this::closed, this::failed);
		this.out = this.sender.queue();
		int limit = this.settings.maxMessageSize();
		this.heartbeat = new Heartbeat(this.settings);
		this.reading = new Reading(group.threads(), connection::pause, connection::resume);
		this.receiver = new ChannelReceiver(serializer, this.inbound, this.heartbeat, this.reading, this::isOpen,
				server ? Math.min(limit, this.settings.maxHelloSize()) : limit);
	}

	/**
	 * Makes a close that waits for the peer wait less.
	 */
	void hurry() {
		this.connection.hurry();
	}

	public ChannelReceiver receiver() {
		return this.receiver;
	}

	public void start(WampChannelHandler handler) {
		this.group.add(this);
		this.inbound.start(handler);
		if (this.closed) {
			this.group.remove(this);
		}
	}

	@Override
	public void established(String session) {
		this.session = session;
		this.receiver.limit(this.settings.maxMessageSize());
	}

	@Override
	public void pause() {
		this.reading.pause();
	}

	@Override
	public void resume() {
		this.reading.resume();
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
		if (!isOpen()) {
			return false;
		}
		Frame frame = this.serializer.encode(message);
		checkSize(frame.length());
		return enqueue(frame);
	}

	@Override
	public void prepare(SharedMessage message) {
		message.frame(this.serializer);
	}

	@Override
	public boolean enqueue(SharedMessage message) {
		// what is wrong with the message is told, whether it is sent or kept
		Frame frame = message.frame(this.serializer);
		checkSize(frame.length());
		return isOpen() && enqueue(frame);
	}

	private boolean enqueue(Frame frame) {
		if (!this.server) {
			this.out.add(frame);
			return true;
		}
		if (this.out.offer(frame)) {
			return true;
		}
		cutOff(ChannelClose.cutOff("The peer does not read fast enough: " + this.out.size() + " bytes wait for it"));
		return false;
	}

	private void checkSize(int length) {
		if (length > this.settings.maxMessageSize()) {
			throw new MessageTooLargeException(length, this.settings.maxMessageSize());
		}
	}

	@Override
	public void flush() {
		this.sender.flush();
	}

	@Override
	public boolean hasRoom() {
		return this.out.hasRoom();
	}

	@Override
	public long waiting() {
		return this.out.size();
	}

	@Override
	public CompletionStage<@Nullable Void> room() {
		return this.out.room();
	}

	@Override
	public boolean awaitRoom(Duration timeout) throws InterruptedException {
		return this.out.awaitRoom(timeout) && isOpen();
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
			this.out.seal(reason);
			this.out.flush();
			this.closeTimer = this.group.threads().later(this::cutOff, this.settings.sendTimeout().toMillis());
			if (this.closed) {
				cancelTimer();
			}
		}
	}

	private void cancelTimer() {
		ScheduledFuture<?> timer = this.closeTimer;
		if (timer != null) {
			timer.cancel(false);
			this.closeTimer = null;
		}
	}

	private void cutOff(ChannelClose reason) {
		if (this.closing.compareAndSet(null, reason)) {
			if (this.server) {
				this.group.cutOff(toString(), reason.reason());
			}
			cutOff();
		}
	}

	/**
	 * Ends a channel that is closing, whatever waits to be sent.
	 */
	void cutOff() {
		ChannelClose reason = this.closing.get();
		if (reason == null || this.closed) {
			return;
		}
		this.out.end(null);
		try {
			this.connection.executor().execute(() -> end(reason));
		}
		catch (RejectedExecutionException | OutOfMemoryError ex) {
			end(reason);
		}
	}

	private void end(ChannelClose reason) {
		try {
			this.connection.abort(reason);
		}
		finally {
			closed(reason);
		}
	}

	private void failed(Throwable cause) {
		this.closing.compareAndSet(null, lost(describe(cause), cause));
		cutOff();
	}

	/**
	 * The transport reports an error; the close follows.
	 */
	public void error(Throwable error) {
		this.error = error;
	}

	/**
	 * The transport is closed.
	 * @param close what it says, which counts unless this side had a reason of its own
	 */
	public void closed(ChannelClose close) {
		this.closing.compareAndSet(null, close);
		this.closed = true;
		cancelTimer();
		this.out.end(null);
		this.group.remove(this);
		ChannelClose reason = this.closing.get();
		this.inbound.close((reason != null) ? reason : close);
	}

	/**
	 * The transport was closed by the peer, or broke.
	 */
	public void closed(int code, @Nullable String phrase) {
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

	/**
	 * Looks at the clock.
	 * @param now the time in nanoseconds
	 */
	void tick(long now) {
		if (isStuck(now)) {
			cutOff(ChannelClose.cutOff("The peer does not read: it took nothing of a write for "
					+ this.settings.sendTimeout().toMillis() + " ms"));
			return;
		}
		if (this.reading.isPaused()) {
			// whatever comes from the peer would not be read
			this.heartbeat.heard();
		}
		switch (this.heartbeat.tick(now)) {
			case PING -> this.connection.ping(ByteBuffer.allocate(Long.BYTES).putLong(0, random.nextLong()),
					() -> this.heartbeat.pinged(System.nanoTime()));
			case DEAD -> cutOff(ChannelClose.cutOff("The peer is silent: no answer to a ping within "
					+ this.settings.heartbeatTimeout().toMillis() + " ms"));
			default -> {
			}
		}
		// if there was no thread to be had for it before
		this.out.flush();
	}

	/**
	 * Whether a write has been waiting for the peer, and the peer took nothing of it.
	 */
	private boolean isStuck(long now) {
		boolean waiting = this.connection.isWaiting();
		long progress = this.connection.progress();
		if (progress != this.progress) {
			this.heartbeat.heard();
		}
		if (!waiting || !this.wasWaiting || progress != this.progress) {
			this.progressAt = now;
		}
		this.progress = progress;
		this.wasWaiting = waiting;
		return now - this.progressAt > this.settings.sendTimeout().toNanos();
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
		String session = this.session;
		return ((session != null) ? session + ", " : "") + this.info;
	}

}
