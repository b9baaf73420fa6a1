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

package io.github.wampspring.interop;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.wampspring.auth.scram.ScramCredentials;
import io.github.wampspring.auth.scram.ScramKdf;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Foreign clients use the embedded router.
 */
@RequiresPeer({ Peer.AUTOBAHN_PYTHON, Peer.AUTOBAHN_JS })
class EmbeddedRouterTests {

	private static final Map<String, Object> EVERYTHING = Map.of("wamp.router.permissions[0].role", "anonymous",
			"wamp.router.permissions[0].uri", "wamp.", "wamp.router.permissions[0].match", "prefix",
			"wamp.router.permissions[0].allow", "call,subscribe", "wamp.router.permissions[1].role", "anonymous",
			"wamp.router.permissions[1].uri", "", "wamp.router.permissions[1].match", "prefix",
			"wamp.router.permissions[1].allow", "call,register,publish,subscribe");

	@TestFactory
	Stream<DynamicNode> servesTheWholeSuite() {
		Application router = Application.router().with(EVERYTHING).start();
		try (router) {
			return Parallel.map(Serializers.ALL, (serializer) -> suite(router, serializer, "router")).stream();
		}
	}

	@TestFactory
	Stream<DynamicNode> takesAwayWhatItShall() {
		try (Application router = Application.router().with(EVERYTHING).start()) {
			return Parallel.map(Serializers.ALL, (serializer) -> suite(router, serializer, "revoke")).stream();
		}
	}

	@TestFactory
	Stream<DynamicNode> servesForeignCallersAndCallees() {
		try (Application router = Application.router().start()) {
			return Parallel.map(Serializers.ALL, (callee) -> calls(router, callee)).stream().flatMap(List::stream);
		}
	}

	private static List<DynamicNode> calls(Application router, String callee) {
		String prefix = "com.example.py." + callee;
		try (PeerProcess component = Component.PYTHON.start(router.routerUrl(), callee, prefix)) {
			return Serializers.ALL.stream().map((caller) -> {
				DriveReport report = Drive.python(router.routerUrl())
					.with("serializer", caller)
					.with("prefix", prefix)
					.with("suite", "callee")
					.run();
				return (DynamicNode) DynamicContainer.dynamicContainer(caller + " calls " + callee, report.tests());
			}).toList();
		}
	}

	@TestFactory
	DynamicNode disclosesCallersAndPublishers() {
		try (Application router = Application.router().with("wamp.router.disclosure", "always").start()) {
			return suite(router, "json", "disclosed");
		}
	}

	@TestFactory
	DynamicNode refusesWhatARoleMayNotDo() {
		try (Application router = Application.router()
			.with(EVERYTHING)
			.with("wamp.router.permissions[2].role", "anonymous")
			.with("wamp.router.permissions[2].uri", "com.example.denied.")
			.with("wamp.router.permissions[2].match", "prefix")
			.start()) {
			return suite(router, "json", "denied");
		}
	}

	@TestFactory
	Stream<DynamicNode> keepsTheHistoryOfATopic() {
		// the drive asks for the first events of a topic of its own
		return Parallel.map(Serializers.ALL, (serializer) -> {
			try (Application router = Application.router()
				.with("wamp.router.history[0].uri", "com.example.history")
				.start()) {
				return suite(router, serializer, "history");
			}
		}).stream();
	}

	private static DynamicNode suite(Application router, String serializer, String suite) {
		DriveReport report = Drive.python(router.routerUrl())
			.with("serializer", serializer)
			.with("prefix", "com.example." + serializer)
			.with("suite", suite)
			.run();
		return DynamicContainer.dynamicContainer(serializer, report.tests());
	}

