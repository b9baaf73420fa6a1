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

package io.github.wampspring.autoconfigure.security;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.WampException;
import io.github.wampspring.autoconfigure.WampAutoConfigurations;
import io.github.wampspring.client.WampConnection;
import io.github.wampspring.client.WampSession;
import io.github.wampspring.core.WampTemplate;
import io.github.wampspring.router.AuthorizationRequest;
import io.github.wampspring.router.WampRouter;
import io.github.wampspring.security.WampAuthorizationManager;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authorization.AuthorizationManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tickets that Spring Security checks, at the router's own port and within the JVM.
 */
class RouterTicketTests {

	private static final String[] JOE = { "wamp.auth.authid=joe", "wamp.auth.ticket=secret" };

	private static final String[] ANN = { "wamp.auth.authid=ann", "wamp.auth.ticket=secret" };

	private static ApplicationContextRunner router(String... properties) {
		return new ApplicationContextRunner().withConfiguration(WampAutoConfigurations.ALL)
			.withUserConfiguration(SecuredRouter.class)
			.withPropertyValues("wamp.router.enabled=true", "wamp.router.listen=localhost:0", "wamp.keep-alive=false",
					"wamp.router.disclosure=always", "wamp.router.security.session-end.check-interval=50ms")
			.withPropertyValues(properties);
	}

	private static String url(ConfigurableApplicationContext router) {
		return "ws://localhost:" + router.getEnvironment().getRequiredProperty("local.wamp.router.port") + "/ws";
	}

	private static String token(String subject, String... scopes) {
		return Tokens.of(subject, Instant.now().plusSeconds(600), scopes);
	}

	@Test
	void aTicketIsTheUsersPassword() {
		router("wamp.router.security.ticket=password").run((router) -> {
			Clients.client(url(router), JOE).run((client) -> {
				WampSession session = Clients.session(client);
				assertThat(session.getAuthId()).isEqualTo("joe");
				assertThat(session.getAuthRole()).isEqualTo("user");
				assertThat(session.getAuthMethod()).isEqualTo("ticket");
				assertThat(session.getDetails()).containsEntry("authprovider", "spring-security")
					.doesNotContainKey("authextra");
			});
			for (String[] wrong : List.of(new String[] { "joe", "wrong" }, new String[] { "nobody", "secret" },
					new String[] { "tim", "secret" })) {
				assertThat(Clients.refusal(url(router), "wamp.auth.authid=" + wrong[0], "wamp.auth.ticket=" + wrong[1]))
					.contains(ErrorUris.AUTHENTICATION_DENIED, "The authid or its proof is not valid");
			}
		});
	}

	@Test
	void aTicketIsATokenThatTellsWhoItIs() {
		router("wamp.router.security.ticket=token", "wamp.router.security.roles[0].authority=SCOPE_read",
				"wamp.router.security.roles[0].role=reader")
			.run((router) -> {
				Clients.client(url(router), "wamp.auth.authid=whoever", "wamp.auth.ticket=" + token("joe", "read"))
					.run((client) -> {
						assertThat(Clients.session(client).getAuthId()).isEqualTo("joe");
						assertThat(Clients.session(client).getAuthRole()).isEqualTo("reader");
						WampTemplate wamp = client.getBean(WampTemplate.class);
						assertThat(wamp.call("com.myapp.read", String.class)).isEqualTo("read");
					});
				assertThat(Clients.refusal(url(router), "wamp.auth.authid=joe",
						"wamp.auth.ticket=" + Tokens.of("joe", Instant.now().minusSeconds(600))))
					.contains(ErrorUris.AUTHENTICATION_DENIED)
					.doesNotContain("expired");
				assertThat(Clients.refusal(url(router), "wamp.auth.authid=joe",
						"wamp.auth.ticket=" + Tokens.ofAnotherKey("joe", Instant.now().plusSeconds(600))))
					.contains(ErrorUris.AUTHENTICATION_DENIED);
				assertThat(Clients.refusal(url(router), JOE)).contains(ErrorUris.AUTHENTICATION_DENIED);
			});
	}

	@Test
	void withoutTheMappingOneRoleIsTheAuthroleAndSeveralAreNone() {
		router("wamp.router.security.ticket=password").run((router) -> Clients.client(url(router), ANN)
			.run((client) -> assertThat(Clients.session(client).getAuthRole()).isEqualTo("authenticated")));
	}

	@Test
	void methodsSeeTheirCallerAndPermitByItsAuthorities() {
		router("wamp.router.security.ticket=password").run((router) -> {
			Clients.client(url(router), ANN).run((client) -> {
				WampTemplate wamp = client.getBean(WampTemplate.class);
				assertThat(wamp.call("com.myapp.whoami", String.class)).isEqualTo("ann");
				assertThat(wamp.call("com.myapp.whoami.reactive", String.class)).isEqualTo("ann");
				assertThat(wamp.call("com.myapp.authorities", String.class)).isEqualTo("ROLE_admin ROLE_user");
				assertThat(wamp.call("com.myapp.admin", String.class)).isEqualTo("done");
				assertThat(wamp.call("com.myapp.admin.later", String.class)).isEqualTo("done");
			});
			Clients.client(url(router), JOE).run((client) -> {
				assertNotAuthorized(client, "com.myapp.admin");
				assertNotAuthorized(client, "com.myapp.admin.later");
			});
			// the application's own session, which is trusted, but nobody's
			assertThat(router.getBean(WampTemplate.class).call("com.myapp.authorities", String.class))
				.isEqualTo("ROLE_trusted");
		});
	}

