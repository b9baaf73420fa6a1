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
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;

import io.github.wampspring.client.EventHandler;
import io.github.wampspring.client.EventTimer;
import io.github.wampspring.client.TopicEvent;
import io.github.wampspring.codec.PayloadMapper;
import io.github.wampspring.codec.UnreadablePayload;
import io.github.wampspring.transport.ReceivingThread;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;

/**
 * Gives events to what the application has for them, and tells when it is done with one,
 * so that the next one does not overtake it.
 */
public final class EventInvoker implements EventHandler {

	private final Target target;

	private final PayloadMapper mapper;

	private final EventErrors errors;

	private final Source source;

	private final @Nullable Recovery recovery;

	private final @Nullable WampEventErrorPolicy policy;

	/** An attempt behind interceptors, if there are any. */
	private final @Nullable EventHandler intercepted;

	private volatile @Nullable EventTimer timer;

	/**
	 * Creates an invoker.
	 * @param target takes the events
	 * @param mapper reads their arguments
	 * @param errors is told what it fails with, and has the policy for that
	 * @param source where the events come from
	 */
	public EventInvoker(Target target, PayloadMapper mapper, EventErrors errors, Source source) {
		this(target, mapper, errors, source, null, null);
	}

	/**
	 * Creates an invoker that has its own ways with failures.
	 * @param target takes the events
	 * @param mapper reads their arguments
	 * @param errors is told what it fails with
	 * @param source where the events come from
	 * @param recovery is asked about each failure first, if it is there
	 * @param policy what becomes of what is left; {@code null} for what {@code errors}
	 * has
	 */
	public EventInvoker(Target target, PayloadMapper mapper, EventErrors errors, Source source,
			@Nullable Recovery recovery, @Nullable WampEventErrorPolicy policy) {
		this(target, mapper, errors, source, recovery, policy, null);
	}

	private EventInvoker(Target target, PayloadMapper mapper, EventErrors errors, Source source,
			@Nullable Recovery recovery, @Nullable WampEventErrorPolicy policy,
			@Nullable UnaryOperator<EventHandler> interceptors) {
		this.intercepted = (interceptors != null) ? interceptors.apply(new Attempt()) : null;
		this.target = target;
		this.mapper = mapper;
		this.errors = errors;
		this.source = source;
		this.recovery = recovery;
		this.policy = policy;
	}

	@Override
	public void onSubscribing(EventTimer timer) {
		this.timer = timer;
	}

	@Override
	public EventHandler intercepted(UnaryOperator<EventHandler> interceptors) {
		return new EventInvoker(this.target, this.mapper, this.errors, this.source, this.recovery, this.policy,
				interceptors);
	}

	@Override
	public void onEvent(TopicEvent event) {
		CompletableFuture<?> handling = handle(event);
		if (handling == null) {
			return;
		}
		try {
			handling.get();
		}
		catch (InterruptedException ex) {
			handling.cancel(true);
			Thread.currentThread().interrupt();
		}
		catch (ExecutionException | CancellationException ex) {
			// it has been reported
		}
	}

	@Override
	public @Nullable CompletionStage<?> onEventAsync(TopicEvent event) {
		return handle(event);
	}

	private @Nullable CompletableFuture<?> handle(TopicEvent event) {
		CompletableFuture<?> first = attempt(event);
		if (first == null || (first.isDone() && !first.isCompletedExceptionally())) {
			return null;
		}
		WampEventErrorPolicy policy = (this.policy != null) ? this.policy : this.errors.policy();
		EventAttempts attempts = new EventAttempts(this, event, policy, this.timer);
		attempts.follow(first);
		return attempts;
	}

	/**
	 * Handles an event once.
	 * @param event the event
	 * @return its end; {@code null} if that has come
	 */
	@Nullable CompletableFuture<?> attempt(TopicEvent event) {
		return (this.intercepted != null) ? start(this.intercepted::onEventAsync, event) : attemptDirectly(event);
	}

	private @Nullable CompletableFuture<?> attemptDirectly(TopicEvent event) {
		CompletableFuture<?> handling = start(this.target, event);
		if (handling == null || this.recovery == null) {
			return handling;
		}
		if (handling.isDone() && !ReceivingThread.isCurrent()) {
			return handling.isCompletedExceptionally() ? recovered(this.recovery, handling, event) : null;
		}
		return new Recovering(this.recovery, handling, event);
	}

	/** Of a handling that has failed. */
	private static @Nullable CompletableFuture<?> recovered(Recovery recovery, CompletableFuture<?> handling,
			TopicEvent event) {
		Target target = recovery.after(EventErrors.cause(failure(handling), event));
		return (target != null) ? start(target, event) : handling;
	}

	private static Throwable failure(CompletableFuture<?> failed) {
		try {
			failed.join();
		}
		catch (CompletionException | CancellationException ex) {
			return ex;
		}
		throw new IllegalStateException("It has not failed");
	}

