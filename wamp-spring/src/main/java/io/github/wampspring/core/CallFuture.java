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
import java.util.concurrent.Future;
import java.util.function.Consumer;

import io.github.wampspring.client.CallResult;
import io.github.wampspring.client.WampSession;
import org.jspecify.annotations.Nullable;

/**
 * A call under way, maybe still without a session. Cancelling it cancels the call.
 *
 * @param <T> what its result is read as
 */
final class CallFuture<T extends @Nullable Object> extends CompletableFuture<T> {

	private final CallRequest request;

	private final ResultReader<T> reader;

	private final OperationRunner runner;

	private volatile @Nullable CompletableFuture<CallResult> sent;

	private volatile @Nullable Future<?> timer;

	CallFuture(CallRequest request, ResultReader<T> reader, OperationRunner runner) {
		this.request = request;
		this.reader = reader;
		this.runner = runner;
	}

	void start() {
		Duration timeout = this.request.timeout();
		if (timeout != null) {
			this.timer = CallTimer.schedule(() -> abandon(this.runner.timedOut(this.request)), timeout);
		}
		WampSession session = this.runner.openSession();
		if (session != null) {
			send(session);
			return;
		}
		this.runner.connection().session(this.runner.timeouts().join()).whenComplete((joined, failure) -> {
			if (failure != null) {
				fail(failure);
			}
			else if (!isDone()) {
				send(joined);
			}
		});
	}

	private void send(WampSession session) {
		try {
			Consumer<CallResult> progress = this.request.progress();
			CompletableFuture<CallResult> call = session.call(this.request.procedure(), this.request.options(),
					this.request.payload(), (progress != null) ? (result) -> progress(progress, result) : null);
			this.sent = call;
			call.whenComplete(this::end);
			if (isDone()) {
				call.cancel(false);
			}
		}
		catch (RuntimeException ex) {
			fail(ex);
		}
	}

	private void progress(Consumer<CallResult> consumer, CallResult result) {
		if (isDone()) {
			return;
		}
		try {
			consumer.accept(result);
		}
		catch (RuntimeException ex) {
			abandon(ex);
		}
	}

	private void end(@Nullable CallResult result, @Nullable Throwable failure) {
		if (failure != null || result == null) {
			fail(failure);
			return;
		}
		try {
			T value = this.reader.read(result.payload());
			stopTimer();
			complete(value);
		}
		catch (RuntimeException ex) {
			fail(ex);
		}
	}

	private void fail(@Nullable Throwable failure) {
		stopTimer();
		if (!isDone()) {
			completeExceptionally(this.runner.translate(failure));
		}
	}

	private void abandon(RuntimeException reason) {
		if (completeExceptionally(reason)) {
			withdraw();
		}
	}

	@Override
	public boolean cancel(boolean mayInterruptIfRunning) {
		boolean cancelled = !isDone() && super.cancel(mayInterruptIfRunning);
		if (cancelled) {
			withdraw();
		}
		return cancelled || isCancelled();
	}

	private void withdraw() {
		stopTimer();
		CompletableFuture<CallResult> call = this.sent;
		if (call != null) {
			call.cancel(false);
		}
	}

	private void stopTimer() {
		Future<?> future = this.timer;
		if (future != null) {
			future.cancel(false);
		}
	}

}
