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

package io.github.wampspring.router.engine;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.wampspring.codec.PayloadMapper;
import io.github.wampspring.codec.PayloadReader;
import io.github.wampspring.protocol.Payload;
import tools.jackson.databind.JavaType;

/**
 * Reads payloads that were never encoded.
 */
class ValuesMapper implements PayloadMapper {

	@Override
	public JavaType type(Type type) {
		throw new AssertionError("a router does not bind arguments");
	}

	@Override
	public Object typed(Object value, JavaType type) {
		return value;
	}

	@Override
	public PayloadReader reader(Payload payload) {
		throw new AssertionError("a router does not bind arguments");
	}

	@Override
	public List<Object> arguments(Payload payload) {
		return new ArrayList<>(((Payload.Values) payload).arguments());
	}

	@Override
	public Map<String, Object> keywordArguments(Payload payload) {
		return new HashMap<>(((Payload.Values) payload).keywordArguments());
	}

	@Override
	public Payload detach(Payload payload) {
		return payload;
	}

}
