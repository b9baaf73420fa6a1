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
import java.util.function.Consumer;

import io.github.wampspring.MatchPolicy;
import io.github.wampspring.protocol.MessageType;
import org.jspecify.annotations.Nullable;

/**
 * A request that waits for its answer.
 *
 * @param <T> what the answer is
 */
class PendingRequest<T> extends CompletableFuture<T> {

	private final MessageType type;

	private final String subject;

	private volatile long id;

	/**
	 * Creates a request.
	 * @param type the type of its message
	 * @param subject the URI or ID that it is about
	 */
	PendingRequest(MessageType type, String subject) {
		this.type = type;
		this.subject = subject;
	}

	final MessageType type() {
		return this.type;
	}

	final String subject() {
		return this.subject;
	}

	final long id() {
		return this.id;
	}

	final void id(long id) {
		this.id = id;
	}

	/**
	 * Sees to it that nobody looks for the answer of a request that was given up.
	 * @param forget forgets it
	 * @return this
	 */
	final PendingRequest<T> onGiveUp(Consumer<PendingRequest<T>> forget) {
		whenComplete((answer, failure) -> {
			if (isCancelled()) {
				forget.accept(this);
			}
		});
		return this;
	}

	/**
	 * Ends the request, from inside of the session.
	 * @param failure what it ends with
	 */
	void fail(Throwable failure) {
		completeExceptionally(failure);
	}

	/**
	 * A call that waits for its result. When the one who called does not want it any
	 * more, the router is told.
	 */
	static final class OfCall extends PendingRequest<CallResult> {

		private final Consumer<OfCall> onAbandon;

		private final @Nullable Consumer<CallResult> progress;

		OfCall(String procedure, @Nullable Consumer<CallResult> progress, Consumer<OfCall> onAbandon) {
			super(MessageType.CALL, procedure);
			this.progress = progress;
			this.onAbandon = onAbandon;
			HandlerPool.calls(this);
		}

		@Nullable Consumer<CallResult> progress() {
			return this.progress;
		}

		@Override
		public boolean cancel(boolean mayInterruptIfRunning) {
			boolean wasOpen = !isDone();
			boolean cancelled = super.cancel(mayInterruptIfRunning);
			if (cancelled && wasOpen) {
				this.onAbandon.accept(this);
			}
			return cancelled;
		}

		@Override
		public boolean completeExceptionally(Throwable failure) {
			boolean completed = super.completeExceptionally(failure);
			if (completed) {
				this.onAbandon.accept(this);
			}
			return completed;
		}

		@Override
		void fail(Throwable failure) {
			super.completeExceptionally(failure);
		}

	}

	/**
	 * A registration that waits for the router's answer.
	 */
	static final class OfRegister extends PendingRequest<Long> {

		private final MatchPolicy match;

		private final InvocationHandler handler;

		OfRegister(String procedure, MatchPolicy match, InvocationHandler handler) {
			super(MessageType.REGISTER, procedure);
			this.match = match;
			this.handler = handler;
		}

		MatchPolicy match() {
			return this.match;
		}

		InvocationHandler handler() {
			return this.handler;
		}

	}

	/**
	 * A subscription that waits for the router's answer.
	 */
	static final class OfSubscribe extends PendingRequest<Long> {

		private final Topic topic;

		private final EventHandler handler;

		OfSubscribe(Topic topic, EventHandler handler) {
			super(MessageType.SUBSCRIBE, topic.uri());
			this.topic = topic;
			this.handler = handler;
		}

		Topic topic() {
			return this.topic;
		}

		EventHandler handler() {
			return this.handler;
		}

		/**
		 * What the router gives one subscription ID for.
		 *
		 * @param uri the URI or pattern
		 * @param match how it matches
		 */
		record Topic(String uri, MatchPolicy match) {
		}

	}

}
