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

package io.github.wampspring.interceptor;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import io.github.wampspring.protocol.Payload;
import org.jspecify.annotations.Nullable;

import org.springframework.util.function.SingletonSupplier;

/**
 * The interceptors of one side, in their order.
 *
 * @param <I> the type of the interceptors
 * @param <R> what they see
 */
public final class Interceptors<I, R> {

	private final Supplier<? extends List<? extends I>> interceptors;

	private final Invoker<I, R> invoker;

	/**
	 * Creates a chain.
	 * @param interceptors gives them in their order, at the first operation: they may
	 * need what operations are made with
	 * @param invoker calls one of them
	 */
	public Interceptors(Supplier<? extends List<? extends I>> interceptors, Invoker<I, R> invoker) {
		this.interceptors = SingletonSupplier.of(interceptors);
		this.invoker = invoker;
	}

	/**
	 * Whether there are none, and an operation can go its way.
	 * @return {@code true} if {@link #run} would do nothing else
	 */
	public boolean isEmpty() {
		return this.interceptors.get().isEmpty();
	}

	/**
	 * Lets an operation go through all interceptors.
	 * @param request the request
	 * @param last the operation itself
	 * @return the outcome; also of what an interceptor or the operation throws
	 */
	public CompletableFuture<Payload> run(R request, InterceptorChain<R> last) {
		return proceed(this.interceptors.get(), 0, request, last);
	}

	private CompletableFuture<Payload> proceed(List<? extends I> all, int index, R request, InterceptorChain<R> last) {
		CompletionStage<Payload> outcome;
		try {
			outcome = (index == all.size()) ? last.proceed(request) : this.invoker.intercept(all.get(index), request,
					(changed) -> proceed(all, index + 1, changed, last));
		}
		catch (Throwable ex) {
			return CompletableFuture.failedFuture(ex);
		}
		if (outcome == null) {
			return CompletableFuture
				.failedFuture(new IllegalStateException("The interceptor " + all.get(index) + " returned null"));
		}
		return toFuture(outcome);
	}

	private static CompletableFuture<Payload> toFuture(CompletionStage<Payload> stage) {
		if (stage instanceof CompletableFuture<Payload> future) {
			return future;
		}
		CompletableFuture<Payload> future = new CompletableFuture<>();
		stage.whenComplete((payload, failure) -> {
			if (failure != null) {
				future.completeExceptionally(failure);
			}
			else {
				future.complete(payload);
			}
		});
		return future;
	}

	/**
	 * The failure itself, without what stages wrap around it.
	 * @param failure what a stage completed with
	 * @return the failure
	 */
	public static Throwable unwrap(Throwable failure) {
		Throwable cause = failure;
		while (cause instanceof CompletionException && cause.getCause() != null) {
			cause = cause.getCause();
		}
		return cause;
	}

	/**
	 * Calls an interceptor.
	 *
	 * @param <I> the type of the interceptor
	 * @param <R> what it sees
	 */
	@FunctionalInterface
	public interface Invoker<I, R> {

		/**
		 * Calls an interceptor.
		 * @param interceptor the interceptor
		 * @param request the request
		 * @param next the rest of the way
		 * @return what the interceptor returns
		 */
		@Nullable CompletionStage<Payload> intercept(I interceptor, R request, InterceptorChain<R> next);

	}

}
