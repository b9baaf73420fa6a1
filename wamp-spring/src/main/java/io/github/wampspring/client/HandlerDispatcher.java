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

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

import io.github.wampspring.ErrorUris;
import org.jspecify.annotations.Nullable;

/**
 * Brings invocations and events from the receiving thread to the executor. An executor
 * that is full refuses: the caller gets {@link ErrorUris#UNAVAILABLE}, events wait.
 */
final class HandlerDispatcher {

	private final Executor executor;

	private final EventQueue.QueueLimit limit;

	private final ConnectionThreads threads;

	private final boolean interruptOnLoss;

	private final @Nullable HandlerInterceptors interceptors;

	private final HandlerCounts counts = new HandlerCounts();

	HandlerDispatcher(Executor executor, ConnectionThreads threads, boolean interruptOnLoss,
			EventQueue.QueueLimit limit) {
		this(executor, threads, interruptOnLoss, limit, null);
	}

	HandlerDispatcher(Executor executor, ConnectionThreads threads, boolean interruptOnLoss,
			EventQueue.QueueLimit limit, @Nullable HandlerInterceptors interceptors) {
		this.interceptors = interceptors;
		this.executor = executor;
		this.threads = threads;
		this.interruptOnLoss = interruptOnLoss;
		this.limit = limit;
	}

	/**
	 * What did not reach handlers.
	 */
	HandlerCounts counts() {
		return this.counts;
	}

	/**
	 * Puts the interceptors around an application's handler.
	 * @param procedure the URI or pattern
	 * @param handler the handler
	 * @return what is to be dispatched
	 */
	InvocationHandler intercepted(String procedure, InvocationHandler handler) {
		return (this.interceptors != null) ? this.interceptors.around(procedure, handler) : handler;
	}

	/**
	 * Puts the interceptors around an application's handler.
	 * @param topic the URI or pattern
	 * @param handler the handler
	 * @return what is to be dispatched
	 */
	EventHandler intercepted(String topic, EventHandler handler) {
		HandlerInterceptors interceptors = this.interceptors;
		return (interceptors != null) ? handler.intercepted((attempt) -> interceptors.around(topic, attempt)) : handler;
	}

	/**
	 * Lets an application's handler run on the executor.
	 * @param handler the handler
	 * @param onRevoked told of a revocation
	 * @return a handler for the receiving thread
	 */
	InvocationHandler dispatch(InvocationHandler handler, Consumer<@Nullable String> onRevoked) {
		return new Dispatched(this.executor, handler, onRevoked, this.interruptOnLoss, this.counts);
	}

	/**
	 * Lets an application's handler run on the executor.
	 * @param handler the handler
	 * @param onRevoked told of a revocation
	 * @return a handler for the receiving thread
	 */
	EventQueue dispatch(EventHandler handler, Consumer<@Nullable String> onRevoked) {
		return new EventQueue(handler, this.executor, this.threads, this.limit, onRevoked, this.counts);
	}

	private record Dispatched(Executor executor, InvocationHandler handler, Consumer<@Nullable String> revoked,
			boolean interruptOnLoss, HandlerCounts counts) implements InvocationHandler {

		@Override
		public void onInvocation(Invocation invocation) {
			InvocationTask task = new InvocationTask(invocation, this.handler, this.interruptOnLoss, this.counts);
			invocation.onInterrupt(task::interrupt);
			try {
				this.executor.execute(task);
			}
			catch (RejectedExecutionException ex) {
				task.refuse();
			}
		}

		@Override
		public void onRevoked(@Nullable String reason) {
			this.revoked.accept(reason);
		}

	}

}
