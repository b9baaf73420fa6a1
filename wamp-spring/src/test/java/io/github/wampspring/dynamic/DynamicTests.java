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

package io.github.wampspring.dynamic;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.WampException;
import io.github.wampspring.auth.CraAuthenticator;
import io.github.wampspring.auth.TicketAuthenticator;
import io.github.wampspring.auth.WampAuthenticator;
import io.github.wampspring.client.ConnectionSettings;
import io.github.wampspring.client.ConnectionState;
import io.github.wampspring.client.DefaultWampConnection;
import io.github.wampspring.client.WampSession;
import io.github.wampspring.codec.jackson.JacksonPayloadMapper;
import io.github.wampspring.core.ProcedureHandler;
import io.github.wampspring.core.WampOperations.CallSpec;
import io.github.wampspring.core.WampTemplate;
import io.github.wampspring.router.RealmSettings;
import io.github.wampspring.router.RouterSettings;
import io.github.wampspring.router.engine.DefaultWampRouter;
import io.github.wampspring.transport.local.InProcessConnector;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.util.backoff.FixedBackOff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Authenticators and authorizers that are WAMP procedures, in the shapes of Crossbar.io.
 */
class DynamicTests {

	private static final Duration LONG = Duration.ofSeconds(20);

	private final JacksonPayloadMapper mapper = new JacksonPayloadMapper(JsonMapper.shared());

	private final ExecutorService executor = Executors.newCachedThreadPool();

	private final RealmCaller caller = new RealmCaller(() -> this.connector, this.mapper);

	private final List<DefaultWampConnection> connections = new ArrayList<>();

	private final List<List<Object>> asked = new CopyOnWriteArrayList<>();

	private DefaultWampRouter router;

	private InProcessConnector connector;

	@AfterEach
	void close() {
		this.connections.forEach(DefaultWampConnection::stop);
		this.caller.close();
		this.connector.close();
		this.router.close();
		this.executor.shutdownNow();
	}

	private void start(RouterSettings.Builder settings) {
		this.router = new DefaultWampRouter(settings.shutdownTimeout(Duration.ofMillis(100))
			.realm(RealmSettings.builder("realm1").build())
			.realm(RealmSettings.builder("other").build())
			.build(), this.mapper);
		this.connector = new InProcessConnector(this.router, this.mapper);
	}

	private void authenticator(String method, String realm) {
		start(RouterSettings.builder()
			.authenticationProvider(new ProcedureAuthenticationProvider(method, "com.myapp.authenticate", realm,
					Duration.ofSeconds(5), this.caller)));
	}

	private DefaultWampConnection connect(String realm, WampAuthenticator... authenticators) {
		DefaultWampConnection connection = new DefaultWampConnection(
				new ConnectionSettings("test", List.of(URI.create("in-process:router")), (url) -> this.connector,
						this.executor, this.mapper)
					.realm(realm)
					.authenticators(() -> List.of(authenticators))
					.shutdownTimeout(Duration.ofMillis(100))
					.reconnectBackOff(new FixedBackOff(10, 1)));
		this.connections.add(connection);
		connection.start();
		return connection;
	}

	private void register(String realm, String procedure, ProcedureHandler handler) {
		WampTemplate.builder(connect(realm))
			.payloadMapper(this.mapper)
			.build()
			.newRegistration(procedure)
			.register((arguments, details, progress) -> {
				this.asked.add(new ArrayList<>(arguments.getArguments()));
				return handler.handle(arguments, details, progress);
			})
			.awaitActive(LONG);
	}

	private WampSession join(WampAuthenticator... authenticators) throws Exception {
		return connect("realm1", authenticators).session(LONG).get();
	}

	private String refusal(WampAuthenticator... authenticators) {
		DefaultWampConnection connection = connect("realm1", authenticators);
		Awaitility.await().atMost(LONG).until(() -> connection.getState().status() == ConnectionState.Status.FAILED);
		return (connection.getState().failure() instanceof WampException failure) ? failure.getUri() : "";
	}

