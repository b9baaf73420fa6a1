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
import io.github.wampspring.protocol.Payload;
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

	HandlerDispatcher(Executor executor, ConnectionThreads threads, boolean interruptOnLoss,
			EventQueue.QueueLimit limit) {
		this.executor = executor;
		this.threads = threads;
		this.interruptOnLoss = interruptOnLoss;
		this.limit = limit;
	}

	/**
	 * Lets an application's handler run on the executor.
	 * @param handler the handler
	 * @param onRevoked told of a revocation
	 * @return a handler for the receiving thread
	 */
	InvocationHandler dispatch(InvocationHandler handler, Consumer<@Nullable String> onRevoked) {
		return new Dispatched(this.executor, handler, onRevoked, this.interruptOnLoss);
	}

	/**
	 * Lets an application's handler run on the executor.
	 * @param handler the handler
	 * @param onRevoked told of a revocation
	 * @return a handler for the receiving thread
	 */
	EventQueue dispatch(EventHandler handler, Consumer<@Nullable String> onRevoked) {
		return new EventQueue(handler, this.executor, this.threads, this.limit, onRevoked);
	}

	private record Dispatched(Executor executor, InvocationHandler handler, Consumer<@Nullable String> revoked,
			boolean interruptOnLoss) implements InvocationHandler {

		@Override
		public void onInvocation(Invocation invocation) {
			InvocationTask task = new InvocationTask(invocation, this.handler, this.interruptOnLoss);
			invocation.onInterrupt(task::interrupt);
			try {
				this.executor.execute(task);
			}
			catch (RejectedExecutionException ex) {
				invocation.fail(ErrorUris.UNAVAILABLE,
						Payload.of("The callee has no thread free for " + invocation.procedure()));
			}
		}

		@Override
		public void onRevoked(@Nullable String reason) {
			this.revoked.accept(reason);
		}

	}

}
