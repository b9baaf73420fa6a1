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

package io.github.wampspring.router.history.jdbc;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.wampspring.codec.PayloadMapper;
import io.github.wampspring.codec.WampSerializer;
import io.github.wampspring.codec.jackson.WampSerializers;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.router.history.StoredEvent;
import org.jspecify.annotations.Nullable;

/**
 * What of an event stands in binary columns: its arguments as they came, and its details
 * and filter in CBOR.
 */
final class EventColumns {

	private final WampSerializers serializers;

	private final WampSerializer cbor;

	private final PayloadMapper mapper;

	EventColumns(WampSerializers serializers, PayloadMapper mapper) {
		this.serializers = serializers;
		this.cbor = Objects.requireNonNull(serializers.byName("cbor"));
		this.mapper = mapper;
	}

	/** {@code null} where there is neither. */
	byte @Nullable [] attributes(StoredEvent event) {
		if (event.details().isEmpty() && event.filter().isEmpty()) {
			return null;
		}
		Map<String, Object> attributes = new LinkedHashMap<>();
		attributes.put("details", event.details().toMap());
		attributes.put("filter", event.filter().toMap());
		return ((Payload.Encoded) this.cbor.encode(Payload.of(List.of(), attributes))).bytes();
	}

	Payload.@Nullable Encoded arguments(StoredEvent event) {
		Payload payload = event.payload();
		if (payload instanceof Payload.Values) {
			payload = this.cbor.encode(payload);
		}
		return (payload instanceof Payload.Encoded encoded) ? encoded : null;
	}

	/**
	 * Reads {@code details} and {@code filter}.
	 */
	Map<String, @Nullable Object> attributes(byte @Nullable [] column) {
		return (column != null) ? this.mapper.keywordArguments(this.cbor.payload(column)) : Map.of();
	}

	static Dict dict(@Nullable Object value) {
		return (value instanceof Map<?, ?> map) ? Dict.copyOf(map) : Dict.EMPTY;
	}

	Payload payload(@Nullable String encoding, byte @Nullable [] column) {
		if (encoding == null || column == null) {
			return Payload.NONE;
		}
		WampSerializer serializer = this.serializers.byName(encoding);
		if (serializer == null) {
			throw new IllegalStateException("There is no serializer " + encoding + " for an event of the history");
		}
		return serializer.payload(column);
	}

}
