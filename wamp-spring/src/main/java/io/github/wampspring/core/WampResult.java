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

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.wampspring.codec.PayloadMapper;
import io.github.wampspring.protocol.Payload;
import org.jspecify.annotations.Nullable;

/**
 * A result of several positional and keyword arguments: what a call ends with, and what a
 * procedure returns where one value is not enough. Immutable.
 */
public final class WampResult extends WampArguments {

	/**
	 * Creates the result of a call.
	 * @param payload the arguments
	 * @param mapper reads them
	 */
	public WampResult(Payload payload, PayloadMapper mapper) {
		super(payload, mapper);
	}

	private WampResult(Payload.Values values) {
		super(values);
	}

	/**
	 * A result of positional arguments.
	 * @param arguments the arguments, maybe none; the last one may be {@link Kwargs}
	 * @return the result
	 */
	public static WampResult of(@Nullable Object... arguments) {
		return new WampResult(Kwargs.split(arguments));
	}

	/**
	 * A result of positional and keyword arguments.
	 * @param arguments the positional arguments
	 * @param keywordArguments the keyword arguments
	 * @return the result
	 */
	public static WampResult of(List<? extends @Nullable Object> arguments,
			Map<String, ? extends @Nullable Object> keywordArguments) {
		return new WampResult(new Payload.Values(Collections.unmodifiableList(Arrays.asList(arguments.toArray())),
				Collections.unmodifiableMap(new LinkedHashMap<>(keywordArguments))));
	}

	/**
	 * This result with one keyword argument more, or another value for it.
	 * @param key the keyword
	 * @param value the value
	 * @return another result
	 */
	public WampResult with(String key, @Nullable Object value) {
		Map<String, @Nullable Object> copy = new LinkedHashMap<>(getKeywordArguments());
		copy.put(key, value);
		return of(getArguments(), copy);
	}

}
