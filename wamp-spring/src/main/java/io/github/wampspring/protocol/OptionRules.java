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

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * The types of the options and details that the specification defines. Keys that it does
 * not define are nobody's business here; a {@code null} counts as absent.
 */
public final class OptionRules {

	private static final Rule BOOL = new Rule("a boolean", Boolean.class::isInstance);

	private static final Rule STRING = new Rule("a string", String.class::isInstance);

	private static final Rule DICT = new Rule("a dictionary",
			(value) -> value instanceof Map<?, ?> || value instanceof Dict);

	private static final Rule COUNT = new Rule("a non-negative integer", (value) -> {
		Long number = Ids.integer(value);
		return number != null && number >= 0;
	});

	private static final Rule ID = new Rule("an ID", OptionRules::isId);

	private static final Rule IDS = listOf("a list of IDs", OptionRules::isId);

	private static final Rule STRINGS = listOf("a list of strings", String.class::isInstance);

	private static final Rule FORWARD_FOR = listOf("a list of dictionaries", DICT.test);

	private static final Rule MATCH = oneOf("exact", "prefix", "wildcard");

	private static final Rule MODE = oneOf("skip", "kill", "killnowait");

	private static final Rule ENC_ALGO = new Rule("an encryption algorithm",
			(value) -> value instanceof String algo && (algo.startsWith("x_") || algo.startsWith("x-")
					|| Set.of("cryptobox", "mqtt", "xbr", "null").contains(algo)),
			null, true);

	private static final Map<String, Rule> PAYLOAD = Map.of("enc_algo", ENC_ALGO, "enc_serializer", STRING, "enc_key",
			STRING, "ppt_scheme", STRING, "ppt_serializer", STRING, "ppt_cipher", STRING, "ppt_keyid", STRING,
			"forward_for", FORWARD_FOR);

	private static final Map<MessageType, Map<String, Rule>> RULES = Map.ofEntries(
			Map.entry(MessageType.HELLO,
					Map.of("roles", DICT, "agent", STRING, "authmethods", STRINGS, "authid", STRING, "authrole", STRING,
							"authextra", DICT, "resumable", BOOL)),
			Map.entry(MessageType.WELCOME,
					Map.of("roles", DICT, "agent", STRING, "realm", STRING, "authid", STRING, "authrole", STRING,
							"authmethod", STRING, "authprovider", STRING, "authextra", DICT)),
			Map.entry(MessageType.ERROR, PAYLOAD),
			Map.entry(MessageType.PUBLISH,
					with(PAYLOAD, "acknowledge", BOOL, "exclude_me", BOOL, "disclose_me", BOOL, "retain", BOOL,
							"exclude", IDS, "exclude_authid", STRINGS, "exclude_authrole", STRINGS, "eligible", IDS,
							"eligible_authid", STRINGS, "eligible_authrole", STRINGS, "transaction_hash", STRING,
							"rkey", STRING)),
			Map.entry(MessageType.SUBSCRIBE,
					Map.of("match", MATCH, "get_retained", BOOL, "forward_for", FORWARD_FOR, "nkey", STRING)),
			Map.entry(MessageType.UNSUBSCRIBE, Map.of("forward_for", FORWARD_FOR)),
			Map.entry(MessageType.UNSUBSCRIBED, Map.of("subscription", ID, "reason", STRING)),
			Map.entry(MessageType.EVENT,
					with(PAYLOAD, "publisher", ID, "publisher_authid", STRING, "publisher_authrole", STRING, "topic",
							STRING, "retained", BOOL, "trustlevel", COUNT, "transaction_hash", STRING,
							"x_acknowledged_delivery", BOOL)),
			Map.entry(MessageType.CALL,
					with(PAYLOAD, "timeout", COUNT, "receive_progress", BOOL, "progress", BOOL, "disclose_me", BOOL,
							"transaction_hash", STRING, "caller", ID, "caller_authid", STRING, "caller_authrole",
							STRING, "runmode", STRING, "rkey", STRING)),
			Map.entry(MessageType.CANCEL, Map.of("mode", MODE, "forward_for", FORWARD_FOR)),
			Map.entry(MessageType.RESULT,
					with(PAYLOAD, "progress", BOOL, "callee", ID, "callee_authid", STRING, "callee_authrole", STRING)),
			Map.entry(MessageType.REGISTER,
					Map.of("match", MATCH, "invoke", STRING, "concurrency", COUNT, "force_reregister", BOOL,
							"disclose_caller", BOOL, "forward_timeout", BOOL, "x_waiting_calls", COUNT, "forward_for",
							FORWARD_FOR)),
			Map.entry(MessageType.UNREGISTER, Map.of("forward_for", FORWARD_FOR)),
			Map.entry(MessageType.UNREGISTERED, Map.of("registration", ID, "reason", STRING)),
			Map.entry(MessageType.INVOCATION,
					with(PAYLOAD, "timeout", COUNT, "receive_progress", BOOL, "progress", BOOL, "procedure", STRING,
							"caller", ID, "caller_authid", STRING, "caller_authrole", STRING, "trustlevel", COUNT,
							"transaction_hash", STRING)),
			Map.entry(MessageType.INTERRUPT, Map.of("mode", MODE, "reason", STRING, "forward_for", FORWARD_FOR)),
			Map.entry(MessageType.YIELD,
					with(PAYLOAD, "progress", BOOL, "callee", ID, "callee_authid", STRING, "callee_authrole", STRING)));

