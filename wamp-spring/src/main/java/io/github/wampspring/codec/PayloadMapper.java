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

import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;

import io.github.wampspring.PayloadException;
import io.github.wampspring.protocol.Payload;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;

/**
 * Between payloads and Java types, by the application's own Jackson configuration.
 */
public interface PayloadMapper {

	/**
	 * Resolves a type for {@link PayloadReader}.
	 * @param type a class or generic type
	 * @return Jackson's form of it
	 */
	JavaType type(Type type);

	/**
	 * A value that is to be written by its declared type, as Spring MVC writes what a
	 * method returns. The class of a collection tells nothing about the type of its
	 * elements, and so nothing about the type IDs that these need.
	 * @param value the value
	 * @param type the declared type
	 * @return what to put into a payload: the value itself, or one that carries the type
	 */
	@Nullable Object typed(@Nullable Object value, JavaType type);

	/**
	 * Opens a payload for reading.
	 * @param payload the payload, in whatever form
	 * @return a reader at the first positional argument
	 * @throws PayloadException for a transparent payload, which only a codec of the
	 * application can read
	 */
	PayloadReader reader(Payload payload);

	/**
	 * All positional arguments, untyped: strings, {@link Integer}, {@link Long},
	 * {@link java.math.BigInteger}, {@link Double}, booleans, {@code byte[]}, lists and
	 * maps.
	 * @param payload the payload
	 * @return the arguments
	 */
	List<@Nullable Object> arguments(Payload payload);

	/**
	 * The one value that stands in the place of the arguments.
	 * @param payload a transparent payload
	 * @return a {@code byte[]} or a string
	 * @throws PayloadException if it is no transparent payload
	 */
	default Object transparent(Payload.Encoded payload) {
		throw new PayloadException("the payload is not transparent", null);
	}

	/**
	 * A payload of one value, which stands in the place of the arguments.
	 * @param value the value
	 * @return a transparent payload
	 */
	default Payload transparent(byte[] value) {
		throw new PayloadException("transparent payloads are not supported", null);
	}

	/**
	 * Packs arguments into one dictionary, which travels as one value. See the section
	 * "Payload Passthru Mode" of the specification.
	 * @param serializer the serializer's name: {@code json}, {@code msgpack} or
	 * {@code cbor}
	 * @param payload the arguments, and what is to stand under {@code uri}
	 * @return the dictionary
	 * @throws PayloadException if an argument cannot be written, or there is no such
	 * serializer
	 */
	default byte[] pack(String serializer, PackedPayload payload) {
		throw new PayloadException("there is no serializer " + serializer, null);
	}

	/**
	 * Unpacks such a dictionary, which is checked as strictly as the arguments of a
	 * message.
	 * @param serializer the serializer's name
	 * @param bytes the dictionary; not to be changed any more
	 * @return the arguments
	 * @throws PayloadException if it is none of arguments, or there is no such serializer
	 */
	default PackedPayload unpack(String serializer, byte[] bytes) {
		throw new PayloadException("there is no serializer " + serializer, null);
	}

	/**
	 * All keyword arguments, untyped.
	 * @param payload the payload
	 * @return the keyword arguments
	 */
	Map<String, @Nullable Object> keywordArguments(Payload payload);

	/**
	 * The form of a payload for a receiver in the same JVM: nothing in it is shared with
	 * the sender, who may go on changing its objects.
	 * @param payload the payload
	 * @return the same where its values are immutable, else an encoded one
	 * @throws PayloadException if an argument cannot be written
	 */
	Payload detach(Payload payload);

}
