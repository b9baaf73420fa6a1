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

package io.github.wampspring.protocol;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The positional and keyword arguments of a message: either values, or a slice of the
 * frame as it came, which is read by the one who needs it and forwarded untouched by
 * everyone else.
 */
public sealed interface Payload {

	/** No arguments at all. */
	Payload NONE = new Values(List.of(), Map.of());

	/**
	 * Whether there is neither a positional nor a keyword argument to write. An encoded
	 * payload may answer {@code false} for {@code []} that stands in its frame.
	 * @return {@code true} if nothing has to be written
	 */
	boolean isEmpty();

	/**
	 * Positional arguments.
	 * @param arguments the arguments; an argument may be {@code null}
	 * @return the payload
	 */
	static Payload of(@Nullable Object... arguments) {
		return (arguments.length == 0) ? NONE
				: new Values(Collections.unmodifiableList(Arrays.asList(arguments.clone())), Map.of());
	}

	/**
	 * Positional and keyword arguments.
	 * @param arguments the positional arguments
	 * @param keywordArguments the keyword arguments
	 * @return the payload
	 */
	static Payload of(List<? extends @Nullable Object> arguments,
			Map<String, ? extends @Nullable Object> keywordArguments) {
		if (arguments.isEmpty() && keywordArguments.isEmpty()) {
			return NONE;
		}
		return new Values(Collections.unmodifiableList(arguments),
				Collections.unmodifiableMap(new LinkedHashMap<>(keywordArguments)));
	}

	/**
	 * Arguments as objects.
	 *
	 * @param arguments the positional arguments
	 * @param keywordArguments the keyword arguments
	 */
	record Values(List<? extends @Nullable Object> arguments,
			Map<String, ? extends @Nullable Object> keywordArguments) implements Payload {

		@Override
		public boolean isEmpty() {
			return this.arguments.isEmpty() && this.keywordArguments.isEmpty();
		}

	}

	/**
	 * Arguments as they stand in a frame. Immutable, safe to share between threads.
	 */
	non-sealed interface Encoded extends Payload {

		/**
		 * The encoding.
		 * @return name of the serializer that can read this: {@code json},
		 * {@code msgpack} or {@code cbor}
		 */
		String encoding();

		/**
		 * Whether a single binary value (or a string in its place) stands where the list
		 * of arguments would: a transparent payload, that only the end points understand.
		 * @return {@code true} for a transparent payload
		 */
		boolean isTransparent();

		/**
		 * The arguments as they stand in the message, for a way or a place outside of
		 * this JVM: another router, a cipher, a disk. One element, the list of positional
		 * arguments, or two, that list and the dictionary of keyword arguments:
		 * <ul>
		 * <li>{@code json}: UTF-8, with a comma between the two, such as
		 * {@code [1,2],{"x":3}}; there may be white space wherever JSON allows it</li>
		 * <li>{@code msgpack} and {@code cbor}: the one behind the other, with nothing
		 * between or around them, such as {@code 92 01 02 81 a1 78 03}</li>
		 * </ul>
		 * Of a transparent payload, it is the one string or binary value that stands in
		 * the place of the list, with its quotes or its head. The list is there even
		 * where it is empty and keyword arguments follow; they are never zero bytes.
		 * <p>
		 * {@code WampSerializer.payload(byte[])} of the serializer of this
		 * {@link #encoding()} is the inverse: it gives a payload of the same arguments
		 * and the same bytes, and checks bytes that come from elsewhere as strictly as
		 * those of a message.
		 * @return a copy, which belongs to the caller
		 */
		byte[] bytes();

		/**
		 * The size.
		 * @return the number of {@link #bytes()}
		 */
		int length();

		/**
		 * The same arguments, for keeping: a slice keeps the whole frame in memory.
		 * @return a payload that keeps nothing but the arguments; maybe this one
		 */
		default Encoded compact() {
			return this;
		}

	}

}
