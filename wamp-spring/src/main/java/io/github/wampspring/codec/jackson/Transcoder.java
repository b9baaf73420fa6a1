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

import java.math.BigDecimal;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Copies a value token by token from one format to another.
 */
final class Transcoder {

	/** As many as each 64-bit float needs at the most to be told from all others. */
	private static final int DOUBLE_DIGITS = 17;

	private Transcoder() {
	}

	/**
	 * Copies one value.
	 * @param parser the parser before the first token of the value
	 * @param generator where to
	 */
	static void copy(JsonParser parser, JsonGenerator generator) {
		int depth = 0;
		do {
			JsonToken token = parser.nextToken();
			switch (token) {
				case START_OBJECT, START_ARRAY -> depth++;
				case END_OBJECT, END_ARRAY -> depth--;
				default -> {
				}
			}
			if (token == JsonToken.VALUE_EMBEDDED_OBJECT) {
				generator.writeBinary(parser.getBinaryValue());
			}
			else if (token == JsonToken.VALUE_NUMBER_FLOAT) {
				copyFloat(parser, generator);
			}
			else {
				generator.copyCurrentEvent(parser);
			}
		}
		while (depth > 0);
	}

	private static void copyFloat(JsonParser parser, JsonGenerator generator) {
		if (parser.getNumberTypeFP() == JsonParser.NumberTypeFP.UNKNOWN) {
			copyDecimal(parser, generator);
			return;
		}
		switch (parser.getNumberType()) {
			case FLOAT -> generator.writeNumber(parser.getFloatValue());
			case BIG_DECIMAL -> generator.writeNumber(parser.getDecimalValue());
			default -> generator.writeNumber(parser.getDoubleValue());
		}
	}

	/**
	 * Copies a number of JSON, which does not tell how exact it is meant: as a double
	 * where that has enough digits and range for it, else as it is.
	 */
	private static void copyDecimal(JsonParser parser, JsonGenerator generator) {
		double value = parser.getDoubleValue();
		boolean outOfRange = Double.isInfinite(value) || value == 0;
		if (outOfRange || parser.getStringLength() > DOUBLE_DIGITS) {
			BigDecimal exact = parser.getDecimalValue();
			if (exact.precision() > DOUBLE_DIGITS || (outOfRange && exact.signum() != 0)) {
				generator.writeNumber(exact);
				return;
			}
		}
		generator.writeNumber(value);
	}

}
