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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

import io.github.wampspring.client.WampSession;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Dynamic authenticators as Crossbar.io's users have them, written for Autobahn|Python,
 * run unchanged behind Crossbar.io and behind the embedded router, for the same clients.
 */
@RequiresPeer({ Peer.CROSSBAR, Peer.AUTOBAHN_PYTHON })
class DynamicAuthenticatorTests {

	private static final String KEY = "0be07568d3ecd913357f57d7e8ca94ff6a9deb533bade81dde0c130ce1fa4cb2";

	private static final List<Login> RIGHT = List.of(new Login("ticket", "ticket-joe", "ticket-joe-secret"),
			new Login("ticket", "moved-joe", "moved-joe-secret"), new Login("wampcra", "cra-joe", "cra-joe-secret"),
			new Login("wampcra", "salted-joe", "salted-joe-secret"),
			new Login("scram", "argon-joe", "argon-joe-secret"), new Login("cryptosign", "any-name", KEY),
			new Login("cryptosign", null, KEY),
			// the last of them, since Autobahn's derivation of keys is changed for it
			new Login("scram-raw", "pbkdf2-joe", "pbkdf2-joe-secret"));

	private static final List<Login> WRONG = List.of(new Login("ticket", "ticket-joe", "wrong"),
			new Login("ticket", "nobody", "ticket-joe-secret"), new Login("wampcra", "cra-joe", "wrong"),
			new Login("wampcra", "nobody", "cra-joe-secret"), new Login("scram", "argon-joe", "wrong"),
			new Login("scram", "nobody", "argon-joe-secret"),
			new Login("cryptosign", "cryptosign-joe", "11".repeat(32)));

	/** Of clients of this library. */
	private static final List<Login> OWN = List.of(RIGHT.get(0), RIGHT.get(2), RIGHT.get(3), RIGHT.get(4), RIGHT.get(6),
			new Login("scram", "pbkdf2-joe", "pbkdf2-joe-secret"));

	private static final JsonMapper JSON = JsonMapper.shared();

	private static Run crossbar;

	private static Run own;

	private static Run crossbarAnonymous;

	private static Run ownAnonymous;

	@BeforeAll
	static void run() {
		List<Login> logins = new ArrayList<>(WRONG);
		logins.addAll(RIGHT);
		List<Login> anonymous = List.of(new Login("anonymous", null, null));
		PeerRouter router = PeerRouter.shared(Peer.CROSSBAR);
		crossbar = Run.of(router.url(), router.url("/dynamic"), List.of("ticket", "wampcra", "scram", "cryptosign"),
				logins);
		crossbarAnonymous = Run.of(router.url(), router.url("/dynamic"), List.of("anonymous"), anonymous);
		try (Application application = router("anonymous", "ticket", "wampcra", "scram", "cryptosign").start()) {
			own = Run.of(application.routerUrl(), application.routerUrl(),
					List.of("ticket", "wampcra", "scram", "cryptosign"), logins);
		}
		try (Application application = router("authenticator", "anonymous")
			.with("wamp.router.users.authenticator.secret", "its-secret")
			.with("wamp.router.users.authenticator.role", "authenticator")
			.start()) {
			ownAnonymous = Run.of(application.routerUrl(), application.routerUrl(),
					List.of("anonymous", "--auth", "ticket", "--authid", "authenticator", "--secret", "its-secret"),
					anonymous);
		}
	}

	/** A router that asks procedures, which sessions of a role may register. */
	static Application.Builder router(String role, String... methods) {
		Application.Builder router = Application.router().with("wamp.router.realms", "realm1,realm2,realm-auth");
		for (int i = 0; i < methods.length; i++) {
			String authenticator = "wamp.router.authenticators." + methods[i];
			String permission = "wamp.router.permissions[" + i + "]";
			String procedure = "com.example.authenticate." + methods[i];
			router = router.with(authenticator + ".procedure", procedure)
				.with(authenticator + ".realm", "realm-auth")
				.with(permission + ".role", role)
				.with(permission + ".uri", procedure)
				.with(permission + ".allow", "register");
		}
		return router;
	}

	@Test
	void letTheSameClientsInAsTheSame() {
		for (Login login : RIGHT) {
			assertThat(own.outcome(login)).as("%s", login)
				.containsKey("authid")
				.containsEntry("authprovider", "dynamic")
				.isEqualTo(crossbar.outcome(login));
		}
		assertThat(own.outcome(RIGHT.get(1))).containsEntry("realm", "realm2");
	}

	@Test
	void letAnonymousClientsInUnderTheNameThatTheyWereAskedAbout() {
		Login anonymous = new Login("anonymous", null, null);
		for (Run run : List.of(crossbarAnonymous, ownAnonymous)) {
			assertThat(run.called()).hasSize(1);
			assertThat(run.outcome(anonymous)).containsEntry("authid", run.called().get(0).get(1));
		}
		Map<String, Object> expected = crossbarAnonymous.outcome(anonymous);
		expected.put("authid", ownAnonymous.outcome(anonymous).get("authid"));
		assertThat(ownAnonymous.outcome(anonymous)).isEqualTo(expected);
	}

	@Test
	void refuseTheSameClients() {
		for (Login login : WRONG) {
			assertThat(crossbar.outcome(login)).as("%s", login).containsKey("error");
			// Crossbar.io tells who is unknown, the embedded router does not
			assertThat(own.outcome(login)).as("%s", login)
				.isEqualTo(own.outcome(WRONG.get(0)))
				.containsEntry("error", "wamp.error.authentication_denied");
		}
	}

