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

import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;

import io.github.wampspring.PayloadException;
import io.github.wampspring.codec.FrameWriter;
import io.github.wampspring.codec.Limits;
import io.github.wampspring.codec.Utf8;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes JSON.
 */
final class JsonWriter extends FrameWriter {

	private static final JsonFactory VALUES = factory(Limits.VALUE_DEPTH);

	private static final JsonFactory PAYLOADS = factory(Limits.PAYLOAD_DEPTH);

	private static final byte[] TRUE = { 't', 'r', 'u', 'e' };

	private static final byte[] FALSE = { 'f', 'a', 'l', 's', 'e' };

	private static final byte[] NULL = { 'n', 'u', 'l', 'l' };

	private static final byte[] BINARY = { '"', '\\', 'u', '0', '0', '0', '0' };

	private static final char[] HEX = "0123456789abcdef".toCharArray();

	JsonWriter(int sizeHint) {
		super(sizeHint);
	}

	@Override
	public void startList(int size) {
		separate();
		put('[');
	}

	@Override
	public void endList() {
		put(']');
	}

	@Override
	public void startDict(int size) {
		separate();
		put('{');
	}

	@Override
	public void key(String key) {
		string(key);
		put(':');
	}

	@Override
	public void endDict() {
		put('}');
	}

	@Override
	public void integer(long value) {
		separate();
		long rest = value;
		if (value < 0) {
			if (value == Long.MIN_VALUE) {
				ascii(Long.toString(value));
				return;
			}
			put('-');
			rest = -value;
		}
		int digits = 1;
		for (long power = 10; digits < 19 && rest >= power; power *= 10) {
			digits++;
		}
		ensure(digits);
		for (int i = this.length + digits - 1; i >= this.length; i--) {
			this.bytes[i] = (byte) ('0' + rest % 10);
			rest /= 10;
		}
		this.length += digits;
	}

	@Override
	public void integer(BigInteger value) {
		checkDigits(value);
		separate();
		ascii(value.toString());
	}

	@Override
	public void floating(float value) {
		checkFinite(value);
		separate();
		ascii(Float.toString(value));
	}

	@Override
	public void floating(double value) {
		checkFinite(value);
		separate();
		ascii(Double.toString(value));
	}

	@Override
	public void decimal(BigDecimal value) {
		checkDigits(value);
		separate();
		ascii(value.toString());
	}

	@Override
	public void bool(boolean value) {
		separate();
		raw(value ? TRUE : FALSE);
	}

	@Override
	public void nil() {
		separate();
		raw(NULL);
	}

	@Override
	public void binary(byte[] value, int offset, int count) {
		separate();
		raw(BINARY);
		byte[] slice = (count == value.length) ? value : Arrays.copyOfRange(value, offset, offset + count);
		raw(Base64.getEncoder().encode(slice));
		put('"');
	}

	@Override
	public JsonGenerator generator(ObjectWriteContext context, int maxDepth) {
		separate();
		JsonFactory factory = (maxDepth > Limits.VALUE_DEPTH) ? PAYLOADS : VALUES;
		return new JsonPayloadGenerator(factory.createGenerator(context, new Target(), JsonEncoding.UTF8));
	}

	private static JsonFactory factory(int maxDepth) {
		return JsonFactory.builder()
			.streamWriteConstraints(StreamWriteConstraints.builder().maxNestingDepth(maxDepth).build())
			.build();
	}

	static void checkFinite(double value) {
		if (!Double.isFinite(value)) {
			throw new PayloadException("JSON has no " + value, null);
		}
	}

	@Override
	protected void separate() {
		if (this.length > 0) {
			byte last = this.bytes[this.length - 1];
			if (last != '[' && last != '{' && last != ':' && last != ',') {
				put(',');
			}
		}
	}

	@Override
	public void string(String value) {
		separate();
		int count = value.length();
		if (count > SHORT) {
			encoded(value);
			return;
		}
		ensure(count + 2);
		byte[] target = this.bytes;
		int at = this.length;
		target[at++] = '"';
		for (int i = 0; i < count; i++) {
			char c = value.charAt(i);
			if (c >= 0x80 || c < ' ' || c == '"' || c == '\\') {
				encoded(value);
				return;
			}
			target[at++] = (byte) c;
		}
		target[at++] = '"';
		this.length = at;
	}

	private void encoded(String value) {
		byte[] utf8 = Utf8.encode(value);
		ensure(utf8.length + 2);
		put('"');
		int done = 0;
		int next = Words.skipUnescaped(utf8, 0, utf8.length);
		while (next < utf8.length) {
			raw(utf8, done, next - done);
			escape(utf8[next]);
			done = next + 1;
			next = Words.skipUnescaped(utf8, done, utf8.length);
		}
		raw(utf8, done, next - done);
		put('"');
	}

	private void escape(byte c) {
		put('\\');
		switch (c) {
			case '"', '\\' -> put(c);
			case '\n' -> put('n');
			case '\r' -> put('r');
			case '\t' -> put('t');
			default -> {
				put('u');
				put('0');
				put('0');
				put(HEX[c >> 4]);
				put(HEX[c & 0xF]);
			}
		}
	}

	private void raw(byte[] source) {
		raw(source, 0, source.length);
	}

	private void ascii(String text) {
		int count = text.length();
		ensure(count);
		for (int i = 0; i < count; i++) {
			this.bytes[this.length++] = (byte) text.charAt(i);
		}
	}

	/**
	 * Where generators write to.
	 */
	private final class Target extends OutputStream {

		@Override
		public void write(byte[] source, int offset, int count) {
			raw(source, offset, count);
		}

		@Override
		public void write(int b) {
			put(b);
		}

	}

}
