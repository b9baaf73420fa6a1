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

package io.github.wampspring.transport.resume;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongFunction;

import io.github.wampspring.protocol.MessageType;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.ProtocolViolation;
import io.github.wampspring.protocol.WampMessage;
import io.github.wampspring.protocol.WampMessage.Received;
import io.github.wampspring.transport.ChannelClose;
import io.github.wampspring.transport.ChannelInfo;
import io.github.wampspring.transport.SharedMessage;
import io.github.wampspring.transport.WampChannel;
import io.github.wampspring.transport.WampChannelHandler;
import org.jspecify.annotations.Nullable;

/**
 * A channel that outlives its transport. Until {@link #begin} it is but the transport.
 * From then on both ends count messages, and keep what they have sent until the peer says
 * that it has received it. Without a transport messages wait, and its handler notices
 * nothing; with the next one the peers tell each other what they have, and the rest is
 * sent once more. What was sent must be kept only as long as it is not certain that the
 * peer has it, so a full buffer lets go of the oldest messages; that ends the channel if
 * they have certainly not been received. So does GOODBYE or ABORT, in whatever direction,
 * together with the transport.
 * <p>
 * Two locks: one makes receiving and the change of transports exclude each other, the
 * other one, taken within the first, guards sending and the rest of the state.
 */
public final class ResumableChannel implements WampChannel {

	/** After so many messages, or bytes of arguments, the peer is told. */
	private static final int MESSAGES = 64;

	private static final long BYTES = 64 * 1024;

	/** What a message counts besides its bytes, roughly. */
	private static final int MESSAGE = 256;

	/** What could not be done at once is done after this time. */
	private static final Duration RETRY = Duration.ofMillis(10);

	private final ResumeThreads threads;

	private final WampChannelHandler handler;

	private final ReentrantLock in = new ReentrantLock();

	private final ReentrantLock out = new ReentrantLock();

	private final ChannelInfo info;

	/** The transport attached, {@code null} without one. */
	private volatile @Nullable Attachment attachment;

	/** The transport attached last. */
	private volatile WampChannel transport;

	/** There from the beginning of counting on. */
	private volatile @Nullable Replay replay;

	private volatile boolean closing;

	private boolean told;

	private @Nullable String name;

	private int pauses;

	private ResumableChannel(WampChannel transport, ResumeThreads threads,
			Function<? super ResumableChannel, ? extends WampChannelHandler> handlers) {
		this.transport = transport;
		this.info = transport.info();
		this.threads = threads;
		this.attachment = new Attachment(transport);
		this.handler = handlers.apply(this);
	}

	/**
	 * Puts a channel over a new transport.
	 * @param transport the transport
	 * @param threads its threads
	 * @param handlers makes the handler
	 * @return what takes messages from the transport
	 */
	public static WampChannelHandler over(WampChannel transport, ResumeThreads threads,
			Function<? super ResumableChannel, ? extends WampChannelHandler> handlers) {
		ResumableChannel channel = new ResumableChannel(transport, threads, handlers);
		Attachment attachment = channel.attachment;
		return (attachment != null) ? attachment : channel.handler;
	}

	/**
	 * Begins to count: WELCOME was the last message that does not count.
	 * @param limits how much is kept for the peer
	 * @param memory what is kept with other channels together
	 * @param within how long the channel may be without a transport
	 * @param heard whether the peer is known to have got what it needs to come back, or
	 * else does so by its first message
	 * @param listener told of what happens
	 */
	public void begin(ReplayLimits limits, ReplayMemory memory, Duration within, boolean heard,
			ResumeListener listener) {
		this.out.lock();
		try {
			Replay replay = new Replay(new ReplayBuffer(limits, memory), memory, within, listener);
			replay.heard = heard;
			memory.add(replay);
			this.replay = replay;
		}
		finally {
			this.out.unlock();
		}
	}

	/**
	 * How many messages were received.
	 * @return the number since {@link #begin}; does not change without a transport
	 */
	public long received() {
		Replay replay = this.replay;
		this.in.lock();
		try {
			return (replay != null) ? replay.received : 0;
		}
		finally {
			this.in.unlock();
		}
	}

	/**
	 * Tells the peer how many messages were received.
	 */
	public void acknowledge() {
		this.transport.send(new Received(received()));
	}

