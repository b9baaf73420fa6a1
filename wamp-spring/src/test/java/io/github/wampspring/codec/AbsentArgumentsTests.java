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

import java.util.List;
import java.util.Map;

import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.ProtocolViolation;
import io.github.wampspring.protocol.WampMessage.Call;
import io.github.wampspring.protocol.WampMessage.Invocation;
import io.github.wampspring.protocol.WampMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A null where the list of arguments would be, as Go clients write it before keyword
 * arguments.
 */
class AbsentArgumentsTests {

	@Test
	void theyAreAnEmptyListInEachFormat() {
		WampMessage expected = new Call(1, Dict.EMPTY, "a.b", Payload.of(List.of(), Map.of("x", 2)));
		check(Codecs.JSON, Codecs.text("[48,1,{},\"a.b\",null, {\"x\":2} ]"), expected);
		check(Codecs.MSGPACK, Codecs.hex("96 30 01 80 a3612e62 c0 81 a178 02"), expected);
		check(Codecs.CBOR, Codecs.hex("86 1830 01 a0 63612e62 f6 a1 6178 02"), expected);
	}

	private static void check(WampSerializer serializer, Frame frame, WampMessage expected) {
		Call call = (Call) serializer.decode(frame);
		Frame forwarded = serializer.encode(new Invocation(1, 2, Dict.EMPTY, call.payload()));
		Frame made = serializer.encode(new Invocation(1, 2, Dict.EMPTY, expected.payload()));
		assertThat(Codecs.hex(forwarded)).isEqualTo(Codecs.hex(made));
	}

	@ParameterizedTest
	@ValueSource(strings = { "[48,1,{},\"a.b\",null]", "[48,1,{},\"a.b\",null,[]]", "[48,1,{},\"a.b\",null,null]",
			"[48,1,{},\"a.b\",null,{},1]", "[48,1,{},\"a.b\",[],null]", "[48,1,{},\"a.b\",false,{}]" })
	void nothingElseIsTaken(String text) {
		assertThatExceptionOfType(ProtocolViolation.class).isThrownBy(() -> Codecs.JSON.decode(Codecs.text(text)));
	}

	@Test
	void withoutKeywordArgumentsThereAreNone() {
		assertThat(Codecs.JSON.decode(Codecs.text("[48,1,{},\"a.b\",null,{}]")).payload()).isSameAs(Payload.NONE);
	}

}
