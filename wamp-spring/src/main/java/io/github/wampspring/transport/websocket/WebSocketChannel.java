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

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.atomic.AtomicInteger;
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
import io.github.wampspring.transport.Reading;
import io.github.wampspring.transport.ReceivingThread;
import io.github.wampspring.transport.SendQueue;
import io.github.wampspring.transport.SharedMessage;
import io.github.wampspring.transport.WampChannel;
import io.github.wampspring.transport.WampChannelHandler;
import jakarta.websocket.CloseReason;
import org.jspecify.annotations.Nullable;

/**
 * A channel over a WebSocket, of a client or of a server. What is sent waits in the
 * queue, from where one thread at a time brings it to the connection: on a calm channel
 * the one that enqueued a lone, small frame, which saves a hop to another thread and
 * matters to one call at a time; under load a thread of the group, which gathers frames,
 * so that many of them need one write; and where the peer made a write wait, the one that
 * tells of its end.
 */
final class WebSocketChannel implements WampChannel, MessageAssembler.Sink {

	private static final int BROKEN = CloseReason.CloseCodes.CLOSED_ABNORMALLY.getCode();

	/** What a frame costs besides its characters or bytes, roughly. */
	private static final int FRAME = 128;

	/** Longer frames are never sent by the thread that enqueues them. */
	private static final int SMALL = 2048;

	/** So long nothing was sent when a channel counts as calm. */
	private static final long CALM_NANOS = 20_000;

	/** So much goes to the connection at a time. */
	private static final int BATCH = 64 * 1024;

	/** After so much, a drain lets those of other channels go first. */
	private static final int TURN = 512 * 1024;

	private static final SecureRandom random = new SecureRandom();

	private final ChannelInfo info;

	private final WampSerializer serializer;

	private final WebSocketSettings settings;

	private final boolean server;

	private final ChannelGroup group;

	private final WebSocketConnection connection;

	private final SendQueue<Object> out;

	private final Inbound inbound = new Inbound(this::close);

	private final MessageAssembler assembler;

	private final Heartbeat heartbeat;

	private final Reading reading;

	private final AtomicReference<@Nullable ChannelClose> closing = new AtomicReference<>();

	/** How many requests to go on with sending there are. */
	private final AtomicInteger steps = new AtomicInteger();

	/** What was sent in this turn. For the drain. */
	private int turn;

	/** A close that comes after the batch under way. For the drain. */
	private @Nullable ChannelClose lastly;

	/** When a write was last over. */
	private volatile long sentAt = System.nanoTime();

	/** Whether more than one frame waited when a batch was made. */
	private volatile boolean crowded;

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
	WebSocketChannel(WebSocketConnection connection, ChannelInfo info, WampSerializer serializer, ChannelGroup group,
			boolean server) {
		this.info = info;
		this.serializer = serializer;
		this.group = group;
		this.settings = group.settings();
		this.server = server;
		this.connection = connection;
		this.out = new SendQueue<>(this.settings.sendQueueSize(), WebSocketChannel::weigh,
				(connection instanceof JakartaConnection) ? group.threads().waiting() : group.threads().few(),
				this::drain, connection::progress);
		int limit = this.settings.maxMessageSize();
		this.assembler = new MessageAssembler(server ? Math.min(limit, this.settings.maxHelloSize()) : limit, this);
		this.heartbeat = new Heartbeat(this.settings);
		this.reading = new Reading(group.threads(), connection::pause, connection::resume);
	}

	private static long weigh(Object item) {
		return (item instanceof Frame frame) ? frame.length() + (long) FRAME : 0;
	}

	/**
	 * Makes a close that waits for the peer wait less.
	 */
	void hurry() {
		this.connection.hurry();
	}

	void start(WampChannelHandler handler) {
		this.group.add(this);
		this.inbound.start(handler);
		if (this.closed) {
			this.group.remove(this);
		}
	}

	@Override
	public void established(String session) {
		this.session = session;
		this.assembler.limit(this.settings.maxMessageSize());
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
		if (!this.server) {
			this.out.add(frame);
			return true;
		}
		if (this.out.offer(frame)) {
			return true;
		}
		cutOff(ChannelClose.broken("The peer does not read fast enough: " + this.out.size() + " bytes wait for it",
				null));
		return false;
	}

	private void checkSize(int length) {
		if (length > this.settings.maxMessageSize()) {
			throw new MessageTooLargeException(length, this.settings.maxMessageSize());
		}
	}

	@Override
	public void flush() {
		if (mayInline() && this.out.claim()) {
			// one batch: what comes meanwhile is another thread's
			this.turn = TURN;
			step();
		}
		else {
			this.out.flush();
		}
	}

