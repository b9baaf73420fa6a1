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

package io.github.wampspring.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.github.wampspring.CancelMode;
import io.github.wampspring.ErrorUris;
import io.github.wampspring.MessageTooLargeException;
import io.github.wampspring.PayloadException;
import io.github.wampspring.WampCanceledException;
import io.github.wampspring.WampTimeoutException;
import io.github.wampspring.client.stream.ArgumentQueue;
import io.github.wampspring.payload.PayloadCodec;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Feature;
import io.github.wampspring.protocol.MessageType;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.WampMessage;
import io.github.wampspring.protocol.WampMessage.Error;
import io.github.wampspring.protocol.WampMessage.Yield;
import io.github.wampspring.transport.ReceivingThread;
import io.github.wampspring.transport.WampChannel;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * An invocation of a session's procedure.
 */
final class ClientInvocation implements Invocation {

	private static final Log logger = LogFactory.getLog(ClientInvocation.class);

	private static final Dict PROGRESS = Dict.of("progress", true);

	private static final long MAX_TIMEOUT = Long.MAX_VALUE / 4;

	private final ClientSession session;

	private final WampChannel channel;

	private final InvocationTable table;

	private final WampMessage.Invocation message;

	private final String procedure;

	private final Payload payload;

	private boolean ended;

	private boolean answerWanted = true;

	private volatile boolean interrupted;

	private volatile boolean lost;

	private @Nullable List<Runnable> actions;

	private final @Nullable ArgumentQueue following;

	private volatile @Nullable Future<?> timer;

	/** Nanoseconds, 0 for none. */
	private volatile long timeout;

	private volatile long deadline;

	ClientInvocation(ClientSession session, WampChannel channel, InvocationTable table, WampMessage.Invocation message,
			String procedure, Payload payload) {
		this.payload = payload;
		this.session = session;
		this.channel = channel;
		this.table = table;
		this.message = message;
		this.procedure = procedure;
		this.following = isMore(message) ? new ArgumentQueue(table.waitingArguments()) : null;
	}

	static boolean isMore(WampMessage.Invocation message) {
		return !message.details().isEmpty() && message.details().isTrue("progress");
	}

	/**
	 * Takes the arguments of a further message.
	 * @return {@code false} if none may follow
	 */
	boolean follow(WampMessage.Invocation message) {
		ArgumentQueue following = this.following;
		if (following == null || following.isComplete()) {
			return false;
		}
		Payload payload;
		try {
			payload = this.session.payloads().open(this.procedure, message.details(), message.payload());
		}
		catch (PayloadException ex) {
			breakOff(ErrorUris.DECRYPT_ERROR, String.valueOf(ex.getMessage()));
			return true;
		}
		if (!following.offer(payload, isMore(message))) {
			breakOff(ErrorUris.UNAVAILABLE, "Too many arguments wait for the handler of " + this.procedure);
		}
		return true;
	}

	/**
	 * Ends the invocation, and interrupts its handler.
	 */
	void breakOff(String error, String text) {
		List<Runnable> actions;
		synchronized (this) {
			if (this.ended || this.interrupted) {
				return;
			}
			this.interrupted = true;
			actions = this.actions;
			this.actions = null;
		}
		fail(error, Payload.of(text));
		if (actions != null) {
			actions.forEach(this::run);
		}
	}

	/**
	 * Looks after the time itself, as the router was asked to let it. See the section
	 * "Call Timeouts" of the specification.
	 */
	void watch(long millis, ConnectionThreads threads) {
		this.timeout = Math.min(TimeUnit.MILLISECONDS.toNanos(millis), MAX_TIMEOUT);
		this.deadline = System.nanoTime() + this.timeout;
		schedule(this.timeout, millis, threads);
	}

	private void schedule(long delay, long millis, ConnectionThreads threads) {
		this.timer = threads.later(() -> threads.complete(() -> {
			long left = this.deadline - System.nanoTime();
			if (left > 0) {
				schedule(left, millis, threads);
			}
			else {
				breakOff(ErrorUris.TIMEOUT, "Nothing came from the handler for " + millis + " ms");
			}
		}), Duration.ofNanos(delay));
		if (isEnded()) {
			stopTimer();
		}
	}

	private void stopTimer() {
		Future<?> timer = this.timer;
		if (timer != null) {
			timer.cancel(false);
		}
	}

	@Override
	public @Nullable ArgumentQueue following() {
		return this.following;
	}

	@Override
	public WampSession session() {
		return this.session;
	}

	@Override
	public long request() {
		return this.message.request();
	}

	@Override
	public String procedure() {
		return this.procedure;
	}

	@Override
	public Dict details() {
		return this.message.details();
	}

	@Override
	public Payload payload() {
		return this.payload;
	}

	@Override
	public boolean isProgressWanted() {
		return this.message.details().isTrue("receive_progress");
	}

