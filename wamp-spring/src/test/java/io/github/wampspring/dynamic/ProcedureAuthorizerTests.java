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

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.WampException;
import io.github.wampspring.auth.TicketAuthenticator;
import io.github.wampspring.client.DefaultWampConnection;
import io.github.wampspring.core.ProcedureHandler;
import io.github.wampspring.core.WampOperations.CallSpec;
import io.github.wampspring.core.WampTemplate;
import io.github.wampspring.router.RouterSettings;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Authorizers that are WAMP procedures, in the shapes of Crossbar.io.
 */
@ExtendWith(OutputCaptureExtension.class)
class ProcedureAuthorizerTests {

	private final AskingRouter router = new AskingRouter();

	@AfterEach
	void close() {
		this.router.close();
	}

	private WampTemplate authorized(String role, int cacheSize, ProcedureHandler authorizer) throws Exception {
		this.router.start(RouterSettings.builder()
			.authorizationTimeout(Duration.ofSeconds(10))
			.authenticationProvider(new ProcedureAuthenticationProvider("ticket",
					new ProcedureAuthenticationProvider.Settings("com.myapp.authenticate", "other",
							Duration.ofSeconds(5)),
					this.router.caller))
			.asyncAuthorizer(new ProcedureAuthorizer(this.router.caller, new ProcedureAuthorizer.Settings("frontend",
					"com.myapp.authorize", null, Set.of(), Duration.ofSeconds(5), cacheSize, Duration.ofMinutes(1)))));
		this.router.register("other", "com.myapp.authenticate", (arguments, details, progress) -> role);
		this.router.asked.clear();
		if (authorizer != null) {
			this.router.register("realm1", "com.myapp.authorize", authorizer);
		}
		DefaultWampConnection connection = this.router.connect("realm1", new TicketAuthenticator("joe", "x"));
		connection.session(AskingRouter.LONG).get();
		this.router.asked.clear();
		return this.router.template(connection);
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
		WampTemplate callee = this.router.template(this.router.connect("realm1"));
		callee.newRegistration("com.myapp.dict")
			.register((arguments, details, progress) -> details.callerAuthid())
			.awaitActive(AskingRouter.LONG);
		assertThat(error(wamp, "com.myapp.yes")).isEqualTo(ErrorUris.NO_SUCH_PROCEDURE);
		assertThat(error(wamp, "com.myapp.no")).isEqualTo(ErrorUris.NOT_AUTHORIZED);
		assertThat(error(wamp, "wamp.session.count")).isEqualTo(ErrorUris.NOT_AUTHORIZED);
		assertThat(error(wamp, "com.myapp.odd")).isEqualTo(ErrorUris.AUTHORIZATION_FAILED);
		assertThat(error(wamp, "com.myapp.more")).isEqualTo(ErrorUris.AUTHORIZATION_FAILED);
		assertThat(error(wamp, "com.myapp.broken")).isEqualTo(ErrorUris.AUTHORIZATION_FAILED);
		assertThat(wamp.call("com.myapp.dict", String.class)).isEqualTo("joe");
		List<Object> first = this.router.asked.get(0);
		assertThat(first.get(0)).asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
			.containsEntry("authid", "joe")
			.containsEntry("authrole", "frontend");
		assertThat(first.subList(1, 3)).isEqualTo(List.of("com.myapp.yes", "call"));
		assertThat(first.get(3)).isInstanceOf(Map.class);
	}

	@Test
	void withoutTheProcedureNothingIsAllowedAndThatIsToldOnce(CapturedOutput output) throws Exception {
		WampTemplate wamp = authorized("frontend", 10, null);
		for (int i = 0; i < 3; i++) {
			assertThat(error(wamp, "com.myapp.yes")).isEqualTo(ErrorUris.AUTHORIZATION_FAILED);
		}
		assertThat(output).containsOnlyOnce("Nobody has registered the procedure com.myapp.authorize in realm realm1")
			.contains("sessions with the authrole frontend may do nothing")
			.doesNotContain("\tat ");
	}

	@Test
	void aProcedureThatDoesNotDecideIsToldWithoutATrace(CapturedOutput output) throws Exception {
		WampTemplate wamp = authorized("frontend", 10, (arguments, details, progress) -> {
			if (arguments.get(1, String.class).equals("com.myapp.odd")) {
				return "maybe";
			}
			throw new WampException("com.myapp.error.away", "the secret is 1234");
		});
		assertThat(error(wamp, "com.myapp.odd")).isEqualTo(ErrorUris.AUTHORIZATION_FAILED);
		assertThat(error(wamp, "com.myapp.other")).isEqualTo(ErrorUris.AUTHORIZATION_FAILED);
		assertThat(output).contains("has answered with something else than a decision")
			.contains("failed with 'com.myapp.error.away'")
			.doesNotContain("1234")
			.doesNotContain("\tat ");
	}

	@Test
	void otherRolesAreNotAskedFor() throws Exception {
		WampTemplate wamp = authorized("backend", 10, (arguments, details, progress) -> false);
		assertThat(error(wamp, "com.myapp.yes")).isEqualTo(ErrorUris.NO_SUCH_PROCEDURE);
		assertThat(this.router.asked).isEmpty();
	}

	@Test
	void decisionsAreKeptWhereTheySaySo() throws Exception {
		WampTemplate wamp = authorized("frontend", 2, (arguments, details, progress) -> Map.of("allow", false, "cache",
				!arguments.get(1, String.class).contains("fresh")));
		for (int i = 0; i < 3; i++) {
			assertThat(error(wamp, "com.myapp.kept")).isEqualTo(ErrorUris.NOT_AUTHORIZED);
			assertThat(error(wamp, "com.myapp.fresh")).isEqualTo(ErrorUris.NOT_AUTHORIZED);
		}
		assertThat(this.router.asked).hasSize(4);
		assertThat(error(wamp, "com.myapp.b")).isEqualTo(ErrorUris.NOT_AUTHORIZED);
		assertThat(error(wamp, "com.myapp.c")).isEqualTo(ErrorUris.NOT_AUTHORIZED);
		assertThat(error(wamp, "com.myapp.kept")).isEqualTo(ErrorUris.NOT_AUTHORIZED);
		assertThat(this.router.asked).hasSize(7);
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
		assertThat(this.router.asked).hasSize(3);
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
			this.router.asked.clear();
			assertThat(errorFor(wamp, options)).isEqualTo(ErrorUris.NOT_AUTHORIZED);
			assertThat(errorFor(wamp, options)).isEqualTo(ErrorUris.NOT_AUTHORIZED);
			assertThat(this.router.asked).as("%s", options.keySet()).hasSize(2);
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
		own[0] = this.router.template(this.router.connect("realm1"));
		own[0].newRegistration("com.myapp.lookup")
			.register((arguments, details, progress) -> true)
			.awaitActive(AskingRouter.LONG);
		assertThat(error(wamp, "com.myapp.yes")).isEqualTo(ErrorUris.NO_SUCH_PROCEDURE);
	}

}