	private boolean mayInline() {
		if (this.crowded || !(this.out.peek() instanceof Frame frame) || frame.length() > SMALL
				|| this.connection.mayBlock(frame) || System.nanoTime() - this.sentAt < CALM_NANOS) {
			return false;
		}
		return this.server ? ReceivingThread.claimSend() : !ReceivingThread.isCurrent();
	}

	/** A turn of sending; the queue is this thread's. */
	private void drain() {
		this.turn = 0;
		step();
	}

	private void step() {
		if (this.steps.getAndIncrement() == 0) {
			do {
				try {
					sendNext();
				}
				catch (RuntimeException | Error ex) {
					failed(ex);
				}
			}
			while (this.steps.decrementAndGet() > 0);
		}
	}

	private void sendNext() {
		ChannelClose lastly = this.lastly;
		Object item = (lastly != null) ? lastly : this.out.poll();
		if (item instanceof Frame frame) {
			this.connection.send(batch(frame), this::sent);
		}
		else if (item instanceof ChannelClose close) {
			this.out.end(null);
			this.connection.close(close);
			closed(close);
		}
		else {
			this.out.release();
		}
	}

	private List<Frame> batch(Frame first) {
		int length = first.length();
		Object next = (length < BATCH) ? this.out.poll() : null;
		this.crowded = next != null;
		List<Frame> batch = (next != null) ? new ArrayList<>() : List.of(first);
		if (next != null) {
			batch.add(first);
		}
		while (next instanceof Frame frame) {
			batch.add(frame);
			length += frame.length();
			next = (length < BATCH) ? this.out.poll() : null;
		}
		this.lastly = (next instanceof ChannelClose close) ? close : null;
		this.turn += length;
		return batch;
	}

	private void sent(@Nullable Throwable failure) {
		this.sentAt = System.nanoTime();
		if (failure != null) {
			failed(failure);
		}
		else if (this.turn < TURN || (this.out.isEmpty() && this.lastly == null)) {
			step();
		}
		else if (!this.out.drainLater() && this.out.claim()) {
			drain();
		}
	}

	@Override
	public boolean hasRoom() {
		return this.out.hasRoom();
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
			// for the client's end this may wait a moment, for a server's it does not
			Executor executor = (this.connection instanceof JakartaConnection) ? this.group.threads().waiting()
					: this.group.threads().few();
			executor.execute(() -> end(reason));
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
		cancelTimer();
		this.out.end(null);
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

	/**
	 * Takes bytes of a text or binary message.
	 * @param more how many follow until the end of the message, or -1 if that is not
	 * known
	 * @param last whether the message is complete, and the bytes stay until
	 * {@link #endOfMessage}, which comes next
	 * @return {@code false} if they are to be UTF-8, and are not
	 */
	boolean bytes(boolean text, byte[] bytes, int offset, int length, long more, boolean last) {
		this.heartbeat.heard();
		if (this.serializer.isBinary() == text) {
			violation("a " + (text ? "text" : "binary") + " message on a connection for "
					+ this.serializer.subprotocol());
			return true;
		}
		return !isOpen() || this.assembler.bytes(text, bytes, offset, length, more, last);
	}

	/**
	 * Takes the end of a message that came as bytes.
	 * @return {@code false} if it is text and ends within a character
	 */
	boolean endOfMessage(boolean text) {
		return !isOpen() || this.serializer.isBinary() == text || this.assembler.end();
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

	void pong() {
		this.heartbeat.heard();
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
		if (this.server) {
			this.reading.handled(frame.length());
		}
	}

	@Override
	public void oversized(Frame beginning) {
		WampSerializer.Head head = this.serializer.decodeHead(beginning);
		if (head != null) {
			this.inbound.oversized(head.type(), head.request(), this.assembler.limit());
		}
		else {
			violation("a message of more than " + this.assembler.limit() + " bytes or characters");
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
		if (isStuck(now)) {
			cutOff(ChannelClose.broken("The peer does not read: it took nothing of a write for "
					+ this.settings.sendTimeout().toMillis() + " ms", null));
			return;
		}
		if (this.reading.isPaused()) {
			// whatever comes from the peer would not be read
			this.heartbeat.heard();
		}
		switch (this.heartbeat.tick(now)) {
			case PING -> this.connection.ping(ByteBuffer.allocate(Long.BYTES).putLong(0, random.nextLong()),
					() -> this.heartbeat.pinged(System.nanoTime()));
			case DEAD -> cutOff(ChannelClose.broken("The peer is silent: no answer to a ping within "
					+ this.settings.heartbeatTimeout().toMillis() + " ms", null));
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
