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

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/**
 * The tokens of a frame, one after the other. What is skipped is checked as strictly as
 * what is read. Malformed frames end in a
 * {@link io.github.wampspring.protocol.ProtocolViolation} or a
 * {@link tools.jackson.core.JacksonException}.
 */
public interface FrameTokens {

	/**
	 * Moves on.
	 * @return the next token, {@code null} after the message
	 */
	@Nullable JsonToken next();

	/**
	 * Moves on to the end of the list or dictionary that has just begun; does nothing at
	 * other tokens.
	 */
	void skip();

	/**
	 * Where the token begins.
	 * @return its offset in the frame
	 */
	int start();

	/**
	 * Where the token ends.
	 * @return the offset behind it
	 */
	int end();

	/**
	 * The string or the dictionary's key at this token.
	 * @return the string
	 */
	String string();

	/**
	 * The string at this token, or the binary value that it stands for.
	 * @return a string or bytes
	 */
	Object stringOrBinary();

	/**
	 * The binary value at this token.
	 * @return the bytes
	 */
	byte[] binary();

	/**
	 * The number at this token.
	 * @return an {@link Integer}, {@link Long}, {@link Double} or larger
	 */
	Number number();

}