	@Test
	void aTicketIsCheckedByTheProcedure() throws Exception {
		authenticator("ticket", null);
		register("realm1", "com.myapp.authenticate", (arguments, details, progress) -> "frontend");
		WampSession session = join(new TicketAuthenticator("joe", "secret!"));
		assertThat(session.getAuthRole()).isEqualTo("frontend");
		assertThat(session.getAuthId()).isEqualTo("joe");
		assertThat(session.getAuthMethod()).isEqualTo("ticket");
		assertThat(this.asked).hasSize(1);
		assertThat(this.asked.get(0).subList(0, 2)).isEqualTo(List.of("realm1", "joe"));
		assertThat(this.asked.get(0).get(2)).asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
			.containsEntry("ticket", "secret!")
			.containsEntry("authmethod", "ticket")
			.containsKeys("session", "authextra", "transport");
	}

	@Test
	void theProcedureMayBeElsewhereAndSayMore() throws Exception {
		authenticator("ticket", "other");
		register("other", "com.myapp.authenticate", (arguments, details, progress) -> Map.of("role", "admin", "authid",
				"known-as", "extra", Map.of("team", 7)));
		WampSession session = join(new TicketAuthenticator("joe", "x"));
		assertThat(session.getAuthRole()).isEqualTo("admin");
		assertThat(session.getAuthId()).isEqualTo("known-as");
		assertThat(session.getDetails().get("authextra")).isEqualTo(Map.of("team", 7));
		assertThat(session.getDetails().get("authprovider")).isEqualTo("dynamic");
	}

	@Test
	void anErrorOfTheProcedureIsARefusalInTheSameWordsForAll() {
		authenticator("ticket", null);
		register("realm1", "com.myapp.authenticate", (arguments, details, progress) -> {
			throw new WampException("com.myapp.error.not_you", "no");
		});
		assertThat(refusal(new TicketAuthenticator("joe", "x"))).isEqualTo(ErrorUris.AUTHENTICATION_DENIED);
	}

	@Test
	void withoutTheProcedureNobodyIsLetIn() {
		authenticator("ticket", null);
		assertThat(refusal(new TicketAuthenticator("joe", "x"))).isEqualTo(ErrorUris.AUTHENTICATION_FAILED);
	}

	@Test
	void whatIsNoRoleLetsNobodyIn() {
		authenticator("ticket", null);
		AtomicInteger calls = new AtomicInteger();
		List<Object> answers = List.of(7, Map.of(), Map.of("role", ""), Map.of("role", "r", "realm", "other"));
		register("realm1", "com.myapp.authenticate",
				(arguments, details, progress) -> answers.get(calls.getAndIncrement() / 2 % answers.size()));
		for (int i = 0; i < 4; i++) {
			assertThat(refusal(new TicketAuthenticator("joe", "x"))).isEqualTo(ErrorUris.AUTHENTICATION_FAILED);
		}
	}

	@Test
	void theSecretOfWampcraComesFromTheProcedure() throws Exception {
		authenticator("wampcra", null);
		register("realm1", "com.myapp.authenticate",
				(arguments, details, progress) -> switch (arguments.get(1, String.class)) {
					case "plain" -> Map.of("role", "user", "secret", "secret1");
					case "salted" ->
						Map.of("role", "user", "secret", "secret2", "salt", "salt123", "iterations", 100, "keylen", 32);
					default -> throw new WampException("com.myapp.error.no_such_user", "nobody");
				});
		assertThat(join(new CraAuthenticator("plain", "secret1")).getAuthRole()).isEqualTo("user");
		assertThat(join(new CraAuthenticator("salted", "secret2")).getAuthMethod()).isEqualTo("wampcra");
		assertThat(refusal(new CraAuthenticator("plain", "wrong"))).isEqualTo(ErrorUris.AUTHENTICATION_DENIED);
	}

	@Test
	void whoDoesNotExistIsChallengedLikeTheOthers() {
		authenticator("wampcra", null);
		register("realm1", "com.myapp.authenticate", (arguments, details, progress) -> {
			throw new WampException("com.myapp.error.no_such_user", "nobody");
		});
		AtomicInteger challenges = new AtomicInteger();
		CraAuthenticator half = new CraAuthenticator("nobody", "x");
		WampAuthenticator counting = new WampAuthenticator() {

			@Override
			public String getMethod() {
				return half.getMethod();
			}

			@Override
			public String getAuthId() {
				return half.getAuthId();
			}

			@Override
			public Answer authenticate(Challenge challenge) {
				challenges.incrementAndGet();
				return half.authenticate(challenge);
			}

		};
		assertThat(refusal(counting)).isEqualTo(ErrorUris.AUTHENTICATION_DENIED);
		assertThat(challenges.get()).isPositive();
	}

