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

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;

import io.github.wampspring.transport.ReceivingThread;
import org.jspecify.annotations.Nullable;

/**
 * An operation that has not ended. Giving it up before it was started means that it never
 * will be; whether it was is decided under this object's lock.
 *
 * @param <R> what the router answers
 * @param <T> what the application gets
 */
final class PendingOperation<R extends @Nullable Object, T extends @Nullable Object> extends CompletableFuture<T> {

	private final WampOperation<R, T> operation;

	private final OperationQueue queue;

	private @Nullable CompletableFuture<R> answer;

	private boolean started;

	private volatile @Nullable Future<?> timer;

	private volatile @Nullable Future<?> waitTimer;

	PendingOperation(WampOperation<R, T> operation, OperationQueue queue) {
		this.operation = operation;
		this.queue = queue;
	}

	WampOperation<R, T> operation() {
		return this.operation;
	}

	void timers(@Nullable Future<?> timer, @Nullable Future<?> waitTimer) {
		this.timer = timer;
		this.waitTimer = waitTimer;
		if (isDone()) {
			stopTimers();
		}
	}

	/**
	 * Sends the request, unless the operation was given up.
	 * @param session the session
	 * @param own whether the thread is that of the application, which has not seen this
	 * future yet
	 */
	void start(WampSession session, boolean own) {
		CompletableFuture<R> answer;
		synchronized (this) {
			if (isDone() || this.started) {
				return;
			}
			this.started = true;
			// The queue has waited for room: the few bytes of a race are not worth
			// blocking
			boolean before = ReceivingThread.enter();
			try {
				answer = this.operation.start(session);
			}
			catch (Throwable ex) {
				answer = CompletableFuture.failedFuture(ex);
			}
			finally {
				ReceivingThread.exit(before);
			}
			this.answer = answer;
		}
		stop(this.waitTimer);
		if (answer.isDone()) {
			answer.whenComplete((value, failure) -> answered(value, failure, own));
		}
		else {
			answer.whenComplete((value, failure) -> answered(value, failure, false));
		}
	}

	private void answered(R value, @Nullable Throwable failure, boolean own) {
		if (failure != null) {
			end(failure, own);
			return;
		}
		@Nullable T result;
		try {
			result = this.operation.read(value);
		}
		catch (Throwable ex) {
			// whatever it is, somebody waits for this
			end(ex, own);
			return;
		}
		stopTimers();
		this.queue.complete(() -> complete(result), own);
	}

	/**
	 * Ends the operation without the router's answer.
	 * @param failure why
	 * @param own whether this thread may run what depends on this future
	 */
	void end(Throwable failure, boolean own) {
		Throwable cause = failure;
		while (cause instanceof CompletionException && cause.getCause() != null) {
			cause = cause.getCause();
		}
		stopTimers();
		if (!isDone()) {
			Throwable translated = translate(cause);
			this.queue.complete(() -> super.completeExceptionally(translated), own);
		}
	}

	private Throwable translate(Throwable failure) {
		try {
			return this.operation.translate(failure);
		}
		catch (Throwable ex) {
			ex.addSuppressed(failure);
			return ex;
		}
	}

	/** The time is over. */
	void expire() {
		boolean waiting;
		synchronized (this) {
			waiting = !this.started;
			this.started = true;
		}
		end(waiting ? this.queue.notStarted() : this.operation.timedOut(), false);
		withdraw();
	}

	/** The time to wait for a session, or for room, is over. */
	void expireWaiting() {
		synchronized (this) {
			if (this.started) {
				return;
			}
			this.started = true;
		}
		end(this.queue.notStarted(), false);
		withdraw();
	}

	@Override
	public boolean cancel(boolean mayInterruptIfRunning) {
		boolean cancelled;
		synchronized (this) {
			cancelled = !isDone() && (!this.started || (this.answer != null && !this.answer.isDone()));
			if (cancelled) {
				this.started = true;
			}
		}
		cancelled = cancelled && super.cancel(mayInterruptIfRunning);
		if (cancelled) {
			withdraw();
		}
		return cancelled || isCancelled();
	}

	/**
	 * Ends the operation with a failure of the application's own; the router is told as
	 * with {@link #cancel}.
	 */
	@Override
	public boolean completeExceptionally(Throwable failure) {
		synchronized (this) {
			this.started = true;
		}
		boolean completed = super.completeExceptionally(failure);
		if (completed) {
			withdraw();
		}
		return completed;
	}

	private void withdraw() {
		stopTimers();
		this.queue.remove(this);
		CompletableFuture<R> sent;
		synchronized (this) {
			sent = this.answer;
		}
		if (sent != null) {
			sent.cancel(false);
		}
	}

	private void stopTimers() {
		stop(this.timer);
		stop(this.waitTimer);
	}

	private static void stop(@Nullable Future<?> timer) {
		if (timer != null) {
			timer.cancel(false);
		}
	}

}
