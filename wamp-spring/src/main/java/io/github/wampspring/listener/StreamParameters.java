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

package io.github.wampspring.listener;

import java.util.Iterator;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Stream;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.PayloadException;
import io.github.wampspring.client.Invocation;
import io.github.wampspring.client.stream.ArgumentPublisher;
import io.github.wampspring.client.stream.ArgumentReader;
import io.github.wampspring.client.stream.IncomingArguments;
import io.github.wampspring.codec.PayloadMapper;
import io.github.wampspring.codec.PayloadReader;
import io.github.wampspring.core.WampArguments;
import io.github.wampspring.protocol.Payload;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;

import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;

/**
 * Makes values for parameters that take arguments one after the other.
 *
 * @param <S> what the arguments belong to
 */
@FunctionalInterface
interface StreamParameters<S> {

	/**
	 * Makes values for one parameter.
	 * @param type the parameter's type
	 * @param element reads an element; {@code null} if elements are all arguments of a
	 * message
	 * @param position the position of the element among the first arguments
	 * @return makes a value
	 */
	Function<S, Object> value(Class<?> type, @Nullable Slot element, int position);

	/**
	 * Of invocations.
	 *
	 * @param mapper reads payloads
	 * @param executor where subscribers get elements
	 */
	record OfInvocations(PayloadMapper mapper, Executor executor) implements StreamParameters<Invocation> {

		@Override
		public Function<Invocation, Object> value(Class<?> type, @Nullable Slot element, int position) {
			JavaType skipped = this.mapper.type(Object.class);
			ArgumentReader<Object> reader = (element != null)
					? (payload, first) -> read(payload, element, first ? position : 0, skipped)
					: (payload, first) -> new WampArguments(payload, this.mapper);
			if (type == Iterator.class) {
				return (invocation) -> arguments(invocation, reader);
			}
			if (type == Stream.class) {
				return (invocation) -> arguments(invocation, reader).stream();
			}
			ReactiveAdapter adapter = ReactiveAdapterRegistry.getSharedInstance().getAdapter(type);
			if (adapter == null) {
				throw new IllegalArgumentException(type + " is no stream");
			}
			return (invocation) -> Publishers.value(adapter, arguments(invocation, reader), this.executor, invocation);
		}

		private static IncomingArguments<Object> arguments(Invocation invocation, ArgumentReader<Object> reader) {
			return new IncomingArguments<>(invocation.payload(), invocation.following(), reader);
		}

		private @Nullable Object read(Payload payload, Slot element, int position, JavaType skipped) {
			if (payload.isEmpty()) {
				return null;
			}
			try {
				PayloadReader reader = this.mapper.reader(payload);
				for (int i = 0; i < position && reader.hasNext(); i++) {
					reader.next(skipped);
				}
				return reader.hasNext() ? element.present(reader.next(element.type())) : null;
			}
			catch (PayloadException ex) {
				throw element.unreadable(ex);
			}
		}

	}

	/** Here, where nobody looks who does without Reactive Streams. */
	final class Publishers {

		private Publishers() {
		}

		static Object value(ReactiveAdapter adapter, IncomingArguments<Object> arguments, Executor executor,
				Invocation invocation) {
			return adapter.fromPublisher(new ArgumentPublisher<>(arguments, executor,
					() -> invocation.fail(ErrorUris.UNAVAILABLE, Payload.of("The callee has no thread free"))));
		}

	}

}
