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

import java.util.function.Function;
import java.util.stream.Stream;

import io.github.wampspring.WampException;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.ParameterizedTypeReference;

/**
 * Calls procedures, publishes events and subscribes to topics, in the style of Reactor.
 * Implemented by {@link ReactiveWampTemplate}.
 *
 * <p>
 * Nothing happens before a publisher is subscribed, and everything happens again with
 * each subscriber. Errors are those of {@link WampOperations}. Results are signalled by
 * the thread that receives, events by the connection's executor.
 */
public interface ReactiveWampOperations {

	/**
	 * Calls a procedure.
	 * @param <T> the result's type
	 * @param procedure the URI
	 * @param resultType the result's type; {@link Void} for none
	 * @param arguments the positional arguments; the last one may be {@link Kwargs}
	 * @return the first positional argument of the result; empty if there is none, or a
	 * null. Cancelling cancels the call
	 */
	<T> Mono<T> call(String procedure, Class<T> resultType, @Nullable Object... arguments);

	/**
	 * Calls a procedure.
	 * @param <T> the result's type
	 * @param procedure the URI
	 * @param resultType the result's type
	 * @param arguments the positional arguments; the last one may be {@link Kwargs}
	 * @return the first positional argument of the result; empty if there is none, or a
	 * null. Cancelling cancels the call
	 */
	<T> Mono<T> call(String procedure, ParameterizedTypeReference<T> resultType, @Nullable Object... arguments);

	/**
	 * Calls a procedure.
	 * @param procedure the URI
	 * @param arguments the positional arguments; the last one may be {@link Kwargs}
	 * @return all arguments of the result. Cancelling cancels the call
	 */
	Mono<WampResult> call(String procedure, @Nullable Object... arguments);

	/**
	 * Calls a procedure, and asks for progressive results.
	 * @param <T> the type of each result
	 * @param procedure the URI
	 * @param resultType the type of each result
	 * @param arguments the positional arguments; the last one may be {@link Kwargs}
	 * @return the first positional argument of each progressive result and of the final
	 * one, as of {@link CallSpec#stream(Class)}
	 */
	default <T> Flux<T> stream(String procedure, Class<T> resultType, @Nullable Object... arguments) {
		return newCall(procedure).args(arguments).stream(resultType);
	}

	/**
	 * As {@link #stream(String, Class, Object...)}.
	 * @param <T> the type of each result
	 * @param procedure the URI
	 * @param resultType the type of each result
	 * @param arguments the positional arguments; the last one may be {@link Kwargs}
	 * @return the results
	 */
	default <T> Flux<T> stream(String procedure, ParameterizedTypeReference<T> resultType,
			@Nullable Object... arguments) {
		return newCall(procedure).args(arguments).stream(resultType);
	}

	/**
	 * Begins a call with a timeout, progressive results, errors of its own or options.
	 * @param procedure the URI
	 * @return the specification
	 */
	CallSpec newCall(String procedure);

	/**
	 * Publishes an event.
	 * @param topic the URI
	 * @param arguments the positional arguments; the last one may be {@link Kwargs}
	 * @return completes when the event is in the connection's queue
	 */
	Mono<Void> publish(String topic, @Nullable Object... arguments);

	/**
	 * Begins a publication with an acknowledgment, chosen receivers, a timeout or
	 * options.
	 * @param topic the URI
	 * @return the specification
	 */
	PublicationSpec newPublication(String topic);

	/**
	 * Subscribes to a topic, and unsubscribes on cancel. Survives reconnects.
	 * @param <T> the type of an event
	 * @param topic the URI
	 * @param type the type of the first positional argument
	 * @return the events; ends with an error where the router refuses the subscription
	 * for good, or too many events wait for the subscriber
	 */
	default <T> Flux<T> subscribe(String topic, Class<T> type) {
		return newSubscription(topic).subscribe(type);
	}

	/**
	 * Subscribes to a topic, and unsubscribes on cancel. Survives reconnects.
	 * @param <T> the type of an event
	 * @param topic the URI
	 * @param type the type of the first positional argument
	 * @return the events; ends with an error where the router refuses the subscription
	 * for good, or too many events wait for the subscriber
	 */
	default <T> Flux<T> subscribe(String topic, ParameterizedTypeReference<T> type) {
		return newSubscription(topic).subscribe(type);
	}

