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

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Map;

import io.github.wampspring.PayloadException;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.WampMessage;
import org.jspecify.annotations.Nullable;

/**
 * Writes what stands before the arguments.
 */
public final class MessageWriter {

	private MessageWriter() {
	}

	/**
	 * The number of elements that a payload takes. Empty ones at the end are left out.
	 * @param payload the payload
	 * @return 0, 1 or 2
	 */
	public static int elements(Payload payload) {
		if (payload instanceof Payload.Values values) {
			return values.keywordArguments().isEmpty() ? (values.arguments().isEmpty() ? 0 : 1) : 2;
		}
		return encoded(payload).hasKeywords() ? 2 : 1;
	}

	public static EncodedPayload encoded(Payload payload) {
		if (payload instanceof EncodedPayload encoded) {
			return encoded;
		}
		if (payload instanceof UnreadablePayload unreadable) {
			throw unreadable.failure();
		}
		throw new PayloadException("a payload of " + payload.getClass().getName() + " cannot be written", null);
	}

	public static void writeFields(FrameWriter writer, WampMessage message, int payloadElements) {
		Object[] fields = message.fields();
		writer.startList(1 + fields.length + payloadElements);
		writer.integer(message.type().code());
		for (Object field : fields) {
			writeField(writer, field);
		}
	}

	public static void writeField(FrameWriter writer, @Nullable Object value) {
		if (!writeScalar(writer, value)) {
			if (value instanceof Dict dict) {
				writeDict(writer, dict.asMap());
			}
			else if (value instanceof Map<?, ?> map) {
				writeDict(writer, map);
			}
			else if (value instanceof Collection<?> list) {
				writer.startList(list.size());
				for (Object element : list) {
					writeField(writer, element);
				}
				writer.endList();
			}
			else if (value instanceof byte[] bytes) {
				writer.binary(bytes, 0, bytes.length);
			}
			else {
				throw new PayloadException("an option of " + ((value != null) ? value.getClass().getName() : "null")
						+ " cannot be written", null);
			}
		}
	}

	private static void writeDict(FrameWriter writer, Map<?, ?> map) {
		writer.startDict(map.size());
		for (Map.Entry<?, ?> entry : map.entrySet()) {
			writer.key(String.valueOf(entry.getKey()));
			writeField(writer, entry.getValue());
		}
		writer.endDict();
	}

	/**
	 * Writes a value of one of the types that need no mapper.
	 * @param writer the writer
	 * @param value the value
	 * @return {@code false} if it is of another type
	 */
	public static boolean writeScalar(FrameWriter writer, @Nullable Object value) {
		if (value == null) {
			writer.nil();
		}
		else if (value instanceof String string) {
			writer.string(string);
		}
		else if (value instanceof Integer integer) {
			writer.integer(integer);
		}
		else if (value instanceof Long integer) {
			writer.integer(integer);
		}
		else if (value instanceof Boolean bool) {
			writer.bool(bool);
		}
		else if (value instanceof Double floating) {
			writer.floating(floating);
		}
		else {
			return value instanceof Number number && writeNumber(writer, number);
		}
		return true;
	}

	private static boolean writeNumber(FrameWriter writer, Number number) {
		if (number instanceof BigInteger integer) {
			writer.integer(integer);
		}
		else if (number instanceof Float floating) {
			writer.floating(floating);
		}
		else if (number instanceof BigDecimal decimal) {
			writer.decimal(decimal);
		}
		else if (number instanceof Short || number instanceof Byte) {
			writer.integer(number.longValue());
		}
		else {
			return false;
		}
		return true;
	}

}
