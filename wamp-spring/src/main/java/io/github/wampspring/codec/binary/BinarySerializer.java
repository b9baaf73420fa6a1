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

import java.util.function.Consumer;
import java.util.function.IntFunction;

import io.github.wampspring.codec.FrameTokens;
import io.github.wampspring.codec.FrameWriter;
import io.github.wampspring.codec.Limits;
import io.github.wampspring.codec.PayloadWriter;
import io.github.wampspring.codec.Slice;
import io.github.wampspring.codec.SliceSerializer;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;

/**
 * WAMP in MessagePack or CBOR.
 */
public final class BinarySerializer extends SliceSerializer {

	private final ParserFactory parsers;

	private final IntFunction<BinaryWriter> writers;

	private BinarySerializer(String name, PayloadWriter payloads, ParserFactory parsers,
			IntFunction<BinaryWriter> writers) {
		super(name, payloads, null);
		this.parsers = parsers;
		this.writers = writers;
	}

	/**
	 * MessagePack.
	 * @param payloads writes arguments
	 * @return the serializer
	 */
	public static BinarySerializer msgpack(PayloadWriter payloads) {
		return new BinarySerializer("msgpack", payloads, MsgpackParser::new, MsgpackWriter::new);
	}

	/**
	 * CBOR.
	 * @param payloads writes arguments
	 * @return the serializer
	 */
	public static BinarySerializer cbor(PayloadWriter payloads) {
		return new BinarySerializer("cbor", payloads, CborParser::new, CborWriter::new);
	}

	@Override
	public boolean isBinary() {
		return true;
	}

	@Override
	protected FrameWriter writer(int sizeHint) {
		return this.writers.apply(sizeHint);
	}

	@Override
	protected FrameTokens tokens(Slice bytes, boolean payload) {
		return open(ObjectReadContext.empty(), bytes, payload ? Limits.PAYLOAD_DEPTH : Limits.DEPTH);
	}

	@Override
	protected JsonParser open(ObjectReadContext context, Slice value) {
		return open(context, value, Limits.PAYLOAD_DEPTH);
	}

	/**
	 * Writes values and opens them as if they had come in a frame.
	 * @param context of the mapper
	 * @param content writes the values
	 * @return a parser before the first token
	 */
	public JsonParser open(ObjectReadContext context, Consumer<FrameWriter> content) {
		FrameWriter writer = writer(HEADER);
		content.accept(writer);
		return open(context, writer.toSlice());
	}

	private BinaryParser open(ObjectReadContext context, Slice slice, int maxDepth) {
		return this.parsers.open(context, slice.bytes(), slice.offset(), slice.end(), maxDepth);
	}

	private interface ParserFactory {

		BinaryParser open(ObjectReadContext context, byte[] bytes, int start, int end, int maxDepth);

	}

}
