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

package io.github.wampspring.interceptor;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.wampspring.codec.PayloadMapper;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Payload;
import org.jspecify.annotations.Nullable;

/**
 * What an interceptor sees of an operation. Immutable: a change makes another one, to be
 * given to {@link InterceptorChain#proceed}. Arguments are decoded only when they are
 * asked for.
 *
 * @param <R> the type of the request
 */
public interface InterceptedRequest<R> {

	/**
	 * What it is about.
	 * @return the procedure or topic; where sessions register or subscribe, maybe a
	 * pattern
	 */
	String uri();

	/**
	 * The options or details of the message: {@code CALL.Options},
	 * {@code PUBLISH.Options}, {@code INVOCATION.Details}, {@code EVENT.Details}.
	 * @return a dictionary, maybe empty
	 */
	Dict options();

	/**
	 * The arguments as they travel.
	 * @return a payload, maybe empty
	 */
	Payload payload();

	/**
	 * What reads payloads.
	 * @return the mapper
	 */
	PayloadMapper mapper();

	/**
	 * This request with other options and arguments.
	 * @param options the options
	 * @param payload the arguments
	 * @return another request
	 */
	R with(Dict options, Payload payload);

	/**
	 * The positional arguments: as the application gave them, or untyped where they came
	 * from elsewhere.
	 * @return an unmodifiable list
	 * @throws io.github.wampspring.PayloadException if they cannot be read
	 */
	default List<@Nullable Object> arguments() {
		return (payload() instanceof Payload.Values values)
				? Collections.unmodifiableList(Arrays.asList(values.arguments().toArray()))
				: mapper().arguments(payload());
	}

	/**
	 * The keyword arguments: as the application gave them, or untyped where they came
	 * from elsewhere.
	 * @return an unmodifiable map
	 * @throws io.github.wampspring.PayloadException if they cannot be read
	 */
	default Map<String, @Nullable Object> keywordArguments() {
		return (payload() instanceof Payload.Values values)
				? Collections.unmodifiableMap(new LinkedHashMap<>(values.keywordArguments()))
				: mapper().keywordArguments(payload());
	}

	/**
	 * This request with other positional arguments.
	 * @param arguments the arguments
	 * @return another request
	 */
	default R withArguments(List<? extends @Nullable Object> arguments) {
		return with(options(), Payload.of(arguments, keywordArguments()));
	}

	/**
	 * This request with other keyword arguments.
	 * @param keywordArguments the keyword arguments
	 * @return another request
	 */
	default R withKeywordArguments(Map<String, ? extends @Nullable Object> keywordArguments) {
		return with(options(), Payload.of(arguments(), keywordArguments));
	}

	/**
	 * This request with one keyword argument more, or another value for it.
	 * @param name the keyword
	 * @param value the value
	 * @return another request
	 */
	default R withKeywordArgument(String name, @Nullable Object value) {
		Map<String, @Nullable Object> copy = new LinkedHashMap<>(keywordArguments());
		copy.put(name, value);
		return withKeywordArguments(copy);
	}

	/**
	 * This request with one option or detail more, or another value for it.
	 * @param name the key
	 * @param value the value
	 * @return another request
	 */
	default R withOption(String name, @Nullable Object value) {
		return with(options().with(name, value), payload());
	}

}
