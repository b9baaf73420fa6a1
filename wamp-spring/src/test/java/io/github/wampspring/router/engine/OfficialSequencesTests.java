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

package io.github.wampspring.router.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.MessageType;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.WampMessage;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The sequences of messages of the WAMP project's test suite: sent to the router step by
 * step, as by the clients that they name, and answered as they say.
 */
class OfficialSequencesTests {

	private static final JsonMapper JSON = JsonMapper.shared();

	/** The fields of messages in the words of the suite, in their order. */
	private static final Map<MessageType, List<String>> FIELDS = Map.of(MessageType.SUBSCRIBE,
			List.of("request_id", "options", "topic"), MessageType.SUBSCRIBED, List.of("request_id", "subscription_id"),
			MessageType.PUBLISH, List.of("request_id", "options", "topic"), MessageType.PUBLISHED,
			List.of("request_id", "publication_id"), MessageType.EVENT,
			List.of("subscription_id", "publication_id", "details"));

	@TestFactory
	Stream<DynamicTest> sequences() throws IOException {
		Path folder = Path.of("src/test/resources/wamp-testsuite/multisession");
		try (Stream<Path> files = Files.walk(folder)) {
			List<Path> vectors = files.filter((file) -> file.toString().endsWith(".json")).sorted().toList();
			assertThat(vectors).hasSize(1);
			return vectors.stream().map((file) -> {
				JsonNode vector = JSON.readTree(file);
				return DynamicTest.dynamicTest(vector.get("description").asString(), () -> run(vector));
			});
		}
	}

	private void run(JsonNode vector) {
		try (DefaultWampRouter router = TestRouters.open()) {
			Map<String, TestClient> clients = new LinkedHashMap<>();
			for (JsonNode session : vector.get("sessions")) {
				Map<String, Object> roles = new HashMap<>();
				session.get("roles").forEach((role) -> roles.put(role.asString(), Map.of()));
				clients.put(session.get("session_id").asString(), TestClient.joined(new TestClient(router, false),
						session.get("realm").asString(), Dict.of("roles", roles)));
			}
			Map<String, Object> ids = new HashMap<>();
			for (JsonNode step : vector.get("sequence")) {
				JsonNode message = step.get("message");
				TestClient sender = clients.get(step.get("from").asString());
				if (sender != null) {
					sender.send(message(message));
				}
				else {
					check(clients.get(step.get("to").asString()).take(WampMessage.class), message, ids);
				}
			}
			clients.values().forEach(TestClient::takeNothing);
		}
	}

	private static WampMessage message(JsonNode message) {
		MessageType type = MessageType.valueOf(message.get("type").asString());
		List<Object> fields = new ArrayList<>();
		for (String field : FIELDS.get(type)) {
			Object value = JSON.treeToValue(message.get(field), Object.class);
			fields.add((value instanceof Map<?, ?> map) ? Dict.copyOf(map)
					: (value instanceof Integer number) ? number.longValue() : value);
		}
		return type.create(fields, payload(message));
	}

	private static Payload payload(JsonNode message) {
		return message.has("args") ? Payload.of(JSON.treeToValue(message.get("args"), Object[].class)) : Payload.of();
	}

	/**
	 * IDs are the router's: one that the suite names stands for the same ID each time.
	 */
	private static void check(WampMessage actual, JsonNode expected, Map<String, Object> ids) {
		assertThat(actual.type().name()).isEqualTo(expected.get("type").asString());
		List<String> names = FIELDS.get(actual.type());
		for (int i = 0; i < names.size(); i++) {
			String name = names.get(i);
			Object value = actual.fields()[i];
			if (name.equals("request_id")) {
				assertThat(value).isEqualTo(expected.get(name).asLong());
			}
			else if (value instanceof Long) {
				assertThat(ids.computeIfAbsent(name + expected.get(name), (unknown) -> value)).isEqualTo(value);
			}
			else {
				assertThat(((Dict) value).asMap()).isEqualTo(JSON.treeToValue(expected.get(name), Map.class));
			}
		}
		if (expected.has("args")) {
			assertThat(TestClient.arguments(actual)).isEqualTo(JSON.treeToValue(expected.get("args"), List.class));
		}
	}

}