	private OptionRules() {
	}

	/**
	 * Checks options or details.
	 * @param type the message that carries them
	 * @param dict the options or details
	 * @throws ProtocolViolation if a known key has a value of a wrong type
	 */
	public static void check(MessageType type, Dict dict) {
		Map<String, Rule> rules = RULES.get(type);
		if (rules == null) {
			return;
		}
		dict.asMap().forEach((key, value) -> {
			Rule rule = rules.get(key);
			if (rule != null && value != null && !rule.test.test(value)) {
				throw new ProtocolViolation(
						key + " in " + type + " must be " + rule.expected + ", not " + describe(rule, value));
			}
		});
		if (type == MessageType.HELLO || type == MessageType.WELCOME) {
			dict.getDict("roles").asMap().forEach((role, details) -> checkRole(type, role, details));
		}
	}

	private static void checkRole(MessageType type, String role, @Nullable Object details) {
		if (details == null) {
			return;
		}
		if (!DICT.test.test(details)) {
			throw new ProtocolViolation("the role " + Uris.quote(role) + " in " + type + " must be a dictionary, not "
					+ FieldKind.describe(details));
		}
		Object features = Dict.of("role", details).getDict("role").get("features");
		if (features != null && !DICT.test.test(features)) {
			throw new ProtocolViolation("the features of the role " + Uris.quote(role) + " in " + type
					+ " must be a dictionary, not " + FieldKind.describe(features));
		}
	}

	private static String describe(Rule rule, Object value) {
		if (rule.element != null && value instanceof List<?> list) {
			for (Object item : list) {
				if (item == null || !rule.element.test(item)) {
					return "one with " + FieldKind.describe(item);
				}
			}
		}
		return (rule.isWord && value instanceof String word) ? Uris.quote(word) : FieldKind.describe(value);
	}

	private static boolean isId(@Nullable Object value) {
		Long number = Ids.integer(value);
		return number != null && number >= 1 && number <= Ids.MAX;
	}

	private static Rule listOf(String expected, Predicate<Object> element) {
		Predicate<Object> test = (value) -> value instanceof List<?> list
				&& list.stream().allMatch((item) -> item != null && element.test(item));
		return new Rule(expected, test, element, false);
	}

	private static Rule oneOf(String... values) {
		Set<String> allowed = Set.of(values);
		return new Rule("one of " + List.of(values), (value) -> value instanceof String && allowed.contains(value),
				null, true);
	}

	private static Map<String, Rule> with(Map<String, Rule> base, Object... more) {
		Map<String, Rule> rules = new HashMap<>(base);
		for (int i = 0; i < more.length; i += 2) {
			rules.put((String) more[i], (Rule) more[i + 1]);
		}
		return Map.copyOf(rules);
	}

	/**
	 * What an option must be.
	 *
	 * @param expected the words for it
	 * @param test the test
	 * @param element the test of each element, if it is a list
	 * @param isWord whether it is one of a few words
	 */
	private record Rule(String expected, Predicate<Object> test, @Nullable Predicate<Object> element, boolean isWord) {

		Rule(String expected, Predicate<Object> test) {
			this(expected, test, null, false);
		}

	}

}
