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

import io.github.wampspring.PayloadException;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.WampMessage;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;

/**
 * What the serializers have in common: payloads stay slices of the frames that they came
 * in, and are forwarded as these.
 */
public abstract class SliceSerializer implements WampSerializer {

	/** Enough for a message without large arguments. */
	protected static final int HEADER = 128;

	/** Larger payloads are referred to. */
	private static final int COPIED = 1024;

	private final String name;

	private final PayloadWriter payloads;

	private final @Nullable Slice tail;

	/**
	 * Creates a serializer.
	 * @param name its name
	 * @param payloads writes arguments
	 * @param tail what ends a list, {@code null} for nothing
	 */
	protected SliceSerializer(String name, PayloadWriter payloads, @Nullable Slice tail) {
		this.name = name;
		this.payloads = payloads;
		this.tail = tail;
	}

	/**
	 * A writer of this format.
	 * @param sizeHint how many bytes are expected
	 * @return the writer
	 */
	protected abstract FrameWriter writer(int sizeHint);

	/**
	 * The tokens of bytes.
	 * @param bytes a frame, or a payload that stands alone
	 * @param payload whether it is a payload
	 * @return the tokens
	 */
	protected abstract FrameTokens tokens(Slice bytes, boolean payload);

	/**
	 * Opens a value for reading.
	 * @param context of the mapper
	 * @param value the value, whose syntax has been checked
	 * @return a parser before the first token
	 */
	protected abstract JsonParser open(ObjectReadContext context, Slice value);

	@Override
	public final String name() {
		return this.name;
	}

	@Override
	public final Frame encode(WampMessage message) {
		Payload payload = message.payload();
		if (isOwn(payload)) {
			return around((EncodedPayload) payload, message);
		}
		FrameWriter writer = writer(HEADER);
		MessageWriter.writeFields(writer, message, MessageWriter.elements(payload));
		this.payloads.write(writer, payload);
		writer.endList();
		return frame(writer.toSlice());
	}

	private Frame around(EncodedPayload payload, WampMessage message) {
		boolean copied = payload.length() <= COPIED;
		FrameWriter writer = writer(HEADER + (copied ? payload.length() : 0));
		MessageWriter.writeFields(writer, message, payload.hasKeywords() ? 2 : 1);
		writer.separate();
		if (copied) {
			writer.raw(payload.slice());
			writer.endList();
			return frame(writer.toSlice());
		}
		return Frame.around(!isBinary(), writer.toSlice(), payload.slice(), this.tail);
	}

	private Frame frame(Slice bytes) {
		return isBinary() ? Frame.binary(bytes) : Frame.text(bytes);
	}

	@Override
	public final Payload encode(Payload payload) {
		if (payload.isEmpty()) {
			return Payload.NONE;
		}
		if (isOwn(payload)) {
			return payload;
		}
		FrameWriter writer = writer(HEADER);
		this.payloads.writeArguments(writer, payload);
		int argumentsEnd = writer.length();
		writer.separate();
		int keywordsStart = writer.length();
		this.payloads.writeKeywords(writer, payload);
		boolean keywords = writer.length() > keywordsStart;
		Slice slice = writer.toSlice();
		boolean transparent = payload instanceof Payload.Encoded encoded && encoded.isTransparent();
		return new EncodedPayload(this, slice.bytes(), 0, argumentsEnd, keywords ? keywordsStart : argumentsEnd,
				keywords ? slice.length() : argumentsEnd, transparent);
	}

	/**
	 * A payload of one binary value, which stands in the place of the arguments.
	 * @param value the value
	 * @return a transparent payload
	 */
	public final Payload transparent(byte[] value) {
		FrameWriter writer = writer(HEADER + value.length);
		writer.binary(value, 0, value.length);
		return payload(writer.toSlice().toBytes());
	}

	/**
	 * Packs arguments into one dictionary, which travels as one value.
	 * @param uri what is to stand under {@code uri}; {@code null} for nothing
	 * @param payload the arguments
	 * @return the dictionary
	 * @throws PayloadException if an argument cannot be written
	 */
	public final byte[] pack(@Nullable String uri, Payload payload) {
		EncodedPayload encoded = payload.isEmpty() ? null : MessageWriter.encoded(encode(payload));
		if (encoded != null && encoded.isTransparent()) {
			throw new PayloadException("a transparent payload cannot be packed", null);
		}
		boolean keywords = encoded != null && encoded.hasKeywords();
		FrameWriter writer = writer(HEADER + ((encoded != null) ? encoded.length() : 0));
		writer.startDict(((uri != null) ? 1 : 0) + 1 + (keywords ? 1 : 0));
		if (uri != null) {
			writer.key("uri");
			writer.string(uri);
		}
		writer.key("args");
		if (encoded != null) {
			writer.raw(encoded.arguments());
		}
		else {
			writer.startList(0);
			writer.endList();
		}
		if (encoded != null && keywords) {
			writer.key("kwargs");
			writer.raw(encoded.keywords());
		}
		writer.endDict();
		return writer.toSlice().toBytes();
	}

	/**
	 * Unpacks what {@link #pack} made, here or at another peer. Checked as strictly as
	 * the arguments of a message.
	 * @param bytes the dictionary
	 * @return the arguments
	 * @throws PayloadException if it is none of arguments
	 */
	public final PackedPayload unpack(byte[] bytes) {
		return new FrameReader(this, tokens(Slice.of(bytes), false), bytes).readPacked();
	}

	/**
	 * Puts arguments together.
	 * @param arguments the list; {@code null} for an empty one
	 * @param keywords the dictionary; {@code null} for none
	 */
	final Payload join(@Nullable Slice arguments, @Nullable Slice keywords) {
		FrameWriter writer = writer(
				HEADER + ((arguments != null) ? arguments.length() : 0) + ((keywords != null) ? keywords.length() : 0));
		if (arguments != null) {
			writer.raw(arguments);
		}
		else {
			writer.startList(0);
			writer.endList();
		}
		if (keywords != null) {
			writer.separate();
			writer.raw(keywords);
		}
		return payload(writer.toSlice().toBytes());
	}

	private boolean isOwn(Payload payload) {
		return payload instanceof EncodedPayload encoded && encoded.encoding().equals(this.name);
	}

	@Override
	public final Payload payload(byte[] bytes) {
		return new FrameReader(this, tokens(Slice.of(bytes), true), bytes).readPayload();
	}

	@Override
	public final WampMessage decode(Slice frame) {
		return new FrameReader(this, tokens(frame, false), frame.bytes()).read();
	}

	@Override
	public final @Nullable Head decodeHead(Slice beginning) {
		// a number of text may go on behind the end
		int available = isBinary() ? Integer.MAX_VALUE : beginning.end();
		return new FrameReader(this, tokens(beginning, false), beginning.bytes()).readHead(available);
	}

}
