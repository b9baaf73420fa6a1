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
import java.util.function.Function;

import io.github.wampspring.interceptor.Interceptors;
import io.github.wampspring.protocol.Payload;
import org.jspecify.annotations.Nullable;

/**
 * A call or publication behind interceptors, as the application sees it. To cancel it
 * cancels what they have started last.
 *
 * @param <T> what the application gets
 */
final class InterceptedOperation<T extends @Nullable Object> extends CompletableFuture<T> {

	private final Function<Payload, T> reader;

	private final Function<Throwable, Throwable> translation;

	private @Nullable CompletableFuture<Payload> started;

	/**
	 * Creates an operation.
	 * @param reader reads the outcome
	 * @param translation what the application gets for a failure
	 */
	InterceptedOperation(Function<Payload, T> reader, Function<Throwable, Throwable> translation) {
		this.reader = reader;
		this.translation = translation;
	}

	/**
	 * The operation was handed to the connection.
	 * @param operation its outcome
	 * @return the same
	 */
	CompletableFuture<Payload> started(CompletableFuture<Payload> operation) {
		synchronized (this) {
			this.started = operation;
		}
		if (isDone()) {
			operation.cancel(false);
		}
		return operation;
	}

	/**
	 * Ends as the chain does.
	 * @param outcome the chain's outcome
	 */
	void follow(CompletableFuture<Payload> outcome) {
		outcome.whenComplete((payload, failure) -> {
			try {
				if (failure != null) {
					super.completeExceptionally(this.translation.apply(Interceptors.unwrap(failure)));
				}
				else {
					complete(this.reader.apply((payload != null) ? payload : Payload.NONE));
				}
			}
			catch (Throwable ex) {
				super.completeExceptionally(ex);
			}
		});
	}

	@Override
	public boolean cancel(boolean mayInterruptIfRunning) {
		boolean cancelled = super.cancel(mayInterruptIfRunning);
		withdraw();
		return cancelled;
	}

	@Override
	public boolean completeExceptionally(Throwable failure) {
		boolean completed = super.completeExceptionally(failure);
		withdraw();
		return completed;
	}

	private void withdraw() {
		CompletableFuture<Payload> operation;
		synchronized (this) {
			operation = this.started;
		}
		if (operation != null) {
			operation.cancel(false);
		}
	}

	/**
	 * Another view of an operation, which is cancelled with it.
	 *
	 * @param <S> what the operation ends with
	 * @param <T> what the application gets
	 */
	static final class Mapped<S extends @Nullable Object, T extends @Nullable Object> extends CompletableFuture<T> {

		private final CompletableFuture<S> operation;

		Mapped(CompletableFuture<S> operation, Function<? super S, ? extends T> mapping) {
			this.operation = operation;
			operation.whenComplete((value, failure) -> {
				if (failure != null) {
					completeExceptionally(failure);
					return;
				}
				try {
					complete(mapping.apply(value));
				}
				catch (Throwable ex) {
					completeExceptionally(ex);
				}
			});
		}

		@Override
		public boolean cancel(boolean mayInterruptIfRunning) {
			boolean cancelled = super.cancel(mayInterruptIfRunning);
			this.operation.cancel(mayInterruptIfRunning);
			return cancelled;
		}

	}

}
