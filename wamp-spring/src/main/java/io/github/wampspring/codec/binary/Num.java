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

package io.github.wampspring.codec.binary;

import java.math.BigDecimal;
import java.math.BigInteger;

import io.github.wampspring.codec.Limits;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser.NumberType;

/**
 * The number that a {@link BinaryParser} has read last, without a box around it.
 */
final class Num {

	private NumberType type = NumberType.INT;

	private long integer;

	private double floating;

	private @Nullable Number big;

	void set(long value) {
		this.type = (value == (int) value) ? NumberType.INT : NumberType.LONG;
		this.integer = value;
	}

	void setUnsigned(long value) {
		if (value >= 0) {
			set(value);
		}
		else {
			set(new BigInteger(Long.toUnsignedString(value)));
		}
	}

	void set(BigInteger value) {
		if (value.bitLength() < Long.SIZE) {
			set(value.longValue());
		}
		else {
			this.type = NumberType.BIG_INTEGER;
			this.big = value;
		}
	}

	void set(double value) {
		this.type = NumberType.DOUBLE;
		this.floating = value;
	}

	void set(float value) {
		this.type = NumberType.FLOAT;
		this.floating = value;
	}

	void set(BigDecimal value) {
		this.type = NumberType.BIG_DECIMAL;
		this.big = value;
	}

	NumberType type() {
		return this.type;
	}

	boolean isFinite() {
		return (this.type != NumberType.DOUBLE && this.type != NumberType.FLOAT) || Double.isFinite(this.floating);
	}

	Number value() {
		return switch (this.type) {
			case INT -> (int) this.integer;
			case LONG -> this.integer;
			case FLOAT -> (float) this.floating;
			case DOUBLE -> this.floating;
			case BIG_INTEGER, BIG_DECIMAL -> big();
		};
	}

	/**
	 * The number as an integer, what follows a decimal point cut off.
	 * @param parser who reports what does not fit
	 * @return the integer
	 */
	long longValue(BinaryParserBase parser) {
		if (this.type == NumberType.INT || this.type == NumberType.LONG) {
			return this.integer;
		}
		BigInteger value = bigInteger(parser);
		if (value.bitLength() >= Long.SIZE) {
			throw parser.malformed("the number is out of the range of 64-bit integers");
		}
		return value.longValue();
	}

	BigInteger bigInteger(BinaryParserBase parser) {
		return switch (this.type) {
			case INT, LONG -> BigInteger.valueOf(this.integer);
			case BIG_INTEGER -> (BigInteger) big();
			case FLOAT, DOUBLE, BIG_DECIMAL -> {
				BigDecimal decimal = decimal(parser);
				if (Math.abs((long) decimal.precision() - decimal.scale()) > Limits.DIGITS) {
					throw parser.malformed("the number has more than " + Limits.DIGITS + " digits");
				}
				yield decimal.toBigInteger();
			}
		};
	}

	BigDecimal decimal(BinaryParserBase parser) {
		if (!isFinite()) {
			throw parser.malformed("not a number or infinite");
		}
		return switch (this.type) {
			case INT, LONG -> BigDecimal.valueOf(this.integer);
			case FLOAT -> new BigDecimal(Float.toString((float) this.floating));
			case DOUBLE -> BigDecimal.valueOf(this.floating);
			case BIG_INTEGER -> new BigDecimal((BigInteger) big());
			case BIG_DECIMAL -> (BigDecimal) big();
		};
	}

	private Number big() {
		Number value = this.big;
		return (value != null) ? value : 0;
	}

}
