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

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;

import io.github.wampspring.codec.FrameTokens;
import io.github.wampspring.codec.Limits;
import io.github.wampspring.protocol.ProtocolViolation;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/**
 * Finds the tokens of JSON and checks its syntax (RFC 8259, and strings of Unicode only)
 * without looking into what is only forwarded. Jackson's parser would have to be set up
 * for each message, and does not skip by the word.
 */
final class JsonScanner implements FrameTokens {

	private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

	private static final long ONES = 0x0101010101010101L;

	private static final long HIGH_BITS = 0x8080808080808080L;

	private static final long SPACES = ' ' * ONES;

	private static final long QUOTES = '"' * ONES;

	private static final long BACKSLASHES = '\\' * ONES;

	private static final int MAX_LONG_DIGITS = 18;

	private final String text;

	/** One byte a character; characters beyond Latin-1 occur in strings only. */
	private final byte[] bytes;

	private int position;

	private int start;

	private boolean[] dicts = new boolean[16];

	private int depth;

	private boolean begun;

	private boolean first;

	private boolean afterName;

	private boolean escaped;

	private boolean integer;

	JsonScanner(String text) {
		this.text = text;
		this.bytes = NarrowText.of(text);
	}

	@Override
	public @Nullable JsonToken next() {
		int c = skipSpace();
		if (this.depth == 0) {
			return root(c);
		}
		if (this.afterName) {
			if (c != ':') {
				throw malformed();
			}
			this.afterName = false;
			this.position++;
			return value(skipSpace());
		}
		boolean dict = this.dicts[this.depth - 1];
		if (c == (dict ? '}' : ']')) {
			this.start = this.position++;
			this.depth--;
			this.first = false;
			return dict ? JsonToken.END_OBJECT : JsonToken.END_ARRAY;
		}
		if (!this.first) {
			if (c != ',') {
				throw malformed();
			}
			this.position++;
			c = skipSpace();
		}
		this.first = false;
		if (!dict) {
			return value(c);
		}
		if (c != '"') {
			throw malformed();
		}
		skipString();
		this.afterName = true;
		return JsonToken.PROPERTY_NAME;
	}

	private @Nullable JsonToken root(int c) {
		if (!this.begun) {
			this.begun = true;
			return value(c);
		}
		if (c != -1) {
			throw new ProtocolViolation("there is something after the message");
		}
		return null;
	}

	@Override
	public void skip() {
		if (this.first) {
			int outside = this.depth - 1;
			while (this.depth > outside) {
				next();
			}
		}
	}

