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

package io.github.wampspring.router.routing;

import java.util.Collection;
import java.util.Map;

import io.github.wampspring.protocol.Payload;
import org.jspecify.annotations.Nullable;

/**
 * How much space arguments take that are kept.
 */
public final class PayloadSize {

	private static final int PLAIN = 16;

	private PayloadSize() {
	}

	/**
	 * The size of a payload.
	 * @return bytes; roughly, where the arguments are objects
	 */
	public static long of(Payload payload) {
		if (payload instanceof Payload.Encoded encoded) {
			return encoded.length();
		}
		Payload.Values values = (Payload.Values) payload;
		return of(values.arguments()) + of(values.keywordArguments());
	}

	/**
	 * The size of an object.
	 * @return bytes, roughly
	 */
	public static long of(@Nullable Object value) {
		if (value instanceof CharSequence text) {
			return PLAIN + text.length();
		}
		if (value instanceof byte[] bytes) {
			return PLAIN + bytes.length;
		}
		long size = PLAIN;
		if (value instanceof Collection<?> items) {
			for (Object item : items) {
				size += of(item);
			}
		}
		else if (value instanceof Map<?, ?> map) {
			for (Map.Entry<?, ?> entry : map.entrySet()) {
				size += of(entry.getKey()) + of(entry.getValue());
			}
		}
		return size;
	}

}