	private static @Nullable CompletableFuture<?> start(Target target, TopicEvent event) {
		if (event.payload() instanceof UnreadablePayload unreadable) {
			return CompletableFuture.failedFuture(unreadable.failure());
		}
		try {
			return end(target.call(event));
		}
		catch (Throwable ex) {
			if (ex instanceof InterruptedException) {
				Thread.currentThread().interrupt();
			}
			return CompletableFuture.failedFuture(ex);
		}
	}

	/**
	 * When the handling of an event ends.
	 * @param value what was returned
	 * @return its end; {@code null} if that has come
	 */
	private static @Nullable CompletableFuture<?> end(@Nullable Object value) {
		if (value == null) {
			return null;
		}
		if (value instanceof CompletionStage<?> stage) {
			if (stage instanceof CompletableFuture<?> future) {
				return future;
			}
			CompletableFuture<@Nullable Object> end = new CompletableFuture<>();
			stage.whenComplete((result, failure) -> {
				if (failure != null) {
					end.completeExceptionally(failure);
				}
				else {
					end.complete(result);
				}
			});
			return end;
		}
		ReactiveAdapter adapter = ReactiveAdapterRegistry.getSharedInstance().getAdapter(value.getClass());
		// a class of its own, for those who do without Reactive Streams
		return (adapter != null) ? EventCompletion.of(adapter, value) : null;
	}

	EventErrors errors() {
		return this.errors;
	}

	Object description() {
		return this.source.description();
	}

	FailedEvent failed(TopicEvent event, Throwable failure, int attempts) {
		return new FailedEvent(this.source.connection(), EventDetails.of(event),
				new WampArguments(event.payload(), this.mapper), failure, attempts, description().toString());
	}

	@Override
	public String toString() {
		return this.source.handler();
	}

	/**
	 * Where events come from, and who takes them.
	 *
	 * @param connection the connection's name
	 * @param description the subscription, for the log
	 * @param handler what handles its events, for people
	 */
	public record Source(String connection, Object description, String handler) {
	}

	/** One attempt at an event, for interceptors. */
	private final class Attempt implements EventHandler {

		@Override
		public void onEvent(TopicEvent event) throws Exception {
			CompletableFuture<?> handling = attemptDirectly(event);
			if (handling != null) {
				handling.get();
			}
		}

		@Override
		public @Nullable CompletionStage<?> onEventAsync(TopicEvent event) {
			return attemptDirectly(event);
		}

		@Override
		public String toString() {
			return EventInvoker.this.toString();
		}

	}

	/** The handling of an event that ends later, and what is done when it fails. */
	private final class Recovering extends CompletableFuture<@Nullable Void> {

		private final Recovery recovery;

		private final TopicEvent event;

		private volatile CompletableFuture<?> current;

		Recovering(Recovery recovery, CompletableFuture<?> handling, TopicEvent event) {
			this.recovery = recovery;
			this.event = event;
			this.current = handling;
			handling.whenComplete((value, failure) -> {
				EventTimer timer = EventInvoker.this.timer;
				if (failure == null) {
					complete(null);
				}
				else if (timer != null && ReceivingThread.isCurrent()) {
					timer.after(Duration.ZERO, (end) -> {
						if (end != EventTimer.End.CLOSED) {
							recover(handling);
						}
						else {
							completeExceptionally(failure);
						}
					});
				}
				else {
					recover(handling);
				}
			});
		}

		private void recover(CompletableFuture<?> failed) {
			CompletableFuture<?> end;
			try {
				end = isDone() ? failed : recovered(this.recovery, failed, this.event);
			}
			catch (RuntimeException | Error ex) {
				completeExceptionally(ex);
				return;
			}
			if (end == null) {
				complete(null);
				return;
			}
			this.current = end;
			end.whenComplete((value, failure) -> {
				if (failure != null) {
					completeExceptionally(failure);
				}
				else {
					complete(null);
				}
			});
		}

		@Override
		public boolean cancel(boolean mayInterruptIfRunning) {
			boolean cancelled = super.cancel(mayInterruptIfRunning);
			if (cancelled) {
				this.current.cancel(mayInterruptIfRunning);
			}
			return cancelled;
		}

	}

	/**
	 * Takes events.
	 */
	@FunctionalInterface
	public interface Target {

		/**
		 * Takes an event.
		 * @param event the event
		 * @return {@code null}, or what ends later: a {@link CompletionStage} or a
		 * publisher; all else is ignored
		 * @throws Throwable why it failed
		 */
		@Nullable Object call(TopicEvent event) throws Throwable;

	}

	/**
	 * What the application does about failures.
	 */
	@FunctionalInterface
	public interface Recovery {

		/**
		 * Finds out what to do about a failure.
		 * @param failure what the handling of an event failed with, without wrappers
		 * @return takes the event instead; {@code null} to leave it failed
		 */
		@Nullable Target after(Throwable failure);

	}

}
