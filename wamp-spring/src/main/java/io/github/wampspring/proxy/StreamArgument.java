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

package io.github.wampspring.proxy;

import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import io.github.wampspring.core.ReactiveWampOperations;
import io.github.wampspring.core.WampOperations;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;

/**
 * The parameter whose elements are sent one after the other, as further arguments of the
 * call. Where it is {@code null}, the call has no more than its other arguments.
 */
final class StreamArgument {

	private final int index;

	private final Class<?> type;

	private final UnaryOperator<@Nullable Object> typed;

	/**
	 * Creates a stream of arguments.
	 * @param index the parameter's index
	 * @param type the parameter's type
	 * @param typed has an element written by its declared type
	 */
	StreamArgument(int index, Class<?> type, UnaryOperator<@Nullable Object> typed) {
		this.index = index;
		this.type = type;
		this.typed = typed;
	}

	/**
	 * Puts the elements into a call.
	 * @param arguments the arguments of the method
	 * @param specification the call
	 */
	void write(@Nullable Object[] arguments, WampOperations.CallSpec specification) {
		Object value = arguments[this.index];
		if (value == null) {
			return;
		}
		if (value instanceof Stream<?> || value instanceof Iterator<?>) {
			specification.streamArgs(elements(value));
			return;
		}
		specification.streamArgsFrom(Publishers.typed(adapter(), value, this::typed));
	}

	/**
	 * Puts the elements into a call.
	 * @param arguments the arguments of the method
	 * @param specification the call
	 */
	void write(@Nullable Object[] arguments, ReactiveWampOperations.CallSpec specification) {
		Object value = arguments[this.index];
		if (value == null) {
			return;
		}
		if (value instanceof Stream<?> || value instanceof Iterator<?>) {
			specification.streamArgs(elements(value));
			return;
		}
		ReactiveAdapter adapter = adapter();
		specification.streamArgs(adapter.toPublisher(Publishers.typed(adapter, value, this::typed)));
	}

	/** For one call: a stream tells when it is read a second time. */
	private Stream<?> elements(Object value) {
		Stream<?> elements = (value instanceof Iterator<?> iterator)
				? StreamSupport.stream(Spliterators.spliteratorUnknownSize(iterator, Spliterator.ORDERED), false)
				: (Stream<?>) value;
		return elements.map(this::typed);
	}

	private @Nullable Object typed(@Nullable Object element) {
		return (element != null) ? this.typed.apply(element) : null;
	}

	private ReactiveAdapter adapter() {
		ReactiveAdapter adapter = ReactiveAdapterRegistry.getSharedInstance().getAdapter(this.type);
		if (adapter == null) {
			throw new IllegalStateException(this.type + " is no stream");
		}
		return adapter;
	}

	/** Here, where nobody looks who does without Reactive Streams. */
	private static final class Publishers {

		static Object typed(ReactiveAdapter adapter, Object value, Function<@Nullable Object, @Nullable Object> typed) {
			Publisher<Object> source = adapter.toPublisher(value);
			Publisher<Object> mapped = (subscriber) -> source.subscribe(new TypedSubscriber(subscriber, typed));
			return adapter.fromPublisher(mapped);
		}

	}

	private record TypedSubscriber(Subscriber<? super Object> subscriber,
			Function<@Nullable Object, @Nullable Object> typed) implements Subscriber<Object> {

		@Override
		public void onSubscribe(Subscription subscription) {
			this.subscriber.onSubscribe(subscription);
		}

		@Override
		public void onNext(Object element) {
			this.subscriber.onNext(this.typed.apply(element));
		}

		@Override
		public void onError(Throwable failure) {
			this.subscriber.onError(failure);
		}

		@Override
		public void onComplete() {
			this.subscriber.onComplete();
		}

	}

}
