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
import java.util.Map;

import io.github.wampspring.PayloadException;
import io.github.wampspring.codec.PayloadMapper;
import io.github.wampspring.protocol.Payload;
import tools.jackson.databind.JavaType;

import org.springframework.util.ClassUtils;

/**
 * Finds out at the start which types can never be read.
 */
public final class ReadableTypes {

	private ReadableTypes() {
	}

	/**
	 * Resolves a type that is to be read.
	 * @param mapper reads
	 * @param type the type
	 * @return Jackson's form of it
	 * @throws PayloadException if there is no way to make a value of the type
	 * @throws IllegalArgumentException if it cannot be resolved
	 */
	public static JavaType require(PayloadMapper mapper, Type type) {
		JavaType resolved = mapper
			.type((type instanceof Class<?> raw) ? ClassUtils.resolvePrimitiveIfNecessary(raw) : type);
		// finds the deserializer, or finds out that there is none
		mapper.reader(Payload.of((Object) null)).next(resolved);
		requireCreator(mapper, resolved);
		return resolved;
	}

	/**
	 * Finds out what has a deserializer that can never make anything, such as an
	 * interface.
	 */
	private static void requireCreator(PayloadMapper mapper, JavaType type) {
		if (type.isContainerType() || type.isReferenceType()) {
			JavaType content = type.getContentType();
			if (content != null) {
				requireCreator(mapper, content);
			}
			return;
		}
		try {
			mapper.reader(Payload.of(Map.of())).next(type);
		}
		catch (PayloadException ex) {
			if (InvalidArgumentException.isOwnFault(ex)) {
				throw ex;
			}
		}
	}

}