	@ParameterizedTest
	@CsvSource({ "ticket, joe", "wampcra, joe", "wampcra, salted" })
	void authenticates(String method, String authid) {
		try (Application router = users()) {
			for (Drive drive : List.of(Drive.python(router.routerUrl()), Drive.javaScript(router.routerUrl()))) {
				String line = drive.with("auth", method)
					.with("authid", authid)
					.with("secret", authid + "-secret")
					.join();
				assertThat(line).startsWith("PASS join")
					.contains("authid " + authid, "role member", "method " + method);
			}
		}
	}

	@ParameterizedTest
	@CsvSource({ "scram, argon", "scram-raw, pbkdf2", "scram-raw, joe", "scram-raw, salted" })
	void authenticatesByScram(String auth, String authid) {
		try (Application router = users()) {
			Drive drive = Drive.python(router.routerUrl()).with("auth", auth).with("authid", authid);
			assertThat(drive.with("secret", authid + "-secret").join()).startsWith("PASS join")
				.contains("authid " + authid, "method scram");
			assertThat(drive.with("secret", "wrong").join()).startsWith("FAIL join").contains("wamp.error.");
		}
	}

	@Test
	void authenticatesByCryptosign() {
		try (Application router = users()) {
			Drive drive = Drive.python(router.routerUrl()).with("auth", "cryptosign").with("authid", "keyed");
			assertThat(drive.with("secret", "0be07568d3ecd913357f57d7e8ca94ff6a9deb533bade81dde0c130ce1fa4cb2").join())
				.startsWith("PASS join")
				.contains("authid keyed", "role member", "method cryptosign");
			assertThat(drive.with("secret", "00".repeat(32)).join()).startsWith("FAIL join").contains("wamp.error.");
		}
	}

	@ParameterizedTest
	@CsvSource({ "ticket, joe", "wampcra, joe", "wampcra, salted", "ticket, nobody", "wampcra, nobody" })
	void refusesAWrongSecretAndUnknownUsers(String method, String authid) {
		try (Application router = users()) {
			for (Drive drive : List.of(Drive.python(router.routerUrl()), Drive.javaScript(router.routerUrl()))) {
				assertThat(drive.with("auth", method).with("authid", authid).with("secret", "wrong").join())
					.startsWith("FAIL join")
					.contains("wamp.error.");
			}
		}
	}

	@Test
	void refusesAnonymousSessionsByDefault() {
		try (Application router = users()) {
			assertThat(Drive.python(router.routerUrl()).join()).startsWith("FAIL join").contains("wamp.error.");
			assertThat(Drive.javaScript(router.routerUrl()).join()).startsWith("FAIL join").contains("wamp.error.");
		}
	}

	@Test
	void refusesUnknownRealms() {
		try (Application router = Application.router().start()) {
			assertThat(Drive.python(router.routerUrl()).with("realm", "nothing").join()).startsWith("FAIL join")
				.contains("wamp.error.no_such_realm");
		}
	}

	private static Application users() {
		return Application.router()
			.with("wamp.router.anonymous.enabled", "false")
			.with("wamp.router.users.joe.secret", "joe-secret")
			.with("wamp.router.users.joe.role", "member")
			// PBKDF2 of salted-secret
			.with("wamp.router.users.salted.secret", "nyzVpspO4zN0kSoa7U+27Ifp5nv3YJXri15o5fJ6nvk=")
			.with("wamp.router.users.salted.salt", "salted-salt")
			.with("wamp.router.users.salted.role", "member")
			.with("wamp.router.users.keyed.public-keys",
					"29f47f7e265035f73912d42b4f3c00c46f739c707b72049e2c742790562ef889")
			.with("wamp.router.users.keyed.role", "member")
			.with("wamp.router.users.argon.scram",
					ScramCredentials.derive("argon-secret", ScramKdf.ARGON2ID13_TEXT, 4, 1_024).encode())
			.with("wamp.router.users.pbkdf2.scram",
					ScramCredentials.derive("pbkdf2-secret", ScramKdf.PBKDF2, 4_096, 0).encode())
			.start();
	}

}
