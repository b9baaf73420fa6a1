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

import io.github.wampspring.protocol.Payload;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;

/**
 * A payload as it stands in a frame, whose syntax has been checked.
 */
public interface EncodedPayload extends Payload.Encoded {

	@Override
	default boolean isEmpty() {
		return false;
	}

	/**
	 * Whether keyword arguments follow.
	 * @return {@code true} if there are two elements, else there is one
	 */
	boolean hasKeywords();

	/**
	 * Opens the positional arguments or the transparent payload.
	 * @param context of the mapper
	 * @return a parser before its first token
	 */
	JsonParser openArguments(ObjectReadContext context);

	/**
	 * Opens the keyword arguments.
	 * @param context of the mapper
	 * @return a parser before its first token, {@code null} if there are none
	 */
	@Nullable JsonParser openKeywords(ObjectReadContext context);

}