	/**
	 * Begins a subscription with options.
	 * @param topic the URI or pattern
	 * @return the specification
	 */
	SubscriptionSpec newSubscription(String topic);

	/**
	 * A call that is being put together. All that {@link ReactiveWampOperations} says
	 * holds here too.
	 */
	interface CallSpec extends WampOperations.OperationSpec<CallSpec> {

		/**
		 * Says what this call ends with for an error, instead of what is mapped to its
		 * URI for all calls.
		 * @param uri the error's URI
		 * @param exception makes the exception of the error that came
		 * @return this
		 */
		CallSpec onError(String uri, Function<WampException, ? extends Throwable> exception);

		/**
		 * Sends further arguments one after the other, as of
		 * {@link WampOperations.CallSpec#streamArgs(Iterable)}.
		 * @param elements asked for more as the router reads, and cancelled when the call
		 * ends
		 * @return this
		 */
		CallSpec streamArgs(Publisher<?> elements);

		/**
		 * Sends further arguments one after the other, as of
		 * {@link WampOperations.CallSpec#streamArgs(Iterable)}.
		 * @param elements the elements
		 * @return this
		 */
		CallSpec streamArgs(Iterable<?> elements);

		/**
		 * As {@link #streamArgs(Iterable)}, for one call.
		 * @param elements the elements; closed at the end
		 * @return this
		 */
		CallSpec streamArgs(Stream<?> elements);

		/**
		 * Calls.
		 * @return all arguments of the result
		 */
		Mono<WampResult> call();

		/**
		 * Calls.
		 * @param <T> the result's type
		 * @param resultType the result's type
		 * @return the first positional argument; empty if there is none, or a null
		 */
		<T> Mono<T> call(Class<T> resultType);

		/**
		 * Calls.
		 * @param <T> the result's type
		 * @param resultType the result's type
		 * @return the first positional argument; empty if there is none, or a null
		 */
		<T> Mono<T> call(ParameterizedTypeReference<T> resultType);

		/**
		 * Calls, and asks for progressive results ({@code receive_progress}).
		 * @param <T> the type of each result
		 * @param resultType the type of each result
		 * @return the first positional argument of each progressive result and of the
		 * final one, where there is one; cancelling cancels the call. Ends with an error
		 * where more than 1024 results wait for the subscriber
		 */
		<T> Flux<T> stream(Class<T> resultType);

		/**
		 * As {@link #stream(Class)}.
		 * @param <T> the type of each result
		 * @param resultType the type of each result
		 * @return the results
		 */
		<T> Flux<T> stream(ParameterizedTypeReference<T> resultType);

	}

	/**
	 * A publication that is being put together. All that {@link ReactiveWampOperations}
	 * says holds here too.
	 */
	interface PublicationSpec extends WampOperations.PublicationOptionsSpec<PublicationSpec> {

		/**
		 * Publishes.
		 * @return completes when the event is in the connection's queue
		 */
		Mono<Void> publish();

		/**
		 * Publishes, and asks the router for an acknowledgment ({@code acknowledge}).
		 * @return the publication's ID
		 */
		Mono<Long> publishAcknowledged();

	}

	/**
	 * A subscription that is being put together. All that {@link ReactiveWampOperations}
	 * says holds here too.
	 */
	interface SubscriptionSpec extends WampOperations.SubscriptionOptionsSpec<SubscriptionSpec> {

		/**
		 * How many events may wait for the subscriber, 1024 if this is not called. With
		 * one more the publisher ends with an error.
		 * @param bufferSize the number of events
		 * @return this
		 */
		SubscriptionSpec bufferSize(int bufferSize);

		/**
		 * Subscribes to the topic.
		 * @return all arguments of each event
		 */
		Flux<WampArguments> subscribe();

		/**
		 * Subscribes to the topic.
		 * @param <T> the type of an event
		 * @param type the type of the first positional argument
		 * @return the first positional argument of each event
		 */
		<T> Flux<T> subscribe(Class<T> type);

		/**
		 * Subscribes to the topic.
		 * @param <T> the type of an event
		 * @param type the type of the first positional argument
		 * @return the first positional argument of each event
		 */
		<T> Flux<T> subscribe(ParameterizedTypeReference<T> type);

	}

}