	@Override
	public void progress(Payload payload) {
		if (!isProgressWanted() || this.interrupted) {
			return;
		}
		PayloadCodec.Outgoing sealed = seal(payload);
		Dict options = (sealed != null) ? PROGRESS.withAll(sealed.options()) : PROGRESS;
		Payload prepared = this.channel.prepare((sealed != null) ? sealed.payload() : payload);
		awaitRoom();
		synchronized (this) {
			if (this.ended || !this.answerWanted || !this.session.isOpen()) {
				return;
			}
			if (this.timeout > 0) {
				this.deadline = System.nanoTime() + this.timeout;
			}
			this.channel.enqueue(new Yield(this.message.request(), options, prepared));
		}
		this.channel.flush();
	}

	@Override
	public void complete(Payload payload) {
		if (isEnded()) {
			return;
		}
		try {
			PayloadCodec.Outgoing sealed = seal(payload);
			end(new Yield(this.message.request(), (sealed != null) ? sealed.options() : Dict.EMPTY,
					this.channel.prepare((sealed != null) ? sealed.payload() : payload)));
		}
		catch (MessageTooLargeException ex) {
			logger.error("The result of " + this.procedure + " is not sent: " + ex.getMessage());
			fail(ErrorUris.PAYLOAD_SIZE_EXCEEDED, Payload.of("The result is too large for the callee's connection"));
		}
		catch (PayloadException ex) {
			logger.error("The result of " + this.procedure + " cannot be written", ex);
			fail(ErrorUris.RUNTIME_ERROR, Payload.of("The result cannot be written"));
		}
	}

	@Override
	public void fail(String error, Payload payload) {
		if (isEnded()) {
			return;
		}
		try {
			PayloadCodec.Outgoing sealed = this.session.payloads()
				.answer(this.procedure, error, details(), payload, this.session.passes(Feature.Role.DEALER));
			end(error(error, (sealed != null) ? sealed.options() : Dict.EMPTY,
					this.channel.prepare((sealed != null) ? sealed.payload() : payload)));
		}
		catch (PayloadException ex) {
			logger.error("The arguments of " + error + " of " + this.procedure + " are not sent: " + ex.getMessage());
			end(error(error, Dict.EMPTY, Payload.NONE));
		}
	}

	private PayloadCodec.@Nullable Outgoing seal(Payload payload) {
		return this.session.payloads()
			.answer(this.procedure, details(), payload, this.session.passes(Feature.Role.DEALER));
	}

	private Error error(String error, Dict details, Payload payload) {
		return new Error(MessageType.INVOCATION, this.message.request(), details, error, payload);
	}

	private synchronized boolean isEnded() {
		return this.ended;
	}

	private void end(WampMessage answer) {
		synchronized (this) {
			if (this.ended) {
				return;
			}
			if (this.answerWanted && this.session.isOpen()) {
				this.channel.enqueue(answer);
			}
			this.ended = true;
			this.actions = null;
		}
		stopTimer();
		if (this.following != null) {
			if (!this.following.isComplete()) {
				this.table.leaveUnfinished(this.message.request());
			}
			this.following.close();
		}
		this.channel.flush();
		this.table.remove(this.message.request());
	}

	/** Holds back a handler that makes results faster than the router reads them. */
	private void awaitRoom() {
		if (ReceivingThread.isCurrent()) {
			return;
		}
		try {
			if (!this.channel.awaitRoom(this.session.sendTimeout()) && this.session.isOpen()) {
				throw new WampTimeoutException(
						"A progressive result of " + this.procedure + " cannot be sent: the router has not read for "
								+ this.session.sendTimeout().toMillis() + " ms",
						null);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new WampCanceledException(
					"A progressive result of " + this.procedure + " was not sent: the thread was interrupted", ex);
		}
	}

	@Override
	public boolean isInterrupted() {
		return this.interrupted;
	}

	@Override
	public void onInterrupt(Runnable action) {
		synchronized (this) {
			if (!this.interrupted) {
				if (!this.ended) {
					this.actions = (this.actions != null) ? this.actions : new ArrayList<>(2);
					this.actions.add(action);
				}
				return;
			}
		}
		action.run();
	}

	/** Its handler ends the session itself, and is not to be interrupted for that. */
	synchronized void spare() {
		this.actions = null;
	}

	/**
	 * The caller does not wait any more.
	 * @param mode the mode of INTERRUPT; an answer is wanted unless it says otherwise
	 */
	void interrupt(@Nullable String mode) {
		interrupt(!CancelMode.KILLNOWAIT.value().equals(mode));
	}

	/**
	 * The session has ended.
	 * @param lost whether that was not by this side's wish
	 */
	void abandon(boolean lost) {
		this.lost = lost;
		interrupt(false);
	}

	/**
	 * Whether it was interrupted because the session was lost.
	 */
	boolean isLost() {
		return this.lost;
	}

	private void interrupt(boolean answerWanted) {
		List<Runnable> actions;
		synchronized (this) {
			this.answerWanted &= answerWanted;
			if (this.interrupted || this.ended) {
				return;
			}
			this.interrupted = true;
			actions = this.actions;
			this.actions = null;
		}
		if (this.following != null) {
			this.following.fail(new WampCanceledException("The call was cancelled", null));
		}
		if (actions != null) {
			actions.forEach(this::run);
		}
	}

	private void run(Runnable action) {
		try {
			action.run();
		}
		catch (Throwable ex) {
			logger.error("An action for the interruption of " + this.procedure + " failed", ex);
		}
	}

}
