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

import java.util.Base64;
import java.util.List;
import java.util.Map;

import io.github.wampspring.PayloadException;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.ProtocolViolation;
import io.github.wampspring.protocol.WampMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Bytes are bytes with all serializers, and wherever they stand.
 */
class BinaryValueTests {

	static final List<WampSerializer> serializers = Codecs.all();

	private static final byte[] BYTES = { 0, 1, 2, (byte) 0xFF };

	private static final String IN_JSON = "\"\\u0000AAEC/w==\"";

	@Test
	void bytesAreU0000AndBase64InJson() {
		assertThat(json(BYTES)).isEqualTo(IN_JSON);
		assertThat(json(new byte[0])).isEqualTo("\"\\u0000\"");
		assertThat(json(List.of(BYTES))).isEqualTo("[" + IN_JSON + "]");
		assertThat(json(Map.of("x", BYTES))).isEqualTo("{\"x\":" + IN_JSON + "}");
		assertThat(json(new Image("a", BYTES))).isEqualTo("{\"name\":\"a\",\"content\":" + IN_JSON + "}");
		assertThat(json(JsonNodeFactory.instance.binaryNode(BYTES))).isEqualTo(IN_JSON);
		assertThat(json(JsonNodeFactory.instance.objectNode().put("x", BYTES))).isEqualTo("{\"x\":" + IN_JSON + "}");
		assertThat(json(JsonNodeFactory.instance.pojoNode(BYTES))).isEqualTo(IN_JSON);
	}

	private static String json(Object value) {
		String text = Codecs.text(Codecs.JSON.encode(Codecs.call(value)));
		return text.substring("[48,1,{},\"a.b\",[".length(), text.length() - 2);
	}

	@ParameterizedTest
	@FieldSource("serializers")
	void bytesAreReadWhereverTheyStand(WampSerializer serializer) {
		Payload payload = Codecs.sent(serializer,
				Payload.of(List.of(BYTES, List.of(BYTES), new Image("a", BYTES)), Map.of("x", BYTES)));
		PayloadReader reader = Codecs.MAPPER.reader(payload);
		assertThat(reader.next(Codecs.MAPPER.type(byte[].class))).isEqualTo(BYTES);
		assertThat((List<?>) reader.next(Codecs.MAPPER.type(Object.class))).first().isEqualTo(BYTES);
		assertThat((Image) reader.next(Codecs.MAPPER.type(Image.class)))
			.satisfies((image) -> assertThat(image.content()).isEqualTo(BYTES));
		assertThat(reader.hasNext()).isFalse();
		assertThat(reader.keywords(Map.of("x", Codecs.MAPPER.type(byte[].class)))).containsEntry("x", BYTES);
		assertThat(Codecs.MAPPER.arguments(payload).get(0)).isEqualTo(BYTES);
		assertThat(Codecs.MAPPER.keywordArguments(payload)).containsEntry("x", BYTES);
	}

	@ParameterizedTest
	@FieldSource("serializers")
	void bytesAreBinaryNodesInTrees(WampSerializer serializer) {
		JsonNode tree = (JsonNode) Codecs.read(Codecs.sent(serializer, Map.of("x", BYTES)), JsonNode.class);
		assertThat(tree.get("x").isBinary()).isTrue();
		assertThat(tree.get("x").binaryValue()).isEqualTo(BYTES);
	}

	@ParameterizedTest
	@FieldSource("serializers")
	void base64InAStringIsReadAsBytesWhereBytesAreWanted(WampSerializer serializer) {
		Payload payload = Codecs.sent(serializer, Base64.getEncoder().encodeToString(BYTES));
		assertThat(Codecs.read(payload, byte[].class)).isEqualTo(BYTES);
		assertThat(Codecs.read(payload, Object.class)).isEqualTo("AAEC/w==");
	}

	@ParameterizedTest
	@FieldSource("serializers")
	void bytesAreBase64WhereAStringIsWanted(WampSerializer serializer) {
		assertThat(Codecs.read(Codecs.sent(serializer, (Object) BYTES), String.class)).isEqualTo("AAEC/w==");
	}

	@Test
	void aStringThatOnlyLooksBinaryStaysAString() {
		for (String text : List.of("\0not base64!", "x\0AAEC", "\\u0000AAEC", "a\0")) {
			assertThat(Codecs.MAPPER.arguments(Codecs.sent(Codecs.JSON, text, List.of(text), Map.of(text, text))))
				.containsExactly(text, List.of(text), Map.of(text, text));
		}
	}

