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

import java.util.Objects;
import java.util.Queue;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.WampException;
import io.github.wampspring.client.CallResult;
import io.github.wampspring.core.OperationRunner.CallRequest;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Payload;
import org.jspecify.annotations.Nullable;

/**
 * A call whose progressive results are handled by the thread that waits for the final
 * one.
 */
final class ProgressiveCall {

	/** How many progressive results may wait for the consumer. */
	private static final int CAPACITY = 10_000;

	private static final CallResult END = new CallResult(Dict.EMPTY, Payload.NONE);

	private final BlockingQueue<CallResult> results = new LinkedBlockingQueue<>();

	private final OperationRunner runner;

	ProgressiveCall(OperationRunner runner) {
		this.runner = runner;
	}

	/**
	 * Calls, and waits for the result.
	 * @param request the call
	 * @param consumer takes the progressive results
	 * @return the final result
	 */
	Payload call(CallRequest request, Consumer<CallResult> consumer) {
		BlockingThreads.check("call", "callAsync");
		CompletableFuture<Payload> result = start(request);
		try {
			for (CallResult next = take(); next != END; next = take()) {
				consumer.accept(next);
			}
			return this.runner.join(result);
		}
		catch (InterruptedException ex) {
			throw this.runner.interrupted(request.procedure(), ex);
		}
		finally {
			result.cancel(false);
		}
	}

	/**
	 * Calls, and does not wait.
	 * @param <T> the type of a result
	 * @param request the call
	 * @param reader reads each result
	 * @return all results, the final one if it is not empty
	 */
	<T> Stream<T> stream(CallRequest request, ResultReader<T> reader) {
		CompletableFuture<Payload> result = start(request);
		return StreamSupport.stream(new ResultSpliterator<>(result, request.procedure(), reader), false)
			.onClose(() -> result.cancel(false));
	}

	private CompletableFuture<Payload> start(CallRequest request) {
		CompletableFuture<Payload> result = this.runner.callAsync(request.withProgress(this::enqueue),
				(payload) -> payload);
		result.whenComplete((payload, failure) -> this.results.add(END));
		return result;
	}

	/** Waits in a way that lets a handler's pool run others meanwhile. */
	private CallResult take() throws InterruptedException {
		Next next = new Next(this.results);
		ForkJoinPool.managedBlock(next);
		return Objects.requireNonNull(next.result);
	}

	private void enqueue(CallResult result) {
		Queue<CallResult> queue = this.results;
		if (queue.size() >= CAPACITY) {
			throw new WampException(ErrorUris.UNAVAILABLE,
					"More than " + CAPACITY + " progressive results wait for the consumer of this call");
		}
		queue.add(result);
	}

	/**
	 * The results, in their order, each waited for.
	 */
	private final class ResultSpliterator<T> extends Spliterators.AbstractSpliterator<T> {

		private final CompletableFuture<Payload> result;

		private final String procedure;

		private final ResultReader<T> reader;

		private boolean ended;

		ResultSpliterator(CompletableFuture<Payload> result, String procedure, ResultReader<T> reader) {
			super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
			this.result = result;
			this.procedure = procedure;
			this.reader = reader;
		}

		@Override
		public boolean tryAdvance(Consumer<? super T> action) {
			while (!this.ended) {
				T value = next();
				if (value != null) {
					action.accept(value);
					return true;
				}
			}
			return false;
		}

		private @Nullable T next() {
			boolean read = false;
			try {
				Payload payload = payload();
				T value = (this.ended && payload.isEmpty()) ? null : this.reader.read(payload);
				read = true;
				return value;
			}
			finally {
				if (!read) {
					this.ended = true;
					this.result.cancel(false);
				}
			}
		}

		private Payload payload() {
			BlockingThreads.check("a stream of results", "callAsync");
			try {
				CallResult next = take();
				this.ended = next == END;
				return this.ended ? ProgressiveCall.this.runner.join(this.result) : next.payload();
			}
			catch (InterruptedException ex) {
				throw ProgressiveCall.this.runner.interrupted(this.procedure, ex);
			}
		}

	}

	private static final class Next implements ForkJoinPool.ManagedBlocker {

		private final BlockingQueue<CallResult> results;

		private @Nullable CallResult result;

		Next(BlockingQueue<CallResult> results) {
			this.results = results;
		}

		@Override
		public boolean block() throws InterruptedException {
			this.result = this.results.take();
			return true;
		}

		@Override
		public boolean isReleasable() {
			this.result = this.results.poll();
			return this.result != null;
		}

	}

}
