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

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Options and details that the specification defines are checked, all others are kept.
 */
class OptionRulesTests {

	static List<Arguments> options() {
		List<Object> dicts = List.of(Map.of("session", 1));
		return List.of(Arguments.of(MessageType.HELLO, "roles", Map.of(), "x"),
				Arguments.of(MessageType.HELLO, "authmethods", List.of("ticket"), List.of(1)),
				Arguments.of(MessageType.HELLO, "authid", "alice", 1),
				Arguments.of(MessageType.WELCOME, "authextra", Dict.of("x", 1), List.of()),
				Arguments.of(MessageType.PUBLISH, "acknowledge", true, 1),
				Arguments.of(MessageType.PUBLISH, "exclude", List.of(1, 2L), List.of(0)),
				Arguments.of(MessageType.PUBLISH, "eligible", List.of(), List.of(true)),
				Arguments.of(MessageType.PUBLISH, "eligible", List.of(Ids.MAX), List.of(Ids.MAX + 1)),
				Arguments.of(MessageType.PUBLISH, "exclude_authid", List.of("alice"), "alice"),
				Arguments.of(MessageType.PUBLISH, "forward_for", dicts, List.of(1)),
				Arguments.of(MessageType.PUBLISH, "enc_algo", "x_own", "unknown"),
				Arguments.of(MessageType.PUBLISH, "ppt_scheme", "x_own", 1),
				Arguments.of(MessageType.SUBSCRIBE, "match", "wildcard", "regex"),
				Arguments.of(MessageType.EVENT, "publisher", 5, "5"),
				Arguments.of(MessageType.EVENT, "trustlevel", 0, -1), Arguments.of(MessageType.CALL, "timeout", 0, -1),
				Arguments.of(MessageType.CALL, "timeout", 10L, 10.0),
				Arguments.of(MessageType.CALL, "timeout", 10, true),
				Arguments.of(MessageType.CALL, "receive_progress", false, "false"),
				Arguments.of(MessageType.CANCEL, "mode", "killnowait", "hard"),
				Arguments.of(MessageType.RESULT, "progress", true, 1),
				Arguments.of(MessageType.REGISTER, "invoke", "roundrobin", "never"),
				Arguments.of(MessageType.REGISTER, "concurrency", 3, "3"),
				Arguments.of(MessageType.UNREGISTERED, "registration", 7, 0),
				Arguments.of(MessageType.INVOCATION, "procedure", "a.b", 1),
				Arguments.of(MessageType.INTERRUPT, "reason", "a.b", 1),
				Arguments.of(MessageType.YIELD, "progress", false, 0),
				Arguments.of(MessageType.ERROR, "ppt_cipher", "aes256gcm", 1));
	}

	@ParameterizedTest
	@MethodSource("options")
	void anOptionHasItsType(MessageType type, String key, Object good, Object bad) {
		assertThatCode(() -> OptionRules.check(type, Dict.of(key, good))).doesNotThrowAnyException();
		assertThatCode(() -> OptionRules.check(type, Dict.of(key, null))).doesNotThrowAnyException();
		assertThatExceptionOfType(ProtocolViolation.class).isThrownBy(() -> OptionRules.check(type, Dict.of(key, bad)))
			.withMessageStartingWith(key + " in " + type + " must be ");
	}

	@Test
	void aNullInAListIsNoId() {
		List<Object> ids = new ArrayList<>(Collections.singletonList(null));
		assertThatExceptionOfType(ProtocolViolation.class)
			.isThrownBy(() -> OptionRules.check(MessageType.PUBLISH, Dict.of("exclude", ids)));
	}

	@Test
	void unknownOptionsAreKept() {
		WampMessage.Call call = (WampMessage.Call) MessageType.CALL.create(List.of(1, Map.of("x_mine", 1.5), "a.b"),
				Payload.NONE);
		assertThat(call.options().get("x_mine")).isEqualTo(1.5);
	}

}
