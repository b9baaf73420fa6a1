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

/**
 * Writes CBOR, sizes and integers in their shortest form.
 */
final class CborWriter extends BinaryWriter {

	CborWriter(int sizeHint) {
		super(sizeHint);
	}

	@Override
	void head(int size, boolean dict) {
		argument(dict ? 0xA0 : 0x80, size);
	}

	@Override
	int wideHead(boolean dict) {
		return dict ? 0xBA : 0x9A;
	}

	@Override
	void stringHead(int size) {
		argument(0x60, size);
	}

	@Override
	void binaryHead(int size) {
		argument(0x40, size);
	}

	@Override
	public void integer(long value) {
		if (value >= 0) {
			argument(0x00, value);
		}
		else {
			argument(0x20, ~value);
		}
	}

	@Override
	public void integer(BigInteger value) {
		boolean negative = value.signum() < 0;
		BigInteger magnitude = negative ? value.not() : value;
		if (magnitude.bitLength() <= Long.SIZE) {
			argument(negative ? 0x20 : 0x00, magnitude.longValue());
			return;
		}
		checkDigits(value);
		put(negative ? 0xC3 : 0xC2);
		byte[] content = magnitude.toByteArray();
		int sign = (content[0] == 0) ? 1 : 0;
		binary(content, sign, content.length - sign);
	}

	@Override
	public void floating(float value) {
		put(0xFA, Float.floatToRawIntBits(value), 4);
	}

	@Override
	public void floating(double value) {
		put(0xFB, Double.doubleToRawLongBits(value), 8);
	}

	@Override
	void exact(BigDecimal value) {
		put(0xC4);
		head(2, false);
		integer(-(long) value.scale());
		integer(value.unscaledValue());
	}

	@Override
	public void bool(boolean value) {
		put(value ? 0xF5 : 0xF4);
	}

	@Override
	public void nil() {
		put(0xF6);
	}

	/**
	 * Writes a head.
	 * @param major the major type in the upper three bits
	 * @param value an unsigned integer
	 */
	private void argument(int major, long value) {
		if (value >= 0 && value < 24) {
			put(major | (int) value);
		}
		else if (value >= 0 && value < 1 << 8) {
			put(major | 24, value, 1);
		}
		else if (value >= 0 && value < 1 << 16) {
			put(major | 25, value, 2);
		}
		else if (value >= 0 && value < 1L << 32) {
			put(major | 26, value, 4);
		}
		else {
			put(major | 27, value, 8);
		}
	}

}