	@Override
	public boolean isSuspended() {
		return this.replay != null && this.attachment == null && !this.closing;
	}

	/**
	 * Goes on with another transport. The one before, if there still is one, is closed.
	 * @param next the transport
	 * @param received how many messages the peer has received
	 * @param first makes the first message, of how many were received here
	 * @param taker gets what takes messages from the transport from now on, before
	 * anything is sent
	 * @return {@code false} if the channel has ended, what the peer misses is not there
	 * any more, or the transport has another serializer
	 */
	public boolean attach(WampChannel next, long received, LongFunction<WampMessage> first,
			Consumer<? super WampChannelHandler> taker) {
		Attachment attachment = new Attachment(next);
		Attachment before;
		int pauses;
		this.in.lock();
		this.out.lock();
		try {
			Replay replay = this.replay;
			if (replay == null || replay.last || !this.info.serializer().equals(next.info().serializer())
					|| received < replay.buffer.first() || received > replay.buffer.next()) {
				return false;
			}
			taker.accept(attachment);
			before = this.attachment;
			pauses = this.pauses;
			if (this.name != null) {
				next.established(this.name);
			}
			replay.buffer.received(received);
			next.enqueue(first.apply(replay.received));
			replay.buffer.forEach(next::enqueue);
			replay.unacknowledged = 0;
			replay.unacknowledgedBytes = 0;
			this.transport = next;
			this.attachment = attachment;
			replay.listener.onResume();
			replay.goOn();
		}
		finally {
			this.out.unlock();
			this.in.unlock();
		}
		for (int i = 0; i < pauses; i++) {
			next.pause();
		}
		next.flush();
		if (before != null) {
			before.transport.close(ChannelClose.normal("The session goes on over another connection"));
		}
		return true;
	}

	/**
	 * Goes on with the transport of another channel, which has no session and whose
	 * handler hears nothing more.
	 * @param other the other channel
	 * @param received how many messages the peer has received
	 * @param first makes the first message, of how many were received here
	 * @return as the other method
	 */
	public boolean attach(ResumableChannel other, long received, LongFunction<WampMessage> first) {
		Attachment taken = other.attachment;
		if (taken == null || !attach(taken.transport, received, first, taken::passTo)) {
			return false;
		}
		if (!taken.transport.isOpen()) {
			// this may have been told to the other channel
			taken.onClose(ChannelClose.broken("The connection was lost while the session was resumed", null));
		}
		return true;
	}

	private void receive(Attachment from, Replay replay, WampMessage message) {
		long acknowledged = -1;
		this.in.lock();
		try {
			if (from != this.attachment || this.told) {
				return;
			}
			heard(from, replay);
			if (message instanceof Received received) {
				received(replay, received.messages());
				return;
			}
			if (message.type() == MessageType.GOODBYE || message.type() == MessageType.ABORT) {
				replay.last = true;
			}
			acknowledged = count(replay, message);
			this.handler.onMessage(message);
		}
		finally {
			this.in.unlock();
		}
		if (acknowledged >= 0 && from.transport.hasRoom()) {
			from.transport.send(new Received(acknowledged));
		}
	}

	private long count(Replay replay, @Nullable WampMessage message) {
		replay.received++;
		replay.unacknowledgedBytes += (message != null && message.payload() instanceof Payload.Encoded encoded)
				? encoded.length() : 0;
		if (++replay.unacknowledged < MESSAGES && replay.unacknowledgedBytes < BYTES) {
			return -1;
		}
		replay.unacknowledged = 0;
		replay.unacknowledgedBytes = 0;
		return replay.received;
	}

	private void heard(Attachment from, Replay replay) {
		if (!from.heard) {
			from.heard = true;
			this.out.lock();
			try {
				replay.heard = true;
				replay.listener.onHeard();
			}
			finally {
				this.out.unlock();
			}
		}
	}

	private void received(Replay replay, long messages) {
		this.out.lock();
		try {
			if (messages > replay.buffer.next()) {
				throw new ProtocolViolation("the peer has received more messages than were sent");
			}
			replay.buffer.received(messages);
		}
		finally {
			this.out.unlock();
		}
	}

