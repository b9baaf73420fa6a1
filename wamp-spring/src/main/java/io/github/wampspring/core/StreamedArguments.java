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

import java.lang.reflect.Type;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.PayloadException;
import io.github.wampspring.client.Invocation;
import io.github.wampspring.client.stream.ArgumentPublisher;
import io.github.wampspring.client.stream.ArgumentReader;
import io.github.wampspring.client.stream.IncomingArguments;
import io.github.wampspring.codec.PayloadMapper;
import io.github.wampspring.codec.PayloadReader;
import io.github.wampspring.protocol.Payload;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import tools.jackson.databind.JavaType;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.util.Assert;

/**
 * The arguments of one call that come one after the other: those that it began with, and
 * a stream of elements, which is taken once, as a {@link Stream} that waits for each of
 * them or as a {@code Publisher}. An element is the first positional argument of a
 * message; what the call began with may have one too, after other arguments. The element
 * type {@link WampArguments} stands for all arguments of each message.
 *
 * <p>
 * An element that cannot be read as its type, or is {@code null}, ends the stream with an
 * {@link InvalidArgumentException}; a call that is cancelled ends it with a
 * {@link io.github.wampspring.WampCanceledException}.
 */
public final class StreamedArguments {

	private final Invocation invocation;

	private final PayloadMapper mapper;

	private final Executor executor;

	private final AtomicBoolean taken = new AtomicBoolean();

	StreamedArguments(Invocation invocation, PayloadMapper mapper, Executor executor) {
		this.invocation = invocation;
		this.mapper = mapper;
		this.executor = executor;
	}

	/**
	 * The arguments that the call began with.
	 * @return all arguments of the first message; may be read at any time
	 */
	public WampArguments first() {
		return new WampArguments(this.invocation.payload(), this.mapper);
	}

	/**
	 * Takes the elements, where no other arguments come before them.
	 * @param <T> the type of an element
	 * @param type the type of an element
	 * @return the elements; reading waits for them
	 * @throws IllegalStateException if they were taken before
	 */
	public <T> Stream<T> stream(Class<T> type) {
		return stream(0, type);
	}

	/**
	 * Takes the elements, where no other arguments come before them.
	 * @param <T> the type of an element
	 * @param type the type of an element
	 * @return the elements; reading waits for them
	 * @throws IllegalStateException if they were taken before
	 */
	public <T> Stream<T> stream(ParameterizedTypeReference<T> type) {
		return stream(0, type);
	}

	/**
	 * Takes the elements.
	 * @param <T> the type of an element
	 * @param position how many positional arguments of the first message are none of them
	 * @param type the type of an element
	 * @return the elements; reading waits for them
	 * @throws IllegalStateException if they were taken before
	 * @throws IllegalArgumentException if the position is negative
	 */
	public <T> Stream<T> stream(int position, Class<T> type) {
		return this.<T>take(position, type).stream();
	}

	/**
	 * Takes the elements.
	 * @param <T> the type of an element
	 * @param position how many positional arguments of the first message are none of them
	 * @param type the type of an element
	 * @return the elements; reading waits for them
	 * @throws IllegalStateException if they were taken before
	 * @throws IllegalArgumentException if the position is negative
	 */
	public <T> Stream<T> stream(int position, ParameterizedTypeReference<T> type) {
		return this.<T>take(position, type.getType()).stream();
	}

	/**
	 * Takes the elements, where no other arguments come before them.
	 * @param <T> the type of an element
	 * @param type the type of an element
	 * @return the elements, for one subscriber, who gets them on the connection's
	 * executor
	 * @throws IllegalStateException if they were taken before
	 */
	public <T> Publisher<T> publisher(Class<T> type) {
		return publisher(0, type);
	}

	/**
	 * Takes the elements, where no other arguments come before them.
	 * @param <T> the type of an element
	 * @param type the type of an element
	 * @return the elements, for one subscriber, who gets them on the connection's
	 * executor
	 * @throws IllegalStateException if they were taken before
	 */
	public <T> Publisher<T> publisher(ParameterizedTypeReference<T> type) {
		return publisher(0, type);
	}

	/**
	 * Takes the elements.
	 * @param <T> the type of an element
	 * @param position how many positional arguments of the first message are none of them
	 * @param type the type of an element
	 * @return the elements, for one subscriber, who gets them on the connection's
	 * executor
	 * @throws IllegalStateException if they were taken before
	 * @throws IllegalArgumentException if the position is negative
	 */
	public <T> Publisher<T> publisher(int position, Class<T> type) {
		return Publishers.of(this.<T>take(position, type), this.executor, this.invocation);
	}

	/**
	 * Takes the elements.
	 * @param <T> the type of an element
	 * @param position how many positional arguments of the first message are none of them
	 * @param type the type of an element
	 * @return the elements, for one subscriber, who gets them on the connection's
	 * executor
	 * @throws IllegalStateException if they were taken before
	 * @throws IllegalArgumentException if the position is negative
	 */
	public <T> Publisher<T> publisher(int position, ParameterizedTypeReference<T> type) {
		return Publishers.of(this.<T>take(position, type.getType()), this.executor, this.invocation);
	}

	private <T> IncomingArguments<T> take(int position, Type type) {
		Assert.isTrue(position >= 0, "The number of positional arguments before the stream must not be negative");
		ArgumentReader<T> reader = reader(position, type);
		if (!this.taken.compareAndSet(false, true)) {
			throw new IllegalStateException("The arguments of a call can be taken once only");
		}
		return new IncomingArguments<>(this.invocation.payload(), this.invocation.following(), reader);
	}

	private <T> ArgumentReader<T> reader(int position, Type type) {
		if (type == WampArguments.class) {
			return (payload, first) -> Results.uncheckedCast(new WampArguments(payload, this.mapper));
		}
		JavaType element = this.mapper.type(type);
		JavaType skipped = this.mapper.type(Object.class);
		return (payload, first) -> read(payload, first ? position : 0, element, skipped);
	}

	private <T> @Nullable T read(Payload payload, int position, JavaType type, JavaType skipped) {
		if (payload.isEmpty()) {
			return null;
		}
		T element;
		try {
			PayloadReader reader = this.mapper.reader(payload);
			for (int i = 0; i < position && reader.hasNext(); i++) {
				reader.next(skipped);
			}
			if (!reader.hasNext()) {
				return null;
			}
			element = Results.uncheckedCast(reader.next(type));
		}
		catch (PayloadException ex) {
			if (InvalidArgumentException.isOwnFault(ex)) {
				throw ex;
			}
			throw new InvalidArgumentException(String.valueOf(ex.getMessage()), ex);
		}
		if (element == null) {
			throw new InvalidArgumentException("An argument of the stream must not be null", null);
		}
		return element;
	}

	/** Here, where nobody looks who does without Reactive Streams. */
	private static final class Publishers {

		static <T> Publisher<T> of(IncomingArguments<T> arguments, Executor executor, Invocation invocation) {
			return new ArgumentPublisher<>(arguments, executor,
					() -> invocation.fail(ErrorUris.UNAVAILABLE, Payload.of("The callee has no thread free")));
		}

	}

}
