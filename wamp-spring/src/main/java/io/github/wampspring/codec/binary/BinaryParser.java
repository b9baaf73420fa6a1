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

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import io.github.wampspring.codec.FrameTokens;
import io.github.wampspring.codec.Limits;
import io.github.wampspring.codec.Utf8;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/**
 * A Jackson parser of a slice of bytes: what MessagePack and CBOR have in common. Every
 * length is checked against the bytes that are there before anything is allocated, every
 * string is checked to be UTF-8, every key to be a string.
 */
abstract class BinaryParser extends BinaryParserBase implements FrameTokens {

	/** The size of a container that ends with a mark of its own. */
	static final int INDEFINITE = -1;

	private final int maxDepth;

	private int depth;

	private int[] remaining = new int[8];

	private boolean[] dicts = new boolean[8];

	private boolean nameRead;

	private byte[] data;

	private int dataStart;

	private int dataLength;

	private @Nullable String text;

	BinaryParser(ObjectReadContext readContext, byte[] bytes, int start, int end, int maxDepth) {
		super(readContext, bytes, start, end);
		this.data = bytes;
		this.maxDepth = maxDepth;
	}

	/**
	 * Reads one item at the position, of a container only its head.
	 * @return the token
	 */
	abstract JsonToken readItem();

	/**
	 * Reads the key of a dictionary at the position.
	 * @return {@code false} if it is not a string and nothing but a string
	 */
	abstract boolean readKey();

	/**
	 * Whether the mark stands here that ends a container of indefinite size; consumes it.
	 * @return {@code true} if it stands here
	 */
	abstract boolean readBreak();

	// The tokens of a frame

	@Override
	public @Nullable JsonToken next() {
		return nextToken();
	}

	@Override
	public void skip() {
		skipChildren();
	}

	@Override
	public String string() {
		return text();
	}

	@Override
	public Object stringOrBinary() {
		return text();
	}

	@Override
	public byte[] binary() {
		return getBinaryValue();
	}

	@Override
	public Number number() {
		Number value = getNumberValue();
		return (value instanceof Float) ? value.doubleValue() : value;
	}

	// The tokens of a value

	@Override
	protected final void skipContent() {
		int outside = this.depth - 1;
		while (this.depth > outside) {
			advance();
		}
	}

	@Override
	protected final @Nullable JsonToken advance() {
		this.tokenStart = this.position;
		this.text = null;
		if (this.depth == 0) {
			return (this.position < this.end) ? readItem() : null;
		}
		if (this.nameRead) {
			this.nameRead = false;
			return readItem();
		}
		int level = this.depth - 1;
		if (this.remaining[level] == 0 || (this.remaining[level] == INDEFINITE && readBreak())) {
			this.depth = level;
			return this.dicts[level] ? JsonToken.END_OBJECT : JsonToken.END_ARRAY;
		}
		if (this.remaining[level] > 0) {
			this.remaining[level]--;
		}
		if (!this.dicts[level]) {
			return readItem();
		}
		if (!readKey()) {
			throw malformed("a dictionary's keys must be strings");
		}
		this.nameRead = true;
		return JsonToken.PROPERTY_NAME;
	}

	// For the formats

	final JsonToken openList(long size) {
		return open(size, this.end - this.position, false);
	}

	final JsonToken openDict(long size) {
		return open(size, (this.end - this.position) / 2, true);
	}

	private JsonToken open(long size, int most, boolean dict) {
		if (size != INDEFINITE && (size < 0 || size > most)) {
			throw truncated();
		}
		if (this.depth == this.maxDepth) {
			throw malformed("nested deeper than " + Limits.DEPTH);
		}
		if (this.depth == this.remaining.length) {
			this.remaining = Arrays.copyOf(this.remaining, this.depth * 2);
			this.dicts = Arrays.copyOf(this.dicts, this.depth * 2);
		}
		this.remaining[this.depth] = (int) size;
		this.dicts[this.depth++] = dict;
		return dict ? JsonToken.START_OBJECT : JsonToken.START_ARRAY;
	}

	/**
	 * How deep in a message the next item is, wherever this parser has begun.
	 * @return 0 for the message, 1 for its elements
	 */
	final int messageDepth() {
		return this.depth + Limits.DEPTH - this.maxDepth;
	}

	/**
	 * Takes bytes as the content of a string.
	 * @param length how many, as the frame says
	 * @return the token
	 */
	final JsonToken takeString(long length) {
		takeData(length);
		if (!Utf8.isValid(this.data, this.dataStart, this.dataLength)) {
			throw malformed("a string is not valid UTF-8");
		}
		return JsonToken.VALUE_STRING;
	}

	/**
	 * Takes bytes as a binary value.
	 * @param length how many, as the frame says
	 * @return the token
	 */
	final JsonToken takeBinary(long length) {
		takeData(length);
		return JsonToken.VALUE_EMBEDDED_OBJECT;
	}

	private void takeData(long length) {
		if (length < 0 || length > this.end - this.position) {
			throw truncated();
		}
		this.data = this.bytes;
		this.dataStart = this.position;
		this.dataLength = (int) length;
		this.position += (int) length;
	}

	/**
	 * Takes what was put together from pieces.
	 * @param assembled the bytes
	 */
	final void takeAssembled(byte[] assembled) {
		this.data = assembled;
		this.dataStart = 0;
		this.dataLength = assembled.length;
	}

	final JsonToken takeText(String value) {
		this.text = value;
		return JsonToken.VALUE_STRING;
	}

	@Override
	protected final byte[] data() {
		return Arrays.copyOfRange(this.data, this.dataStart, this.dataStart + this.dataLength);
	}

	final int dataLength() {
		return this.dataLength;
	}

	@Override
	protected final String text() {
		String value = this.text;
		if (value == null) {
			value = new String(this.data, this.dataStart, this.dataLength, StandardCharsets.UTF_8);
			this.text = value;
		}
		return value;
	}

}
