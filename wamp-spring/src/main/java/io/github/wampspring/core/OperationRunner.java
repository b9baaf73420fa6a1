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
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;

import io.github.wampspring.WampCanceledException;
import io.github.wampspring.WampConnectionException;
import io.github.wampspring.WampException;
import io.github.wampspring.WampTimeoutException;
import io.github.wampspring.client.CallResult;
import io.github.wampspring.client.ConnectionState;
import io.github.wampspring.client.ConnectionState.Status;
import io.github.wampspring.client.WampConnection;
import io.github.wampspring.client.WampOperation;
import io.github.wampspring.client.WampSession;
import io.github.wampspring.client.stream.ArgumentSource;
import io.github.wampspring.codec.PayloadMapper;
import io.github.wampspring.interceptor.Interceptors;
import io.github.wampspring.interceptor.OutgoingRequest.Kind;
import io.github.wampspring.interceptor.OutgoingRequest;
import io.github.wampspring.interceptor.WampOutgoingInterceptor;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Ids;
import io.github.wampspring.protocol.Payload;
import org.jspecify.annotations.Nullable;

/**
 * Hands calls and publications to the connection, and waits for them where the
 * application wants that.
 */
final class OperationRunner {

	private final WampConnection connection;

	private final PayloadMapper mapper;

	private final ErrorMappings errors;

	private final OperationDefaults defaults;

	private final Interceptors<WampOutgoingInterceptor, OutgoingRequest> interceptors;

	OperationRunner(WampConnection connection, PayloadMapper mapper, ErrorMappings errors, OperationDefaults defaults,
			Interceptors<WampOutgoingInterceptor, OutgoingRequest> interceptors) {
		this.interceptors = interceptors;
		this.connection = connection;
		this.mapper = mapper;
		this.errors = errors;
		this.defaults = defaults;
	}

	WampConnection connection() {
		return this.connection;
	}

	OperationDefaults defaults() {
		return this.defaults;
	}

	<T extends @Nullable Object> CompletableFuture<T> callAsync(CallRequest request, ResultReader<T> reader) {
		return released(this.interceptors.isEmpty() ? submit(request, reader, false) : intercepted(request, reader),
				request);
	}

	private static <F extends CompletableFuture<?>> F released(F call, CallRequest request) {
		ArgumentSource source = request.source();
		if (source != null) {
			call.whenComplete((result, failure) -> source.release());
		}
		return call;
	}

	private <T extends @Nullable Object> CompletableFuture<T> submit(CallRequest request, ResultReader<T> reader,
			boolean intercepted) {
		Call<T> call = new Call<>(request, reader, limit(request), intercepted);
		CompletableFuture<T> future = this.connection.submit(call);
		call.future(future);
		return future;
	}

	/** The outcome is translated at the end of the way back. */
	private <T extends @Nullable Object> CompletableFuture<T> intercepted(CallRequest request, ResultReader<T> reader) {
		InterceptedOperation<T> operation = new InterceptedOperation<>(reader::read,
				(failure) -> translate(failure, request));
		operation.follow(this.interceptors.run(
				new OutgoingRequest(Kind.CALL, this.connection.getName(), session(), request.procedure(),
						request.options(), request.payload(), this.mapper),
				(changed) -> operation
					.started(submit(request.with(changed.options(), changed.payload()), (payload) -> payload, true))));
		return operation;
	}

	private CompletableFuture<@Nullable Long> intercepted(PublicationRequest request) {
		InterceptedOperation<@Nullable Long> operation = new InterceptedOperation<>(
				(outcome) -> publication(outcome, request), this::translate);
		operation.follow(this.interceptors.run(
				new OutgoingRequest(Kind.PUBLISH, this.connection.getName(), session(), request.topic(),
						request.options(), request.payload(), this.mapper),
				(changed) -> operation.started(
						this.connection.submit(new Publication<>(request.with(changed.options(), changed.payload()),
								(id) -> (id != null) ? Payload.of(id) : Payload.NONE, true)))));
		return operation;
	}

