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
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.wampspring.PayloadException;
import io.github.wampspring.codec.PayloadMapper;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Payload;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Gathers arguments and options.
 *
 * @param <S> the type of the specification
 */
abstract class AbstractArgumentSpec<S extends ArgumentSpec<S>> implements ArgumentSpec<S> {

	private final PayloadMapper mapper;

	private final List<@Nullable Object> arguments = new ArrayList<>(4);

	private final Map<String, @Nullable Object> keywordArguments = new LinkedHashMap<>(4);

	private final Map<String, @Nullable Object> options = new LinkedHashMap<>(4);

	AbstractArgumentSpec(PayloadMapper mapper) {
		this.mapper = mapper;
	}

	@Override
	public S args(@Nullable Object... arguments) {
		Collections.addAll(this.arguments, arguments);
		return self();
	}

	@Override
	public S kwarg(String name, @Nullable Object value) {
		this.keywordArguments.put(name, value);
		return self();
	}

	@Override
	public S kwargs(Object arguments) {
		if (arguments instanceof Map<?, ?> map) {
			map.forEach((name, value) -> {
				Assert.isInstanceOf(String.class, name, "Keyword arguments must be named by strings");
				kwarg((String) name, value);
			});
			return self();
		}
		Payload written = this.mapper.detach(Payload.of(arguments));
		Object properties = this.mapper.arguments(written).get(0);
		if (!(properties instanceof Map<?, ?> map)) {
			throw new PayloadException("A " + arguments.getClass().getName()
					+ " is not written as a dictionary, and cannot be keyword arguments", null);
		}
		return kwargs(map);
	}

	@Override
	public S option(String name, @Nullable Object value) {
		this.options.put(name, value);
		return self();
	}

	@Override
	public S discloseMe() {
		return option("disclose_me", true);
	}

	PayloadMapper mapper() {
		return this.mapper;
	}

	Payload payload() {
		return Payload.of(this.arguments, this.keywordArguments);
	}

	Dict options() {
		return Dict.copyOf(this.options);
	}

	@SuppressWarnings("unchecked")
	final S self() {
		return (S) this;
	}

}
