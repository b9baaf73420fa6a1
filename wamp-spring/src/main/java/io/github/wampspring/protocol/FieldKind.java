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

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What may stand in a field before the payload, and the check of it.
 */
enum FieldKind {

	/** An ID between 1 and 2^53. */
	ID {
		@Override
		Object check(@Nullable Object value, MessageType type, int position) {
			return number(value, 1, Ids.MAX, type, position);
		}
	},

	/** An ID, or 0 where the router revokes on its own. */
	ID_OR_ZERO {
		@Override
		Object check(@Nullable Object value, MessageType type, int position) {
			return number(value, 0, Ids.MAX, type, position);
		}
	},

	/** The type code of the request that failed. */
	REQUEST_TYPE {
		@Override
		Object check(@Nullable Object value, MessageType type, int position) {
			return number(value, 1, 1023, type, position);
		}
	},

	/** A URI. Whether it is well-formed is for the receiver to decide. */
	URI {
		@Override
		Object check(@Nullable Object value, MessageType type, int position) {
			return STRING.check(value, type, position);
		}
	},

	/** A string. */
	STRING {
		@Override
		Object check(@Nullable Object value, MessageType type, int position) {
			if (!(value instanceof String string)) {
				throw new ProtocolViolation(what(type, position) + " must be a string, not " + describe(value));
			}
			if (!string.isEmpty() && string.charAt(0) == 0) {
				throw new ProtocolViolation(
						what(type, position) + " must not begin with U+0000, which stands for a binary value in JSON");
			}
			return string;
		}
	},

	/** A dictionary. */
	DICT {
		@Override
		Object check(@Nullable Object value, MessageType type, int position) {
			if (value instanceof Dict) {
				return value;
			}
			if (value instanceof Map<?, ?> map) {
				return Dict.copyOf(map);
			}
			throw new ProtocolViolation(what(type, position) + " must be a dictionary, not " + describe(value));
		}
	},

	/** A dictionary that may be missing. */
	OPTIONAL_DICT {
		@Override
		Object check(@Nullable Object value, MessageType type, int position) {
			return DICT.check(value, type, position);
		}
	},

	/**
	 * The details of what a router sends, for which some routers write null where there
	 * are none.
	 */
	DETAILS {
		@Override
		Object check(@Nullable Object value, MessageType type, int position) {
			return (value != null) ? DICT.check(value, type, position) : Dict.EMPTY;
		}
	},

	/** Details that may be missing. */
	OPTIONAL_DETAILS {
		@Override
		Object check(@Nullable Object value, MessageType type, int position) {
			return DETAILS.check(value, type, position);
		}
	};

	boolean isOptional() {
		return this == OPTIONAL_DICT || this == OPTIONAL_DETAILS;
	}

	abstract Object check(@Nullable Object value, MessageType type, int position);

	private static Object number(@Nullable Object value, long min, long max, MessageType type, int position) {
		Long number = Ids.integer(value);
		if (number == null) {
			throw new ProtocolViolation(what(type, position) + " must be an integer, not " + describe(value));
		}
		if (number < min || number > max) {
			throw new ProtocolViolation(
					what(type, position) + " must be between " + min + " and " + max + ", not " + number);
		}
		return number;
	}

	private static String what(MessageType type, int position) {
		return "element " + position + " of " + type;
	}

	static String describe(@Nullable Object value) {
		if (value == null) {
			return "null";
		}
		if (value instanceof Dict || value instanceof Map<?, ?>) {
			return "a dictionary";
		}
		if (value instanceof Iterable<?>) {
			return "a list";
		}
		if (value instanceof CharSequence) {
			return "a string";
		}
		if (value instanceof Boolean) {
			return "a boolean";
		}
		if (value instanceof Number) {
			return "the number " + (value.toString().length() > 40 ? "given" : value);
		}
		return "a binary value";
	}

}
