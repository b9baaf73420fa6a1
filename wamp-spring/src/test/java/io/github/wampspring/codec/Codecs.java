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

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

import io.github.wampspring.codec.jackson.JacksonPayloadMapper;
import io.github.wampspring.codec.jackson.WampSerializers;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.WampMessage;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the tests of this package have in common.
 */
public final class Codecs {

	public static final JacksonPayloadMapper MAPPER = new JacksonPayloadMapper(JsonMapper.shared());

	public static final WampSerializers ALL = new WampSerializers(MAPPER);

	public static final WampSerializer JSON = get("json");

	public static final WampSerializer MSGPACK = get("msgpack");

	public static final WampSerializer CBOR = get("cbor");

	private Codecs() {
	}

	public static List<WampSerializer> all() {
		return ALL.all();
	}

	public static WampSerializer get(String name) {
		WampSerializer serializer = ALL.byName(name);
		if (serializer == null) {
			throw new IllegalArgumentException(name);
		}
		return serializer;
	}

	/**
	 * A text frame; half a surrogate pair in it is written as if it were a character.
	 */
	public static Frame text(String text) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		text.codePoints().forEach((c) -> {
			if (Character.isBmpCodePoint(c) && Character.isSurrogate((char) c)) {
				bytes.write(0xE0 | c >> 12);
				bytes.write(0x80 | (c >> 6 & 0x3F));
				bytes.write(0x80 | (c & 0x3F));
			}
			else {
				bytes.writeBytes(utf8(Character.toString(c)));
			}
		});
		return Frame.text(Slice.of(bytes.toByteArray()));
	}

	public static Frame hex(String hex) {
		return binary(HexFormat.of().parseHex(hex.replace(" ", "")));
	}

	public static Frame binary(byte[] bytes) {
		return Frame.binary(Slice.of(bytes));
	}

	public static String text(Frame frame) {
		return frame.toString();
	}

	public static byte[] bytes(Frame frame) {
		return frame.toBytes();
	}

	public static String hex(Frame frame) {
		return HexFormat.of().formatHex(bytes(frame));
	}

	public static byte[] utf8(String string) {
		return string.getBytes(StandardCharsets.UTF_8);
	}

	public static WampMessage.Call call(Object... arguments) {
		return call(Payload.of(arguments));
	}

	public static WampMessage.Call call(Payload payload) {
		return new WampMessage.Call(1, Dict.EMPTY, "a.b", payload);
	}

	/**
	 * The payload as a receiver sees it.
	 */
	public static Payload sent(WampSerializer serializer, Object... arguments) {
		return sent(serializer, Payload.of(arguments));
	}

	public static Payload sent(WampSerializer serializer, Payload payload) {
		return serializer.decode(serializer.encode(call(payload))).payload();
	}

	/**
	 * The payload after a router has translated it.
	 */
	public static Payload translated(Payload payload, WampSerializer from, WampSerializer to) {
		return sent(to, sent(from, payload));
	}

	public static Object read(Payload payload, Class<?> type) {
		return MAPPER.reader(payload).next(MAPPER.type(type));
	}

}
