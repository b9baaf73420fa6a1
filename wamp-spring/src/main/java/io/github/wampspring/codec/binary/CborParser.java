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

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;

import io.github.wampspring.codec.Limits;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/**
 * Reads CBOR. Big numbers and decimal fractions are read as such, {@code undefined} as
 * null; other tags (dates among them) are passed over, what they tag is read.
 */
final class CborParser extends BinaryParser {

	private static final int UNSIGNED = 0;

	private static final int NEGATIVE = 1;

	private static final int BINARY = 2;

	private static final int STRING = 3;

	private static final int LIST = 4;

	private static final int DICT = 5;

	private static final int TAG = 6;

	private static final int BREAK = 0xFF;

	CborParser(ObjectReadContext readContext, byte[] bytes, int start, int end, int maxDepth) {
		super(readContext, bytes, start, end, maxDepth);
	}

	@Override
	JsonToken readItem() {
		int head = readByte();
		boolean tagged = head >> 5 == TAG;
		long tag = -1;
		while (head >> 5 == TAG) {
			if (tag >= 2 && tag <= 4) {
				throw malformed("not a number behind its tag");
			}
			tag = readArgument(head);
			if (tag == 25 || tag == 29) {
				throw malformed("references within CBOR are not supported");
			}
			head = readByte();
		}
		if (tagged) {
			if (messageDepth() == 1 && (head >> 5 == LIST || head >> 5 == DICT)) {
				throw malformed("arguments and options have no tags");
			}
			JsonToken number = readTagged(tag, head);
			if (number != null) {
				return number;
			}
		}
		return readUntagged(head);
	}

	/** A tag would make something else than a string of it for others. */
	@Override
	boolean readKey() {
		int head = readByte();
		return head >> 5 == STRING && readUntagged(head) == JsonToken.VALUE_STRING;
	}

	private JsonToken readUntagged(int head) {
		return switch (head >> 5) {
			case UNSIGNED, NEGATIVE -> {
				takeInteger(head);
				yield JsonToken.VALUE_NUMBER_INT;
			}
			case BINARY -> {
				if (isIndefinite(head)) {
					assemble(BINARY);
					yield JsonToken.VALUE_EMBEDDED_OBJECT;
				}
				yield takeBinary(readSize(head));
			}
			case STRING -> {
				if (isIndefinite(head)) {
					assemble(STRING);
					yield JsonToken.VALUE_STRING;
				}
				yield takeString(readSize(head));
			}
			case LIST -> openList(isIndefinite(head) ? INDEFINITE : readSize(head));
			case DICT -> openDict(isIndefinite(head) ? INDEFINITE : readSize(head));
			default -> readSimple(head);
		};
	}

	private JsonToken readSimple(int head) {
		switch (head) {
			case 0xF4:
				return JsonToken.VALUE_FALSE;
			case 0xF5:
				return JsonToken.VALUE_TRUE;
			case 0xF6, 0xF7:
				return JsonToken.VALUE_NULL;
			case 0xF9:
				this.number.set(halfToFloat((int) readInteger(2)));
				return JsonToken.VALUE_NUMBER_FLOAT;
			case 0xFA:
				this.number.set(Float.intBitsToFloat((int) readInteger(4)));
				return JsonToken.VALUE_NUMBER_FLOAT;
			case 0xFB:
				this.number.set(Double.longBitsToDouble(readInteger(8)));
				return JsonToken.VALUE_NUMBER_FLOAT;
			default:
				throw malformed("not CBOR");
		}
	}

	/**
	 * Reads what a tag gives another meaning.
	 * @return the token, {@code null} if the tag does not matter
	 */
	private @Nullable JsonToken readTagged(long tag, int head) {
		if (tag == 2 || tag == 3) {
			this.number.set(readBignum(tag == 3, head));
			return JsonToken.VALUE_NUMBER_INT;
		}
		if (tag == 4) {
			this.number.set(readDecimal(head));
			return JsonToken.VALUE_NUMBER_FLOAT;
		}
		return null;
	}

	private BigInteger readBignum(boolean negative, int head) {
		if (head >> 5 != BINARY || readUntagged(head) != JsonToken.VALUE_EMBEDDED_OBJECT) {
			throw malformed("not a big number");
		}
		BigInteger magnitude = (dataLength() <= Limits.NUMBER_BYTES) ? new BigInteger(1, data()) : null;
		BigInteger value = (magnitude != null && negative) ? magnitude.not() : magnitude;
		if (value == null || Limits.isTooLarge(value)) {
			throw malformed("a number has more than " + Limits.DIGITS + " digits");
		}
		return value;
	}

	private BigDecimal readDecimal(int head) {
		if (head != (LIST << 5 | 2)) {
			throw malformed("not a decimal fraction");
		}
		takeInteger(readByte());
		BigInteger exponent = this.number.bigInteger(this);
		if (exponent.abs().compareTo(BigInteger.valueOf(Limits.SCALE)) > 0) {
			throw malformed("the exponent of a decimal fraction is out of range");
		}
		int mantissa = readByte();
		if (mantissa == 0xC2 || mantissa == 0xC3) {
			return new BigDecimal(readBignum(mantissa == 0xC3, readByte()), -exponent.intValue());
		}
		takeInteger(mantissa);
		return new BigDecimal(this.number.bigInteger(this), -exponent.intValue());
	}

	private void takeInteger(int head) {
		long argument = readArgument(head);
		if (head >> 5 == UNSIGNED) {
			this.number.setUnsigned(argument);
		}
		else if (head >> 5 != NEGATIVE) {
			throw malformed("not an integer");
		}
		else if (argument >= 0) {
			this.number.set(~argument);
		}
		else {
			this.number.set(new BigInteger(Long.toUnsignedString(argument)).not());
		}
	}

	private long readSize(int head) {
		long size = readArgument(head);
		if (size < 0) {
			throw truncated();
		}
		return size;
	}

	private long readArgument(int head) {
		int info = head & 0x1F;
		if (info < 24) {
			return info;
		}
		if (info > 27) {
			throw malformed("not CBOR");
		}
		return readInteger(1 << (info - 24));
	}

	private static boolean isIndefinite(int head) {
		return (head & 0x1F) == 31;
	}

	private void assemble(int major) {
		ByteArrayOutputStream assembled = new ByteArrayOutputStream();
		for (int head = readByte(); head != BREAK; head = readByte()) {
			if (head >> 5 != major || isIndefinite(head)) {
				throw malformed("a string is made of something else than strings");
			}
			long length = readSize(head);
			if (major == STRING) {
				takeString(length);
			}
			else {
				takeBinary(length);
			}
			assembled.write(this.bytes, this.position - (int) length, (int) length);
		}
		takeAssembled(assembled.toByteArray());
	}

	@Override
	boolean readBreak() {
		if (this.position < this.end && (this.bytes[this.position] & 0xFF) == BREAK) {
			this.position++;
			return true;
		}
		return false;
	}

	private static float halfToFloat(int half) {
		int exponent = (half >> 10) & 0x1F;
		int mantissa = half & 0x3FF;
		float value;
		if (exponent == 0) {
			value = mantissa * 0x1p-24f;
		}
		else if (exponent == 31) {
			value = (mantissa == 0) ? Float.POSITIVE_INFINITY : Float.NaN;
		}
		else {
			value = (mantissa + 0x400) * (float) Math.pow(2, exponent - 25);
		}
		return ((half & 0x8000) != 0) ? -value : value;
	}

}
