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
package io.github.wampspring.codec.json;

import java.math.BigDecimal;
import java.math.BigInteger;

import io.github.wampspring.codec.Limits;
import io.github.wampspring.codec.Slice;
import io.github.wampspring.codec.SliceParser;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.io.NumberInput;

/**
 * Reads JSON whose syntax has been checked. Numbers are read as Jackson reads those of
 * JSON, strings of U+0000 and base64 as the binary values that they are in WAMP. See the
 * section "Binary support in JSON" of the specification.
 */
final class JsonSliceParser extends SliceParser {

	private final JsonScanner scanner;

	private byte @Nullable [] binary;

	private @Nullable String text;

	private @Nullable Number integer;

	JsonSliceParser(ObjectReadContext readContext, Slice json) {
		super(readContext);
		this.scanner = new JsonScanner(json, true);
	}

	@Override
	protected @Nullable JsonToken advance() {
		this.text = null;
		this.integer = null;
		JsonToken token = this.scanner.next();
		this.binary = (token == JsonToken.VALUE_STRING) ? this.scanner.encoded() : null;
		return (this.binary != null) ? JsonToken.VALUE_EMBEDDED_OBJECT : token;
	}

	@Override
	protected void skipContent() {
		this.scanner.skip();
	}

	@Override
	protected String text() {
		String string = this.text;
		if (string == null) {
			string = this.scanner.string();
			this.text = string;
		}
		return string;
	}

	@Override
	protected byte[] data() {
		byte[] data = this.binary;
		return (data != null) ? data : new byte[0];
	}

	@Override
	protected String digits() {
		String digits = this.text;
		if (digits == null) {
			digits = this.scanner.digits();
			this.text = digits;
		}
		return digits;
	}

	@Override
	public int start() {
		return this.scanner.start();
	}

	@Override
	public int end() {
		return this.scanner.end();
	}

	// Numbers

	private boolean isInteger() {
		requireNumber();
		return this._currToken == JsonToken.VALUE_NUMBER_INT;
	}

	private Number integer() {
		Number value = this.integer;
		if (value == null) {
			value = this.scanner.number();
			this.integer = value;
		}
		return value;
	}

	@Override
	public boolean isNaN() {
		return false;
	}

	@Override
	public Number getNumberValue() {
		return isInteger() ? integer() : (Number) getDoubleValue();
	}

	@Override
	public Number getNumberValueExact() {
		return isInteger() ? integer() : getDecimalValue();
	}

	/** How exact a decimal fraction is to be read, only its reader knows. */
	@Override
	public Object getNumberValueDeferred() {
		return isInteger() ? integer() : digits();
	}

	@Override
	public NumberType getNumberType() {
		if (!isInteger()) {
			return NumberType.DOUBLE;
		}
		Number value = integer();
		return (value instanceof Integer) ? NumberType.INT
				: ((value instanceof Long) ? NumberType.LONG : NumberType.BIG_INTEGER);
	}

	@Override
	public int getIntValue() {
		if (isInteger()) {
			long value = this.scanner.isShort() ? this.scanner.integer() : Long.MAX_VALUE;
			if (value != (int) value) {
				_reportOverflowInt(digits());
			}
			return (int) value;
		}
		double value = getDoubleValue();
		if (value < Integer.MIN_VALUE || value > Integer.MAX_VALUE) {
			_reportOverflowInt(digits());
		}
		return (int) value;
	}

	@Override
	public long getLongValue() {
		if (isInteger()) {
			if (this.scanner.isShort()) {
				return this.scanner.integer();
			}
			Number value = integer();
			if (value instanceof BigInteger) {
				_reportOverflowLong(digits());
			}
			return value.longValue();
		}
		double value = getDoubleValue();
		if (value < Long.MIN_VALUE || value > Long.MAX_VALUE) {
			_reportOverflowLong(digits());
		}
		return (long) value;
	}

	@Override
	public BigInteger getBigIntegerValue() {
		if (isInteger()) {
			Number value = integer();
			return (value instanceof BigInteger big) ? big : BigInteger.valueOf(value.longValue());
		}
		BigDecimal value = getDecimalValue();
		if (Math.abs((long) value.precision() - value.scale()) > Limits.DIGITS) {
			throw malformed("the number has more than " + Limits.DIGITS + " digits");
		}
		return value.toBigInteger();
	}

	@Override
	public float getFloatValue() {
		return isInteger() ? integer().floatValue() : NumberInput.parseFloat(digits(), true);
	}

	@Override
	public double getDoubleValue() {
		return isInteger() ? integer().doubleValue() : NumberInput.parseDouble(digits(), true);
	}

	@Override
	public BigDecimal getDecimalValue() {
		requireNumber();
		try {
			return new BigDecimal(digits());
		}
		catch (NumberFormatException ex) {
			throw malformed("the exponent of a number is out of range");
		}
	}

}
