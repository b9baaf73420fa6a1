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

import io.github.wampspring.codec.EncodedPayload;
import io.github.wampspring.codec.PayloadReader;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JavaType;

/**
 * Reads a payload that came in a frame.
 */
final class EncodedReader implements PayloadReader {

	private final JacksonPayloadMapper mapper;

	private final EncodedPayload payload;

	private final JsonParser arguments;

	private boolean hasNext;

	private int index;

	EncodedReader(JacksonPayloadMapper mapper, EncodedPayload payload) {
		this.mapper = mapper;
		this.payload = payload;
		this.arguments = mapper.open(payload);
		try {
			this.arguments.nextToken();
			advance();
		}
		catch (JacksonException ex) {
			throw Problems.cannotRead("argument 1", ex);
		}
	}

	private void advance() {
		this.hasNext = this.arguments.nextToken() != JsonToken.END_ARRAY;
		if (!this.hasNext) {
			this.arguments.close();
		}
	}

	@Override
	public boolean hasNext() {
		return this.hasNext;
	}

	@Override
	public @Nullable Object next(JavaType type) {
		if (!this.hasNext) {
			throw new NoSuchElementException("there is no argument " + (this.index + 1));
		}
		this.index++;
		Object value = read(this.arguments, type, "argument " + this.index);
		try {
			advance();
		}
		catch (JacksonException ex) {
			throw Problems.cannotRead("argument " + (this.index + 1), ex);
		}
		return value;
	}

	@Override
	public List<@Nullable Object> remaining(JavaType type) {
		List<@Nullable Object> values = new ArrayList<>();
		while (this.hasNext) {
			values.add(next(type));
		}
		return values;
	}

	@Override
	public Map<String, @Nullable Object> keywords(Map<String, JavaType> types) {
		Map<String, @Nullable Object> values = new LinkedHashMap<>();
		try (JsonParser parser = this.mapper.openKeywords(this.payload)) {
			parser.nextToken();
			while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
				String name = parser.currentName();
				JavaType type = types.get(name);
				parser.nextToken();
				if (type == null) {
					parser.skipChildren();
				}
				else {
					values.put(name, read(parser, type, "keyword argument " + name));
				}
			}
		}
		catch (JacksonException ex) {
			throw Problems.cannotRead("keyword arguments", ex);
		}
		return values;
	}

	private @Nullable Object read(JsonParser parser, JavaType type, String what) {
		try {
			return this.mapper.read(parser, type);
		}
		catch (RuntimeException ex) {
			throw Problems.cannotRead(what, type, ex);
		}
	}

	@Override
	public @Nullable Object keywords(JavaType type) {
		try (JsonParser parser = this.mapper.openKeywords(this.payload)) {
			parser.nextToken();
			return read(parser, type, "keyword arguments");
		}
	}

}
