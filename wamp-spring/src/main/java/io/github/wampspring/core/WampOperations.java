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

import io.github.wampspring.client.WampRegistration;
import io.github.wampspring.client.WampSubscription;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.util.function.ThrowingBiFunction;
import org.springframework.util.function.ThrowingConsumer;
import org.springframework.util.function.ThrowingFunction;

/**
 * Calls procedures, publishes events, registers procedures and subscribes to topics.
 * Implemented by {@link WampTemplate}.
 *
 * <p>
 * An operation waits for a session where none is joined, up to the join timeout. Every
 * operation ends; what goes wrong is thrown, or completes the future:
 * <ul>
 * <li>{@link io.github.wampspring.WampException}: the error that came, with its URI and
 * arguments; or the exception that is mapped to its URI, with the error as the cause (a
 * checked one as the cause of an
 * {@link java.lang.reflect.UndeclaredThrowableException})</li>
 * <li>{@link io.github.wampspring.WampTimeoutException}: it took longer than the timeout;
 * the call was cancelled</li>
 * <li>{@link io.github.wampspring.WampConnectionException}: there is no session, or it
 * ended before the answer came</li>
 * <li>{@link io.github.wampspring.WampCanceledException}: the waiting thread was
 * interrupted; the call was cancelled, and the thread's flag is set again</li>
 * <li>{@link io.github.wampspring.PayloadException}: arguments that cannot be sent, such
 * as too large ones, or a result that cannot be read as the type asked for</li>
 * <li>{@link IllegalStateException}: an operation that waits was called by a thread that
 * must not block, such as one that receives</li>
 * </ul>
 *
 * <p>
 * Futures complete on the thread that receives: what depends on them must not block,
 * unless it is put elsewhere, as {@code thenApplyAsync} does. Cancelling the future of a
 * call cancels the call.
 */
public interface WampOperations {

	/**
	 * Calls a procedure, and waits for the result.
	 * @param <T> the result's type
	 * @param procedure the URI
	 * @param resultType the result's type; {@link Void} for none
	 * @param arguments the positional arguments
	 * @return the first positional argument of the result; {@code null} if there is none
	 */
	<T> @Nullable T call(String procedure, Class<T> resultType, @Nullable Object... arguments);

	/**
	 * Calls a procedure, and waits for the result.
	 * @param <T> the result's type
	 * @param procedure the URI
	 * @param resultType the result's type
	 * @param arguments the positional arguments
	 * @return the first positional argument of the result; {@code null} if there is none
	 */
	<T> @Nullable T call(String procedure, ParameterizedTypeReference<T> resultType, @Nullable Object... arguments);

	/**
	 * Calls a procedure, and waits for the result.
	 * @param procedure the URI
	 * @param arguments the positional arguments
	 * @return all arguments of the result
	 */
	WampResult call(String procedure, @Nullable Object... arguments);

	/**
	 * Calls a procedure without waiting.
	 * @param <T> the result's type
	 * @param procedure the URI
	 * @param resultType the result's type; {@link Void} for none
	 * @param arguments the positional arguments
	 * @return the first positional argument of the result, later; cancel it to cancel the
	 * call
	 */
	<T> CompletableFuture<@Nullable T> callAsync(String procedure, Class<T> resultType, @Nullable Object... arguments);

	/**
	 * Calls a procedure without waiting.
	 * @param <T> the result's type
	 * @param procedure the URI
	 * @param resultType the result's type
	 * @param arguments the positional arguments
	 * @return the first positional argument of the result, later; cancel it to cancel the
	 * call
	 */
	<T> CompletableFuture<@Nullable T> callAsync(String procedure, ParameterizedTypeReference<T> resultType,
			@Nullable Object... arguments);

	/**
	 * Calls a procedure without waiting.
	 * @param procedure the URI
	 * @param arguments the positional arguments
	 * @return all arguments of the result, later; cancel it to cancel the call
	 */
	CompletableFuture<WampResult> callAsync(String procedure, @Nullable Object... arguments);

	/**
	 * Begins a call with keyword arguments, a timeout, progressive results or options.
	 * @param procedure the URI
	 * @return the specification
	 */
	CallSpec newCall(String procedure);

	/**
	 * Publishes an event, and returns when it is in the connection's queue. Waits for
	 * room in that queue, but not for the router.
	 * @param topic the URI
	 * @param arguments the positional arguments
	 */
	void publish(String topic, @Nullable Object... arguments);

	/**
	 * Begins a publication with keyword arguments, an acknowledgment, chosen receivers or
	 * options.
	 * @param topic the URI
	 * @return the specification
	 */
	PublicationSpec newPublication(String topic);

	/**
	 * Registers a procedure at this and every later join.
	 * @param procedure the URI
	 * @param handler answers the calls
	 * @return the handle
	 */
	default WampRegistration register(String procedure, ProcedureHandler handler) {
		return newRegistration(procedure).register(handler);
	}

	/**
	 * Registers a procedure of one positional argument at this and every later join.
	 * @param <A> the argument's type
	 * @param procedure the URI
	 * @param type the argument's type; a call without it gets
	 * {@code wamp.error.invalid_argument}
	 * @param function answers the calls, as {@link ProcedureHandler#handle} does
	 * @return the handle
	 */
	default <A> WampRegistration register(String procedure, Class<A> type,
			ThrowingFunction<A, ? extends @Nullable Object> function) {
		return newRegistration(procedure).register(type, function);
	}

	/**
	 * Registers a procedure of two positional arguments at this and every later join.
	 * @param <A> the first argument's type
	 * @param <B> the second argument's type
	 * @param procedure the URI
	 * @param type1 the first argument's type
	 * @param type2 the second argument's type
	 * @param function answers the calls, as {@link ProcedureHandler#handle} does
	 * @return the handle
	 */
	default <A, B> WampRegistration register(String procedure, Class<A> type1, Class<B> type2,
			ThrowingBiFunction<A, B, ? extends @Nullable Object> function) {
		return newRegistration(procedure).register(type1, type2, function);
	}

	/**
	 * Begins a registration with options.
	 * @param procedure the URI or pattern
	 * @return the specification
	 */
	RegistrationSpec newRegistration(String procedure);

	/**
	 * Subscribes to a topic at this and every later join.
	 * @param topic the URI
	 * @param handler takes the events
	 * @return the handle
	 */
	default WampSubscription subscribe(String topic, TopicHandler handler) {
		return newSubscription(topic).subscribe(handler);
	}

	/**
	 * Subscribes to a topic at this and every later join.
	 * @param <T> the type of an event
	 * @param topic the URI
	 * @param type the type of the first positional argument
	 * @param handler takes the events
	 * @return the handle
	 */
	default <T> WampSubscription subscribe(String topic, Class<T> type, ThrowingConsumer<T> handler) {
		return newSubscription(topic).subscribe(type, handler);
	}

	/**
	 * Subscribes to a topic at this and every later join.
	 * @param <T> the type of an event
	 * @param topic the URI
	 * @param type the type of the first positional argument
	 * @param handler takes the events
	 * @return the handle
	 */
	default <T> WampSubscription subscribe(String topic, ParameterizedTypeReference<T> type,
			ThrowingConsumer<T> handler) {
		return newSubscription(topic).subscribe(type, handler);
	}

	/**
	 * Begins a subscription with options.
	 * @param topic the URI or pattern
	 * @return the specification
	 */
	SubscriptionSpec newSubscription(String topic);

}
