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

import io.github.wampspring.codec.SliceParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.StreamReadException;

/**
 * The bytes and numbers of a {@link BinaryParser}.
 */
abstract class BinaryParserBase extends SliceParser {

	final byte[] bytes;

	final int end;

	int position;

	/** Where the current token begins. */
	int tokenStart;

	final Num number = new Num();

	BinaryParserBase(ObjectReadContext readContext, byte[] bytes, int start, int end) {
		super(readContext);
		this.bytes = bytes;
		this.position = start;
		this.end = end;
	}

	final int readByte() {
		if (this.position >= this.end) {
			throw truncated();
		}
		return this.bytes[this.position++] & 0xFF;
	}

	/**
	 * Reads a big-endian integer.
	 * @param width its bytes; eight of them make a number that may be negative
	 * @return the integer
	 */
	final long readInteger(int width) {
		if (this.end - this.position < width) {
			throw truncated();
		}
		long value = 0;
		for (int i = 0; i < width; i++) {
			value = (value << 8) | (this.bytes[this.position++] & 0xFF);
		}
		return value;
	}

	final StreamReadException truncated() {
		return malformed("cut off");
	}

	@Override
	protected final String digits() {
		return getNumberValue().toString();
	}

	@Override
	public boolean isNaN() {
		return this._currToken == JsonToken.VALUE_NUMBER_FLOAT && !this.number.isFinite();
	}

	@Override
	public Number getNumberValue() {
		return num().value();
	}

	@Override
	public NumberType getNumberType() {
		return num().type();
	}

	/**
	 * Single precision counts as double, so that what is read without a type is always a
	 * {@link Double}.
	 */
	@Override
	public NumberTypeFP getNumberTypeFP() {
		return (this.number.type() == NumberType.BIG_DECIMAL) ? NumberTypeFP.BIG_DECIMAL : NumberTypeFP.DOUBLE64;
	}

	@Override
	public int getIntValue() {
		long value = num().longValue(this);
		if (value != (int) value) {
			_reportOverflowInt(String.valueOf(value));
		}
		return (int) value;
	}

	@Override
	public long getLongValue() {
		return num().longValue(this);
	}

	@Override
	public BigInteger getBigIntegerValue() {
		return num().bigInteger(this);
	}

	@Override
	public float getFloatValue() {
		return num().value().floatValue();
	}

	@Override
	public double getDoubleValue() {
		return num().value().doubleValue();
	}

	@Override
	public BigDecimal getDecimalValue() {
		return num().decimal(this);
	}

	private Num num() {
		requireNumber();
		return this.number;
	}

	@Override
	public int start() {
		return this.tokenStart;
	}

	@Override
	public int end() {
		return this.position;
	}

}
