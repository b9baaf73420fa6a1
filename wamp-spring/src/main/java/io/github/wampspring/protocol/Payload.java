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
		 * @return name of the serializer that can read this, such as {@code json}
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
		 * this JVM: the list and, if there are any, the dictionary of keyword arguments
		 * after it, in JSON with a comma between them. The serializer of this encoding
		 * makes a payload of them again.
		 * @return a copy; UTF-8 for text
		 */
		byte[] bytes();

		/**
		 * The size.
		 * @return length of the slice, in bytes or, for text, in characters
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
