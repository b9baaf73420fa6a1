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

import io.github.wampspring.PayloadException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JavaType;

/**
 * The texts of payload errors: what, wanted as what, and why, without Jackson's
 * locations.
 */
final class Problems {

	private static final int LENGTH = 300;

	private Problems() {
	}

	static PayloadException cannotRead(String what, JavaType type, RuntimeException cause) {
		return new PayloadException(what + " cannot be read as " + type.toCanonical() + ": " + reason(cause), cause);
	}

	static PayloadException cannotRead(String what, RuntimeException cause) {
		return new PayloadException(what + " cannot be read: " + reason(cause), cause);
	}

	static PayloadException cannotWrite(String what, @Nullable Object value, RuntimeException cause) {
		String type = (value != null) ? value.getClass().getName() : "null";
		return new PayloadException(what + " of " + type + " cannot be written: " + reason(cause), cause);
	}

	static PayloadException cannotTranscode(RuntimeException cause) {
		return new PayloadException("the payload cannot be translated: " + reason(cause), cause);
	}

	private static String reason(RuntimeException cause) {
		String message = (cause instanceof JacksonException jackson) ? jackson.getOriginalMessage()
				: cause.getMessage();
		if (message == null) {
			return cause.getClass().getSimpleName();
		}
		return message.substring(0, Math.min(message.length(), LENGTH));
	}

}