	private void lost(Attachment from, Replay replay, ChannelClose close) {
		this.out.lock();
		try {
			if (from != this.attachment) {
				return;
			}
			this.attachment = null;
			if (!replay.last && replay.heard && replay.listener.onLoss(close) && suspend(replay)) {
				return;
			}
			replay.last = true;
		}
		finally {
			this.out.unlock();
		}
		tell(close);
	}

	/**
	 * Waits for another transport.
	 * @return {@code false} if nobody would see that it takes too long
	 */
	private boolean suspend(Replay replay) {
		long suspension = replay.suspend();
		try {
			replay.timer = this.threads.later().apply(() -> elsewhere(() -> expire(replay, suspension)), replay.within);
			return true;
		}
		catch (RejectedExecutionException | OutOfMemoryError ex) {
			return false;
		}
	}

	/**
	 * Lets another thread do something, or the timer's if there is no other one.
	 */
	private void elsewhere(Runnable task) {
		try {
			this.threads.ends().execute(task);
		}
		catch (RejectedExecutionException | OutOfMemoryError ex) {
			this.threads.later().apply(task, RETRY);
		}
	}

	private void expire(Replay replay, long suspension) {
		this.out.lock();
		try {
			if (replay.suspensions != suspension || this.attachment != null || replay.last) {
				return;
			}
			replay.last = true;
		}
		finally {
			this.out.unlock();
		}
		tell(ChannelClose
			.broken("No other connection came within " + replay.within.toMillis() + " ms after one was lost", null));
	}

	/** Ends a channel that has no transport; to be called under the lock for sending. */
	private void endLater(Replay replay, ChannelClose close) {
		replay.last = true;
		replay.buffer.clear();
		elsewhere(() -> tell(close));
	}

	/**
	 * Ends the channel on another thread, unless it has a transport again by then. May be
	 * called under the lock of another channel.
	 * @param close why
	 */
	public void endIfSuspended(ChannelClose close) {
		try {
			elsewhere(() -> {
				if (endsWithoutTransport()) {
					tell(close);
				}
			});
		}
		catch (RejectedExecutionException | OutOfMemoryError ex) {
			// its time will be over
		}
	}

	private boolean endsWithoutTransport() {
		this.out.lock();
		try {
			Replay replay = this.replay;
			if (replay == null || this.attachment != null || replay.last) {
				return false;
			}
			replay.last = true;
			replay.buffer.clear();
			return true;
		}
		finally {
			this.out.unlock();
		}
	}

	/** Tells the handler of the end, once. */
	private void tell(ChannelClose close) {
		this.in.lock();
		try {
			this.closing = true;
			if (this.told) {
				return;
			}
			this.told = true;
			try {
				this.handler.onClose(close);
			}
			finally {
				end();
			}
		}
		finally {
			this.in.unlock();
		}
	}

	private void end() {
		this.out.lock();
		try {
			// the counting may have begun at the last moment
			Replay replay = this.replay;
			if (replay != null) {
				replay.end();
			}
		}
		finally {
			this.out.unlock();
		}
	}

	@Override
	public ChannelInfo info() {
		return this.info;
	}

	@Override
	public Payload prepare(Payload payload) {
		return this.transport.prepare(payload);
	}

	@Override
	public void prepare(SharedMessage message) {
		this.transport.prepare(message);
	}

	@Override
	public boolean enqueue(WampMessage message) {
		Replay replay = this.replay;
		return (replay != null) ? enqueue(replay, SharedMessage.of(message), message.type())
				: this.transport.enqueue(message);
	}

	@Override
	public boolean enqueue(SharedMessage message) {
		Replay replay = this.replay;
		return (replay != null) ? enqueue(replay, message, MessageType.EVENT) : this.transport.enqueue(message);
	}

	private boolean enqueue(Replay replay, SharedMessage message, MessageType type) {
		boolean accepted = enqueueAndKeep(replay, message, type);
		replay.memory.trim();
		return accepted;
	}

