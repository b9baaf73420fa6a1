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

import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.MessageType;
import io.github.wampspring.protocol.ProtocolViolation;
import io.github.wampspring.protocol.WampMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What other implementations write, and what is made of it.
 */
class PeerHabitsTests {

	private static final long ID = 5_000_000_000_000L;

	@ParameterizedTest
	@ValueSource(strings = { "[8,48,1,null,\"a.b\"]", "[8,64,1,null,\"a.b\",[\"x\"]]",
			"[8,32,1,null,\"a.b\",[],{\"x\":1}]", "[3,null,\"a.b\"]", "[6,null,\"a.b\"]", "[4,\"ticket\",null]",
			"[36,1,2,null,[1]]", "[50,1,null,[1]]", "[68,1,2,null,[1]]", "[69,1,null]", "[35,0,null]", "[67,0,null]" })
	void nullForTheDetailsOfARouterIsAnEmptyDictionary(String json) {
		WampMessage message = Codecs.JSON.decode(Codecs.text(json));
		assertThat(message.fields()).satisfiesAnyOf((fields) -> assertThat(fields).contains(Dict.EMPTY),
				(fields) -> assertThat(message.type()).isIn(MessageType.UNSUBSCRIBED, MessageType.UNREGISTERED));
		for (WampSerializer serializer : Codecs.all()) {
			assertThat(serializer.decode(serializer.encode(message)).type()).isEqualTo(message.type());
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "[1,\"realm1\",null]", "[2,1,null]", "[5,\"x\",null]", "[16,1,null,\"a.b\"]",
			"[32,1,null,\"a.b\"]", "[34,1,2,null]", "[48,1,null,\"a.b\"]", "[49,1,null]", "[64,1,null,\"a.b\"]",
			"[66,1,2,null]", "[70,1,null]", "[8,48,1,[],\"a.b\"]", "[8,48,1,0,\"a.b\"]", "[8,48,1,false,\"a.b\"]",
			"[8,48,1,\"\",\"a.b\"]", "[36,1,2,[]]" })
	void anythingElseThanADictionaryIsAViolation(String json) {
		assertThatExceptionOfType(ProtocolViolation.class).isThrownBy(() -> Codecs.JSON.decode(Codecs.text(json)))
			.withMessageContaining("must be a dictionary");
	}

	@Test
	void idsThatCameAsFloatingPointNumbersAreIds() {
		// [UNSUBSCRIBE, 1.0, 5e12] and [PUBLISH, 1, {"exclude": [5e12]}, "a.b"]
		for (WampMessage message : new WampMessage[] {
				Codecs.MSGPACK.decode(Codecs.hex("93 22 cb3ff0000000000000 cb4292309ce5400000")),
				Codecs.CBOR.decode(Codecs.hex("83 1822 f93c00 fb4292309ce5400000")),
				Codecs.JSON.decode(Codecs.text("[34,1.0,5e12]")) }) {
			assertThat(message).isEqualTo(new WampMessage.Unsubscribe(1, ID, Dict.EMPTY));
		}
		for (WampMessage message : new WampMessage[] {
				Codecs.MSGPACK
					.decode(Codecs.hex("94 10 ca3f800000 81 a76578636c756465 91 cb4292309ce5400000 a3612e62")),
				Codecs.CBOR
					.decode(Codecs.hex("84 10 fa3f800000 a1 676578636c756465 81 fb4292309ce5400000 63612e62")) }) {
			assertThat(((WampMessage.Publish) message).options().getLongs("exclude")).containsExactly(ID);
		}
	}

	@Test
	void theHeadOfATooLargeMessageMayHaveAFloatingPointNumberToo() {
		assertThat(Codecs.MSGPACK.decodeHead(Codecs.hex("94 30 cb4292309ce5400000 80 a3").toSlice()))
			.isEqualTo(new WampSerializer.Head(MessageType.CALL, ID));
		assertThat(Codecs.MSGPACK.decodeHead(Codecs.hex("94 30 cb3ff8000000000000 80 a3").toSlice())).isNull();
		assertThat(Codecs.JSON.decodeHead(Codecs.text("[48,5e12,").toSlice()))
			.isEqualTo(new WampSerializer.Head(MessageType.CALL, ID));
		assertThat(Codecs.JSON.decodeHead(Codecs.text("[48,5e1").toSlice())).isNull();
	}

}