	@Test
	void whoIsNotDisclosedIsNobody() {
		router("wamp.router.security.ticket=password", "wamp.router.disclosure=never")
			.run((router) -> Clients.client(url(router), ANN).run((client) -> {
				assertNotAuthorized(client, "com.myapp.admin");
				assertThat(client.getBean(WampTemplate.class).call("com.myapp.whoami", String.class)).isNull();
				assertThat(client.getBean(WampTemplate.class).call("com.myapp.whoami.reactive", String.class))
					.isEqualTo("nobody");
			}));
	}

	@Test
	void usersOfThePropertiesHaveTheirRole() {
		router("wamp.router.users.cam.secret=geheim", "wamp.router.users.cam.role=admin")
			.run((router) -> Clients.client(url(router), "wamp.auth.authid=cam", "wamp.auth.secret=geheim")
				.run((client) -> {
					assertThat(client.getBean(WampTemplate.class).call("com.myapp.whoami", String.class))
						.isEqualTo("cam");
					assertThat(client.getBean(WampTemplate.class).call("com.myapp.admin", String.class))
						.isEqualTo("done");
				}));
	}

	private static void assertNotAuthorized(ConfigurableApplicationContext client, String procedure) {
		assertThatExceptionOfType(WampException.class)
			.isThrownBy(() -> client.getBean(WampTemplate.class).call(procedure, String.class))
			.satisfies((ex) -> {
				assertThat(ex.getUri()).isEqualTo(ErrorUris.NOT_AUTHORIZED);
				assertThat(ex.getArguments()).containsExactly("The caller may not do that");
				assertThat(ex.getKeywordArguments()).isEmpty();
			});
	}

	@Test
	void aSessionEndsWithItsToken() {
		router("wamp.router.security.ticket=token").run((router) -> {
			String shortLived = Tokens.of("joe", Instant.now().plusSeconds(2));
			Clients.client(url(router), "wamp.auth.authid=joe", "wamp.auth.ticket=" + shortLived).run((client) -> {
				WampSession session = Clients.session(client);
				assertThat(session.isOpen()).isTrue();
				await().atMost(Duration.ofSeconds(20)).until(() -> !session.isOpen());
				assertThat(router.getBean(WampRouter.class).session("realm1", session.getId())).isNull();
			});
		});
	}

	@Test
	void aSessionOutlivesItsTokenIfThatIsWanted() {
		router("wamp.router.security.ticket=token", "wamp.router.security.session-end.with-token=false")
			.run((router) -> {
				Instant expiry = Instant.now().plusSeconds(1);
				Clients.client(url(router), "wamp.auth.authid=joe", "wamp.auth.ticket=" + Tokens.of("joe", expiry))
					.run((client) -> {
						WampSession session = Clients.session(client);
						await().until(() -> Instant.now().isAfter(expiry.plusMillis(500)));
						assertThat(client.getBean(WampTemplate.class).call("com.myapp.whoami", String.class))
							.isEqualTo("joe");
						assertThat(session.isOpen()).isTrue();
					});
			});
	}

	@Test
	void anAuthorizationManagerDecidesWhatSessionsMayDo() {
		router("wamp.router.security.ticket=password").withUserConfiguration(Rules.class).run((router) -> {
			Clients.client(url(router), JOE).run((client) -> {
				WampTemplate wamp = client.getBean(WampTemplate.class);
				assertThat(wamp.call("com.myapp.whoami", String.class)).isEqualTo("joe");
				assertThatExceptionOfType(WampException.class)
					.isThrownBy(() -> wamp.call("com.myapp.admin", String.class))
					.satisfies((ex) -> assertThat(ex.getUri()).isEqualTo(ErrorUris.NOT_AUTHORIZED));
				assertThatExceptionOfType(WampException.class)
					.isThrownBy(() -> wamp.call("wamp.session.kill", Object.class, 1))
					.satisfies((ex) -> assertThat(ex.getUri()).isEqualTo(ErrorUris.NOT_AUTHORIZED));
			});
			Clients.client(url(router), ANN)
				.run((client) -> assertThat(client.getBean(WampTemplate.class).call("com.myapp.admin", String.class))
					.isEqualTo("done"));
		});
	}

	@Configuration(proxyBeanMethods = false)
	static class Rules {

		@Bean
		AuthorizationManager<AuthorizationRequest> wampRules() {
			return WampAuthorizationManager.builder()
				.call("com.myapp.admin*")
				.hasRole("admin")
				.anyRequest()
				.authenticated()
				.build();
		}

		@Bean
		AuthorizationManager<String> anotherKindOfRules() {
			return (authentication, text) -> null;
		}

	}

	@Test
	void withinTheJvmATicketIsCheckedWhereOneIsOffered() {
		new ApplicationContextRunner().withConfiguration(WampAutoConfigurations.ALL)
			.withUserConfiguration(SecuredRouter.class)
			.withPropertyValues("wamp.router.enabled=true", "wamp.router.security.ticket=password",
					"wamp.router.disclosure=always")
			.withPropertyValues(ANN)
			.run((context) -> {
				WampConnection connection = context.getBean(WampConnection.class);
				assertThat(Clients.session(context).getAuthId()).isEqualTo("ann");
				assertThat(Clients.session(context).isLocal()).isTrue();
				assertThat(connection.getName()).isEqualTo("default");
				assertThat(context.getBean(WampTemplate.class).call("com.myapp.admin", String.class)).isEqualTo("done");
			});
	}

}
