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

package io.github.wampspring.codec;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;

import io.github.wampspring.PayloadException;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Ids;
import io.github.wampspring.protocol.MessageType;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.ProtocolViolation;
import io.github.wampspring.protocol.WampMessage;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;

/**
 * Reads one message from tokens of whatever format: the fields into objects, the
 * arguments only as far as their end.
 */
final class FrameReader {

	private static final int MESSAGE_LENGTH = 200;

	private final SliceSerializer serializer;

	private final FrameTokens tokens;

	private final byte[] bytes;

	private int fieldValues;

	FrameReader(SliceSerializer serializer, FrameTokens tokens, byte[] bytes) {
		this.serializer = serializer;
		this.tokens = tokens;
		this.bytes = bytes;
	}

	WampMessage read() {
		try {
			return readMessage();
		}
		catch (JacksonException ex) {
			throw new ProtocolViolation("the message is malformed: " + reason(ex));
		}
	}

	/**
	 * Reads arguments that stand alone.
	 * @return the payload
	 */
	Payload readPayload() {
		try {
			JsonToken first = this.tokens.next();
			if (first == null) {
				throw new ProtocolViolation("there are no arguments");
			}
			return readPayload("the payload", first, null);
		}
		catch (JacksonException | ProtocolViolation ex) {
			throw new PayloadException("the bytes are not a payload: " + reason(ex), ex);
		}
	}

	/**
	 * Reads arguments that were packed into a dictionary.
	 * @return the arguments
	 */
	PackedPayload readPacked() {
		try {
			if (next() != JsonToken.START_OBJECT) {
				throw new ProtocolViolation("packed arguments must be a dictionary");
			}
			String uri = null;
			Slice arguments = null;
			Slice keywords = null;
			while (next() != JsonToken.END_OBJECT) {
				String key = this.tokens.string();
				JsonToken token = next();
				Slice value = readSlice();
				switch (key) {
					case "args" -> arguments = checked(key, token, JsonToken.START_ARRAY, value);
					case "kwargs" -> keywords = checked(key, token, JsonToken.START_OBJECT, value);
					case "uri" -> {
						if (token == JsonToken.VALUE_STRING) {
							uri = this.tokens.string();
						}
					}
					default -> {
					}
				}
			}
			if (this.tokens.next() != null) {
				throw new ProtocolViolation("there is something after the dictionary");
			}
			return new PackedPayload(uri,
					(arguments != null || keywords != null) ? this.serializer.join(arguments, keywords) : Payload.NONE);
		}
		catch (JacksonException | ProtocolViolation ex) {
			throw new PayloadException("the bytes are not packed arguments: " + reason(ex), ex);
		}
	}

	private Slice readSlice() {
		int start = this.tokens.start();
		this.tokens.skip();
		return new Slice(this.bytes, start, this.tokens.end() - start);
	}

	private static @Nullable Slice checked(String key, JsonToken token, JsonToken expected, Slice value) {
		if (token != expected && token != JsonToken.VALUE_NULL) {
			throw new ProtocolViolation(key + " has the wrong type");
		}
		return (token == expected) ? value : null;
	}

	private static String reason(RuntimeException ex) {
		String message = String
			.valueOf((ex instanceof JacksonException jackson) ? jackson.getOriginalMessage() : ex.getMessage());
		return message.substring(0, Math.min(message.length(), MESSAGE_LENGTH));
	}

	WampSerializer.@Nullable Head readHead(int available) {
		try {
			MessageType type = readType();
			if (type == MessageType.ERROR) {
				this.tokens.next();
			}
			JsonToken token = this.tokens.next();
			boolean number = token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT;
			Long request = (number && this.tokens.end() < available) ? Ids.integer(this.tokens.number()) : null;
			return (request != null) ? new WampSerializer.Head(type, request) : null;
		}
		catch (JacksonException | ProtocolViolation ex) {
			return null;
		}
	}

	private WampMessage readMessage() {
		MessageType type = readType();
		List<@Nullable Object> fields = new ArrayList<>(4);
		JsonToken token = next();
		while (token != JsonToken.END_ARRAY && fields.size() < type.fieldCount()) {
			fields.add((token == JsonToken.START_OBJECT) ? readDict() : readField(token));
			token = next();
		}
		Payload payload = Payload.NONE;
		if (token != JsonToken.END_ARRAY) {
			if (!type.hasPayload()) {
				throw new ProtocolViolation(type + " has too many elements");
			}
			payload = readPayload(type.name(), token, JsonToken.END_ARRAY);
		}
		if (this.tokens.next() != null) {
			throw new ProtocolViolation("there is something after the message");
		}
		return type.create(fields, payload);
	}

