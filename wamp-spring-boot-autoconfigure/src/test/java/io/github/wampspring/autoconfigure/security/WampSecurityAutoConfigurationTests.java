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

import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.auth.TicketSource;
import io.github.wampspring.autoconfigure.WampAutoConfigurations;
import io.github.wampspring.core.WampTemplate;
import io.github.wampspring.router.AuthorizationRequest;
import io.github.wampspring.router.RouterSettings;
import io.github.wampspring.router.WampRouter;
import io.github.wampspring.security.AuthenticationExpiry;
import io.github.wampspring.security.AuthroleMapper;
import io.github.wampspring.security.CallerAuthentication;
import io.github.wampspring.security.HandshakePrincipalProvider;
import io.github.wampspring.security.SecurityContextInterceptor;
import io.github.wampspring.security.SecurityErrorHandler;
import io.github.wampspring.security.SecurityTicketProvider;
import io.github.wampspring.security.SecurityWampAuthorizer;
import io.github.wampspring.security.SessionReaper;
import io.github.wampspring.security.WampAuthenticationToken;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.core.DefaultOAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is there of Spring Security, and what backs off.
 */
@ExtendWith(OutputCaptureExtension.class)
class WampSecurityAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(WampAutoConfigurations.ALL)
		.withPropertyValues("wamp.router.enabled=true", "wamp.keep-alive=false");

	private static String url(ConfigurableApplicationContext router) {
		return "ws://localhost:" + router.getEnvironment().getRequiredProperty("local.wamp.router.port") + "/ws";
	}

	@ParameterizedTest
	@ValueSource(strings = { "org.springframework.security", "org.springframework.security.authentication" })
	void withoutSpringSecurityNothingOfItIsLoaded(String missing) {
		this.runner.withClassLoader(new FilteredClassLoader(missing))
			.withPropertyValues("wamp.router.security.handshake=false")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(context.getBeanDefinitionNames()).filteredOn((name) -> !name.contains("Missing"))
					.noneMatch((name) -> name.contains("autoconfigure.security"));
				assertThat(context.getBean(WampRouter.class).isJoinable()).isFalse();
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "ticket=password", "ticket=token", "handshake=true" })
	void propertiesThatNeedSpringSecurityFailTheStartWithoutIt(String property) {
		this.runner.withClassLoader(new FilteredClassLoader("org.springframework.security"))
			.withPropertyValues("wamp.router.security." + property, "wamp.keep-alive=false")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("wamp.router.security." + property.split("=")[0])
				.hasMessageContaining("spring-boot-starter-security"));
	}

	@Test
	void tokensNeedTheResourceServersSupport() {
		this.runner.withClassLoader(new FilteredClassLoader("org.springframework.security.oauth2"))
			.withUserConfiguration(Manager.class)
			.withPropertyValues("wamp.router.security.ticket=token",
					"wamp.router.security.authentication-manager=manager")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("spring-boot-starter-security-oauth2-resource-server"));
		this.runner.withClassLoader(new FilteredClassLoader("org.springframework.security.oauth2"))
			.withUserConfiguration(Manager.class)
			.withPropertyValues("wamp.router.security.ticket=password")
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(SecurityTicketProvider.class));
	}

	@Test
	void passwordsDoWithoutSpringSecuritysConfigurationAndWebSupport() {
		this.runner
			.withClassLoader(
					new FilteredClassLoader("org.springframework.security.config", "org.springframework.security.web",
							"org.springframework.security.oauth2", "jakarta.servlet", "reactor", "org.reactivestreams"))
			.withUserConfiguration(Users.class)
			.withPropertyValues("wamp.router.security.ticket=password", "wamp.router.security.handshake=true",
					"wamp.auth.authid=joe", "wamp.auth.ticket=secret")
			.run((context) -> assertThat(Clients.session(context).getAuthId()).isEqualTo("joe"));
	}

	@Test
	void handshakesThatPassNoFilterChainLetNobodyInAndTheLogSaysSo(CapturedOutput output) {
		this.runner.withPropertyValues("wamp.router.security.handshake=true", "wamp.router.listen=localhost:0")
			.run((context) -> {
				assertThat(context).hasNotFailed().doesNotHaveBean(HandshakePrincipalProvider.class);
				assertThat(context.getBean(WampRouter.class).isJoinable()).isFalse();
				assertThat(output).contains("wamp.router.security.handshake has no effect")
					.contains("Nobody can join the WAMP router on ws://localhost:")
					.doesNotContain("(cookie)");
			});
	}

	@Test
	void nobodyIsLetInUnlessAPropertySaysSo() {
		this.runner.withUserConfiguration(SecuredRouter.class).run((context) -> {
			assertThat(context).doesNotHaveBean(SecurityTicketProvider.class)
				.doesNotHaveBean(HandshakePrincipalProvider.class)
				.doesNotHaveBean(SecurityWampAuthorizer.class)
				.hasSingleBean(SecurityContextInterceptor.class)
				.hasSingleBean(SecurityErrorHandler.class);
			assertThat(context.getBean(WampRouter.class).isJoinable()).isFalse();
			assertThat(context.getBean(RouterSettings.class).authorizers()).isEmpty();
		});
	}

	@Test
	void withoutARouterThereIsNothingOfIt() {
		new ApplicationContextRunner().withConfiguration(WampAutoConfigurations.ALL)
			.withPropertyValues("wamp.auto-startup=false", "wamp.keep-alive=false",
					"wamp.router.security.ticket=password")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(SecurityTicketProvider.class)
				.doesNotHaveBean(SessionReaper.class)
				.hasSingleBean(SecurityContextInterceptor.class));
	}

	@Test
	void withoutAClientThereIsNothingForHandlers() {
		this.runner.withPropertyValues("wamp.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(SessionReaper.class)
				.doesNotHaveBean(SecurityContextInterceptor.class));
	}

	@ParameterizedTest
	@CsvSource({ "ticket=password, neither an AuthenticationManager nor a UserDetailsService",
			"ticket=token, neither a JwtDecoder nor an OpaqueTokenIntrospector", "ticket=, must be password or token",
			"ticket=password;authentication-manager=nope, no AuthenticationManager of that name",
			"ticket=password;threads=0, must be at least 1", "ticket=password;queue-capacity=0, must be at least 1",
			"session-end.check-interval=0s, must be at least 1ms", "default-role=, must not be empty",
			"handshake=true;roles[0].authority=ROLE_x, must not be empty",
			"roles[0].authority=a;roles[0].role=b;roles[1].authority=a;roles[1].role=c, has an authrole already",
			"authentication-manager=manager, set wamp.router.security.ticket" })
	void propertiesThatCannotBeFailTheStart(String properties, String message) {
		ApplicationContextRunner runner = (properties.contains("threads") || properties.contains("queue"))
				? this.runner.withUserConfiguration(Manager.class) : this.runner;
		for (String property : properties.split(";")) {
			runner = runner.withPropertyValues("wamp.router.security." + property);
		}
		runner.run((context) -> assertThat(context).getFailure()
			.rootCause()
			.hasMessageContaining("wamp.router.security.")
			.hasMessageContaining(message));
	}

	@Test
	void theManagerIsTheOneThatThePropertyNames() {
		this.runner.withUserConfiguration(SecuredRouter.class, Manager.class)
			.withPropertyValues("wamp.router.listen=localhost:0", "wamp.router.security.ticket=token",
					"wamp.router.security.authentication-manager=manager")
			.run((router) -> Clients.client(url(router), "wamp.auth.authid=joe", "wamp.auth.ticket=whatever")
				.run((client) -> assertThat(Clients.session(client).getAuthId()).isEqualTo("of the manager")));
	}

	@Test
	void opaqueTokensAreIntrospectedAndJwtsAreTakenBesideThem() {
		this.runner.withUserConfiguration(SecuredRouter.class, Opaque.class)
			.withPropertyValues("wamp.router.listen=localhost:0", "wamp.router.security.ticket=token")
			.run((router) -> {
				Clients.client(url(router), "wamp.auth.authid=x", "wamp.auth.ticket=opaque")
					.run((client) -> assertThat(Clients.session(client).getAuthId()).isEqualTo("introspected"));
				Clients
					.client(url(router), "wamp.auth.authid=x",
							"wamp.auth.ticket=" + Tokens.of("ann", Instant.now().plusSeconds(600)))
					.run((client) -> assertThat(Clients.session(client).getAuthId()).isEqualTo("ann"));
				assertThat(Clients.refusal(url(router), "wamp.auth.authid=x", "wamp.auth.ticket=wrong"))
					.contains(ErrorUris.AUTHENTICATION_DENIED);
			});
	}

	@Test
	void beansOfTheApplicationTakeTheirPlace() {
		this.runner.withUserConfiguration(SecuredRouter.class, Own.class)
			.withPropertyValues("wamp.router.listen=localhost:0", "wamp.router.security.ticket=password",
					"wamp.router.security.session-end.check-interval=20ms", "wamp.router.disclosure=always")
			.run((router) -> Clients
				.client(url(router), "wamp.auth.authid=joe", "wamp.auth.ticket=secret", "wamp.reconnect.max-retries=0")
				.run((client) -> {
					assertThat(Clients.session(client).getAuthRole()).isEqualTo("mine");
					assertThat(client.getBean(WampTemplate.class).call("com.myapp.whoami", String.class))
						.isEqualTo("somebody else");
					router.getBean(Own.class).expiry = Instant.EPOCH;
					org.awaitility.Awaitility.await()
						.until(() -> router.getBean(WampRouter.class)
							.sessions("realm1")
							.stream()
							.noneMatch((session) -> session.authRole().equals("mine")));
				}));
	}

	@Test
	void theContextCanBeLeftAlone() {
		this.runner.withPropertyValues("wamp.security.context=false")
			.run((context) -> assertThat(context).doesNotHaveBean(SecurityContextInterceptor.class));
	}

	@Test
	void oneAuthorizationManagerForWampIsTaken() {
		this.runner.withBean("rules", Rules.class, Rules::new)
			.run((context) -> assertThat(context.getBean(RouterSettings.class).authorizers()).singleElement()
				.isInstanceOf(SecurityWampAuthorizer.class));
		this.runner.withBean("one", Rules.class, Rules::new)
			.withBean("two", Rules.class, Rules::new)
			.run((context) -> assertThat(context).hasFailed());
	}

	@Test
	void whatAnAuthorizationManagerLeavesWithoutEffectFailsTheStart() {
		ApplicationContextRunner rules = this.runner.withBean("rules", Rules.class, Rules::new);
		rules
			.withPropertyValues("wamp.router.authorizers[0].role=user",
					"wamp.router.authorizers[0].procedure=com.myapp.authorize")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("wamp.router.authorizers[0].procedure")
				.hasMessageContaining("no procedure would be asked"));
		ApplicationContextRunner permitted = rules.withPropertyValues("wamp.router.permissions[0].role=user",
				"wamp.router.permissions[0].uri=wamp.session.", "wamp.router.permissions[0].match=prefix");
		permitted.run((context) -> assertThat(context).hasNotFailed());
		permitted.withPropertyValues("wamp.router.permissions[0].uri=com.myapp.")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("wamp.router.permissions[0].uri")
				.hasMessageContaining("below wamp. only"));
	}

	@Test
	void ticketsAreCheckedByOne() {
		this.runner.withUserConfiguration(Manager.class)
			.withPropertyValues("wamp.router.security.ticket=password",
					"wamp.router.authenticators.ticket.procedure=com.myapp.authenticate")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("wamp.router.security.ticket")
				.hasMessageContaining("wamp.router.authenticators.ticket"));
	}

	@Test
	void aTrustedConnectionThatThereIsNotFailsTheStart() {
		ApplicationContextRunner client = this.runner.withPropertyValues("wamp.connections.cloud.realm=realm1",
				"wamp.connections.cloud.auto-startup=false", "wamp.realm=realm1");
		client.withPropertyValues("wamp.security.trusted-connections=default,cloud")
			.run((context) -> assertThat(context).hasNotFailed());
		client.withPropertyValues("wamp.security.trusted-connections=default,clout")
			.run((context) -> assertThat(context).getFailure()
				.hasMessageContaining("wamp.security.trusted-connections")
				.hasMessageContaining("'clout'")
				.hasMessageContaining("only [default, cloud]"));
	}

	@Test
	void aTicketSourceOfTheApplicationIsAsked() {
		this.runner.withUserConfiguration(SecuredRouter.class)
			.withPropertyValues("wamp.router.listen=localhost:0", "wamp.router.security.ticket=token")
			.run((router) -> Clients.client(url(router), "wamp.auth.oauth2-registration=meter",
					"wamp.connections.other.urls=" + url(router),
					"wamp.connections.other.auth.oauth2-registration=clock", "wamp.connections.other.fail-fast=true")
				.withBean(TicketSource.class,
						() -> (registration) -> Tokens.of("the " + registration, Instant.now().plusSeconds(600)))
				.run((client) -> {
					assertThat(Clients.session(client).getAuthId()).isEqualTo("the meter");
					org.awaitility.Awaitility.await()
						.until(() -> router.getBean(WampRouter.class)
							.sessions("realm1")
							.stream()
							.anyMatch((session) -> session.authId().equals("the clock")));
				}));
	}

	@Configuration(proxyBeanMethods = false)
	static class Manager {

		@Bean
		AuthenticationManager manager() {
			return (authentication) -> {
				TestingAuthenticationToken token = new TestingAuthenticationToken("of the manager", null);
				token.setAuthenticated(true);
				return token;
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Users {

		@Bean
		UserDetailsService users() {
			return (name) -> User.withUsername(name).password("{noop}secret").roles("user").build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Opaque {

		@Bean
		OpaqueTokenIntrospector introspector() {
			return (token) -> {
				if (!token.equals("opaque")) {
					throw new BadOpaqueTokenException("unknown");
				}
				return new DefaultOAuth2AuthenticatedPrincipal("introspected", java.util.Map.of("active", true),
						List.copyOf(AuthorityUtils.createAuthorityList("SCOPE_read")));
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Own {

		volatile Instant expiry = Instant.MAX;

		@Bean
		AuthroleMapper roles() {
			return (authentication) -> "mine";
		}

		@Bean
		AuthenticationExpiry expiry() {
			return (authentication) -> this.expiry;
		}

		@Bean
		CallerAuthentication callers() {
			return (request) -> new WampAuthenticationToken("somebody else", "user");
		}

	}

	static class Rules implements AuthorizationManager<AuthorizationRequest> {

		@Override
		public AuthorizationResult authorize(Supplier<? extends Authentication> authentication,
				AuthorizationRequest request) {
			return null;
		}

	}

}
