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
import java.lang.reflect.TypeVariable;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import io.github.wampspring.codec.PayloadMapper;
import io.github.wampspring.protocol.Payload;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;

import org.springframework.core.ResolvableType;

/**
 * Makes payloads of results, by the type that was declared for them.
 *
 * @param mapper the mapper
 * @param type the declared type; {@code null} if there is none, or nothing is to be sent
 * @param empty whether results are empty, whatever comes
 */
record ResultWriter(PayloadMapper mapper, @Nullable JavaType type, boolean empty) {

	static ResultWriter of(PayloadMapper mapper, ResolvableType type) {
		Class<?> raw = type.toClass();
		boolean empty = raw == void.class || raw == Void.class || raw.getName().equals("kotlin.Unit");
		return new ResultWriter(mapper, (empty || raw == Object.class) ? null : mapper.type(resolved(type)), empty);
	}

	private static Type resolved(ResolvableType type) {
		ResolvableType[] generics = type.getGenerics();
		return !(type.getType() instanceof TypeVariable) ? type.getType() : (generics.length == 0) ? type.toClass()
				: ResolvableType.forClassWithGenerics(type.toClass(), generics).getType();
	}

	/**
	 * A writer of lists of these results.
	 * @return the writer
	 */
	ResultWriter ofLists() {
		JavaType element = this.type;
		return new ResultWriter(this.mapper,
				(element != null) ? this.mapper
					.type(ResolvableType.forClassWithGenerics(List.class, ResolvableType.forType(element)).getType())
						: null,
				this.empty);
	}

	Payload write(@Nullable Object value) {
		if (this.empty) {
			return Payload.NONE;
		}
		if (value instanceof WampArguments arguments) {
			return arguments.toPayload();
		}
		Object typed = (this.type != null) ? this.mapper.typed(value, this.type) : value;
		return new Payload.Values(Collections.singletonList(typed), Map.of());
	}

}
