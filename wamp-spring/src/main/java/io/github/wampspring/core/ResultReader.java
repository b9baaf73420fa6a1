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

import io.github.wampspring.PayloadException;
import io.github.wampspring.codec.PayloadMapper;
import io.github.wampspring.codec.PayloadReader;
import io.github.wampspring.protocol.Payload;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;

/**
 * Reads the arguments of a result or event as what the application wants.
 *
 * @param <T> what it wants
 */
@FunctionalInterface
interface ResultReader<T> {

	/**
	 * Reads.
	 * @param payload the arguments
	 * @return the value
	 * @throws io.github.wampspring.PayloadException if they cannot be read that way
	 */
	@Nullable T read(Payload payload);

	/**
	 * Reads the first positional argument.
	 * @param <T> its type
	 * @param mapper the mapper
	 * @param type its type; {@link WampResult} for all arguments
	 * @param uri the procedure or topic, for messages
	 * @return the reader
	 */
	static <T> ResultReader<T> first(PayloadMapper mapper, Type type, String uri) {
		return (type == WampResult.class) ? (payload) -> Results.uncheckedCast(new WampResult(payload, mapper))
				: new FirstArgumentReader<>(mapper, mapper.type(type), uri);
	}

	/**
	 * Reads all arguments.
	 * @param mapper the mapper
	 * @return the reader
	 */
	static ResultReader<WampResult> all(PayloadMapper mapper) {
		return (payload) -> new WampResult(payload, mapper);
	}

	/**
	 * Reads the first positional argument; {@code null} where there is none, or none is
	 * wanted.
	 *
	 * @param <T> the type of the argument
	 * @param mapper the mapper
	 * @param type the type of the argument; {@link Void} if none is wanted
	 * @param uri the procedure or topic, for messages
	 */
	record FirstArgumentReader<T>(PayloadMapper mapper, JavaType type, String uri) implements ResultReader<T> {

		@Override
		public @Nullable T read(Payload payload) {
			if (payload.isEmpty() || this.type.hasRawClass(Void.class)) {
				return null;
			}
			try {
				PayloadReader reader = this.mapper.reader(payload);
				return reader.hasNext() ? Results.uncheckedCast(reader.next(this.type)) : null;
			}
			catch (PayloadException ex) {
				throw new PayloadException("What came from '" + this.uri + "' cannot be read as "
						+ this.type.toCanonical() + ": " + ex.getMessage(), ex);
			}
		}

	}

}