	private MessageType readType() {
		if (this.tokens.next() != JsonToken.START_ARRAY) {
			throw new ProtocolViolation("a message must be a list");
		}
		if (this.tokens.next() != JsonToken.VALUE_NUMBER_INT) {
			throw new ProtocolViolation("a message must begin with its type, an integer");
		}
		return MessageType.of(integer());
	}

	private long integer() {
		Number number = this.tokens.number();
		if (number instanceof Integer || number instanceof Long) {
			return number.longValue();
		}
		throw new ProtocolViolation("an integer is out of range");
	}

	private Payload readPayload(String what, JsonToken first, @Nullable JsonToken last) {
		int start = this.tokens.start();
		boolean transparent = first == JsonToken.VALUE_STRING || first == JsonToken.VALUE_EMBEDDED_OBJECT;
		// how Go writes a list that there is not: nexus's client, before keyword
		// arguments
		boolean absent = first == JsonToken.VALUE_NULL && last != null;
		if (!transparent && !absent && first != JsonToken.START_ARRAY) {
			throw new ProtocolViolation("the arguments of " + what + " must be a list");
		}
		boolean empty = absent || (!transparent && skipContent(JsonToken.END_ARRAY));
		int argumentsEnd = this.tokens.end();
		int keywordsStart = argumentsEnd;
		int end = argumentsEnd;
		JsonToken token = this.tokens.next();
		if (absent && token != JsonToken.START_OBJECT) {
			throw new ProtocolViolation("the arguments of " + what + " must be a list");
		}
		if (token == JsonToken.START_OBJECT && !transparent) {
			int position = this.tokens.start();
			if (!skipContent(JsonToken.END_OBJECT)) {
				keywordsStart = position;
				end = this.tokens.end();
				empty = false;
			}
			token = this.tokens.next();
		}
		if (token != last) {
			throw new ProtocolViolation("after the arguments of " + what + " only keyword arguments may follow");
		}
		if (absent && !empty) {
			return this.serializer.join(null, new Slice(this.bytes, keywordsStart, end - keywordsStart));
		}
		return empty ? Payload.NONE
				: new EncodedPayload(this.serializer, this.bytes, start, argumentsEnd, keywordsStart, end, transparent)
					.trim();
	}

	/**
	 * Skips the content of a list or dictionary.
	 * @param last the token that ends it
	 * @return whether it is empty
	 */
	private boolean skipContent(JsonToken last) {
		JsonToken token = next();
		if (token == last) {
			return true;
		}
		while (token != last) {
			this.tokens.skip();
			token = next();
		}
		return false;
	}

	private @Nullable Object readField(JsonToken token) {
		if (++this.fieldValues > Limits.FIELD_VALUES) {
			throw new ProtocolViolation("there are too many options");
		}
		return switch (token) {
			case START_OBJECT -> readMap();
			case START_ARRAY -> readList();
			case VALUE_STRING -> this.tokens.stringOrBinary();
			case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> this.tokens.number();
			case VALUE_TRUE -> true;
			case VALUE_FALSE -> false;
			case VALUE_EMBEDDED_OBJECT -> this.tokens.binary();
			default -> null;
		};
	}

	private Dict readDict() {
		if (next() == JsonToken.END_OBJECT) {
			return Dict.EMPTY;
		}
		Dict.Builder entries = Dict.builder();
		readEntries(entries::put);
		return entries.build();
	}

	private Map<String, @Nullable Object> readMap() {
		if (next() == JsonToken.END_OBJECT) {
			return Map.of();
		}
		Map<String, @Nullable Object> entries = new LinkedHashMap<>();
		readEntries((key, value) -> {
			int size = entries.size();
			entries.put(key, value);
			return entries.size() > size;
		});
		return Collections.unmodifiableMap(entries);
	}

	private void readEntries(BiPredicate<String, @Nullable Object> entries) {
		do {
			String key = this.tokens.string();
			if (!entries.test(key, readField(next()))) {
				throw new ProtocolViolation("a dictionary has the same key twice");
			}
		}
		while (next() != JsonToken.END_OBJECT);
	}

	private List<@Nullable Object> readList() {
		JsonToken token = next();
		if (token == JsonToken.END_ARRAY) {
			return List.of();
		}
		List<@Nullable Object> elements = new ArrayList<>();
		while (token != JsonToken.END_ARRAY) {
			elements.add(readField(token));
			token = next();
		}
		return Collections.unmodifiableList(elements);
	}

	private JsonToken next() {
		JsonToken token = this.tokens.next();
		if (token == null) {
			throw new ProtocolViolation("the message is cut off");
		}
		return token;
	}

}
