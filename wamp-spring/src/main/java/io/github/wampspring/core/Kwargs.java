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

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.wampspring.protocol.Payload;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Keyword arguments, given as the last of the positional arguments:
 * {@code wamp.call("com.myapp.volume", Double.class, Kwargs.of("edge", 2.5))}.
 * Unmodifiable.
 */
public final class Kwargs {

	private final Map<String, @Nullable Object> arguments;

	private Kwargs(Map<String, @Nullable Object> arguments) {
		this.arguments = arguments;
	}

	/**
	 * One keyword argument.
	 * @param name the keyword
	 * @param value the value
	 * @return the keyword arguments, for {@link #and} to add to
	 */
	public static Kwargs of(String name, @Nullable Object value) {
		return of(Collections.singletonMap(name, value));
	}

	/**
	 * The keyword arguments of a map.
	 * @param arguments values by keyword
	 * @return the keyword arguments
	 */
	public static Kwargs of(Map<String, ? extends @Nullable Object> arguments) {
		Map<String, @Nullable Object> copy = new LinkedHashMap<>(arguments);
		copy.keySet().forEach((name) -> Assert.notNull(name, "A keyword must not be null"));
		return new Kwargs(Collections.unmodifiableMap(copy));
	}

	/**
	 * These and one more.
	 * @param name the keyword
	 * @param value the value
	 * @return other keyword arguments
	 */
	public Kwargs and(String name, @Nullable Object value) {
		Map<String, @Nullable Object> copy = new LinkedHashMap<>(this.arguments);
		copy.put(name, value);
		return of(copy);
	}

	/**
	 * The arguments.
	 * @return values by keyword, unmodifiable
	 */
	public Map<String, @Nullable Object> asMap() {
		return this.arguments;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof Kwargs kwargs && this.arguments.equals(kwargs.arguments);
	}

	@Override
	public int hashCode() {
		return this.arguments.hashCode();
	}

	@Override
	public String toString() {
		return this.arguments.toString();
	}

	/**
	 * Tells positional arguments from keyword arguments.
	 * @param arguments what an application gave where several arguments may stand
	 * @return the arguments, which do not change with the array
	 */
	static Payload.Values split(@Nullable Object @Nullable [] arguments) {
		if (arguments == null || arguments.getClass() != Object[].class) {
			// not what the compiler makes of several arguments: it is the argument
			return new Payload.Values(Collections.singletonList(arguments), Map.of());
		}
		int last = arguments.length - 1;
		for (int i = 0; i < last; i++) {
			Assert.isTrue(!(arguments[i] instanceof Kwargs), "Kwargs must be the last of the arguments");
		}
		if (last >= 0 && arguments[last] instanceof Kwargs kwargs) {
			List<@Nullable Object> positional = new ArrayList<>(Arrays.asList(arguments).subList(0, last));
			return new Payload.Values(Collections.unmodifiableList(positional), kwargs.asMap());
		}
		return new Payload.Values(Collections.unmodifiableList(Arrays.asList(arguments.clone())), Map.of());
	}

}
