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

import java.time.DateTimeException;
import java.time.Instant;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.Base64Variant;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/**
 * Reads MessagePack. A timestamp reads as a string in ISO-8601; other extension types
 * pass through but cannot be read.
 */
final class MsgpackParser extends BinaryParser {

	private static final int TIMESTAMP = -1;

	private static final int NANOS = 1_000_000_000;

	private boolean extension;

	MsgpackParser(ObjectReadContext readContext, byte[] bytes, int start, int end, int maxDepth) {
		super(readContext, bytes, start, end, maxDepth);
	}

	@Override
	JsonToken readItem() {
		int head = readByte();
		if (head <= 0x7F || head >= 0xE0) {
			return integer((byte) head);
		}
		if (head <= 0x8F) {
			return openDict(head & 0x0F);
		}
		if (head <= 0x9F) {
			return openList(head & 0x0F);
		}
		if (head <= 0xBF) {
			return takeString(head & 0x1F);
		}
		return switch (head) {
			case 0xC0 -> JsonToken.VALUE_NULL;
			case 0xC2 -> JsonToken.VALUE_FALSE;
			case 0xC3 -> JsonToken.VALUE_TRUE;
			case 0xC4, 0xC5, 0xC6 -> binary(readInteger(1 << (head - 0xC4)));
			case 0xC7, 0xC8, 0xC9 -> extension(readInteger(1 << (head - 0xC7)));
			case 0xCA -> {
				this.number.set(Float.intBitsToFloat((int) readInteger(4)));
				yield JsonToken.VALUE_NUMBER_FLOAT;
			}
			case 0xCB -> {
				this.number.set(Double.longBitsToDouble(readInteger(8)));
				yield JsonToken.VALUE_NUMBER_FLOAT;
			}
			case 0xCC, 0xCD, 0xCE -> integer(readInteger(1 << (head - 0xCC)));
			case 0xCF -> {
				this.number.setUnsigned(readInteger(8));
				yield JsonToken.VALUE_NUMBER_INT;
			}
			case 0xD0 -> integer((byte) readInteger(1));
			case 0xD1 -> integer((short) readInteger(2));
			case 0xD2 -> integer((int) readInteger(4));
			case 0xD3 -> integer(readInteger(8));
			case 0xD4, 0xD5, 0xD6, 0xD7, 0xD8 -> extension(1 << (head - 0xD4));
			case 0xD9, 0xDA, 0xDB -> takeString(readInteger(1 << (head - 0xD9)));
			case 0xDC, 0xDD -> openList(readInteger(2 << (head - 0xDC)));
			case 0xDE, 0xDF -> openDict(readInteger(2 << (head - 0xDE)));
			default -> throw malformed("not MessagePack");
		};
	}

	@Override
	boolean readKey() {
		int head = (this.position < this.end) ? this.bytes[this.position] & 0xFF : -1;
		boolean string = (head >= 0xA0 && head <= 0xBF) || (head >= 0xD9 && head <= 0xDB);
		return (string || head == -1) && readItem() == JsonToken.VALUE_STRING;
	}

	private JsonToken integer(long value) {
		this.number.set(value);
		return JsonToken.VALUE_NUMBER_INT;
	}

	private JsonToken binary(long length) {
		this.extension = false;
		return takeBinary(length);
	}

	private JsonToken extension(long length) {
		int type = (byte) readByte();
		takeBinary(length);
		if (type == TIMESTAMP) {
			return timestamp((int) length);
		}
		this.extension = true;
		return JsonToken.VALUE_EMBEDDED_OBJECT;
	}

	private JsonToken timestamp(int length) {
		int after = this.position;
		this.position = after - length;
		long seconds;
		long nanos = 0;
		if (length == 4) {
			seconds = readInteger(4);
		}
		else if (length == 8) {
			long both = readInteger(8);
			nanos = both >>> 34;
			seconds = both & 0x3_FFFF_FFFFL;
		}
		else if (length == 12) {
			nanos = readInteger(4);
			seconds = readInteger(8);
		}
		else {
			throw malformed("not a timestamp");
		}
		this.position = after;
		if (nanos >= NANOS) {
			throw malformed("not a timestamp");
		}
		try {
			return takeText(Instant.ofEpochSecond(seconds, nanos).toString());
		}
		catch (DateTimeException | ArithmeticException ex) {
			throw malformed("not a timestamp");
		}
	}

	@Override
	boolean readBreak() {
		return false;
	}

	@Override
	public @Nullable Object getEmbeddedObject() {
		checkExtension();
		return super.getEmbeddedObject();
	}

	@Override
	public byte[] getBinaryValue(Base64Variant variant) {
		checkExtension();
		return super.getBinaryValue(variant);
	}

	private void checkExtension() {
		if (this._currToken == JsonToken.VALUE_EMBEDDED_OBJECT && this.extension) {
			throw malformed("a MessagePack extension type has no counterpart here");
		}
	}

}
