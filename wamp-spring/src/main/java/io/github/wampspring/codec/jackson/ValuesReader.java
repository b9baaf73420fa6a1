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

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

import io.github.wampspring.PayloadException;
import io.github.wampspring.codec.PayloadReader;
import io.github.wampspring.protocol.Payload;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JavaType;

/**
 * Reads a payload of objects. What is not immutable is converted, as if it had come in a
 * frame.
 */
final class ValuesReader implements PayloadReader {

	private final JacksonPayloadMapper sender;

	private final JacksonPayloadMapper mapper;

	private final boolean plain;

	private final Payload.Values values;

	private int index;

	ValuesReader(JacksonPayloadMapper sender, JacksonPayloadMapper mapper, Payload.Values values) {
		this.sender = sender;
		this.mapper = mapper;
		this.plain = sender.isWritingPlain() && mapper.isReadingPlain();
		this.values = values;
	}

	@Override
	public boolean hasNext() {
		return this.index < this.values.arguments().size();
	}

	@Override
	public @Nullable Object next(JavaType type) {
		if (!hasNext()) {
			throw new NoSuchElementException("there is no argument " + (this.index + 1));
		}
		Object value = this.values.arguments().get(this.index++);
		return fits(value, type) ? value : convert(value, type, "argument " + this.index);
	}

	@Override
	public List<@Nullable Object> remaining(JavaType type) {
		List<@Nullable Object> remaining = new ArrayList<>();
		while (hasNext()) {
			remaining.add(next(type));
		}
		return remaining;
	}

	@Override
	public Map<String, @Nullable Object> keywords(Map<String, JavaType> types) {
		Map<String, @Nullable Object> keywords = new LinkedHashMap<>();
		this.values.keywordArguments().forEach((name, value) -> {
			JavaType type = types.get(name);
			if (type != null) {
				keywords.put(name, fits(value, type) ? value : convert(value, type, "keyword argument " + name));
			}
		});
		return keywords;
	}

	@Override
	public @Nullable Object keywords(JavaType type) {
		return convert(this.values.keywordArguments(), type, "keyword arguments");
	}

	private boolean fits(@Nullable Object value, JavaType type) {
		if (value == null || !this.plain || !Scalars.isSimple(value)) {
			return false;
		}
		Class<?> raw = type.getRawClass();
		if (raw == value.getClass()) {
			return true;
		}
		if (raw == Object.class) {
			return !(value instanceof Long number) || number != number.intValue();
		}
		return (raw == int.class && value instanceof Integer) || (raw == long.class && value instanceof Long)
				|| (raw == double.class && value instanceof Double)
				|| (raw == boolean.class && value instanceof Boolean);
	}

	private @Nullable Object convert(@Nullable Object value, JavaType type, String what) {
		try (JsonParser parser = this.mapper.open(this.sender, value, what)) {
			parser.nextToken();
			return this.mapper.read(parser, type);
		}
		catch (PayloadException ex) {
			throw ex;
		}
		catch (RuntimeException ex) {
			throw Problems.cannotRead(what, type, ex);
		}
	}

}