	private boolean enqueueAndKeep(Replay replay, SharedMessage message, MessageType type) {
		this.transport.prepare(message);
		this.out.lock();
		try {
			if (this.closing) {
				return false;
			}
			boolean accepted = this.transport.enqueue(message);
			if (replay.last) {
				return accepted;
			}
			replay.buffer.add(message, MESSAGE + (long) message.length(this.info.serializer()));
			boolean suspended = this.attachment == null;
			if (type == MessageType.GOODBYE || type == MessageType.ABORT) {
				replay.last = true;
				if (suspended) {
					endLater(replay, ChannelClose.normal("The session was ended while it had no connection"));
				}
			}
			else if (suspended && replay.buffer.first() > replay.suspendedAt) {
				endLater(replay, ChannelClose.cutOff("More waits for a session without a connection than is kept"));
				return false;
			}
			return true;
		}
		finally {
			this.out.unlock();
		}
	}

	@Override
	public void flush() {
		this.transport.flush();
	}

	@Override
	public boolean hasRoom() {
		Replay replay = this.replay;
		if (replay == null || this.attachment != null) {
			return this.transport.hasRoom();
		}
		this.out.lock();
		try {
			return replay.buffer.hasRoom();
		}
		finally {
			this.out.unlock();
		}
	}

	@Override
	public long waiting() {
		Replay replay = this.replay;
		if (replay == null || this.attachment != null) {
			return this.transport.waiting();
		}
		this.out.lock();
		try {
			return replay.buffer.size();
		}
		finally {
			this.out.unlock();
		}
	}

	@Override
	public CompletionStage<@Nullable Void> room() {
		Replay replay = this.replay;
		if (replay == null || this.attachment != null || this.closing) {
			return this.transport.room();
		}
		this.out.lock();
		try {
			return (this.attachment != null || replay.buffer.hasRoom()) ? CompletableFuture.completedStage(null)
					: replay.goesOn.minimalCompletionStage();
		}
		finally {
			this.out.unlock();
		}
	}

	@Override
	public boolean awaitRoom(Duration timeout) throws InterruptedException {
		long end = System.nanoTime() + timeout.toNanos();
		long left = timeout.toNanos();
		do {
			Replay replay = this.replay;
			if (replay == null || this.attachment != null || this.closing) {
				boolean room = this.transport.awaitRoom(Duration.ofNanos(left));
				if (room || replay == null || replay.last || this.transport.isOpen()) {
					return room;
				}
			}
			if (replay.last) {
				return false;
			}
			if (hasRoom()) {
				return true;
			}
			left = end - System.nanoTime();
			replay.awaitTransport(left);
			left = end - System.nanoTime();
		}
		while (left > 0);
		return false;
	}

	@Override
	public void established(String session) {
		WampChannel transport;
		this.out.lock();
		try {
			this.name = session;
			transport = this.transport;
		}
		finally {
			this.out.unlock();
		}
		transport.established(session);
	}

	@Override
	public void pause() {
		pauses(1).pause();
	}

	@Override
	public void resume() {
		pauses(-1).resume();
	}

	/**
	 * Counts pauses.
	 * @return the transport that they concern; the next one gets them anew
	 */
	private WampChannel pauses(int more) {
		this.out.lock();
		try {
			this.pauses += more;
			return this.transport;
		}
		finally {
			this.out.unlock();
		}
	}

	@Override
	public boolean isOpen() {
		Replay replay = this.replay;
		if (replay == null) {
			return this.transport.isOpen();
		}
		// without a connection, nothing follows on what was the last message
		return !this.closing && (this.attachment != null || !replay.last);
	}

	@Override
	public void close(ChannelClose reason) {
		Attachment attachment;
		this.out.lock();
		try {
			Replay replay = this.replay;
			attachment = this.attachment;
			if (replay != null) {
				boolean first = !this.closing;
				this.closing = true;
				replay.last = true;
				if (attachment == null && first) {
					endLater(replay, reason);
				}
			}
		}
		finally {
			this.out.unlock();
		}
		if (attachment != null) {
			attachment.transport.close(reason);
		}
	}

	@Override
	public String toString() {
		return this.transport.toString();
	}

	/** What there is when messages are counted. */
	private final class Replay implements ReplayMemory.Holder {

		private final ReplayBuffer buffer;

		private final ReplayMemory memory;

		private final Duration within;

		private final ResumeListener listener;

		/** How many messages were received, and of them since the peer was told. */
		private long received;

		private int unacknowledged;

		private long unacknowledgedBytes;

		private volatile boolean last;

		private boolean heard;

		private long suspensions;

		/** The number of the first message that had no transport. */
		private long suspendedAt;

