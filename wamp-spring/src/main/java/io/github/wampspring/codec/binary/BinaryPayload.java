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

import java.util.Arrays;

import io.github.wampspring.codec.EncodedPayload;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;

/**
 * A payload in MessagePack or CBOR.
 */
final class BinaryPayload implements EncodedPayload {

	private final BinarySerializer serializer;

	private final byte[] bytes;

	private final int start;

	private final int argumentsEnd;

	private final int end;

	private final boolean transparent;

	/**
	 * Creates a payload.
	 * @param serializer whose encoding it is
	 * @param bytes where it stands
	 * @param start where the arguments begin
	 * @param argumentsEnd where they end, and the keyword arguments begin if there are
	 * any
	 * @param end where the last of them ends
	 * @param transparent whether a string or a binary value stands in the arguments'
	 * place
	 */
	BinaryPayload(BinarySerializer serializer, byte[] bytes, int start, int argumentsEnd, int end,
			boolean transparent) {
		this.serializer = serializer;
		this.bytes = bytes;
		this.start = start;
		this.argumentsEnd = argumentsEnd;
		this.end = end;
		this.transparent = transparent;
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
	public BinaryPayload compact() {
		return (length() == this.bytes.length) ? this : new BinaryPayload(this.serializer, bytes(), 0,
				this.argumentsEnd - this.start, length(), this.transparent);
	}

	@Override
	public boolean hasKeywords() {
		return this.end > this.argumentsEnd;
	}

	@Override
	public JsonParser openArguments(ObjectReadContext context) {
		return this.serializer.open(context, this.bytes, this.start, this.argumentsEnd);
	}

	@Override
	public @Nullable JsonParser openKeywords(ObjectReadContext context) {
		return hasKeywords() ? this.serializer.open(context, this.bytes, this.argumentsEnd, this.end) : null;
	}

	void copyTo(BinaryWriter writer) {
		writer.raw(this.bytes, this.start, length());
	}

	@Override
	public String toString() {
		return "BinaryPayload[encoding=" + encoding() + ", length=" + length() + "]";
	}

}
