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
package io.github.wampspring.core;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.github.wampspring.client.EventTimer;
import io.github.wampspring.client.TopicEvent;
import io.github.wampspring.transport.ReceivingThread;
import org.jspecify.annotations.Nullable;

import org.springframework.util.backoff.BackOffExecution;

/**
 * The handling of one event by an error policy: attempt after attempt, with pauses in
 * between that hold no thread, and then its recovery. Completes when the next event may
 * be handled.
 */
final class EventAttempts extends CompletableFuture<@Nullable Void> {

	private final EventInvoker invoker;

	private final TopicEvent event;

	private final WampEventErrorPolicy policy;

	private final @Nullable EventTimer timer;

	private final long began = System.nanoTime();

	private final BackOffExecution backOff;

	private int attempts;

	private volatile @Nullable CompletableFuture<?> current;

	EventAttempts(EventInvoker invoker, TopicEvent event, WampEventErrorPolicy policy, @Nullable EventTimer timer) {
		this.invoker = invoker;
		this.event = event;
		this.policy = policy;
		this.timer = timer;
		this.backOff = policy.retry().getBackOff().start();
	}

	void follow(@Nullable CompletableFuture<?> attempt) {
		this.attempts++;
		this.current = attempt;
		if (attempt == null) {
			complete(null);
			return;
		}
		if (isCancelled()) {
			attempt.cancel(true);
		}
		attempt.whenComplete((value, failure) -> {
			if (failure == null) {
				complete(null);
			}
			else {
				afterFailure(EventErrors.cause(failure, this.event));
			}
		});
	}

	private void afterFailure(Throwable failure) {
		Duration pause = null;
		try {
			pause = isDone() ? null : pause(failure);
		}
		catch (RuntimeException ex) {
			failure.addSuppressed(ex);
		}
		if (pause == null || this.timer == null) {
			end(failure);
			return;
		}
		this.invoker.errors().retried(failure, this.event, this.invoker.description(), this.attempts, pause);
		this.timer.after(pause, (end) -> {
			switch (end) {
				case ELAPSED -> follow(this.invoker.attempt(this.event));
				case STOPPING -> recover(failure);
				case CLOSED -> fail(failure);
			}
		});
	}

	/**
	 * How long to wait before the next attempt.
	 * @param failure what the last one failed with
	 * @return the time, or {@code null} if there is no further attempt
	 */
	private @Nullable Duration pause(Throwable failure) {
		if (failure instanceof InvalidArgumentException || failure instanceof InterruptedException
				|| !this.policy.retry().shouldRetry(failure)) {
			return null;
		}
		long millis = this.backOff.nextBackOff();
		if (millis == BackOffExecution.STOP) {
			return null;
		}
		Duration pause = Duration.ofMillis(millis);
		Duration timeout = this.policy.retry().getTimeout();
		boolean late = timeout.compareTo(Duration.ZERO) > 0
				&& Duration.ofNanos(System.nanoTime() - this.began).plus(pause).compareTo(timeout) > 0;
		return late ? null : pause;
	}

	private void end(Throwable failure) {
		if (this.policy.recoverer() != null && this.timer != null && ReceivingThread.isCurrent()) {
			this.timer.after(Duration.ZERO, (end) -> {
				if (end != EventTimer.End.CLOSED) {
					recover(failure);
				}
				else {
					fail(failure);
				}
			});
		}
		else {
			recover(failure);
		}
	}

	private void recover(Throwable failure) {
		WampEventRecoverer recoverer = this.policy.recoverer();
		if (recoverer == null || isDone()) {
			fail(failure);
			return;
		}
		// an interrupt was meant for the handler
		boolean interrupted = Thread.interrupted();
		try {
			recoverer.recover(this.invoker.failed(this.event, failure, this.attempts));
		}
		catch (Throwable ex) {
			this.invoker.errors().notRecovered(ex, this.event, this.invoker.description());
			fail(failure);
			return;
		}
		finally {
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
		this.invoker.errors().recovered(failure, this.event, this.invoker.description(), this.attempts);
		complete(null);
	}

	private void fail(Throwable failure) {
		this.invoker.errors().report(failure, this.event, this.invoker.description());
		completeExceptionally(failure);
	}

	@Override
	public boolean cancel(boolean mayInterruptIfRunning) {
		boolean cancelled = super.cancel(mayInterruptIfRunning);
		CompletableFuture<?> current = this.current;
		if (cancelled && current != null) {
			current.cancel(mayInterruptIfRunning);
		}
		return cancelled;
	}

}
