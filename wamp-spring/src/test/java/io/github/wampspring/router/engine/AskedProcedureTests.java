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

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.MatchPolicy;
import io.github.wampspring.codec.jackson.JacksonPayloadMapper;
import io.github.wampspring.dynamic.ProcedureAuthenticationProvider;
import io.github.wampspring.dynamic.ProcedureAuthorizer;
import io.github.wampspring.dynamic.RealmCaller;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.WampMessage.Authenticate;
import io.github.wampspring.protocol.WampMessage.Challenge;
import io.github.wampspring.protocol.WampMessage.Error;
import io.github.wampspring.protocol.WampMessage.Hello;
import io.github.wampspring.protocol.WampMessage.Invocation;
import io.github.wampspring.protocol.WampMessage.Register;
import io.github.wampspring.protocol.WampMessage.Registered;
import io.github.wampspring.protocol.WampMessage.Welcome;
import io.github.wampspring.router.AuthorizationDecision;
import io.github.wampspring.router.RealmSettings;
import io.github.wampspring.router.RolePermission;
import io.github.wampspring.router.RouterSettings;
import io.github.wampspring.router.WampAction;
import io.github.wampspring.transport.local.InProcessConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who may be asked who others are, and what they may do.
 */
class AskedProcedureTests {

	private static final String AUTHENTICATE = "com.myapp.authenticate";

	private static final String AUTHORIZE = "com.myapp.authorize";

	private static final RolePermission ALL = new RolePermission("anonymous", "", MatchPolicy.PREFIX,
			EnumSet.allOf(WampAction.class));

	private final JacksonPayloadMapper mapper = new JacksonPayloadMapper(JsonMapper.shared());

	private InProcessConnector connector;

	private final RealmCaller caller = new RealmCaller(() -> this.connector, this.mapper);

	private DefaultWampRouter router;

	@AfterEach
	void close() {
		this.caller.close();
		if (this.connector != null) {
			this.connector.close();
		}
		if (this.router != null) {
			this.router.close();
		}
	}

	private void start(RolePermission... permissions) {
		start(RouterSettings.builder(), null, permissions);
	}

	private void start(RouterSettings.Builder settings, String realm, RolePermission... permissions) {
		RealmSettings.Builder realm1 = RealmSettings.builder("realm1").anonymous("anonymous");
		List.of(permissions).forEach(realm1::permission);
		this.router = new DefaultWampRouter(settings.shutdownTimeout(Duration.ofMillis(100))
			.realm(realm1.build())
			.realm(RealmSettings.builder("other").anonymous("anonymous").build())
			.authenticationProvider(new ProcedureAuthenticationProvider("ticket",
					new ProcedureAuthenticationProvider.Settings(AUTHENTICATE, realm, Duration.ofSeconds(20)),
					this.caller))
			.asyncAuthorizer(new ProcedureAuthorizer(this.caller,
					new ProcedureAuthorizer.Settings("partner", AUTHORIZE, realm, Set.of("realm1"),
							Duration.ofSeconds(20), 0, Duration.ofMinutes(1))))
			.build(), this.mapper);
		this.connector = new InProcessConnector(this.router, this.mapper);
	}

	private TestClient stranger(String realm) {
		return TestClient.joined(new TestClient(this.router, false), realm, TestClient.ROLES);
	}

	private TestClient own(String realm) {
		return TestClient.joined(new TestClient(this.router, true), realm, TestClient.ROLES);
	}

	private static Error refusal(TestClient client, String uri, String match) {
		client.send(new Register(client.nextRequest(), Dict.of("match", match), uri));
		return client.takeError(ErrorUris.NOT_AUTHORIZED);
	}

	private static String message(Error error) {
		return String.valueOf(TestClient.arguments(error).get(0));
	}

	@ParameterizedTest
	@CsvSource({ "com.myapp.authenticate, exact", "com.myapp.authorize, exact", "com.myapp., prefix",
			"com.myapp.authenticate, prefix", "'', prefix", "com..authenticate, wildcard", "com.myapp., wildcard" })
	void aStrangerIsNotAskedWhoOthersAre(String uri, String match) {
		start();
		assertThat(message(refusal(stranger("realm1"), uri, match))).contains("the router itself asks");
		assertThat(this.router.registrations("realm1")).isEmpty();
	}

	@Test
	void noPermissionForManyUrisIsOneForThese() {
		start(ALL);
		TestClient stranger = stranger("realm1");
		assertThat(message(refusal(stranger, AUTHENTICATE, "exact")))
			.contains("give the role a permission for exactly this URI (wamp.router.permissions)");
		refusal(stranger, "com.myapp.", "prefix");
		stranger.register("com.myapp.other", Dict.EMPTY);
	}

	@Test
	void whoMayRegisterThatUriIsAsked() {
		start(ALL, new RolePermission("anonymous", AUTHENTICATE, MatchPolicy.EXACT, Set.of(WampAction.REGISTER)));
		TestClient callee = stranger("realm1");
		callee.register(AUTHENTICATE, Dict.EMPTY);
		refusal(callee, "com.myapp.", "prefix");
		refusal(callee, AUTHORIZE, "exact");
		TestClient joining = new TestClient(this.router, false);
		joining
			.send(new Hello("realm1", TestClient.ROLES.with("authmethods", List.of("ticket")).with("authid", "alice")));
		joining.take(Challenge.class);
		joining.send(new Authenticate("secret", Dict.EMPTY));
		callee.yield(callee.take(Invocation.class).request(), "customer");
		assertThat(joining.take(Welcome.class).details().getString("authrole")).isEqualTo("customer");
	}

	@Test
	void anAuthorizerMayDecideForOneUriButForNoPattern() {
		start(RouterSettings.builder().authorizer((request) -> AuthorizationDecision.ALLOW), null);
		TestClient callee = stranger("realm1");
		callee.register(AUTHENTICATE, Dict.EMPTY);
		refusal(callee, "com.myapp.", "prefix");
	}

	@Test
	void theApplicationItselfMayDoAll() {
		start(ALL);
		TestClient own = own("realm1");
		own.register(AUTHENTICATE, Dict.EMPTY);
		own.register("com.myapp.", Dict.of("match", "prefix"));
		own.call(AUTHENTICATE, Dict.EMPTY);
		own.take(Invocation.class);
	}

	@Test
	void nobodyElseAsksTheProcedures() {
		start();
		TestClient callee = own("realm1");
		callee.register(AUTHENTICATE, Dict.EMPTY);
		TestClient stranger = stranger("realm1");
		stranger.call(AUTHENTICATE, Dict.EMPTY, "realm1", "alice", "{}");
		assertThat(message(stranger.takeError(ErrorUris.NOT_AUTHORIZED))).contains("the router itself asks");
		callee.takeNothing();
	}

	@Test
	void whereTheProceduresAreNotAskedTheirUrisAreAsAllOthers() {
		start(RouterSettings.builder(), "other");
		TestClient inRealm = stranger("realm1");
		inRealm.register(AUTHENTICATE, Dict.EMPTY);
		inRealm.register("com.myapp.", Dict.of("match", "prefix"));
		refusal(stranger("other"), AUTHENTICATE, "exact");
		refusal(stranger("other"), AUTHORIZE, "exact");
	}

	@Test
	void anAuthorizerIsAskedWhereItDecides() {
		start();
		TestClient other = stranger("other");
		other.send(new Register(other.nextRequest(), Dict.EMPTY, AUTHORIZE));
		other.take(Registered.class);
		refusal(other, AUTHENTICATE, "exact");
	}

}
