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
 * Writes MessagePack, each value in its shortest form. Numbers that MessagePack does not
 * have become strings of their digits.
 */
final class MsgpackWriter extends BinaryWriter {

	MsgpackWriter(int sizeHint) {
		super(sizeHint);
	}

	@Override
	void head(int size, boolean dict) {
		if (size < 16) {
			put((dict ? 0x80 : 0x90) | size);
		}
		else if (size < 1 << 16) {
			put(dict ? 0xDE : 0xDC, size, 2);
		}
		else {
			put(dict ? 0xDF : 0xDD, size, 4);
		}
	}

	@Override
	int wideHead(boolean dict) {
		return dict ? 0xDF : 0xDD;
	}

	@Override
	void stringHead(int size) {
		if (size < 32) {
			put(0xA0 | size);
		}
		else {
			sized(0xD9, size);
		}
	}

	@Override
	void binaryHead(int size) {
		sized(0xC4, size);
	}

	private void sized(int head, int size) {
		if (size < 1 << 8) {
			put(head, size, 1);
		}
		else if (size < 1 << 16) {
			put(head + 1, size, 2);
		}
		else {
			put(head + 2, size, 4);
		}
	}

	@Override
	public void integer(long value) {
		if (value >= 0) {
			unsigned(value);
		}
		else if (value >= -32) {
			put((int) value);
		}
		else if (value >= Byte.MIN_VALUE) {
			put(0xD0, value, 1);
		}
		else if (value >= Short.MIN_VALUE) {
			put(0xD1, value, 2);
		}
		else if (value >= Integer.MIN_VALUE) {
			put(0xD2, value, 4);
		}
		else {
			put(0xD3, value, 8);
		}
	}

	private void unsigned(long value) {
		if (value < 1 << 7) {
			put((int) value);
		}
		else if (value < 1 << 8) {
			put(0xCC, value, 1);
		}
		else if (value < 1 << 16) {
			put(0xCD, value, 2);
		}
		else if (value < 1L << 32) {
			put(0xCE, value, 4);
		}
		else {
			put(0xCF, value, 8);
		}
	}

	@Override
	public void integer(BigInteger value) {
		if (value.bitLength() < Long.SIZE) {
			integer(value.longValue());
		}
		else if (value.signum() > 0 && value.bitLength() == Long.SIZE) {
			put(0xCF, value.longValue(), 8);
		}
		else {
			checkDigits(value);
			string(value.toString());
		}
	}

	@Override
	public void floating(float value) {
		put(0xCA, Float.floatToRawIntBits(value), 4);
	}

	@Override
	public void floating(double value) {
		put(0xCB, Double.doubleToRawLongBits(value), 8);
	}

	@Override
	void exact(BigDecimal value) {
		string(value.toString());
	}

	@Override
	public void bool(boolean value) {
		put(value ? 0xC3 : 0xC2);
	}

	@Override
	public void nil() {
		put(0xC0);
	}

}