	@Test
	void areToldTheSame() {
		assertThat(own.called()).hasSameSizeAs(crossbar.called()).hasSize(WRONG.size() + RIGHT.size());
		for (int i = 0; i < own.called().size(); i++) {
			List<Object> expected = crossbar.called().get(i);
			List<Object> actual = own.called().get(i);
			assertThat(actual.subList(0, 2)).isEqualTo(expected.subList(0, 2));
			assertSameShape(expected.get(2), actual.get(2));
		}
		assertSameShape(crossbarAnonymous.called().get(0).get(2), ownAnonymous.called().get(0).get(2));
	}

	/**
	 * There may be more, but all that Crossbar.io tells is told, too, and is of the same
	 * type.
	 */
	private static void assertSameShape(Object expected, Object actual) {
		if (!(expected instanceof Map<?, ?> wanted)) {
			assertThat((actual != null) ? actual.getClass() : null)
				.isEqualTo((expected != null) ? expected.getClass() : null);
			return;
		}
		Map<?, ?> got = (Map<?, ?>) actual;
		TreeSet<String> missing = new TreeSet<>();
		wanted.forEach((key, value) -> {
			// but not of its own process
			if (!key.toString().startsWith("own")) {
				if (got.containsKey(key) && value != null) {
					assertSameShape(value, got.get(key));
				}
				else if (!got.containsKey(key)) {
					missing.add(key.toString());
				}
			}
		});
		assertThat(missing).isEmpty();
	}

	@Test
	void letTheClientsOfThisLibraryIn() {
		List<String> expected = List.of("ticket-joe", "cra-joe", "salted-joe", "argon-joe", "cryptosign-joe",
				"pbkdf2-joe");
		assertThat(crossbar.ownClients()).isEqualTo(expected);
		assertThat(own.ownClients()).isEqualTo(expected);
	}

	/**
	 * Somebody who wants to join {@code realm1}.
	 *
	 * @param auth how
	 * @param authid as whom
	 * @param secret with what
	 */
	record Login(String auth, String authid, String secret) {
	}

	/**
	 * What came of it.
	 *
	 * @param logins who wanted to join
	 * @param outcomes what each got
	 * @param called what the procedures were called with for them
	 * @param ownClients as whom clients of this library were let in
	 */
	record Run(List<Login> logins, List<Map<String, Object>> outcomes, List<List<Object>> called,
			List<String> ownClients) {

		static Run of(String componentUrl, String url, List<String> names, List<Login> logins) {
			List<String> command = new ArrayList<>(
					List.of(Peer.AUTOBAHN_PYTHON.script("run"), "logins.py", "--url", url));
			logins.forEach((login) -> command.addAll(List.of("--login", JSON.writeValueAsString(login))));
			try (PeerProcess component = start(componentUrl, names)) {
				PeerProcess process = PeerProcess.start(command);
				int status = process.awaitExit(Duration.ofMinutes(2));
				assertThat(status).as("%s", process).isZero();
				Awaitility.await()
					.atMost(Duration.ofSeconds(20))
					.until(() -> called(component).size() >= logins.size());
				List<List<Object>> called = called(component);
				List<String> ownClients = logins.contains(RIGHT.get(0))
						? OWN.stream().map((login) -> join(url, login)).toList() : List.of();
				return new Run(logins, process.output().stream().map(Run::outcome).toList(), called, ownClients);
			}
		}

		private static List<List<Object>> called(PeerProcess component) {
			return component.output()
				.stream()
				.filter((line) -> line.startsWith("CALLED "))
				.map((line) -> JSON.readValue(line.substring(line.indexOf('[')), new TypeReference<List<Object>>() {
				}))
				.toList();
		}

		private static String join(String url, Login login) {
			Application.Builder client = Application.client(url).with("wamp.auth.methods", login.auth());
			client = switch (login.auth()) {
				case "cryptosign" -> client.with("wamp.auth.private-key", login.secret());
				case "ticket" ->
					client.with("wamp.auth.authid", login.authid()).with("wamp.auth.ticket", login.secret());
				default -> client.with("wamp.auth.authid", login.authid()).with("wamp.auth.secret", login.secret());
			};
			try (Application application = client.join()) {
				WampSession session = application.connection().getSession();
				assertThat(session.getAuthMethod()).isEqualTo(login.auth());
				assertThat(session.getAuthRole()).isEqualTo("user");
				return session.getAuthId();
			}
		}

		/** Registers the procedures in the realm for them. */
		static PeerProcess start(String url, List<String> names) {
			List<String> command = new ArrayList<>(List.of(Peer.AUTOBAHN_PYTHON.script("run"), "authenticator.py",
					"--url", url, "--realm", "realm-auth"));
			command.addAll(names);
			return PeerProcess.start(command).awaitReady();
		}

		/**
		 * Without what Crossbar.io tells of itself, and what is another one each time.
		 */
		private static Map<String, Object> outcome(String line) {
			Map<String, Object> outcome = new TreeMap<>(JSON.readValue(line, new TypeReference<Map<String, Object>>() {
			}));
			Map<String, Object> kept = new TreeMap<>();
			if (outcome.get("authextra") instanceof Map<?, ?> extra) {
				extra.forEach((key, value) -> {
					if (!key.toString().startsWith("x_cb_")) {
						kept.put(key.toString(), key.equals("scram_server_signature") ? "a signature" : value);
					}
				});
			}
			outcome.put("authextra", kept);
			return outcome;
		}

		Map<String, Object> outcome(Login login) {
			return new TreeMap<>(this.outcomes.get(this.logins.indexOf(login)));
		}

	}

}
