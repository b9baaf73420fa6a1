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

import java.io.Writer;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;

import io.github.wampspring.PayloadException;
import io.github.wampspring.codec.FrameWriter;
import io.github.wampspring.codec.Limits;
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

	private static final char[] HEX = "0123456789abcdef".toCharArray();

	private final StringBuilder text;

	JsonWriter(int sizeHint) {
		this.text = new StringBuilder(Math.max(sizeHint, 32));
	}

	@Override
	public void startList(int size) {
		separate();
		this.text.append('[');
	}

	@Override
	public void endList() {
		this.text.append(']');
	}

	@Override
	public void startDict(int size) {
		separate();
		this.text.append('{');
	}

	@Override
	public void key(String key) {
		separate();
		quote(key);
		this.text.append(':');
	}

	@Override
	public void endDict() {
		this.text.append('}');
	}

	@Override
	public void string(String value) {
		separate();
		quote(value);
	}

	@Override
	public void integer(long value) {
		separate();
		this.text.append(value);
	}

	@Override
	public void integer(BigInteger value) {
		checkDigits(value);
		separate();
		this.text.append(value);
	}

	@Override
	public void floating(float value) {
		checkFinite(value);
		separate();
		this.text.append(value);
	}

	@Override
	public void floating(double value) {
		checkFinite(value);
		separate();
		this.text.append(value);
	}

	@Override
	public void decimal(BigDecimal value) {
		checkDigits(value);
		separate();
		this.text.append(value);
	}

	@Override
	public void bool(boolean value) {
		separate();
		this.text.append(value);
	}

	@Override
	public void nil() {
		separate();
		this.text.append("null");
	}

	@Override
	public void binary(byte[] value, int offset, int length) {
		separate();
		this.text.append("\"\\u0000");
		byte[] slice = (length == value.length) ? value : Arrays.copyOfRange(value, offset, offset + length);
		this.text.append(Base64.getEncoder().encodeToString(slice)).append('"');
	}

	@Override
	public JsonGenerator generator(ObjectWriteContext context, int maxDepth) {
		separate();
		JsonFactory factory = (maxDepth > Limits.VALUE_DEPTH) ? PAYLOADS : VALUES;
		return new JsonPayloadGenerator(factory.createGenerator(context, new Target(this.text)));
	}

	private static JsonFactory factory(int maxDepth) {
		return JsonFactory.builder()
			.streamWriteConstraints(StreamWriteConstraints.builder().maxNestingDepth(maxDepth).build())
			.build();
	}

	int length() {
		return this.text.length();
	}

	@Override
	public String toString() {
		return this.text.toString();
	}

	static void checkFinite(double value) {
		if (!Double.isFinite(value)) {
			throw new PayloadException("JSON has no " + value, null);
		}
	}

	private void separate() {
		int length = this.text.length();
		if (length > 0) {
			char last = this.text.charAt(length - 1);
			if (last != '[' && last != '{' && last != ':') {
				this.text.append(',');
			}
		}
	}

	private void quote(String value) {
		this.text.append('"');
		int done = 0;
		boolean checked = false;
		for (int i = 0; i < value.length(); i++) {
			char c = value.charAt(i);
			if (Character.isSurrogate(c)) {
				if (!checked) {
					checkUnicode(value);
					checked = true;
				}
				i++;
			}
			else if (c < ' ' || c == '"' || c == '\\') {
				this.text.append(value, done, i);
				escape(c);
				done = i + 1;
			}
		}
		if (done == 0) {
			this.text.append(value);
		}
		else {
			this.text.append(value, done, value.length());
		}
		this.text.append('"');
	}

	private void escape(char c) {
		this.text.append('\\');
		switch (c) {
			case '"', '\\' -> this.text.append(c);
			case '\n' -> this.text.append('n');
			case '\r' -> this.text.append('r');
			case '\t' -> this.text.append('t');
			default -> {
				this.text.append('u');
				for (int shift = 12; shift >= 0; shift -= 4) {
					this.text.append(HEX[(c >> shift) & 0xF]);
				}
			}
		}
	}

	/**
	 * Where generators write to.
	 */
	private static final class Target extends Writer {

		private final StringBuilder text;

		Target(StringBuilder text) {
			this.text = text;
		}

		@Override
		public void write(char[] buffer, int offset, int length) {
			this.text.append(buffer, offset, length);
		}

		@Override
		public void write(int c) {
			this.text.append((char) c);
		}

		@Override
		public void write(String string, int offset, int length) {
			this.text.append(string, offset, offset + length);
		}

		@Override
		public void flush() {
		}

		@Override
		public void close() {
		}

	}

}
