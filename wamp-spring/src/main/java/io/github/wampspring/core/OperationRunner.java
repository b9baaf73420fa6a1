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

import java.lang.reflect.UndeclaredThrowableException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.github.wampspring.WampCanceledException;
import io.github.wampspring.WampException;
import io.github.wampspring.WampTimeoutException;
import io.github.wampspring.client.CallResult;
import io.github.wampspring.client.WampConnection;
import io.github.wampspring.client.WampSession;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Payload;
import org.jspecify.annotations.Nullable;

/**
 * Runs calls and publications on the session of the moment, and waits for them where the
 * application wants that.
 */
final class OperationRunner {

	private final WampConnection connection;

	private final ErrorMappings errors;

	private final OperationTimeouts timeouts;

	OperationRunner(WampConnection connection, ErrorMappings errors, OperationTimeouts timeouts) {
		this.connection = connection;
		this.errors = errors;
		this.timeouts = timeouts;
	}

	WampConnection connection() {
		return this.connection;
	}

	OperationTimeouts timeouts() {
		return this.timeouts;
	}

	@Nullable WampSession openSession() {
		WampSession session = this.connection.getSession();
		return (session != null && session.isOpen()) ? session : null;
	}

	<T extends @Nullable Object> CompletableFuture<T> callAsync(CallRequest request, ResultReader<T> reader) {
		CallFuture<T> future = new CallFuture<>(request, reader, this);
		future.start();
		return future;
	}

	Payload call(CallRequest request) {
		BlockingThreads.check("call", "callAsync");
		Duration timeout = request.timeout();
		long deadline = (timeout != null) ? System.nanoTime() + timeout.toNanos() : 0;
		WampSession session = openSession();
		if (session == null) {
			session = awaitSession(timeout);
		}
		CompletableFuture<CallResult> result = session.call(request.procedure(), request.options(), request.payload(),
				null);
		try {
			return ((timeout != null) ? result.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS) : result.get())
				.payload();
		}
		catch (TimeoutException ex) {
			result.cancel(false);
			throw timedOut(request);
		}
		catch (InterruptedException ex) {
			result.cancel(false);
			throw interrupted(request.procedure(), ex);
		}
		catch (ExecutionException ex) {
			throw raise(ex.getCause());
		}
	}

	CompletableFuture<@Nullable Long> publishAsync(String topic, Dict options, Payload payload) {
		WampSession session = openSession();
		CompletableFuture<@Nullable Long> published;
		if (session != null) {
			published = publish(session, topic, options, payload);
		}
		else {
			published = this.connection.session(this.timeouts.join())
				.thenCompose((joined) -> publish(joined, topic, options, payload));
		}
		CompletableFuture<@Nullable Long> result = new CompletableFuture<>();
		Duration timeout = options.isTrue("acknowledge") ? this.timeouts.call() : null;
		Future<?> timer = (timeout != null && !published.isDone())
				? CallTimer.schedule(
						() -> result.completeExceptionally(new WampTimeoutException("The publication to '" + topic
								+ "' was not acknowledged within " + timeout + " (property wamp.call-timeout)", null)),
						timeout)
				: null;
		published.whenComplete((id, failure) -> {
			if (timer != null) {
				timer.cancel(false);
			}
			if (failure != null) {
				result.completeExceptionally(translate(failure));
			}
			else {
				result.complete(id);
			}
		});
		return result;
	}

	private static CompletableFuture<@Nullable Long> publish(WampSession session, String topic, Dict options,
			Payload payload) {
		try {
			return session.publish(topic, options, payload);
		}
		catch (RuntimeException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	@Nullable Long publish(String topic, Dict options, Payload payload) {
		WampSession session = openSession();
		if (session == null || options.isTrue("acknowledge")) {
			BlockingThreads.check("publish", "newPublication(..).publishAsync()");
			return await(publishAsync(topic, options, payload), topic);
		}
		return await(session.publish(topic, options, payload), topic);
	}

	/**
	 * Waits for a future without a limit.
	 * @param <T> the type of the value
	 * @param future the future
	 * @param uri what it is about
	 * @return its value
	 */
	<T extends @Nullable Object> T await(CompletableFuture<T> future, String uri) {
		try {
			return future.get();
		}
		catch (InterruptedException ex) {
			future.cancel(false);
			throw interrupted(uri, ex);
		}
		catch (ExecutionException ex) {
			throw raise(ex.getCause());
		}
	}

	private WampSession awaitSession(@Nullable Duration timeout) {
		Duration join = this.timeouts.join();
		return await(this.connection.session((timeout != null && timeout.compareTo(join) < 0) ? timeout : join),
				"a session");
	}

	WampTimeoutException timedOut(CallRequest request) {
		return new WampTimeoutException("The call of '" + request.procedure() + "' did not end within "
				+ request.timeout() + " (property wamp.call-timeout, or timeout(..) of the call)", null);
	}

	WampCanceledException interrupted(String uri, InterruptedException cause) {
		Thread.currentThread().interrupt();
		return new WampCanceledException("The thread was interrupted while it waited for '" + uri + "'", cause);
	}

	/**
	 * What the application gets for a failure.
	 * @param failure the failure of a future
	 * @return the exception that is mapped to it, or the failure itself
	 */
	Throwable translate(@Nullable Throwable failure) {
		Throwable cause = failure;
		while (cause instanceof CompletionException && cause.getCause() != null) {
			cause = cause.getCause();
		}
		if (cause instanceof WampException error) {
			return this.errors.exceptionFor(error);
		}
		return (cause != null) ? cause : new IllegalStateException("There is neither a result nor an error");
	}

	private RuntimeException raise(@Nullable Throwable failure) {
		if (failure instanceof WampException) {
			// made by the thread that received; the one that called is of interest
			failure.fillInStackTrace();
		}
		Throwable translated = translate(failure);
		if (translated instanceof Error error) {
			throw error;
		}
		return (translated instanceof RuntimeException exception) ? exception
				: new UndeclaredThrowableException(translated);
	}

}