	@Test
	void keysAreNeverBinary() {
		Payload payload = Codecs.JSON.decode(Codecs.text("[48,1,{},\"a.b\",[{" + IN_JSON + ":1}],{" + IN_JSON + ":2}]"))
			.payload();
		assertThat(Codecs.MAPPER.arguments(payload)).containsExactly(Map.of("\0AAEC/w==", 1));
		assertThat(Codecs.MAPPER.keywordArguments(payload)).isEqualTo(Map.of("\0AAEC/w==", 2));
	}

	@Test
	void bytesAreTranslatedBetweenAllSerializers() {
		for (WampSerializer from : serializers) {
			for (WampSerializer to : serializers) {
				Payload payload = Codecs.translated(Payload.of(BYTES, Map.of("x", BYTES)), from, to);
				assertThat(Codecs.MAPPER.arguments(payload).get(0)).isEqualTo(BYTES);
				assertThat(((Map<?, ?>) Codecs.MAPPER.arguments(payload).get(1)).get("x")).isEqualTo(BYTES);
			}
		}
		Payload fromJson = Codecs.sent(Codecs.JSON, (Object) BYTES);
		assertThat(Codecs.hex(Codecs.MSGPACK.encode(Codecs.call(fromJson)))).endsWith("91c404000102ff");
		assertThat(Codecs.hex(Codecs.CBOR.encode(Codecs.call(fromJson)))).endsWith("8144000102ff");
	}

	@ParameterizedTest
	@FieldSource("serializers")
	void bytesInOptionsAreBytes(WampSerializer serializer) {
		WampMessage sent = new WampMessage.Call(1, Dict.of("x_key", BYTES), "a.b", Payload.NONE);
		WampMessage.Call received = (WampMessage.Call) serializer.decode(serializer.encode(sent));
		assertThat(received.options().get("x_key")).isEqualTo(BYTES);
	}

	@ParameterizedTest
	@FieldSource("serializers")
	void aTransparentPayloadIsForwardedAndNotRead(WampSerializer serializer) {
		WampMessage message = transparent("{\"ppt_scheme\":\"x_test\"}", IN_JSON);
		Frame frame = serializer.encode(message);
		WampMessage received = serializer.decode(frame);
		assertThat(received.payload()).isInstanceOfSatisfying(Payload.Encoded.class,
				(payload) -> assertThat(payload.isTransparent()).isTrue());
		assertThatThrownBy(() -> Codecs.MAPPER.reader(received.payload())).isInstanceOf(PayloadException.class)
			.hasMessageContaining("transparent");
		assertThat(Codecs.MAPPER.transparent((Payload.Encoded) received.payload())).isInstanceOf(byte[].class);
		assertThat(serializer.encode(received)).isEqualTo(frame);
		assertThat(Codecs.text(Codecs.JSON.encode(received)))
			.isEqualTo("[48,1,{\"ppt_scheme\":\"x_test\"},\"a.b\"," + IN_JSON + "]");
		assertThat(Codecs.MAPPER.detach(received.payload())).isSameAs(received.payload());
		Payload ahead = Codecs.MSGPACK.encode(received.payload());
		assertThat(((Payload.Encoded) ahead).isTransparent()).isTrue();
	}

	@ParameterizedTest
	@FieldSource("serializers")
	void aStringInThePlaceOfATransparentPayloadStaysAString(WampSerializer serializer) {
		WampMessage message = transparent("{\"enc_algo\":\"cryptobox\"}", "\"a1666e\"");
		WampMessage received = serializer.decode(serializer.encode(message));
		assertThat(Codecs.text(Codecs.JSON.encode(received)))
			.isEqualTo("[48,1,{\"enc_algo\":\"cryptobox\"},\"a.b\",\"a1666e\"]");
	}

	@Test
	void aTransparentPayloadWithoutItsOptionIsAViolation() {
		assertThatThrownBy(() -> transparent("{}", IN_JSON)).isInstanceOf(ProtocolViolation.class);
		assertThatThrownBy(() -> transparent("{\"ppt_scheme\":\"\"}", IN_JSON)).isInstanceOf(ProtocolViolation.class);
		assertThatThrownBy(() -> transparent("{\"ppt_scheme\":\"x_test\"}", IN_JSON + ",{}"))
			.isInstanceOf(ProtocolViolation.class);
	}

	private static WampMessage transparent(String options, String payload) {
		return Codecs.JSON.decode(Codecs.text("[48,1," + options + ",\"a.b\"," + payload + "]"));
	}

	private record Image(String name, byte[] content) {
	}

}
