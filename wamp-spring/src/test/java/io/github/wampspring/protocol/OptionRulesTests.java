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
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

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
				Arguments.of(MessageType.CALL, "timeout", 10.0, 10.5),
				Arguments.of(MessageType.CALL, "timeout", 10, true),
				Arguments.of(MessageType.CALL, "receive_progress", false, "false"),
				Arguments.of(MessageType.CANCEL, "mode", "killnowait", "hard"),
				Arguments.of(MessageType.RESULT, "progress", true, 1),
				Arguments.of(MessageType.REGISTER, "invoke", "load", 1),
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

	@ParameterizedTest
	@ValueSource(doubles = { 1.0, 0x1p53, 4294967297.0 })
	void anIntegralNumberIsAnId(double id) {
		Dict options = Dict.of("exclude", List.of(id, 7), "eligible", List.of((float) 1));
		OptionRules.check(MessageType.PUBLISH, options);
		assertThat(options.getLongs("exclude")).containsExactly((long) id, 7L);
		assertThat(options.getLongs("eligible")).containsExactly(1L);
		OptionRules.check(MessageType.EVENT, Dict.of("publisher", id));
		WampMessage message = MessageType.UNSUBSCRIBE.create(List.of(id, id), Payload.NONE);
		assertThat(message).isEqualTo(new WampMessage.Unsubscribe((long) id, (long) id, Dict.EMPTY));
	}

	@ParameterizedTest
	@ValueSource(doubles = { 0.0, -0.0, -1.0, 1.5, 0x1.8p53, 0x1p63, 1e300, Double.NaN, Double.POSITIVE_INFINITY,
			Double.NEGATIVE_INFINITY, Double.MIN_VALUE })
	void anyOtherNumberIsNoId(double id) {
		assertThatExceptionOfType(ProtocolViolation.class)
			.isThrownBy(() -> OptionRules.check(MessageType.PUBLISH, Dict.of("exclude", List.of(1, id))))
			.withMessage("exclude in PUBLISH must be a list of IDs, not one with the number " + id);
		assertThatExceptionOfType(ProtocolViolation.class)
			.isThrownBy(() -> MessageType.UNREGISTER.create(List.of(1, id), Payload.NONE))
			.withMessageStartingWith("element 2 of UNREGISTER must be ");
	}

	@Test
	void aTextTellsWhatIsWrong() {
		assertThatExceptionOfType(ProtocolViolation.class)
			.isThrownBy(() -> OptionRules.check(MessageType.PUBLISH, Dict.of("exclude", "1")))
			.withMessage("exclude in PUBLISH must be a list of IDs, not a string");
		assertThatExceptionOfType(ProtocolViolation.class)
			.isThrownBy(() -> OptionRules.check(MessageType.PUBLISH, Dict.of("exclude_authid", List.of("a", 1))))
			.withMessage("exclude_authid in PUBLISH must be a list of strings, not one with the number 1");
		assertThatExceptionOfType(ProtocolViolation.class)
			.isThrownBy(() -> OptionRules.check(MessageType.SUBSCRIBE, Dict.of("match", "regex")))
			.withMessage("match in SUBSCRIBE must be one of [exact, prefix, wildcard], not 'regex'");
		assertThatExceptionOfType(ProtocolViolation.class)
			.isThrownBy(() -> OptionRules.check(MessageType.CANCEL, Dict.of("mode", "x".repeat(1_000_000))))
			.satisfies((ex) -> assertThat(ex.getMessage()).hasSizeLessThan(300));
	}

	static List<Arguments> roles() {
		return List.of(
				Arguments.of(Map.of("caller", 1), "the role 'caller' in HELLO must be a dictionary, not the number 1"),
				Arguments.of(Map.of("caller", List.of()),
						"the role 'caller' in HELLO must be a dictionary, not a list"),
				Arguments.of(Map.of("caller", Map.of(), "callee", true),
						"the role 'callee' in HELLO must be a dictionary, not a boolean"),
				Arguments.of(Map.of("caller", Map.of("features", 1)),
						"the features of the role 'caller' in HELLO must be a dictionary, not the number 1"),
				Arguments.of(Map.of("x_own", Map.of("features", List.of("a"))),
						"the features of the role 'x_own' in HELLO must be a dictionary, not a list"));
	}

	@ParameterizedTest
	@MethodSource("roles")
	void aRoleIsADictionary(Map<String, Object> roles, String message) {
		assertThatExceptionOfType(ProtocolViolation.class)
			.isThrownBy(() -> MessageType.HELLO.create(List.of("realm1", Map.of("roles", roles)), Payload.NONE))
			.withMessage(message);
		assertThatExceptionOfType(ProtocolViolation.class)
			.isThrownBy(() -> MessageType.WELCOME.create(List.of(1, Dict.of("roles", roles)), Payload.NONE))
			.withMessage(message.replace("HELLO", "WELCOME"));
	}

	@Test
	void aRoleMayHaveFeaturesOrNone() {
		Map<String, Object> caller = new HashMap<>(Map.of("x", 1));
		caller.put("features", null);
		Map<String, Object> roles = new HashMap<>(Map.of("caller", caller, "callee",
				Map.of("features", Map.of("call_timeout", true, "x_own", 5)), "publisher", Map.of()));
		roles.put("subscriber", null);
		assertThatCode(() -> OptionRules.check(MessageType.HELLO, Dict.of("roles", roles))).doesNotThrowAnyException();
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
