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

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import io.github.wampspring.PayloadException;
import io.github.wampspring.Trials;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.WampMessage.Publish;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Payloads that leave the JVM and come back.
 */
class PayloadBytesTests {

	static final List<WampSerializer> serializers = Codecs.all();

	@ParameterizedTest
	@FieldSource("serializers")
	void aPayloadIsTheSameAfterAWayThroughBytes(WampSerializer serializer) {
		Trials.run(1000, (random) -> {
			Payload payload = serializer.encode(Messages.payload(random));
			if (payload instanceof Payload.Encoded encoded) {
				Payload again = serializer.payload(encoded.bytes());
				assertThat(Messages.comparable(again)).isEqualTo(Messages.comparable(payload));
				assertThat(serializer.encode(Codecs.call(again))).isEqualTo(serializer.encode(Codecs.call(payload)));
				assertThat(again).isInstanceOfSatisfying(Payload.Encoded.class,
						(same) -> assertThat(same.bytes()).isEqualTo(encoded.bytes()));
			}
		});
	}

	@ParameterizedTest
	@FieldSource("serializers")
	void aReceivedPayloadGivesJustItsOwnBytes(WampSerializer serializer) {
		Payload received = Codecs.sent(serializer, Payload.of(List.of(1, "\u6f22"), Map.of("x", List.of(2))));
		assertThat(received).isInstanceOfSatisfying(Payload.Encoded.class, (encoded) -> {
			assertThat(encoded.encoding()).isEqualTo(serializer.name());
			assertThat(encoded.bytes()).isEqualTo(switch (serializer.name()) {
				case "json" -> "[1,\"\u6f22\"],{\"x\":[2]}".getBytes(StandardCharsets.UTF_8);
				case "msgpack" -> HexFormat.of().parseHex("9201a3e6bca281a1789102");
				default -> HexFormat.of().parseHex("820163e6bca2a161788102");
			});
		});
	}

	@ParameterizedTest
	@FieldSource("serializers")
	void aTransparentPayloadIsTheSameAfterAWayThroughBytes(WampSerializer serializer) {
		for (String value : List.of("\"\\u0000oWFuCg==\"", "\"a1616e0a\"", "\"\"")) {
			Payload json = Codecs.JSON.decode(Codecs.text("[48,1,{\"ppt_scheme\":\"x_test\"},\"a.b\"," + value + "]"))
				.payload();
			Payload.Encoded payload = (Payload.Encoded) serializer.encode(json);
			Payload again = serializer.payload(payload.bytes());
			assertThat(again).isInstanceOfSatisfying(Payload.Encoded.class, (same) -> {
				assertThat(same.isTransparent()).isTrue();
				assertThat(same.bytes()).isEqualTo(payload.bytes()).hasSize(payload.length());
				assertThat(Codecs.JSON.encode(Codecs.call(same))).isEqualTo(Codecs.JSON.encode(Codecs.call(json)));
			});
		}
	}

	@ParameterizedTest
	@FieldSource("serializers")
	void keywordArgumentsStandAfterTheListEvenIfThatIsEmpty(WampSerializer serializer) {
		Payload.Encoded payload = (Payload.Encoded) serializer.encode(Payload.of(List.of(), Map.of("x", 3)));
		assertThat(payload.bytes()).isEqualTo(switch (serializer.name()) {
			case "json" -> Codecs.utf8("[],{\"x\":3}");
			case "msgpack" -> HexFormat.of().parseHex("9081a17803");
			default -> HexFormat.of().parseHex("80a1617803");
		});
		Payload.Encoded again = (Payload.Encoded) serializer.payload(payload.bytes());
		assertThat(Codecs.MAPPER.keywordArguments(again)).isEqualTo(Map.of("x", 3));
		assertThat(again.bytes()).isEqualTo(payload.bytes());
	}

	@ParameterizedTest
	@FieldSource("serializers")
	void whatIsKeptHasAnArrayOfItsOwn(WampSerializer serializer) {
		Payload.Encoded received = (Payload.Encoded) Codecs.sent(serializer, Payload.of(List.of(1), Map.of("x", 3)));
		Payload.Encoded kept = received.compact();
		assertThat(kept).isNotSameAs(received);
		assertThat(kept.compact()).isSameAs(kept);
		assertThat(kept.bytes()).isEqualTo(received.bytes());
		assertThat(Codecs.MAPPER.arguments(kept)).containsExactly(1);
		assertThat(Codecs.MAPPER.keywordArguments(kept)).isEqualTo(Map.of("x", 3));
	}

	@ParameterizedTest
	@FieldSource("serializers")
	void aPayloadDoesNotKeepTheLargeOptionsThatItCameWith(WampSerializer serializer) {
		Payload small = Payload.of(List.of("y".repeat(2000)), Map.of());
		Publish publish = new Publish(1, Dict.of("x_large", "x".repeat(100_000)), "a.b", small);
		EncodedPayload received = (EncodedPayload) serializer.decode(serializer.encode(publish)).payload();
		assertThat(received.slice().bytes()).hasSize(received.length());
		assertThat(Messages.comparable(received)).isEqualTo(Messages.comparable(serializer.encode(small)));
	}

	@ParameterizedTest
	@FieldSource("serializers")
	void aPayloadDoesNotKeepTheRoomThatWasMadeForItsFrame(WampSerializer serializer) {
		Payload small = Payload.of(List.of("y".repeat(2000)), Map.of());
		Slice frame = serializer.encode(Codecs.call(small)).toSlice();
		Slice roomy = new Slice(Arrays.copyOf(frame.toBytes(), 32 * 1024), 0, frame.length());
		EncodedPayload received = (EncodedPayload) serializer.decode(roomy).payload();
		assertThat(received.slice().bytes()).hasSize(received.length());
	}

	@Test
	void anEmptyListIsNoPayload() {
		assertThat(Codecs.JSON.payload(Codecs.utf8(" [ ] , { } "))).isSameAs(Payload.NONE);
		assertThat(Codecs.CBOR.payload(new byte[] { (byte) 0x80 })).isSameAs(Payload.NONE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "1", "{}", "[", "[1", "[1]]", "[1]],[[2]", "[1],[2]", "[1],{},1", "[1],", ",[1]",
			"[1] x", "[1],{\"x\":1}]", "[nul]", "[\"", "null", "[1]]//" })
	void jsonThatIsNoPayloadIsRefused(String json) {
		assertThatExceptionOfType(PayloadException.class).isThrownBy(() -> Codecs.JSON.payload(Codecs.utf8(json)));
	}

	@Test
	void jsonThatIsNotUtf8IsRefused() {
		assertThatExceptionOfType(PayloadException.class)
			.isThrownBy(() -> Codecs.JSON.payload(HexFormat.of().parseHex("5b22c328225d")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "01", "a0", "81", "8101 01", "8101 8101", "8101 a0 01", "8161ff", "f6", "8101 ff" })
	void cborThatIsNoPayloadIsRefused(String hex) {
		assertThatExceptionOfType(PayloadException.class)
			.isThrownBy(() -> Codecs.CBOR.payload(Codecs.bytes(Codecs.hex(hex))));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "01", "80", "91", "9101 01", "9101 9101", "9101 80 01", "91a1ff", "c0" })
	void messagePackThatIsNoPayloadIsRefused(String hex) {
		assertThatExceptionOfType(PayloadException.class)
			.isThrownBy(() -> Codecs.MSGPACK.payload(Codecs.bytes(Codecs.hex(hex))));
	}

}
