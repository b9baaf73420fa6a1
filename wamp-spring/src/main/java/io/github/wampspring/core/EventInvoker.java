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

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;

import io.github.wampspring.client.EventHandler;
import io.github.wampspring.client.TopicEvent;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;

/**
 * Gives events to what the application has for them, and tells when it is done with one,
 * so that the next one does not overtake it.
 */
public final class EventInvoker implements EventHandler {

	private final Target target;

	private final EventErrors errors;

	private final Object description;

	private final String handler;

	/**
	 * Creates an invoker.
	 * @param target takes the events
	 * @param errors is told what it fails with
	 * @param description the subscription, for the log
	 * @param handler what handles its events, for people
	 */
	public EventInvoker(Target target, EventErrors errors, Object description, String handler) {
		this.target = target;
		this.errors = errors;
		this.description = description;
		this.handler = handler;
	}

	@Override
	public void onEvent(TopicEvent event) {
		CompletableFuture<?> handling = start(event);
		if (handling == null) {
			return;
		}
		try {
			reported(handling, event).get();
		}
		catch (InterruptedException ex) {
			handling.cancel(true);
			Thread.currentThread().interrupt();
		}
		catch (ExecutionException ex) {
			// it has been reported
		}
	}

	@Override
	public @Nullable CompletionStage<?> onEventAsync(TopicEvent event) {
		CompletableFuture<?> handling = start(event);
		return (handling != null) ? reported(handling, event) : null;
	}

	private @Nullable CompletableFuture<?> start(TopicEvent event) {
		try {
			return end(this.target.call(event));
		}
		catch (Throwable ex) {
			if (ex instanceof InterruptedException) {
				Thread.currentThread().interrupt();
			}
			this.errors.report(ex, event, this.description);
			return null;
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

	private <T> CompletableFuture<T> reported(CompletableFuture<T> handling, TopicEvent event) {
		return handling.whenComplete((value, failure) -> {
			if (failure != null) {
				this.errors.report(failure, event, this.description);
			}
		});
	}

	@Override
	public String toString() {
		return this.handler;
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

}
