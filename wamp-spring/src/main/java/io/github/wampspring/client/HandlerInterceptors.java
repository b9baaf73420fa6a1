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

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import io.github.wampspring.WampException;
import io.github.wampspring.codec.PayloadMapper;
import io.github.wampspring.interceptor.IncomingRequest;
import io.github.wampspring.interceptor.IncomingRequest.Kind;
import io.github.wampspring.interceptor.Interceptors;
import io.github.wampspring.interceptor.WampIncomingInterceptor;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.transport.LogLimiter;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Puts the interceptors of what comes in around handlers.
 */
final class HandlerInterceptors {

	private static final Log logger = LogFactory.getLog(HandlerInterceptors.class);

	private final LogLimiter limiter = new LogLimiter(logger);

	private final Interceptors<WampIncomingInterceptor, IncomingRequest> interceptors;

	private final String connection;

	private final PayloadMapper mapper;

	/**
	 * Creates interceptors.
	 * @param interceptors asked for at the first invocation or event
	 * @param connection the connection's name
	 * @param mapper reads payloads for interceptors
	 */
	HandlerInterceptors(Supplier<? extends List<? extends WampIncomingInterceptor>> interceptors, String connection,
			PayloadMapper mapper) {
		this.interceptors = new Interceptors<>(interceptors, WampIncomingInterceptor::intercept);
		this.connection = connection;
		this.mapper = mapper;
	}

	InvocationHandler around(String procedure, InvocationHandler handler) {
		return new Invocations(procedure, handler);
	}

	EventHandler around(String topic, EventHandler handler) {
		return new Events(topic, handler);
	}

	private static String describe(Object handler) {
		Class<?> type = handler.getClass();
		return (type.isHidden() || type.isSynthetic()) ? "a handler of this application" : handler.toString();
	}

	private final class Invocations implements InvocationHandler {

		private final String procedure;

		private final InvocationHandler handler;

		Invocations(String procedure, InvocationHandler handler) {
			this.procedure = procedure;
			this.handler = handler;
		}

		@Override
		public void onInvocation(Invocation invocation) throws Exception {
			if (HandlerInterceptors.this.interceptors.isEmpty()) {
				this.handler.onInvocation(invocation);
				return;
			}
			IncomingRequest request = new IncomingRequest(Kind.INVOCATION, HandlerInterceptors.this.connection,
					invocation.session().getId(), invocation.request(), invocation.procedure(), this.procedure,
					invocation.details(), invocation.payload(), HandlerInterceptors.this.mapper,
					invocation.session().isLocal());
			HandlerInterceptors.this.interceptors.run(request, (changed) -> call(invocation, changed))
				.whenComplete((payload, failure) -> {
					if (failure != null) {
						InvocationTask.fail(invocation, Interceptors.unwrap(failure));
					}
					else {
						complete(invocation, (payload != null) ? payload : Payload.NONE);
					}
				});
		}

		/** Nobody else would see that it fails, and the caller would wait for ever. */
		private static void complete(Invocation invocation, Payload payload) {
			try {
				invocation.complete(payload);
			}
			catch (Throwable ex) {
				InvocationTask.fail(invocation, ex);
			}
		}

		private CompletionStage<Payload> call(Invocation invocation, IncomingRequest request) {
			InterceptedInvocation intercepted = new InterceptedInvocation(invocation, request);
			try {
				this.handler.onInvocation(intercepted);
			}
			catch (Throwable ex) {
				return CompletableFuture.failedFuture(ex);
			}
			return intercepted.outcome();
		}

		@Override
		public void onRevoked(@Nullable String reason) {
			this.handler.onRevoked(reason);
		}

		@Override
		public String toString() {
			return describe(this.handler);
		}

	}

	private final class Events implements EventHandler {

		private final String topic;

		private final EventHandler handler;

		Events(String topic, EventHandler handler) {
			this.topic = topic;
			this.handler = handler;
		}

		@Override
		public void onSubscribing(EventTimer timer) {
			this.handler.onSubscribing(timer);
		}

		@Override
		public void onEvent(TopicEvent event) throws Exception {
			if (HandlerInterceptors.this.interceptors.isEmpty()) {
				this.handler.onEvent(event);
				return;
			}
			CompletionStage<?> end = onEventAsync(event);
			if (end != null) {
				end.toCompletableFuture().get();
			}
		}

		@Override
		public @Nullable CompletionStage<?> onEventAsync(TopicEvent event) throws Exception {
			if (HandlerInterceptors.this.interceptors.isEmpty()) {
				return this.handler.onEventAsync(event);
			}
			IncomingRequest request = new IncomingRequest(Kind.EVENT, HandlerInterceptors.this.connection,
					event.session().getId(), event.publication(), event.topic(), this.topic, event.details(),
					event.payload(), HandlerInterceptors.this.mapper, event.session().isLocal());
			Handling handling = new Handling(this.handler, event);
			CompletableFuture<@Nullable Void> end = new CompletableFuture<>();
			HandlerInterceptors.this.interceptors.run(request, handling::proceed).whenComplete((payload, failure) -> {
				if (failure != null && handling.failed) {
					end.completeExceptionally(Interceptors.unwrap(failure));
					return;
				}
				if (failure != null) {
					report(event, Interceptors.unwrap(failure));
				}
				end.complete(null);
			});
			return end;
		}

		/** An interceptor has kept the event from its handler. */
		private void report(TopicEvent event, Throwable failure) {
			if (failure instanceof WampException refusal) {
				logger.debug("An event of " + event.topic() + " was refused: " + refusal.getMessage());
			}
			else {
				HandlerInterceptors.this.limiter.error(() -> "An event of " + event.topic() + " could not be handled",
						failure);
			}
		}

		@Override
		public void onRevoked(@Nullable String reason) {
			this.handler.onRevoked(reason);
		}

		@Override
		public String toString() {
			return describe(this.handler);
		}

	}

	/** One event at its handler. */
	private static final class Handling {

		private static final CompletableFuture<Payload> DONE = CompletableFuture.completedFuture(Payload.NONE);

		private final EventHandler handler;

		private final TopicEvent event;

		/** Whether the handler has told how it failed. */
		private volatile boolean failed;

		Handling(EventHandler handler, TopicEvent event) {
			this.handler = handler;
			this.event = event;
		}

		CompletionStage<Payload> proceed(IncomingRequest request) {
			CompletionStage<?> end;
			try {
				end = this.handler.onEventAsync(new TopicEvent(this.event.session(), this.event.subscription(),
						this.event.publication(), this.event.topic(), request.options(), request.payload()));
			}
			catch (Throwable ex) {
				return CompletableFuture.failedFuture(ex);
			}
			if (end == null) {
				return DONE;
			}
			CompletableFuture<Payload> outcome = new CompletableFuture<>();
			end.whenComplete((value, failure) -> {
				if (failure != null) {
					this.failed = true;
					outcome.completeExceptionally(Interceptors.unwrap(failure));
				}
				else {
					outcome.complete(Payload.NONE);
				}
			});
			return outcome;
		}

	}

}
