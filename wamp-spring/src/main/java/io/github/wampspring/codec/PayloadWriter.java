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

import io.github.wampspring.PayloadException;
import io.github.wampspring.protocol.Payload;

/**
 * Writes the arguments of a message, in whatever form they are there. What each
 * serializer asks for, to be independent of how objects are mapped.
 */
public interface PayloadWriter {

	/**
	 * Writes what a payload has: nothing, the positional arguments, or these and the
	 * keyword arguments.
	 * @param writer where to
	 * @param payload the payload
	 * @throws PayloadException if an argument cannot be written
	 */
	default void write(FrameWriter writer, Payload payload) {
		if (!payload.isEmpty()) {
			writeArguments(writer, payload);
			writeKeywords(writer, payload);
		}
	}

	/**
	 * Writes the list of positional arguments, even if it is empty.
	 * @param writer where to
	 * @param payload the payload
	 * @throws PayloadException if an argument cannot be written
	 */
	void writeArguments(FrameWriter writer, Payload payload);

	/**
	 * Writes the dictionary of keyword arguments, if there are any.
	 * @param writer where to
	 * @param payload the payload
	 * @throws PayloadException if an argument cannot be written
	 */
	void writeKeywords(FrameWriter writer, Payload payload);

}
