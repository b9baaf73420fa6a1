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

import io.github.wampspring.codec.Frame;
import io.github.wampspring.codec.FrameReader;
import io.github.wampspring.codec.FrameWriter;
import io.github.wampspring.codec.Limits;
import io.github.wampspring.codec.MessageWriter;
import io.github.wampspring.codec.PayloadWriter;
import io.github.wampspring.codec.WampSerializer;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.ProtocolViolation;
import io.github.wampspring.protocol.WampMessage;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;

/**
 * WAMP in MessagePack or CBOR.
 */
public final class BinarySerializer implements WampSerializer {

	private static final int HEADER = 128;

	private final String name;

	private final PayloadWriter payloads;

	private final ParserFactory parsers;

	private final IntFunction<BinaryWriter> writers;

	private BinarySerializer(String name, PayloadWriter payloads, ParserFactory parsers,
			IntFunction<BinaryWriter> writers) {
		this.name = name;
		this.payloads = payloads;
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
	public String name() {
		return this.name;
	}

	@Override
	public boolean isBinary() {
		return true;
	}

	@Override
	public Frame encode(WampMessage message) {
		Payload payload = message.payload();
		BinaryWriter writer = this.writers
			.apply(HEADER + ((payload instanceof Payload.Encoded slice) ? slice.length() : 0));
		MessageWriter.writeFields(writer, message, MessageWriter.elements(payload));
		if (payload instanceof BinaryPayload binary && binary.encoding().equals(this.name)) {
			binary.copyTo(writer);
		}
		else {
			this.payloads.write(writer, payload);
		}
		return new Frame.Binary(writer.toBytes());
	}

	@Override
	public Payload encode(Payload payload) {
		if (payload.isEmpty()) {
			return Payload.NONE;
		}
		if (payload instanceof BinaryPayload binary && binary.encoding().equals(this.name)) {
			return payload;
		}
		BinaryWriter writer = this.writers.apply(HEADER);
		this.payloads.writeArguments(writer, payload);
		int argumentsEnd = writer.length();
		this.payloads.writeKeywords(writer, payload);
		boolean transparent = payload instanceof Payload.Encoded encoded && encoded.isTransparent();
		return new BinaryPayload(this, writer.toBytes(), 0, argumentsEnd, writer.length(), transparent);
	}

	@Override
	public Payload payload(byte[] bytes) {
		return new Reader(this.parsers.open(ObjectReadContext.empty(), bytes, 0, bytes.length, Limits.PAYLOAD_DEPTH))
			.readPayload(false);
	}

	@Override
	public WampMessage decode(Frame frame) {
		if (!(frame instanceof Frame.Binary binary)) {
			throw new ProtocolViolation(this.name + " comes in binary frames, not in text ones");
		}
		return reader(binary.bytes()).read();
	}

	@Override
	public @Nullable Head decodeHead(Frame beginning) {
		return (beginning instanceof Frame.Binary binary) ? reader(binary.bytes()).readHead(Integer.MAX_VALUE) : null;
	}

	/**
	 * Writes values and opens them as if they had come in a frame.
	 * @param context of the mapper
	 * @param content writes the values
	 * @return a parser before the first token
	 */
	public JsonParser open(ObjectReadContext context, Consumer<FrameWriter> content) {
		BinaryWriter writer = this.writers.apply(HEADER);
		content.accept(writer);
		return open(context, writer.toBytes(), 0, writer.length());
	}

	JsonParser open(ObjectReadContext context, byte[] bytes, int start, int end) {
		return this.parsers.open(context, bytes, start, end, Limits.PAYLOAD_DEPTH);
	}

	private Reader reader(byte[] bytes) {
		return new Reader(this.parsers.open(ObjectReadContext.empty(), bytes, 0, bytes.length, Limits.DEPTH));
	}

	private interface ParserFactory {

		BinaryParser open(ObjectReadContext context, byte[] bytes, int start, int end, int maxDepth);

	}

	private final class Reader extends FrameReader {

		private final BinaryParser parser;

		Reader(BinaryParser parser) {
			super(parser);
			this.parser = parser;
		}

		@Override
		protected Payload payload(int start, int argumentsEnd, int keywordsStart, int end, boolean transparent) {
			return new BinaryPayload(BinarySerializer.this, this.parser.bytes, start, argumentsEnd, end, transparent);
		}

	}

}