		private volatile CompletableFuture<@Nullable Void> goesOn = CompletableFuture.completedFuture(null);

		private @Nullable Future<?> timer;

		Replay(ReplayBuffer buffer, ReplayMemory memory, Duration within, ResumeListener listener) {
			this.buffer = buffer;
			this.memory = memory;
			this.within = within;
			this.listener = listener;
		}

		long suspend() {
			this.suspendedAt = this.buffer.next();
			this.goesOn = new CompletableFuture<>();
			return ++this.suspensions;
		}

		void goOn() {
			if (this.timer != null) {
				this.timer.cancel(false);
				this.timer = null;
			}
			CompletableFuture<@Nullable Void> goesOn = this.goesOn;
			if (!goesOn.isDone()) {
				elsewhere(() -> goesOn.complete(null));
			}
		}

		void awaitTransport(long nanos) throws InterruptedException {
			try {
				this.goesOn.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
			}
			catch (TimeoutException | ExecutionException ex) {
				// whoever waits looks again
			}
		}

		@Override
		public long size() {
			return this.buffer.size();
		}

		@Override
		public boolean isSuspended() {
			return ResumableChannel.this.attachment == null;
		}

		@Override
		public String owner() {
			return this.listener.owner();
		}

		@Override
		public void letGo() {
			ResumableChannel.this.out.lock();
			try {
				this.buffer.clear();
				if (ResumableChannel.this.attachment == null && !this.last) {
					endLater(this,
							ChannelClose.cutOff("More waits for all sessions without a connection than is kept"));
				}
			}
			finally {
				ResumableChannel.this.out.unlock();
			}
		}

		void end() {
			this.last = true;
			this.buffer.clear();
			this.memory.remove(this);
			goOn();
			this.listener.onEnd();
		}

	}

	/** Takes what comes over one transport. */
	private final class Attachment implements WampChannelHandler {

		private final WampChannel transport;

		private volatile @Nullable WampChannelHandler next;

		private boolean heard;

		Attachment(WampChannel transport) {
			this.transport = transport;
		}

		void passTo(WampChannelHandler next) {
			this.next = next;
		}

		@Override
		public void onMessage(WampMessage message) {
			WampChannelHandler next = this.next;
			Replay replay = ResumableChannel.this.replay;
			if (next != null) {
				next.onMessage(message);
			}
			else if (replay == null) {
				ResumableChannel.this.handler.onMessage(message);
			}
			else {
				try {
					receive(this, replay, message);
				}
				catch (ProtocolViolation ex) {
					throw ex;
				}
				catch (RuntimeException | Error ex) {
					failed(ex);
					throw ex;
				}
			}
		}

		@Override
		public void onOversized(MessageType type, long request, int limit) {
			WampChannelHandler next = this.next;
			Replay replay = ResumableChannel.this.replay;
			if (next != null) {
				next.onOversized(type, request, limit);
			}
			else if (replay == null) {
				ResumableChannel.this.handler.onOversized(type, request, limit);
			}
			else {
				ResumableChannel.this.in.lock();
				try {
					if (this == ResumableChannel.this.attachment) {
						heard(this, replay);
						count(replay, null);
						ResumableChannel.this.handler.onOversized(type, request, limit);
					}
				}
				finally {
					ResumableChannel.this.in.unlock();
				}
			}
		}

		@Override
		public void onViolation(ProtocolViolation violation) {
			WampChannelHandler next = this.next;
			if (next != null) {
				next.onViolation(violation);
				return;
			}
			ResumableChannel.this.in.lock();
			try {
				if (this == ResumableChannel.this.attachment) {
					ResumableChannel.this.handler.onViolation(violation);
				}
			}
			finally {
				ResumableChannel.this.in.unlock();
			}
		}

		/** The handler failed: this is no loss of the transport. */
		private void failed(Throwable failure) {
			close(new ChannelClose(1011, "internal error", failure));
		}

		@Override
		public void onClose(ChannelClose close) {
			WampChannelHandler next = this.next;
			Replay replay = ResumableChannel.this.replay;
			if (next != null) {
				next.onClose(close);
			}
			else if (replay == null) {
				tell(close);
			}
			else {
				lost(this, replay, close);
			}
		}

	}

}
