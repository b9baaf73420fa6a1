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
import java.util.List;
import java.util.Map;

import io.github.wampspring.PayloadException;
import io.github.wampspring.codec.PayloadMapper;
import io.github.wampspring.codec.PayloadReader;
import io.github.wampspring.protocol.Payload;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.ResolvableType;
import org.springframework.util.Assert;
import org.springframework.util.ClassUtils;

/**
 * Positional and keyword arguments, read as the types that are asked for. What is missing
 * reads as {@code null}. All methods throw a {@link PayloadException} for what cannot be
 * read as the type asked for.
 */
public class WampArguments {

	private final Payload payload;

	private final @Nullable PayloadMapper mapper;

	/**
	 * Creates a view of arguments that came.
	 * @param payload the arguments
	 * @param mapper reads them
	 */
	public WampArguments(Payload payload, PayloadMapper mapper) {
		this.payload = payload;
		this.mapper = mapper;
	}

	/**
	 * Creates a view of arguments that were made here, and are what they are.
	 * @param values the arguments
	 */
	WampArguments(Payload.Values values) {
		this.payload = values;
		this.mapper = null;
	}

	/**
	 * The arguments as they travel.
	 * @return the payload
	 */
	public Payload toPayload() {
		return this.payload;
	}

	/**
	 * The positional arguments, untyped.
	 * @return an unmodifiable list of strings, numbers, booleans, {@code byte[]}, lists
	 * and maps
	 */
	public List<@Nullable Object> getArguments() {
		return (this.mapper != null) ? this.mapper.arguments(this.payload) : asList(values().arguments());
	}

	/**
	 * The keyword arguments, untyped.
	 * @return an unmodifiable map of strings, numbers, booleans, {@code byte[]}, lists
	 * and maps
	 */
	public Map<String, @Nullable Object> getKeywordArguments() {
		return (this.mapper != null) ? this.mapper.keywordArguments(this.payload) : asMap(values().keywordArguments());
	}

	/**
	 * The first positional argument.
	 * @param <T> the type wanted
	 * @param type the type wanted
	 * @return the argument; {@code null} if there is none
	 */
	public <T> @Nullable T get(Class<T> type) {
		return argument(0, type);
	}

	/**
	 * The first positional argument.
	 * @param <T> the type wanted
	 * @param type the type wanted
	 * @return the argument; {@code null} if there is none
	 */
	public <T> @Nullable T get(ParameterizedTypeReference<T> type) {
		return argument(0, type.getType());
	}

	/**
	 * A positional argument.
	 * @param <T> the type wanted
	 * @param index the position, from 0
	 * @param type the type wanted
	 * @return the argument; {@code null} if there is none
	 * @throws IllegalArgumentException if the position is negative
	 */
	public <T> @Nullable T get(int index, Class<T> type) {
		return argument(index, type);
	}

	/**
	 * A positional argument.
	 * @param <T> the type wanted
	 * @param index the position, from 0
	 * @param type the type wanted
	 * @return the argument; {@code null} if there is none
	 * @throws IllegalArgumentException if the position is negative
	 */
	public <T> @Nullable T get(int index, ParameterizedTypeReference<T> type) {
		return argument(index, type.getType());
	}

	/**
	 * A keyword argument.
	 * @param <T> the type wanted
	 * @param name the keyword
	 * @param type the type wanted
	 * @return the argument; {@code null} if there is none
	 */
	public <T> @Nullable T get(String name, Class<T> type) {
		return keyword(name, type);
	}

	/**
	 * A keyword argument.
	 * @param <T> the type wanted
	 * @param name the keyword
	 * @param type the type wanted
	 * @return the argument; {@code null} if there is none
	 */
	public <T> @Nullable T get(String name, ParameterizedTypeReference<T> type) {
		return keyword(name, type.getType());
	}

	/**
	 * All keyword arguments as one object.
	 * @param <T> the type wanted
	 * @param type a record, bean or map
	 * @return the object, made of an empty dictionary where there are none
	 */
	public <T> @Nullable T getKeywordArguments(Class<T> type) {
		PayloadMapper mapper = this.mapper;
		if (mapper == null) {
			return cast(values().keywordArguments(), type);
		}
		try {
			return Results.uncheckedCast(mapper.reader(this.payload).keywords(mapper.type(type)));
		}
		catch (PayloadException ex) {
			throw new UnreadableArgumentException(this, ex);
		}
	}

	private <T> @Nullable T argument(int index, Type type) {
		Assert.isTrue(index >= 0, "The position of an argument must not be negative");
		PayloadMapper mapper = this.mapper;
		if (mapper == null) {
			List<?> arguments = values().arguments();
			return (index < arguments.size()) ? cast(arguments.get(index), type) : null;
		}
		try {
			PayloadReader reader = mapper.reader(this.payload);
			JavaType skipped = (index > 0) ? mapper.type(Object.class) : null;
			for (int i = 0; i < index && skipped != null && reader.hasNext(); i++) {
				reader.next(skipped);
			}
			return reader.hasNext() ? Results.uncheckedCast(reader.next(mapper.type(type))) : null;
		}
		catch (PayloadException ex) {
			throw new UnreadableArgumentException(this, ex);
		}
	}

	private <T> @Nullable T keyword(String name, Type type) {
		PayloadMapper mapper = this.mapper;
		if (mapper == null) {
			return cast(values().keywordArguments().get(name), type);
		}
		try {
			return Results
				.uncheckedCast(mapper.reader(this.payload).keywords(Map.of(name, mapper.type(type))).get(name));
		}
		catch (PayloadException ex) {
			throw new UnreadableArgumentException(this, ex);
		}
	}

	private Payload.Values values() {
		return (Payload.Values) this.payload;
	}

	private static <T> @Nullable T cast(@Nullable Object value, Type type) {
		Class<?> raw = ResolvableType.forType(type).resolve(Object.class);
		if (value != null && !ClassUtils.isAssignableValue(raw, value)) {
			throw new PayloadException("The argument is a " + value.getClass().getName() + ", not a " + raw.getName(),
					null);
		}
		return Results.uncheckedCast(value);
	}

	@SuppressWarnings("unchecked")
	private static List<@Nullable Object> asList(List<? extends @Nullable Object> arguments) {
		return (List<@Nullable Object>) arguments;
	}

	@SuppressWarnings("unchecked")
	private static Map<String, @Nullable Object> asMap(Map<String, ? extends @Nullable Object> keywordArguments) {
		return (Map<String, @Nullable Object>) keywordArguments;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof WampArguments arguments && getArguments().equals(arguments.getArguments())
				&& getKeywordArguments().equals(arguments.getKeywordArguments());
	}

	@Override
	public int hashCode() {
		return 31 * getArguments().hashCode() + getKeywordArguments().hashCode();
	}

	@Override
	public String toString() {
		Map<String, @Nullable Object> keywordArguments = getKeywordArguments();
		return keywordArguments.isEmpty() ? getArguments().toString() : getArguments() + " " + keywordArguments;
	}

}