	/** The ID, which an interceptor that answers itself may not have. */
	private static @Nullable Long publication(Payload outcome, PublicationRequest request) {
		List<?> arguments = (outcome instanceof Payload.Values values) ? values.arguments() : List.of();
		Long id = arguments.isEmpty() ? null : Ids.integer(arguments.get(0));
		return (id == null && request.isAcknowledged()) ? Long.valueOf(0) : id;
	}

	/**
	 * Calls, and waits for the result.
	 * @param request the call
	 * @return the result's arguments
	 */
	Payload call(CallRequest request) {
		BlockingThreads.check("call", "callAsync");
		requireStarted();
		if (!this.interceptors.isEmpty()) {
			return await(released(intercepted(request, (payload) -> payload), request), null, request.procedure(),
					null);
		}
		Call<Payload> call = new Call<>(request, (payload) -> payload, null, false);
		CompletableFuture<Payload> future = released(this.connection.submit(call), request);
		call.future(future);
		return await(future, limit(request), request.procedure(), call);
	}

	/**
	 * Publishes, and waits for the acknowledgement if there is one.
	 * @param request the publication
	 * @return the publication's ID, or {@code null} without acknowledgement
	 */
	@Nullable Long publish(PublicationRequest request) {
		if (request.isAcknowledged()) {
			BlockingThreads.check("publishAcknowledged", "publishAcknowledgedAsync");
		}
		else if (BlockingThreads.isCurrent()) {
			return publishAtOnce(request);
		}
		requireStarted();
		return await(publishAsync(request, (id) -> id), null, request.topic(), null);
	}

	/** On a thread that must not wait: now, or not at all. */
	private @Nullable Long publishAtOnce(PublicationRequest request) {
		CompletableFuture<@Nullable Long> future = publishAsync(request, (id) -> id);
		if (!future.isDone() && future.cancel(false)) {
			String reason = isJoined() ? "the router does not read what was sent before"
					: this.connection.getState().noSession(this.connection.getName()).getMessage();
			throw new WampConnectionException("The event cannot be published at once, and the thread '"
					+ Thread.currentThread().getName() + "' must not wait (publishAsync does not): " + reason, null);
		}
		return join(future);
	}

	<T extends @Nullable Object> CompletableFuture<T> publishAsync(PublicationRequest request,
			Function<@Nullable Long, T> result) {
		return this.interceptors.isEmpty() ? this.connection.submit(new Publication<>(request, result, false))
				: new InterceptedOperation.Mapped<>(intercepted(request), result);
	}

	private @Nullable Duration limit(CallRequest request) {
		Duration timeout = request.timeout();
		return (timeout == null) ? this.defaults.callTimeout() : unlessZero(timeout);
	}

	private @Nullable Duration limit(PublicationRequest request) {
		Duration timeout = request.timeout();
		if (timeout != null) {
			return unlessZero(timeout);
		}
		return request.isAcknowledged() ? this.defaults.callTimeout() : null;
	}

	private static @Nullable Duration unlessZero(Duration timeout) {
		return timeout.isZero() ? null : timeout;
	}

	private Dict disclosed(Dict options) {
		return (!this.defaults.discloseMe() || options.get("disclose_me") != null) ? options
				: options.with("disclose_me", true);
	}

	private Dict excluded(Dict options) {
		return (this.defaults.excludeMe() || options.get("exclude_me") != null) ? options
				: options.with("exclude_me", false);
	}

	private @Nullable Long session() {
		WampSession session = this.connection.getSession();
		return (session != null) ? Long.valueOf(session.getId()) : null;
	}

	private boolean isJoined() {
		WampSession session = this.connection.getSession();
		return session != null && session.isOpen();
	}

	/** The thread that would start the connection may be the one that waits for it. */
	private void requireStarted() {
		ConnectionState state = this.connection.getState();
		if (state.status() == Status.IDLE && !isJoined()) {
			throw new WampConnectionException("The connection '" + this.connection.getName()
					+ "' has not been started, and this thread may be the one that is to start it: call and publish"
					+ " from an ApplicationRunner or on the event WampConnectionEvent.Joined, not while beans are"
					+ " being created", null);
		}
	}

