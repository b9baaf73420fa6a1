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

import java.util.Iterator;
import java.util.List;

import io.github.wampspring.codec.WampSerializer;
import io.github.wampspring.codec.binary.BinarySerializer;
import io.github.wampspring.codec.json.JsonSerializer;
import org.jspecify.annotations.Nullable;

/**
 * The serializers: JSON, MessagePack and CBOR.
 */
public final class WampSerializers implements Iterable<WampSerializer> {

	private final List<WampSerializer> serializers;

	/**
	 * Creates the serializers.
	 * @param mapper between payloads and Java types
	 */
	public WampSerializers(JacksonPayloadMapper mapper) {
		this(List.of(new JsonSerializer(mapper), BinarySerializer.msgpack(mapper), BinarySerializer.cbor(mapper)));
	}

	private WampSerializers(List<WampSerializer> serializers) {
		this.serializers = serializers;
	}

	/**
	 * Chooses serializers and their order.
	 * @param names the names, the preferred one first
	 * @return the serializers of these names
	 * @throws IllegalArgumentException if there is none of a name
	 */
	public WampSerializers only(List<String> names) {
		return new WampSerializers(names.stream().map(this::require).toList());
	}

	/**
	 * The serializers.
	 * @return the serializers, the preferred one first
	 */
	public List<WampSerializer> all() {
		return this.serializers;
	}

	@Override
	public Iterator<WampSerializer> iterator() {
		return this.serializers.iterator();
	}

	/**
	 * Finds a serializer.
	 * @param name its name
	 * @return the serializer, {@code null} if there is none of that name
	 */
	public @Nullable WampSerializer byName(String name) {
		for (WampSerializer serializer : this.serializers) {
			if (serializer.name().equals(name)) {
				return serializer;
			}
		}
		return null;
	}

	private WampSerializer require(String name) {
		WampSerializer serializer = byName(name);
		if (serializer == null) {
			throw new IllegalArgumentException("There is no serializer '" + name + "': choose from "
					+ this.serializers.stream().map(WampSerializer::name).toList());
		}
		return serializer;
	}

}
