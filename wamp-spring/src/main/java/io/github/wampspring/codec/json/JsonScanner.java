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

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

import io.github.wampspring.codec.FrameTokens;
import io.github.wampspring.codec.Limits;
import io.github.wampspring.codec.Slice;
import io.github.wampspring.codec.Utf8;
import io.github.wampspring.protocol.ProtocolViolation;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;
import tools.jackson.core.io.NumberInput;

/**
 * Finds the tokens of JSON and checks its syntax (RFC 8259, and strings of Unicode only)
 * without looking into what is only forwarded. Jackson's parser would have to be set up
 * for each message, and does not skip by the word.
 */
final class JsonScanner implements FrameTokens {

	private static final int MAX_LONG_DIGITS = 18;

	private final byte[] bytes;

	private final int begin;

	private final int end;

	private final boolean payload;

	private int position;

	private int start;

	private boolean[] dicts = new boolean[16];

	private int depth;

	private boolean begun;

	private boolean first;

	private boolean afterName;

	private boolean escaped;

	private boolean ascii;

	private boolean integer;

	/**
	 * Creates a scanner.
	 * @param json the bytes, of which none before and behind them is looked at
	 * @param payload whether there may be several values with commas between them, as
	 * they stand in a message
	 */
	JsonScanner(Slice json, boolean payload) {
		this.bytes = json.bytes();
		this.begin = json.offset();
		this.position = json.offset();
		this.end = json.end();
		this.payload = payload;
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
		if (c == -1) {
			return null;
		}
		if (!this.payload || c != ',') {
			throw new ProtocolViolation("there is something after the message");
		}
		this.position++;
		return value(skipSpace());
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
		while (this.position < this.end) {
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
		if (this.depth == (this.payload ? Limits.PAYLOAD_DEPTH : Limits.DEPTH)) {
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
		for (int i = 0; i < literal.length(); i++) {
			if (!at(literal.charAt(i))) {
				throw malformed();
			}
			this.position++;
		}
		return token;
	}

	private void skipString() {
		this.start = this.position++;
		this.escaped = false;
		this.ascii = true;
		while (true) {
			this.position = Words.skipPlain(this.bytes, this.position, this.end);
			int c = (this.position < this.end) ? this.bytes[this.position] : '\0';
			if (c == '"') {
				this.position++;
				return;
			}
			if (c < 0) {
				skipWide();
			}
			else if (c == '\\') {
				this.escaped = true;
				this.position++;
				skipEscape();
			}
			else {
				throw malformed();
			}
		}
	}

	/**
	 * Skips characters of more than one byte.
	 */
	private void skipWide() {
		this.ascii = false;
		do {
			int width = Utf8.width(this.bytes, this.position, this.end);
			if (width == 0) {
				throw new ProtocolViolation("a string is not valid UTF-8");
			}
			this.position += width;
		}
		while (this.position < this.end && this.bytes[this.position] < 0);
	}

	private void skipEscape() {
		int c = (this.position < this.end) ? this.bytes[this.position++] : -1;
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
		boolean paired = Character.isHighSurrogate(c) && this.position + 1 < this.end
				&& this.bytes[this.position] == '\\' && this.bytes[this.position + 1] == 'u';
		this.position += paired ? 2 : 0;
		if (!paired || !Character.isLowSurrogate(hexDigits())) {
			throw notUnicode();
		}
	}

	private char hexDigits() {
		int value = 0;
		for (int i = 0; i < 4; i++) {
			if (this.position >= this.end || !HexFormat.isHexDigit(this.bytes[this.position])) {
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
		while (this.position < this.end && this.bytes[this.position] >= '0' && this.bytes[this.position] <= '9') {
			this.position++;
		}
		if (this.position == before) {
			throw malformed();
		}
	}

	private boolean at(char c) {
		return this.position < this.end && this.bytes[this.position] == c;
	}

	private static ProtocolViolation notUnicode() {
		return new ProtocolViolation("a string is not valid Unicode: half a surrogate pair");
	}

	private ProtocolViolation malformed() {
		return (this.position < this.end)
				? new ProtocolViolation("the message is malformed: not JSON at byte " + (this.position - this.begin))
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
		int from = this.start + 1;
		int count = this.position - 1 - from;
		if (this.escaped) {
			byte[] plain = Escapes.resolve(this.bytes, from, from + count);
			return new String(plain, StandardCharsets.UTF_8);
		}
		return new String(this.bytes, from, count, this.ascii ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
	}

	@Override
	public Object stringOrBinary() {
		byte[] binary = encoded();
		return (binary != null) ? binary : string();
	}

	/**
	 * The bytes that the string at this token stands for: U+0000 and their base64.
	 * @return the bytes, {@code null} if it is an ordinary string
	 */
	byte @Nullable [] encoded() {
		if (!this.escaped || !Escapes.isNull(this.bytes, this.start + 1, this.position - 1)) {
			return null;
		}
		byte[] plain = Escapes.resolve(this.bytes, this.start + 1, this.position - 1);
		try {
			return Base64.getDecoder().decode(Arrays.copyOfRange(plain, 1, plain.length));
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	@Override
	public byte[] binary() {
		throw new ProtocolViolation("JSON has no binary values");
	}

	@Override
	public Number number() {
		if (isShort()) {
			long value = integer();
			if (value == (int) value) {
				return (int) value;
			}
			return value;
		}
		String digits = digits();
		if (this.integer) {
			BigInteger value = new BigInteger(digits);
			if (value.bitLength() < Long.SIZE) {
				return value.longValue();
			}
			return value;
		}
		double value = NumberInput.parseDouble(digits, true);
		if (Double.isInfinite(value)) {
			throw new ProtocolViolation("a number is out of range");
		}
		return value;
	}

	/**
	 * The number at this token as it stands there.
	 * @return its digits
	 */
	String digits() {
		return new String(this.bytes, this.start, this.position - this.start, StandardCharsets.ISO_8859_1);
	}

	/**
	 * Whether the number at this token is an integer of so few digits that it is certain
	 * to fit 64 bits.
	 * @return {@code true} if {@link #integer()} gives it
	 */
	boolean isShort() {
		return this.integer && this.position - this.start <= MAX_LONG_DIGITS;
	}

	/**
	 * The short integer at this token.
	 * @return its value
	 */
	long integer() {
		boolean negative = this.bytes[this.start] == '-';
		long value = 0;
		for (int i = negative ? this.start + 1 : this.start; i < this.position; i++) {
			value = value * 10 + this.bytes[i] - '0';
		}
		return negative ? -value : value;
	}

}