	/**
	 * Waits.
	 * @param <T> the type of the value
	 * @param future the future
	 * @param timeout how long to wait; {@code null} if the operation watches the time
	 * itself
	 * @param uri what it is about
	 * @param operation the operation; {@code null} if it watches the time itself
	 * @return its value
	 */
	private <T extends @Nullable Object> T await(CompletableFuture<T> future, @Nullable Duration timeout, String uri,
			@Nullable Operation<?, T> operation) {
		try {
			return (timeout != null) ? future.get(TimeUnit.NANOSECONDS.convert(timeout), TimeUnit.NANOSECONDS)
					: future.get();
		}
		catch (TimeoutException ex) {
			boolean sent = operation != null && operation.isSent();
			future.cancel(false);
			throw (operation != null && sent) ? operation.timedOut()
					: this.connection.getState().noSession(this.connection.getName());
		}
		catch (InterruptedException ex) {
			if (future.cancel(false)) {
				throw interrupted(uri, ex);
			}
			// it has ended already, in whatever way
			Thread.currentThread().interrupt();
			return join(future);
		}
		catch (ExecutionException ex) {
			throw raise(ex.getCause());
		}
	}

	<T extends @Nullable Object> T join(CompletableFuture<T> future) {
		try {
			return future.join();
		}
		catch (java.util.concurrent.CompletionException ex) {
			throw raise(ex.getCause());
		}
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
	Throwable translate(Throwable failure) {
		return (failure instanceof WampException error) ? this.errors.exceptionFor(error) : failure;
	}

	private Throwable translate(Throwable failure, CallRequest request) {
		Function<WampException, ? extends Throwable> own = (failure instanceof WampException error)
				? request.errors().get(error.getUri()) : null;
		return (own != null) ? own.apply((WampException) failure) : translate(failure);
	}

	private RuntimeException raise(@Nullable Throwable failure) {
		if (failure instanceof WampException) {
			// made by the thread that received; the one that called is of interest
			failure.fillInStackTrace();
		}
		if (failure instanceof Error error) {
			throw error;
		}
		return (failure instanceof RuntimeException exception) ? exception : new UndeclaredThrowableException(
				(failure != null) ? failure : new IllegalStateException("There is neither a result nor an error"));
	}

	/**
	 * A call or publication.
	 */
	private abstract class Operation<R extends @Nullable Object, T extends @Nullable Object>
			implements WampOperation<R, T> {

		private final @Nullable Duration timeout;

		private Payload payload;

		private volatile boolean sent;

		private final boolean intercepted;

		Operation(Payload payload, @Nullable Duration timeout, boolean intercepted) {
			this.intercepted = intercepted;
			this.payload = payload;
			this.timeout = timeout;
		}

		@Override
		public final Duration joinTimeout() {
			return OperationRunner.this.defaults.joinTimeout();
		}

		@Override
		public final @Nullable Duration timeout() {
			return this.timeout;
		}

		@Override
		public final void hold() {
			this.payload = OperationRunner.this.mapper.detach(this.payload);
		}

		@Override
		public final CompletableFuture<R> start(WampSession session) {
			this.sent = true;
			return send(session, this.payload);
		}

		abstract CompletableFuture<R> send(WampSession session, Payload payload);

		final boolean isSent() {
			return this.sent;
		}

		@Override
		public final Throwable translate(Throwable failure) {
			return this.intercepted ? failure : translated(failure);
		}

		Throwable translated(Throwable failure) {
			return OperationRunner.this.translate(failure);
		}

	}

	private final class Call<T extends @Nullable Object> extends Operation<CallResult, T> {

		private final CallRequest request;

		private final ResultReader<T> reader;

		private volatile @Nullable CompletableFuture<T> future;

		private volatile @Nullable Throwable failure;

		Call(CallRequest request, ResultReader<T> reader, @Nullable Duration timeout, boolean intercepted) {
			super(request.payload(), timeout, intercepted);
			this.request = request;
			this.reader = reader;
		}

		/** Progressive results end with the future. */
		void future(CompletableFuture<T> future) {
			this.future = future;
			if (this.failure != null) {
				future.cancel(false);
			}
		}

		@Override
		CompletableFuture<CallResult> send(WampSession session, Payload payload) {
			Consumer<CallResult> progress = this.request.progress();
			Consumer<CallResult> consumer = (progress != null) ? (result) -> progress(progress, result) : null;
			ArgumentSource source = this.request.source();
			Dict options = disclosed(this.request.options());
			return (source != null) ? session.call(this.request.procedure(), options, payload, source, consumer)
					: session.call(this.request.procedure(), options, payload, consumer);
		}

		@Override
		Throwable translated(Throwable failure) {
			return OperationRunner.this.translate(failure, this.request);
		}

		private void progress(Consumer<CallResult> consumer, CallResult result) {
			CompletableFuture<T> future = this.future;
			if (this.failure != null || (future != null && future.isDone())) {
				return;
			}
			try {
				consumer.accept(result);
			}
			catch (Throwable ex) {
				this.failure = ex;
				if (future != null) {
					future.completeExceptionally(ex);
				}
			}
		}

		@Override
		public @Nullable T read(CallResult answer) {
			Throwable failure = this.failure;
			if (failure != null) {
				throw raise(failure);
			}
			return this.reader.read(answer.payload());
		}

		@Override
		public WampTimeoutException timedOut() {
			return new WampTimeoutException("The call of '" + this.request.procedure() + "' did not end within "
					+ limit(this.request) + " (property wamp.call-timeout, or timeout(..) of the call)", null);
		}

	}

	private final class Publication<T extends @Nullable Object> extends Operation<@Nullable Long, T> {

		private final PublicationRequest request;

		private final Function<@Nullable Long, T> result;

		Publication(PublicationRequest request, Function<@Nullable Long, T> result, boolean intercepted) {
			super(request.payload(), limit(request), intercepted);
			this.request = request;
			this.result = result;
		}

		@Override
		CompletableFuture<@Nullable Long> send(WampSession session, Payload payload) {
			return session.publish(this.request.topic(), disclosed(excluded(this.request.options())), payload);
		}

		@Override
		public T read(@Nullable Long answer) {
			return this.result.apply(answer);
		}

		@Override
		public WampTimeoutException timedOut() {
			return new WampTimeoutException("The publication to '" + this.request.topic()
					+ (this.request.isAcknowledged() ? "' was not acknowledged within " : "' was not sent within ")
					+ timeout() + " (property wamp.call-timeout, or timeout(..) of the publication)", null);
		}

	}

	/**
	 * A call that is ready to be sent.
	 *
	 * @param procedure the URI
	 * @param options the options
	 * @param payload the arguments
	 * @param timeout how long it may take; zero for no limit, {@code null} for the
	 * default
	 * @param errors what it ends with for an error, by URI
	 * @param progress takes progressive results; {@code null} if they are not wanted
	 * @param source sends further arguments; {@code null} if there are none
	 */
	record CallRequest(String procedure, Dict options, Payload payload, @Nullable Duration timeout,
			Map<String, Function<WampException, ? extends Throwable>> errors, @Nullable Consumer<CallResult> progress,
			@Nullable ArgumentSource source) {

		CallRequest with(Dict options, Payload payload) {
			return new CallRequest(this.procedure, options, payload, this.timeout, this.errors, this.progress,
					this.source);
		}

		CallRequest withProgress(Consumer<CallResult> progress) {
			return new CallRequest(this.procedure, this.options, this.payload, this.timeout, this.errors, progress,
					this.source);
		}

	}

	/**
	 * A publication that is ready to be sent.
	 *
	 * @param topic the URI
	 * @param options the options
	 * @param payload the arguments
	 * @param timeout how long it may take; zero for no limit, {@code null} for the
	 * default
	 */
	record PublicationRequest(String topic, Dict options, Payload payload, @Nullable Duration timeout) {

		PublicationRequest with(Dict options, Payload payload) {
			return new PublicationRequest(this.topic, options, payload, this.timeout);
		}

		boolean isAcknowledged() {
			return this.options.isTrue("acknowledge");
		}

	}

}