	@Test
	void onlySomeMethodsCanBeLeftToAProcedure() {
		authenticator("anonymous", null);
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new ProcedureAuthenticationProvider("tls", "com.myapp.a", null, LONG, this.caller));
	}

	// Authorization

	private WampTemplate authorized(String role, int cacheSize, ProcedureHandler authorizer) throws Exception {
		start(RouterSettings.builder()
			.authorizationTimeout(Duration.ofSeconds(10))
			.authenticationProvider(new ProcedureAuthenticationProvider("ticket", "com.myapp.authenticate", "other",
					Duration.ofSeconds(5), this.caller))
			.asyncAuthorizer(new ProcedureAuthorizer(this.caller, new ProcedureAuthorizer.Settings("frontend",
					"com.myapp.authorize", null, Set.of(), Duration.ofSeconds(5), cacheSize, Duration.ofMinutes(1)))));
		register("other", "com.myapp.authenticate", (arguments, details, progress) -> role);
		this.asked.clear();
		if (authorizer != null) {
			register("realm1", "com.myapp.authorize", authorizer);
		}
		DefaultWampConnection connection = connect("realm1", new TicketAuthenticator("joe", "x"));
		connection.session(LONG).get();
		this.asked.clear();
		return WampTemplate.builder(connection).payloadMapper(this.mapper).build();
	}

	private static String error(WampTemplate wamp, String procedure) {
		try {
			wamp.call(procedure);
			return "";
		}
		catch (WampException ex) {
			return ex.getUri();
		}
	}

	@Test
	void theProcedureDecidesAboutItsRole() throws Exception {
		WampTemplate wamp = authorized("frontend", 10,
				(arguments, details, progress) -> switch (arguments.get(1, String.class)) {
					case "com.myapp.yes" -> true;
					case "com.myapp.dict" -> Map.of("allow", true, "disclose", true);
					case "com.myapp.more" -> Map.of("allow", true, "validate", Map.of("call", "com.myapp.type"));
					case "com.myapp.odd" -> "maybe";
					case "com.myapp.broken" -> throw new IllegalStateException("the database is down");
					default -> false;
				});
		WampTemplate callee = WampTemplate.builder(connect("realm1")).payloadMapper(this.mapper).build();
		callee.newRegistration("com.myapp.dict")
			.register((arguments, details, progress) -> details.callerAuthid())
			.awaitActive(LONG);
		assertThat(error(wamp, "com.myapp.yes")).isEqualTo(ErrorUris.NO_SUCH_PROCEDURE);
		assertThat(error(wamp, "com.myapp.no")).isEqualTo(ErrorUris.NOT_AUTHORIZED);
		assertThat(error(wamp, "wamp.session.count")).isEqualTo(ErrorUris.NOT_AUTHORIZED);
		assertThat(error(wamp, "com.myapp.odd")).isEqualTo(ErrorUris.AUTHORIZATION_FAILED);
		assertThat(error(wamp, "com.myapp.more")).isEqualTo(ErrorUris.AUTHORIZATION_FAILED);
		assertThat(error(wamp, "com.myapp.broken")).isEqualTo(ErrorUris.AUTHORIZATION_FAILED);
		assertThat(wamp.call("com.myapp.dict", String.class)).isEqualTo("joe");
		List<Object> first = this.asked.get(0);
		assertThat(first.get(0)).asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
			.containsEntry("authid", "joe")
			.containsEntry("authrole", "frontend");
		assertThat(first.subList(1, 3)).isEqualTo(List.of("com.myapp.yes", "call"));
		assertThat(first.get(3)).isInstanceOf(Map.class);
	}

	@Test
	void withoutTheProcedureNothingIsAllowed() throws Exception {
		assertThat(error(authorized("frontend", 10, null), "com.myapp.yes")).isEqualTo(ErrorUris.AUTHORIZATION_FAILED);
	}

	@Test
	void otherRolesAreNotAskedFor() throws Exception {
		WampTemplate wamp = authorized("backend", 10, (arguments, details, progress) -> false);
		assertThat(error(wamp, "com.myapp.yes")).isEqualTo(ErrorUris.NO_SUCH_PROCEDURE);
		assertThat(this.asked).isEmpty();
	}

	@Test
	void decisionsAreKeptWhereTheySaySo() throws Exception {
		WampTemplate wamp = authorized("frontend", 2, (arguments, details, progress) -> Map.of("allow", false, "cache",
				!arguments.get(1, String.class).contains("fresh")));
		for (int i = 0; i < 3; i++) {
			assertThat(error(wamp, "com.myapp.kept")).isEqualTo(ErrorUris.NOT_AUTHORIZED);
			assertThat(error(wamp, "com.myapp.fresh")).isEqualTo(ErrorUris.NOT_AUTHORIZED);
		}
		assertThat(this.asked).hasSize(4);
		assertThat(error(wamp, "com.myapp.b")).isEqualTo(ErrorUris.NOT_AUTHORIZED);
		assertThat(error(wamp, "com.myapp.c")).isEqualTo(ErrorUris.NOT_AUTHORIZED);
		assertThat(error(wamp, "com.myapp.kept")).isEqualTo(ErrorUris.NOT_AUTHORIZED);
		assertThat(this.asked).hasSize(7);
	}

	@Test
	void aDecisionIsKeptForItsOptionsOnly() throws Exception {
		WampTemplate wamp = authorized("frontend", 100,
				(arguments, details, progress) -> Map.of(
						"allow", !(arguments.get(3, Map.class) instanceof Map<?, ?> options
								&& options.containsKey("_tenant") && !"mine".equals(options.get("_tenant"))),
						"cache", true));
		for (int i = 0; i < 2; i++) {
			assertThat(errorFor(wamp, Map.of("_tenant", "mine"))).isEqualTo(ErrorUris.NO_SUCH_PROCEDURE);
			assertThat(errorFor(wamp, Map.of("_tenant", "other"))).isEqualTo(ErrorUris.NOT_AUTHORIZED);
			assertThat(errorFor(wamp, Map.of())).isEqualTo(ErrorUris.NO_SUCH_PROCEDURE);
			// a trace tells nothing of what is asked for
			assertThat(errorFor(wamp, Map.of("_traceparent", "00-" + i))).isEqualTo(ErrorUris.NO_SUCH_PROCEDURE);
		}
		assertThat(this.asked).hasSize(3);
	}

	@Test
	void aDecisionThatManyOptionsMayHaveLedToIsNotKept() throws Exception {
		WampTemplate wamp = authorized("frontend", 100,
				(arguments, details, progress) -> Map.of("allow", false, "cache", true));
		Map<String, Object> many = new LinkedHashMap<>();
		for (int i = 0; i < 9; i++) {
			many.put("_number" + i, i);
		}
		List<Map<String, Object>> notKept = List.of(many, Map.of("_list", List.of(1)), Map.of("_dict", Map.of("a", 1)),
				Map.of("_bytes", new byte[3]), Map.of("_long", "x".repeat(260)), Map.of("transaction_hash", "a"));
		for (Map<String, Object> options : notKept) {
			this.asked.clear();
			assertThat(errorFor(wamp, options)).isEqualTo(ErrorUris.NOT_AUTHORIZED);
			assertThat(errorFor(wamp, options)).isEqualTo(ErrorUris.NOT_AUTHORIZED);
			assertThat(this.asked).as("%s", options.keySet()).hasSize(2);
		}
	}

	private static String errorFor(WampTemplate wamp, Map<String, Object> options) {
		CallSpec call = wamp.newCall("com.myapp.kept");
		options.forEach(call::option);
		try {
			call.call();
			return "";
		}
		catch (WampException ex) {
			return ex.getUri();
		}
	}

	@Test
	void anAuthorizerMayCallWhileItDecides() throws Exception {
		WampTemplate[] own = new WampTemplate[1];
		WampTemplate wamp = authorized("frontend", 10,
				(arguments, details, progress) -> own[0].call("com.myapp.lookup", Boolean.class));
		own[0] = WampTemplate.builder(connect("realm1")).payloadMapper(this.mapper).build();
		own[0].newRegistration("com.myapp.lookup").register((arguments, details, progress) -> true).awaitActive(LONG);
		assertThat(error(wamp, "com.myapp.yes")).isEqualTo(ErrorUris.NO_SUCH_PROCEDURE);
	}

}
