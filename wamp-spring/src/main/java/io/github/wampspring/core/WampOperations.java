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
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

import io.github.wampspring.InvocationPolicy;
import io.github.wampspring.MatchPolicy;
import io.github.wampspring.WampException;
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
 * Arguments are written one by one, as a JSON library writes their classes. An array
 * whose type is not {@code Object[]}, such as a {@code String[]}, is one argument, and so
 * is a lone {@code null}.
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
	 * @param arguments the positional arguments; the last one may be {@link Kwargs}
	 * @return the first positional argument of the result; {@code null} if there is none
	 */
	<T> @Nullable T call(String procedure, Class<T> resultType, @Nullable Object... arguments);

	/**
	 * Calls a procedure, and waits for the result.
	 * @param <T> the result's type
	 * @param procedure the URI
	 * @param resultType the result's type
	 * @param arguments the positional arguments; the last one may be {@link Kwargs}
	 * @return the first positional argument of the result; {@code null} if there is none
	 */
	<T> @Nullable T call(String procedure, ParameterizedTypeReference<T> resultType, @Nullable Object... arguments);

	/**
	 * Calls a procedure, and waits for the result.
	 * @param procedure the URI
	 * @param arguments the positional arguments; the last one may be {@link Kwargs}
	 * @return all arguments of the result
	 */
	WampResult call(String procedure, @Nullable Object... arguments);

	/**
	 * Calls a procedure without waiting.
	 * @param <T> the result's type
	 * @param procedure the URI
	 * @param resultType the result's type; {@link Void} for none
	 * @param arguments the positional arguments; the last one may be {@link Kwargs}
	 * @return the first positional argument of the result, later; cancel it to cancel the
	 * call
	 */
	<T> CompletableFuture<@Nullable T> callAsync(String procedure, Class<T> resultType, @Nullable Object... arguments);

	/**
	 * Calls a procedure without waiting.
	 * @param <T> the result's type
	 * @param procedure the URI
	 * @param resultType the result's type
	 * @param arguments the positional arguments; the last one may be {@link Kwargs}
	 * @return the first positional argument of the result, later; cancel it to cancel the
	 * call
	 */
	<T> CompletableFuture<@Nullable T> callAsync(String procedure, ParameterizedTypeReference<T> resultType,
			@Nullable Object... arguments);

	/**
	 * Calls a procedure without waiting.
	 * @param procedure the URI
	 * @param arguments the positional arguments; the last one may be {@link Kwargs}
	 * @return all arguments of the result, later; cancel it to cancel the call
	 */
	CompletableFuture<WampResult> callAsync(String procedure, @Nullable Object... arguments);

	/**
	 * Begins a call with a timeout, progressive results, errors of its own or options.
	 * @param procedure the URI
	 * @return the specification
	 */
	CallSpec newCall(String procedure);

	/**
	 * Publishes an event, and returns when it is in the connection's queue. Waits for
	 * room in that queue, but not for the router.
	 * @param topic the URI
	 * @param arguments the positional arguments; the last one may be {@link Kwargs}
	 */
	void publish(String topic, @Nullable Object... arguments);

	/**
	 * Publishes an event without waiting.
	 * @param topic the URI
	 * @param arguments the positional arguments; the last one may be {@link Kwargs}
	 * @return completes when the event is in the connection's queue
	 */
	CompletableFuture<Void> publishAsync(String topic, @Nullable Object... arguments);

	/**
	 * Begins a publication with an acknowledgment, chosen receivers, a timeout or
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
	 * Registers a procedure of one positional argument at this and every later join.
	 * @param <A> the argument's type
	 * @param procedure the URI
	 * @param type the argument's type; a call without it gets
	 * {@code wamp.error.invalid_argument}
	 * @param function answers the calls, as {@link ProcedureHandler#handle} does
	 * @return the handle
	 */
	default <A> WampRegistration register(String procedure, ParameterizedTypeReference<A> type,
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
	 * Registers a procedure whose arguments come one after the other, at this and every
	 * later join.
	 * @param procedure the URI
	 * @param handler answers the calls
	 * @return the handle
	 */
	default WampRegistration registerStreamed(String procedure, StreamedProcedureHandler handler) {
		return newRegistration(procedure).registerStreamed(handler);
	}

	/**
	 * Registers a procedure of a stream of arguments, and of no others, at this and every
	 * later join.
	 * @param <T> the type of an element
	 * @param procedure the URI
	 * @param type the type of an element
	 * @param function answers the calls, as {@link StreamedProcedureHandler#handle} does
	 * @return the handle
	 */
	default <T> WampRegistration registerStreamed(String procedure, Class<T> type,
			ThrowingFunction<Stream<T>, ? extends @Nullable Object> function) {
		return newRegistration(procedure).registerStreamed(type, function);
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

	/**
	 * Arguments and options of a call or publication.
	 *
	 * @param <S> the type of the specification
	 */
	interface OperationSpec<S extends OperationSpec<S>> {

		/**
		 * Adds positional arguments.
		 * @param arguments the arguments; the last one may be {@link Kwargs}
		 * @return this
		 */
		S args(@Nullable Object... arguments);

		/**
		 * Adds a keyword argument.
		 * @param name the keyword
		 * @param value the value
		 * @return this
		 */
		S kwarg(String name, @Nullable Object value);

		/**
		 * Adds keyword arguments.
		 * @param arguments a map by {@link String}, or a record or bean whose properties
		 * are the keyword arguments
		 * @return this
		 * @throws io.github.wampspring.PayloadException if the object is not written as a
		 * dictionary
		 */
		S kwargs(Object arguments);

		/**
		 * Sets an option of the message that has no method here.
		 * @param name the key in {@code Options}
		 * @param value the value
		 * @return this
		 */
		S option(String name, @Nullable Object value);

		/**
		 * Asks the router to disclose this session to the receiver ({@code disclose_me}).
		 * @return this
		 */
		S discloseMe();

		/**
		 * Sets how long the operation may take, instead of the template's default: a call
		 * until its final result, which the router is told as well ({@code timeout}); a
		 * publication until it is acknowledged, or is in the connection's queue.
		 * @param timeout the time from now on; zero for no limit
		 * @return this
		 * @throws IllegalArgumentException if it is negative
		 */
		S timeout(Duration timeout);

	}

	/**
	 * A call that is being put together. For one use by one thread. All that
	 * {@link WampOperations} says about exceptions and threads holds here too.
	 */
	interface CallSpec extends OperationSpec<CallSpec> {

		/**
		 * Says what this call throws for an error, instead of what is mapped to its URI
		 * for all calls.
		 * @param uri the error's URI
		 * @param exception makes the exception of the error that came; a checked one is
		 * thrown as one that is mapped for all calls
		 * @return this
		 */
		CallSpec onError(String uri, Function<WampException, ? extends Throwable> exception);

		/**
		 * Sends further arguments one after the other ({@code progress}), as the callee
		 * is to get them: the first message has the arguments of {@link #args}, each of
		 * those that follow has one element as its only argument, and the last one has
		 * none. Elements are taken as the router reads, on a thread of their own, which
		 * is interrupted when the call ends. A failure ends the call, and cancels it at
		 * the callee. Where router or callee cannot do it, the call fails with
		 * {@code wamp.error.feature_not_supported}. See the section "Progressive Call
		 * Invocations" of the specification.
		 * @param elements the elements; a {@link WampArguments}, such as a
		 * {@link WampResult}, stands for several arguments
		 * @return this
		 */
		CallSpec streamArgs(Iterable<?> elements);

		/**
		 * As {@link #streamArgs(Iterable)}.
		 * @param elements the elements; closed at the end
		 * @return this
		 */
		CallSpec streamArgs(Stream<?> elements);

		/**
		 * As {@link #streamArgs(Iterable)}, for what is asked for more as the router
		 * reads, and cancelled when the call ends.
		 * @param publisher a {@code Publisher}, or another type that a
		 * {@code ReactiveAdapter} is there for
		 * @return this
		 */
		CallSpec streamArgsFrom(Object publisher);

		/**
		 * Asks for progressive results ({@code receive_progress}). They are handled one
		 * after the other, before the final result: by the calling thread where it waits
		 * for the result, by the thread that receives after {@code callAsync}; the
		 * consumer must not block then.
		 * @param <T> the type of a progressive result
		 * @param type the type of the first positional argument
		 * @param consumer takes them; an exception that it throws cancels the call and
		 * ends it
		 * @return this
		 */
		<T> CallSpec progress(Class<T> type, Consumer<@Nullable T> consumer);

		/**
		 * As {@link #progress(Class, Consumer)}.
		 * @param <T> the type of a progressive result
		 * @param type the type of the first positional argument
		 * @param consumer takes them
		 * @return this
		 */
		<T> CallSpec progress(ParameterizedTypeReference<T> type, Consumer<@Nullable T> consumer);

		/**
		 * As {@link #progress(Class, Consumer)}, for results with several arguments.
		 * @param consumer takes them
		 * @return this
		 */
		CallSpec progress(Consumer<WampResult> consumer);

		/**
		 * Calls, and waits for the result.
		 * @return all arguments of the result
		 */
		WampResult call();

		/**
		 * Calls, and waits for the result.
		 * @param <T> the result's type
		 * @param resultType the result's type
		 * @return the first positional argument; {@code null} if there is none
		 */
		<T> @Nullable T call(Class<T> resultType);

		/**
		 * Calls, and waits for the result.
		 * @param <T> the result's type
		 * @param resultType the result's type
		 * @return the first positional argument; {@code null} if there is none
		 */
		<T> @Nullable T call(ParameterizedTypeReference<T> resultType);

		/**
		 * Calls without waiting.
		 * @return all arguments of the result, later
		 */
		CompletableFuture<WampResult> callAsync();

		/**
		 * Calls without waiting.
		 * @param <T> the result's type
		 * @param resultType the result's type
		 * @return the first positional argument, later
		 */
		<T> CompletableFuture<@Nullable T> callAsync(Class<T> resultType);

		/**
		 * Calls without waiting.
		 * @param <T> the result's type
		 * @param resultType the result's type
		 * @return the first positional argument, later
		 */
		<T> CompletableFuture<@Nullable T> callAsync(ParameterizedTypeReference<T> resultType);

		/**
		 * Calls at once, and asks for progressive results ({@code receive_progress}).
		 * @param <T> the type of each result
		 * @param resultType the type of each result
		 * @return the first positional argument of each progressive result and of the
		 * final one, where there is one. Its terminal operation waits for them, and
		 * throws what the call ends with; {@link Stream#close()} cancels the call. At
		 * most 10,000 results wait to be read, with one more the call fails
		 */
		<T> Stream<T> stream(Class<T> resultType);

		/**
		 * As {@link #stream(Class)}.
		 * @param <T> the type of each result
		 * @param resultType the type of each result
		 * @return the results, to be closed where they may not all be read
		 */
		<T> Stream<T> stream(ParameterizedTypeReference<T> resultType);

	}

	/**
	 * Arguments and options of a publication.
	 *
	 * @param <S> the type of the specification
	 */
	interface PublicationOptionsSpec<S extends PublicationOptionsSpec<S>> extends OperationSpec<S> {

		/**
		 * Whether this session is left out of the receivers, if it has subscribed the
		 * topic ({@code exclude_me}).
		 * @param excludeMe {@code false} to receive the event too
		 * @return this
		 */
		S excludeMe(boolean excludeMe);

		/**
		 * Leaves sessions out of the receivers ({@code exclude}).
		 * @param sessions the IDs
		 * @return this
		 * @throws IllegalArgumentException if one is no ID
		 */
		S exclude(long... sessions);

		/**
		 * Leaves sessions out of the receivers ({@code exclude_authid}).
		 * @param authIds the authids
		 * @return this
		 */
		S excludeAuthIds(String... authIds);

		/**
		 * Leaves sessions out of the receivers ({@code exclude_authrole}).
		 * @param authRoles the authroles
		 * @return this
		 */
		S excludeAuthRoles(String... authRoles);

		/**
		 * Lets no other sessions receive the event ({@code eligible}).
		 * @param sessions the IDs
		 * @return this
		 * @throws IllegalArgumentException if one is no ID
		 */
		S eligible(long... sessions);

		/**
		 * Lets no other sessions receive the event ({@code eligible_authid}).
		 * @param authIds the authids
		 * @return this
		 */
		S eligibleAuthIds(String... authIds);

		/**
		 * Lets no other sessions receive the event ({@code eligible_authrole}).
		 * @param authRoles the authroles
		 * @return this
		 */
		S eligibleAuthRoles(String... authRoles);

		/**
		 * Lets no other sessions receive the event than those that have said so in HELLO
		 * ({@code eligible_…}). Not of the specification: the embedded router and nexus
		 * have it, others ignore it, and then everybody receives the event. What is in
		 * HELLO is the client's own word, unless the router's application or an operator
		 * has set it by {@code wamp.session.modify_details}.
		 * @param attribute the name of an entry of {@code HELLO.Details}, such as
		 * {@code org}
		 * @param values the values of eligible sessions
		 * @return this
		 */
		S eligibleBy(String attribute, String... values);

		/**
		 * Leaves sessions out of the receivers that have said so in HELLO
		 * ({@code exclude_…}). As with {@link #eligibleBy(String, String...)}, not of the
		 * specification.
		 * @param attribute the name of an entry of {@code HELLO.Details}
		 * @param values the values of excluded sessions
		 * @return this
		 */
		S excludeBy(String attribute, String... values);

		/**
		 * Asks the router to keep the event for those who subscribe later
		 * ({@code retain}). Without arguments, the embedded router keeps nothing for them
		 * any more.
		 * @return this
		 */
		S retain();

	}

	/**
	 * A publication that is being put together. For one use by one thread. All that
	 * {@link WampOperations} says about exceptions and threads holds here too.
	 */
	interface PublicationSpec extends PublicationOptionsSpec<PublicationSpec> {

		/**
		 * Publishes, and returns when the event is in the connection's queue. Whether the
		 * router takes it is not known then.
		 */
		void publish();

		/**
		 * Publishes without waiting.
		 * @return completes when the event is in the connection's queue
		 */
		CompletableFuture<Void> publishAsync();

		/**
		 * Publishes, and waits until the router has acknowledged the event
		 * ({@code acknowledge}).
		 * @return the publication's ID
		 */
		long publishAcknowledged();

		/**
		 * Publishes without waiting, and asks the router for an acknowledgment
		 * ({@code acknowledge}).
		 * @return completes with the publication's ID
		 */
		CompletableFuture<Long> publishAcknowledgedAsync();

	}

	/**
	 * A registration that is being put together. For one use by one thread.
	 */
	interface RegistrationSpec {

		/**
		 * How the URI matches ({@code match}).
		 * @param match the policy
		 * @return this
		 */
		RegistrationSpec match(MatchPolicy match);

		/**
		 * How the router chooses among several callees ({@code invoke}).
		 * @param invoke the policy
		 * @return this
		 */
		RegistrationSpec invoke(InvocationPolicy invoke);

		/**
		 * How many invocations at a time the router may send here ({@code concurrency}).
		 * @param concurrency one or more
		 * @return this
		 */
		RegistrationSpec concurrency(int concurrency);

		/**
		 * How many calls may wait at the router while all callees of the procedure are at
		 * their concurrency limit, in their order ({@code x_waiting_calls}). Only this
		 * library's router lets calls wait; the first callee's number counts.
		 * @param waitingCalls zero or more
		 * @return this
		 */
		RegistrationSpec waitingCalls(int waitingCalls);

		/**
		 * Looks after the timeouts of calls here, instead of the router: a call that
		 * takes too long ends with {@code wamp.error.timeout}, and its handler is
		 * interrupted ({@code forward_timeout}).
		 * @return this
		 */
		RegistrationSpec forwardTimeout();

		/**
		 * Asks the router to disclose the callers ({@code disclose_caller}).
		 * @return this
		 */
		RegistrationSpec discloseCaller();

		/**
		 * Replaces what is registered under the URI ({@code force_reregister}).
		 * @return this
		 */
		RegistrationSpec forceReregister();

		/**
		 * Sets an option that has no method here.
		 * @param name the key in {@code Options}
		 * @param value the value
		 * @return this
		 */
		RegistrationSpec option(String name, @Nullable Object value);

		/**
		 * Registers the procedure at this and every later join.
		 * @param handler answers the calls
		 * @return the handle
		 */
		WampRegistration register(ProcedureHandler handler);

		/**
		 * Registers a procedure of one positional argument.
		 * @param <A> the argument's type
		 * @param type the argument's type; a call without it gets
		 * {@code wamp.error.invalid_argument}
		 * @param function answers the calls, as {@link ProcedureHandler#handle} does
		 * @return the handle
		 * @throws IllegalArgumentException if no argument can be read as the type
		 */
		<A> WampRegistration register(Class<A> type, ThrowingFunction<A, ? extends @Nullable Object> function);

		/**
		 * Registers a procedure of one positional argument.
		 * @param <A> the argument's type
		 * @param type the argument's type; a call without it gets
		 * {@code wamp.error.invalid_argument}
		 * @param function answers the calls, as {@link ProcedureHandler#handle} does
		 * @return the handle
		 * @throws IllegalArgumentException if no argument can be read as the type
		 */
		<A> WampRegistration register(ParameterizedTypeReference<A> type,
				ThrowingFunction<A, ? extends @Nullable Object> function);

		/**
		 * Registers a procedure of two positional arguments.
		 * @param <A> the first argument's type
		 * @param <B> the second argument's type
		 * @param type1 the first argument's type
		 * @param type2 the second argument's type
		 * @param function answers the calls, as {@link ProcedureHandler#handle} does
		 * @return the handle
		 * @throws IllegalArgumentException if no argument can be read as the type
		 */
		<A, B> WampRegistration register(Class<A> type1, Class<B> type2,
				ThrowingBiFunction<A, B, ? extends @Nullable Object> function);

		/**
		 * Registers a procedure of two positional arguments.
		 * @param <A> the first argument's type
		 * @param <B> the second argument's type
		 * @param type1 the first argument's type
		 * @param type2 the second argument's type
		 * @param function answers the calls, as {@link ProcedureHandler#handle} does
		 * @return the handle
		 * @throws IllegalArgumentException if no argument can be read as the type
		 */
		<A, B> WampRegistration register(ParameterizedTypeReference<A> type1, ParameterizedTypeReference<B> type2,
				ThrowingBiFunction<A, B, ? extends @Nullable Object> function);

		/**
		 * Registers a procedure whose arguments come one after the other, as
		 * {@link CallSpec#streamArgs(Iterable)} sends them. See the section "Progressive
		 * Call Invocations" of the specification.
		 * @param handler answers the calls
		 * @return the handle
		 */
		WampRegistration registerStreamed(StreamedProcedureHandler handler);

		/**
		 * Registers a procedure of a stream of arguments, and of no others.
		 * @param <T> the type of an element
		 * @param type the type of an element
		 * @param function answers the calls, as {@link StreamedProcedureHandler#handle}
		 * does; reading the stream waits for its elements
		 * @return the handle
		 * @throws IllegalArgumentException if no argument can be read as the type
		 */
		<T> WampRegistration registerStreamed(Class<T> type,
				ThrowingFunction<Stream<T>, ? extends @Nullable Object> function);

		/**
		 * Registers a procedure of a stream of arguments, and of no others.
		 * @param <T> the type of an element
		 * @param type the type of an element
		 * @param function answers the calls, as {@link StreamedProcedureHandler#handle}
		 * does; reading the stream waits for its elements
		 * @return the handle
		 * @throws IllegalArgumentException if no argument can be read as the type
		 */
		<T> WampRegistration registerStreamed(ParameterizedTypeReference<T> type,
				ThrowingFunction<Stream<T>, ? extends @Nullable Object> function);

	}

	/**
	 * Options of a subscription.
	 *
	 * @param <S> the type of the specification
	 */
	interface SubscriptionOptionsSpec<S extends SubscriptionOptionsSpec<S>> {

		/**
		 * How the URI matches ({@code match}).
		 * @param match the policy
		 * @return this
		 */
		S match(MatchPolicy match);

		/**
		 * Asks the router for the event that it retains for the topic
		 * ({@code get_retained}).
		 * @return this
		 */
		S getRetained();

		/**
		 * Lets the handler miss nothing while there is no session: after a rejoin, what
		 * was published since the last event that it has handled is asked of the router's
		 * event history, and handled in its order, each event once, before newer ones.
		 * Where the router has no history of the topic, the log says so once.
		 * @return this
		 */
		S replay();

		/**
		 * Sets an option that has no method here.
		 * @param name the key in {@code Options}
		 * @param value the value
		 * @return this
		 */
		S option(String name, @Nullable Object value);

	}

	/**
	 * A subscription that is being put together. For one use by one thread.
	 */
	interface SubscriptionSpec extends SubscriptionOptionsSpec<SubscriptionSpec> {

		/**
		 * Subscribes to the topic at this and every later join.
		 * @param handler takes the events
		 * @return the handle
		 */
		WampSubscription subscribe(TopicHandler handler);

		/**
		 * Subscribes to the topic at this and every later join.
		 * @param <T> the type of an event
		 * @param type the type of the first positional argument
		 * @param handler takes the events
		 * @return the handle
		 * @throws IllegalArgumentException if no argument can be read as the type
		 */
		<T> WampSubscription subscribe(Class<T> type, ThrowingConsumer<T> handler);

		/**
		 * Subscribes to the topic at this and every later join.
		 * @param <T> the type of an event
		 * @param type the type of the first positional argument
		 * @param handler takes the events
		 * @return the handle
		 * @throws IllegalArgumentException if no argument can be read as the type
		 */
		<T> WampSubscription subscribe(ParameterizedTypeReference<T> type, ThrowingConsumer<T> handler);

	}

}
