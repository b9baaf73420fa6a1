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

package io.github.wampspring.codec;

import java.util.Arrays;

import io.github.wampspring.protocol.Payload;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;

/**
 * A payload as it stands in a frame, whose syntax has been checked.
 */
public final class EncodedPayload implements Payload.Encoded {

	/** So much of an array is kept for nothing, besides as much as the payload has. */
	private static final int SLACK = 1024;

	private final SliceSerializer serializer;

	private final byte[] bytes;

	private final int start;

	private final int argumentsEnd;

	private final int keywordsStart;

	private final int end;

	private final boolean transparent;

	/**
	 * Creates a payload.
	 * @param serializer whose encoding it is
	 * @param bytes where it stands
	 * @param start where the arguments begin
	 * @param argumentsEnd where they end
	 * @param keywordsStart where the keyword arguments begin; the end if there are none
	 * @param end where the last of them ends
	 * @param transparent whether a string or a binary value stands in the arguments'
	 * place
	 */
	EncodedPayload(SliceSerializer serializer, byte[] bytes, int start, int argumentsEnd, int keywordsStart, int end,
			boolean transparent) {
		this.serializer = serializer;
		this.bytes = bytes;
		this.start = start;
		this.argumentsEnd = argumentsEnd;
		this.keywordsStart = keywordsStart;
		this.end = end;
		this.transparent = transparent;
	}

	@Override
	public boolean isEmpty() {
		return false;
	}

	@Override
	public String encoding() {
		return this.serializer.name();
	}

	@Override
	public boolean isTransparent() {
		return this.transparent;
	}

	@Override
	public byte[] bytes() {
		return Arrays.copyOfRange(this.bytes, this.start, this.end);
	}

	@Override
	public int length() {
		return this.end - this.start;
	}

	@Override
	public EncodedPayload compact() {
		return (length() == this.bytes.length) ? this : new EncodedPayload(this.serializer, bytes(), 0,
				this.argumentsEnd - this.start, this.keywordsStart - this.start, length(), this.transparent);
	}

	/**
	 * This payload, in an array of its own if it came in one that is much larger, so that
	 * what is kept is about what is counted, whatever stood around it.
	 */
	EncodedPayload trim() {
		return (this.bytes.length - length() > length() + SLACK) ? compact() : this;
	}

	/**
	 * Whether keyword arguments follow.
	 * @return {@code true} if there are two elements, else there is one
	 */
	public boolean hasKeywords() {
		return this.keywordsStart < this.end;
	}

	/**
	 * Opens the positional arguments or the transparent payload.
	 * @param context of the mapper
	 * @return a parser before its first token
	 */
	public JsonParser openArguments(ObjectReadContext context) {
		return this.serializer.open(context, new Slice(this.bytes, this.start, this.argumentsEnd - this.start));
	}

	/**
	 * Opens the keyword arguments.
	 * @param context of the mapper
	 * @return a parser before its first token, {@code null} if there are none
	 */
	public @Nullable JsonParser openKeywords(ObjectReadContext context) {
		return hasKeywords() ? this.serializer.open(context,
				new Slice(this.bytes, this.keywordsStart, this.end - this.keywordsStart)) : null;
	}

	/**
	 * The positional arguments as they stand in the frame.
	 * @return the list
	 */
	Slice arguments() {
		return new Slice(this.bytes, this.start, this.argumentsEnd - this.start);
	}

	/**
	 * The keyword arguments as they stand in the frame.
	 * @return the dictionary; nothing if there are none
	 */
	Slice keywords() {
		return new Slice(this.bytes, this.keywordsStart, this.end - this.keywordsStart);
	}

	/**
	 * The elements as they stand in the frame.
	 * @return the arguments and the keyword arguments
	 */
	Slice slice() {
		return new Slice(this.bytes, this.start, length());
	}

	@Override
	public String toString() {
		return "EncodedPayload[encoding=" + encoding() + ", length=" + length() + "]";
	}

}
