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

package io.github.wampspring.client;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.wampspring.PayloadException;
import io.github.wampspring.codec.PayloadMapper;
import io.github.wampspring.codec.PayloadReader;
import io.github.wampspring.protocol.Payload;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.type.TypeFactory;

/**
 * Reads payloads that were never encoded.
 */
class ValuesMapper implements PayloadMapper {

	private static Payload.Values values(Payload payload) {
		if (payload instanceof Payload.Values values) {
			return values;
		}
		throw new PayloadException("an encoded payload", null);
	}

	@Override
	public JavaType type(Type type) {
		return TypeFactory.createDefaultInstance().constructType(type);
	}

	@Override
	public Object typed(Object value, JavaType type) {
		return value;
	}

	@Override
	public PayloadReader reader(Payload payload) {
		throw new IllegalStateException("not needed here");
	}

	@Override
	public List<@Nullable Object> arguments(Payload payload) {
		return new ArrayList<>(values(payload).arguments());
	}

	@Override
	public Map<String, @Nullable Object> keywordArguments(Payload payload) {
		return new LinkedHashMap<>(values(payload).keywordArguments());
	}

	@Override
	public Payload detach(Payload payload) {
		return payload;
	}

}
