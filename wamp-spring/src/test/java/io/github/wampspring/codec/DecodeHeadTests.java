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
import java.util.List;

import io.github.wampspring.codec.WampSerializer.Head;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.MessageType;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.WampMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The beginning of a message that is too large is enough to refuse it by name.
 */
class DecodeHeadTests {

	static final List<WampSerializer> serializers = Codecs.all();

	@ParameterizedTest
	@FieldSource("serializers")
	void theHeadOfACutOffMessageIsRead(WampSerializer serializer) {
		Payload large = Payload.of("x".repeat(1000));
		assertHead(serializer, new WampMessage.Call(123456789, Dict.EMPTY, "a.b", large),
				new Head(MessageType.CALL, 123456789));
		assertHead(serializer, new WampMessage.Event(5, 6, Dict.of("topic", "a.b"), large),
				new Head(MessageType.EVENT, 5));
	}

	@ParameterizedTest
	@FieldSource("serializers")
	void theRequestOfAnErrorIsItsOwnNotItsType(WampSerializer serializer) {
		assertHead(serializer,
				new WampMessage.Error(MessageType.CALL, 77, Dict.EMPTY, "a.b", Payload.of("x".repeat(1000))),
				new Head(MessageType.ERROR, 77));
	}

	private static void assertHead(WampSerializer serializer, WampMessage message, Head head) {
		Frame frame = serializer.encode(message);
		assertThat(serializer.decodeHead(beginning(frame, 100).toSlice())).isEqualTo(head);
		assertThat(serializer.decodeHead(frame.toSlice())).isEqualTo(head);
	}

	@ParameterizedTest
	@FieldSource("serializers")
	void whatIsCutOffBeforeItsEndIsNotRead(WampSerializer serializer) {
		Frame frame = serializer.encode(new WampMessage.Call(123456789, Dict.EMPTY, "a.b", Payload.NONE));
		Head head = new Head(MessageType.CALL, 123456789);
		for (int length = 0; length < frame.length(); length++) {
			assertThat(serializer.decodeHead(beginning(frame, length).toSlice())).isIn(null, head);
		}
		assertThat(Codecs.JSON.decodeHead(Codecs.text("[48,1234567").toSlice())).isNull();
	}

	@ParameterizedTest
	@FieldSource("serializers")
	void aMessageWithoutARequestHasNone(WampSerializer serializer) {
		assertThat(serializer.decodeHead(serializer.encode(new WampMessage.Hello("realm1", Dict.EMPTY)).toSlice()))
			.isNull();
	}

	@Test
	void whatIsNoMessageHasNoHead() {
		assertThat(Codecs.JSON.decodeHead(Codecs.text("hello").toSlice())).isNull();
		assertThat(Codecs.JSON.decodeHead(Codecs.text("[1000,1,").toSlice())).isNull();
		assertThat(Codecs.JSON.decodeHead(Codecs.text("[48,100000000000000000000,").toSlice())).isNull();
		assertThat(Codecs.JSON.decodeHead(Codecs.hex("9530").toSlice())).isNull();
		assertThat(Codecs.MSGPACK.decodeHead(Codecs.hex("c1").toSlice())).isNull();
		assertThat(Codecs.CBOR.decodeHead(Codecs.text("[48,1,").toSlice())).isNull();
	}

	private static Frame beginning(Frame frame, int length) {
		int end = Math.min(length, frame.length());
		return frame.isText() ? Codecs.text(frame.toString().substring(0, end))
				: Codecs.binary(Arrays.copyOf(Codecs.bytes(frame), end));
	}

}
