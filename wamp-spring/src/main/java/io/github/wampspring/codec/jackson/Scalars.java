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

package io.github.wampspring.codec.jackson;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;

import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.json.JsonMapper;

/**
 * The types that are written and read without a mapper, unless the application has
 * serializers of its own for one of them.
 */
final class Scalars {

	private static final List<Class<?>> TYPES = List.of(String.class, Boolean.class, Byte.class, Short.class,
			Integer.class, Long.class, Float.class, Double.class, BigInteger.class, BigDecimal.class);

	private Scalars() {
	}

	/**
	 * Whether a value is immutable and the same after a way over any serializer.
	 * @param value the value
	 * @return {@code true} for the most common types
	 */
	static boolean isSimple(Object value) {
		return value instanceof String || value instanceof Integer || value instanceof Long || value instanceof Double
				|| value instanceof Boolean;
	}

	static boolean isWritingPlain(JsonMapper mapper) {
		SerializationContext context = mapper._serializationContext();
		SerializationContext plain = JsonMapper.shared()._serializationContext();
		return TYPES.stream()
			.allMatch((type) -> context.findTypedValueSerializer(type, true)
				.getClass() == plain.findTypedValueSerializer(type, true).getClass());
	}

	static boolean isReadingPlain(JsonMapper mapper) {
		DeserializationContext context = mapper._deserializationContext();
		DeserializationContext plain = JsonMapper.shared()._deserializationContext();
		return TYPES.stream()
			.map(mapper::constructType)
			.allMatch((type) -> context.findRootValueDeserializer(type)
				.getClass() == plain.findRootValueDeserializer(type).getClass());
	}

}
