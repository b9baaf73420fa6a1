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

import java.nio.charset.StandardCharsets;

import io.github.wampspring.PayloadException;
import io.github.wampspring.codec.Frame;
import io.github.wampspring.codec.FrameReader;
import io.github.wampspring.codec.Limits;
import io.github.wampspring.codec.MessageWriter;
import io.github.wampspring.codec.PayloadWriter;
import io.github.wampspring.codec.Utf8;
import io.github.wampspring.codec.WampSerializer;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.ProtocolViolation;
import io.github.wampspring.protocol.WampMessage;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.json.JsonFactory;

/**
 * WAMP in JSON.
 */
public final class JsonSerializer implements WampSerializer {

	static final String NAME = "json";

	/** Strict, and independent of what the application allows its own JSON to be. */
	static final JsonFactory FACTORY = JsonFactory.builder().streamReadConstraints(Limits.CONSTRAINTS).build();

	private static final int HEADER = 128;

	private final PayloadWriter payloads;

	/**
	 * Creates the serializer.
	 * @param payloads writes arguments
	 */
	public JsonSerializer(PayloadWriter payloads) {
		this.payloads = payloads;
	}

	@Override
	public String name() {
		return NAME;
	}

	@Override
	public boolean isBinary() {
		return false;
	}

	@Override
	public Frame encode(WampMessage message) {
		Payload payload = message.payload();
		JsonWriter writer = new JsonWriter(HEADER);
		if (payload instanceof JsonPayload json) {
			MessageWriter.writeFields(writer, message, json.hasKeywords() ? 2 : 1);
			// copies a large payload only once
			return new Frame.Text(writer + "," + json.text() + "]");
		}
		MessageWriter.writeFields(writer, message, MessageWriter.elements(payload));
		this.payloads.write(writer, payload);
		writer.endList();
		return new Frame.Text(writer.toString());
	}

	@Override
	public Payload encode(Payload payload) {
		if (payload.isEmpty()) {
			return Payload.NONE;
		}
		if (payload instanceof JsonPayload) {
			return payload;
		}
		JsonWriter writer = new JsonWriter(HEADER);
		this.payloads.writeArguments(writer, payload);
		int argumentsEnd = writer.length();
		this.payloads.writeKeywords(writer, payload);
		return new JsonPayload(writer.toString(), argumentsEnd, Math.min(argumentsEnd + 1, writer.length()));
	}

	@Override
	public Payload payload(byte[] bytes) {
		if (!Utf8.isValid(bytes, 0, bytes.length)) {
			throw new PayloadException("the bytes are not a payload: not UTF-8", null);
		}
		return new Reader("[" + new String(bytes, StandardCharsets.UTF_8) + "]").readPayload(true);
	}

	@Override
	public WampMessage decode(Frame frame) {
		if (!(frame instanceof Frame.Text text)) {
			throw new ProtocolViolation("JSON comes in text frames, not in binary ones");
		}
		return new Reader(text.text()).read();
	}

	@Override
	public @Nullable Head decodeHead(Frame beginning) {
		if (!(beginning instanceof Frame.Text text)) {
			return null;
		}
		try {
			return new Reader(text.text()).readHead(text.length());
		}
		catch (ProtocolViolation ex) {
			return null;
		}
	}

	private static final class Reader extends FrameReader {

		private final String text;

		Reader(String text) {
			super(new JsonScanner(text));
			this.text = text;
		}

		@Override
		protected Payload payload(int start, int argumentsEnd, int keywordsStart, int end, boolean transparent) {
			return new JsonPayload(this.text.substring(start, end), argumentsEnd - start, keywordsStart - start);
		}

	}

}