	private int skipSpace() {
		while (this.position < this.bytes.length) {
			int c = this.bytes[this.position];
			if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
				return c & 0xFF;
			}
			this.position++;
		}
		return -1;
	}

	private JsonToken value(int c) {
		this.start = this.position;
		return switch (c) {
			case '"' -> {
				skipString();
				yield JsonToken.VALUE_STRING;
			}
			case '[' -> open(false);
			case '{' -> open(true);
			case 't' -> literal("true", JsonToken.VALUE_TRUE);
			case 'f' -> literal("false", JsonToken.VALUE_FALSE);
			case 'n' -> literal("null", JsonToken.VALUE_NULL);
			case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> skipNumber();
			default -> throw malformed();
		};
	}

	private JsonToken open(boolean dict) {
		if (this.depth == Limits.DEPTH) {
			throw new ProtocolViolation("the message is nested deeper than " + Limits.DEPTH);
		}
		if (this.depth == this.dicts.length) {
			this.dicts = Arrays.copyOf(this.dicts, this.depth * 2);
		}
		this.dicts[this.depth++] = dict;
		this.first = true;
		this.position++;
		return dict ? JsonToken.START_OBJECT : JsonToken.START_ARRAY;
	}

	private JsonToken literal(String literal, JsonToken token) {
		if (!this.text.startsWith(literal, this.position)) {
			throw malformed();
		}
		this.position += literal.length();
		return token;
	}

	private void skipString() {
		this.start = this.position++;
		this.escaped = false;
		while (true) {
			skipPlain();
			int c = (this.position < this.bytes.length) ? this.bytes[this.position++] : -1;
			if (c == '"') {
				return;
			}
			if (c != '\\') {
				this.position--;
				throw malformed();
			}
			this.escaped = true;
			skipEscape();
		}
	}

	/**
	 * Skips to the next quote, backslash or control character, by the word while there is
	 * none of them in it.
	 */
	private void skipPlain() {
		byte[] chars = this.bytes;
		int i = this.position;
		while (i + Long.BYTES <= chars.length) {
			long word = (long) LONGS.get(chars, i);
			long quotes = word ^ QUOTES;
			long backslashes = word ^ BACKSLASHES;
			long special = ((word - SPACES) & ~word) | ((quotes - ONES) & ~quotes)
					| ((backslashes - ONES) & ~backslashes);
			if ((special & HIGH_BITS) != 0) {
				break;
			}
			i += Long.BYTES;
		}
		while (i < chars.length && chars[i] != '"' && chars[i] != '\\' && (chars[i] < 0 || chars[i] >= ' ')) {
			i++;
		}
		this.position = i;
	}

	private void skipEscape() {
		int c = (this.position < this.bytes.length) ? this.bytes[this.position++] : -1;
		switch (c) {
			case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> {
			}
			case 'u' -> skipUnicodeEscape();
			default -> throw malformed();
		}
	}

	private void skipUnicodeEscape() {
		char c = hexDigits();
		if (!Character.isSurrogate(c)) {
			return;
		}
		boolean paired = Character.isHighSurrogate(c) && this.text.startsWith("\\u", this.position);
		this.position += paired ? 2 : 0;
		if (!paired || !Character.isLowSurrogate(hexDigits())) {
			throw notUnicode();
		}
	}

	private char hexDigits() {
		int value = 0;
		for (int i = 0; i < 4; i++) {
			if (this.position >= this.bytes.length || !HexFormat.isHexDigit(this.bytes[this.position])) {
				throw malformed();
			}
			value = (value << 4) | HexFormat.fromHexDigit(this.bytes[this.position++]);
		}
		return (char) value;
	}

	private JsonToken skipNumber() {
		this.integer = true;
		if (this.bytes[this.position] == '-') {
			this.position++;
		}
		if (at('0')) {
			this.position++;
		}
		else {
			skipDigits();
		}
		if (at('.')) {
			this.integer = false;
			this.position++;
			skipDigits();
		}
		if (at('e') || at('E')) {
			this.integer = false;
			this.position++;
			if (at('+') || at('-')) {
				this.position++;
			}
			skipDigits();
		}
		int length = this.position - this.start;
		int limit = this.integer ? Limits.DIGITS + ((this.bytes[this.start] == '-') ? 1 : 0) : Limits.NUMBER_LENGTH;
		if (length > limit) {
			throw new ProtocolViolation("a number has more than " + Limits.DIGITS + " digits");
		}
		return this.integer ? JsonToken.VALUE_NUMBER_INT : JsonToken.VALUE_NUMBER_FLOAT;
	}

	private void skipDigits() {
		int before = this.position;
		while (this.position < this.bytes.length && this.bytes[this.position] >= '0'
				&& this.bytes[this.position] <= '9') {
			this.position++;
		}
		if (this.position == before) {
			throw malformed();
		}
	}

	private boolean at(char c) {
		return this.position < this.bytes.length && this.bytes[this.position] == c;
	}

	static ProtocolViolation notUnicode() {
		return new ProtocolViolation("a string is not valid Unicode: half a surrogate pair");
	}

	private ProtocolViolation malformed() {
		return (this.position < this.bytes.length)
				? new ProtocolViolation("the message is malformed: not JSON at character " + this.position)
				: new ProtocolViolation("the message is malformed: cut off");
	}

	@Override
	public int start() {
		return this.start;
	}

	@Override
	public int end() {
		return this.position;
	}

	@Override
	public String string() {
		if (!this.escaped) {
			return this.text.substring(this.start + 1, this.position - 1);
		}
		try (JsonParser parser = JsonSerializer.FACTORY.createParser(ObjectReadContext.empty(),
				this.text.substring(this.start, this.position))) {
			parser.nextToken();
			return parser.getString();
		}
	}

	@Override
	public Object stringOrBinary() {
		String string = string();
		byte[] binary = JsonPayloadParser.decode(string);
		return (binary != null) ? binary : string;
	}

	@Override
	public byte[] binary() {
		throw new ProtocolViolation("JSON has no binary values");
	}

	@Override
	public Number number() {
		if (this.integer && this.position - this.start <= MAX_LONG_DIGITS) {
			long value = Long.parseLong(this.text, this.start, this.position, 10);
			if (value == (int) value) {
				return (int) value;
			}
			return value;
		}
		String digits = this.text.substring(this.start, this.position);
		if (this.integer) {
			BigInteger value = new BigInteger(digits);
			if (value.bitLength() < Long.SIZE) {
				return value.longValue();
			}
			return value;
		}
		double value = Double.parseDouble(digits);
		if (Double.isInfinite(value)) {
			throw new ProtocolViolation("a number is out of range");
		}
		return value;
	}

}
