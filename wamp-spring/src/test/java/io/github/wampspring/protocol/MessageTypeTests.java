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

package io.github.wampspring.protocol;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Each field that comes from outside is checked.
 */
class MessageTypeTests {

	/**
	 * Valid fields of a message of each type.
	 */
	private static List<Object> fields(MessageType type) {
		return switch (type) {
			case HELLO -> List.of("realm1", Dict.EMPTY);
			case CHALLENGE, AUTHENTICATE -> List.of("ticket", Dict.EMPTY);
			case WELCOME, CANCEL, RESULT, INTERRUPT, YIELD -> List.of(1L, Dict.EMPTY);
			case ABORT, GOODBYE -> List.of(Dict.EMPTY, "a.b");
			case ERROR -> List.of(48, 1L, Dict.EMPTY, "a.b");
			case PUBLISH, SUBSCRIBE, CALL, REGISTER -> List.of(1L, Dict.EMPTY, "a.b");
			case PUBLISHED, SUBSCRIBED, REGISTERED, UNSUBSCRIBE, UNREGISTER -> List.of(1L, 2L);
			case EVENT, INVOCATION -> List.of(1L, 2L, Dict.EMPTY);
			case RECEIVED -> List.of(1L);
			case UNSUBSCRIBED, UNREGISTERED -> List.of(1L);
		};
	}

	@ParameterizedTest
	@EnumSource
	void aMessageHasItsFields(MessageType type) {
		WampMessage message = type.create(fields(type), Payload.NONE);
		assertThat(message.type()).isSameAs(type);
		assertThat(message.fields()).containsExactly(fields(type).toArray());
		assertThat(message.payload()).isSameAs(Payload.NONE);
		assertThat(MessageType.of(type.code())).isSameAs(type);
	}

	@ParameterizedTest
	@EnumSource
	void aMessageKeepsItsPayload(MessageType type) {
		Payload payload = Payload.of(1);
		if (type.hasPayload()) {
			assertThat(type.create(fields(type), payload).payload()).isSameAs(payload);
		}
	}

	@ParameterizedTest
	@EnumSource
	void aMissingFieldIsAViolation(MessageType type) {
		List<Object> fields = fields(type);
		assertThatExceptionOfType(ProtocolViolation.class)
			.isThrownBy(() -> type.create(fields.subList(0, fields.size() - 1), Payload.NONE))
			.withMessageContaining(type + " has too few elements");
	}

	/** Routers send null for the details of these. */
	private static final Set<MessageType> NULL_DETAILS = EnumSet.of(MessageType.ABORT, MessageType.CHALLENGE,
			MessageType.GOODBYE, MessageType.ERROR, MessageType.UNSUBSCRIBED, MessageType.EVENT, MessageType.RESULT,
			MessageType.UNREGISTERED, MessageType.INVOCATION, MessageType.INTERRUPT);

	static Stream<Arguments> wrongTypes() {
		return Arrays.stream(MessageType.values())
			.flatMap((type) -> Stream.iterate(0, (i) -> i < fields(type).size(), (i) -> i + 1)
				.flatMap((i) -> wrong(type, fields(type).get(i)).map((value) -> Arguments.of(type, i, value))));
	}

	private static Stream<Object> wrong(MessageType type, Object field) {
		List<Object> values = new ArrayList<>(List.of(true, 1.5, List.of(), new byte[0]));
		if (!(field instanceof Dict) || !NULL_DETAILS.contains(type)) {
			values.add(null);
		}
		if (!(field instanceof String)) {
			values.add("1");
		}
		if (!(field instanceof Dict)) {
			values.add(Map.of());
		}
		if (!(field instanceof Number)) {
			values.add(1);
		}
		return values.stream();
	}

	@ParameterizedTest
	@MethodSource("wrongTypes")
	void aFieldOfAnotherTypeIsAViolation(MessageType type, int index, Object value) {
		List<Object> fields = new ArrayList<>(fields(type));
		fields.set(index, value);
		assertThatExceptionOfType(ProtocolViolation.class).isThrownBy(() -> type.create(fields, Payload.NONE))
			.withMessageStartingWith("element " + (index + 1) + " of " + type + " must be ");
	}

	static Stream<Arguments> ids() {
		return Arrays.stream(MessageType.values())
			.flatMap((type) -> Stream.iterate(0, (i) -> i < fields(type).size(), (i) -> i + 1)
				.filter((i) -> fields(type).get(i) instanceof Long)
				.map((i) -> Arguments.of(type, i)));
	}

	@ParameterizedTest
	@MethodSource("ids")
	void anIdOutOfRangeIsAViolation(MessageType type, int index) {
		List<Object> fields = new ArrayList<>(fields(type));
		for (Object id : List.of(-1, Ids.MAX + 1, Long.MIN_VALUE, BigInteger.TWO.pow(64).add(BigInteger.ONE))) {
			fields.set(index, id);
			assertThatThrownBy(() -> type.create(fields, Payload.NONE)).isInstanceOf(ProtocolViolation.class);
		}
		fields.set(index, Ids.MAX);
		assertThat(type.create(fields, Payload.NONE).fields()[index]).isEqualTo(Ids.MAX);
	}

	@Test
	void zeroIsAnIdOnlyWhereTheRouterRevokes() {
		assertThat(MessageType.UNSUBSCRIBED.create(List.of(0, Map.of("subscription", 5)), Payload.NONE))
			.isEqualTo(new WampMessage.Unsubscribed(0, Dict.of("subscription", 5)));
		assertThatThrownBy(() -> MessageType.SUBSCRIBED.create(List.of(0, 1), Payload.NONE))
			.isInstanceOf(ProtocolViolation.class)
			.hasMessage("element 1 of SUBSCRIBED must be between 1 and 9007199254740992, not 0");
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, -1, 7, 9, 71, 337, Long.MAX_VALUE, Long.MIN_VALUE })
	void anUnknownTypeIsAViolation(long code) {
		assertThatThrownBy(() -> MessageType.of(code)).isInstanceOf(ProtocolViolation.class)
			.hasMessage("there is no message of type " + code);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 6, 8, 17, 50, 70, 99, 0 })
	void anErrorAnswersARequestOnly(int code) {
		assertThatThrownBy(() -> MessageType.ERROR.create(List.of(code, 1, Dict.EMPTY, "a.b"), Payload.NONE))
			.isInstanceOf(ProtocolViolation.class);
	}

	@Test
	void aTransparentPayloadNeedsItsOption() {
		Payload payload = new Transparent();
		assertThatThrownBy(() -> MessageType.CALL.create(List.of(1, Map.of(), "a.b"), payload))
			.isInstanceOf(ProtocolViolation.class);
		WampMessage message = MessageType.CALL.create(List.of(1, Map.of("ppt_scheme", "x_test"), "a.b"), payload);
		assertThat(message.payload()).isSameAs(payload);
	}

	private static final class Transparent implements Payload.Encoded {

		@Override
		public String encoding() {
			return "json";
		}

		@Override
		public boolean isTransparent() {
			return true;
		}

		@Override
		public byte[] bytes() {
			return new byte[0];
		}

		@Override
		public boolean isEmpty() {
			return false;
		}

		@Override
		public int length() {
			return 2;
		}

	}

}
