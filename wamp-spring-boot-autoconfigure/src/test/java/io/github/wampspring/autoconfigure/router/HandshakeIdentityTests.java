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

package io.github.wampspring.autoconfigure.router;

import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import io.github.wampspring.auth.AuthenticationRequest;
import io.github.wampspring.auth.AuthenticationStep;
import io.github.wampspring.auth.WampAuthenticationProvider;
import io.github.wampspring.auth.WampHandshakeUser;
import io.github.wampspring.auth.WampHandshakeUserLookup;
import io.github.wampspring.autoconfigure.WampAutoConfigurations;
import io.github.wampspring.client.WampConnection;
import io.github.wampspring.client.WampSession;
import io.github.wampspring.router.WampRouter;
import io.github.wampspring.transport.websocket.WampHandshakeHandler;
import io.github.wampspring.transport.websocket.WampWebSocketHandler;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.web.server.WebFilter;
import org.springframework.web.socket.server.support.WebSocketHandlerMapping;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

/**
 * Sessions that join by the HTTP request that has opened their WebSocket, wherever the
 * router listens, and without Spring Security.
 */
@Timeout(300)
@ExtendWith(OutputCaptureExtension.class)
class HandshakeIdentityTests {

	private static final String ON = "wamp.router.handshake-identity.enabled=true";

	private static final String COOKIES = "wamp.router.handshake-identity.cookies=SESSION,token";

	private static final String SESSION = "wamp.headers.Cookie=theme=dark; SESSION=joe-7f3a";

	/** Where the router listens. */
	enum Endpoint {

		LISTENER(WebApplicationType.NONE, "wamp.router.listen=localhost:0"),

		SERVLET(WebApplicationType.SERVLET, "server.port=0"),

		WEBFLUX(WebApplicationType.REACTIVE, "server.port=0", "spring.reactor.netty.shutdown-quiet-period=0s");

		private final WebApplicationType type;

		private final String[] properties;

		Endpoint(WebApplicationType type, String... properties) {
			this.type = type;
			this.properties = properties;
		}

		ConfigurableApplicationContext start(Class<?> application, String... properties) {
			return new SpringApplicationBuilder(application).web(this.type)
				.properties("wamp.router.enabled=true", "wamp.fail-fast=true", "spring.main.banner-mode=off", ON,
						"wamp.router.users.ann.secret=changeit")
				.properties(this.properties)
				.properties(properties)
				.run();
		}

		String url(ConfigurableApplicationContext context) {
			int port = (this == LISTENER)
					? context.getEnvironment().getRequiredProperty("local.wamp.router.port", Integer.class)
					: ((WebServerApplicationContext) context).getWebServer().getPort();
			return "ws://localhost:" + port + "/ws";
		}

	}

	private static ApplicationContextRunner client(String url, String... properties) {
		return new ApplicationContextRunner().withConfiguration(WampAutoConfigurations.ALL)
			.withPropertyValues("wamp.urls=" + url, "wamp.keep-alive=false", "wamp.fail-fast=true",
					"wamp.join-timeout=20s", "wamp.reconnect.max-retries=0")
			.withPropertyValues(properties);
	}

	private static String joined(String url, String... properties) {
		AtomicReference<String> joined = new AtomicReference<>();
		client(url, properties).run((context) -> {
			assertThat(context).hasNotFailed();
			WampSession session = await().until(context.getBean(WampConnection.class)::getSession, Objects::nonNull);
			joined.set(session.getAuthId() + ", " + session.getAuthRole() + " by " + session.getAuthMethod());
		});
		return joined.get();
	}

	private static String refused(String url, String... properties) {
		return failure(client(url, properties));
	}

	private static String failure(ApplicationContextRunner runner) {
		AtomicReference<String> message = new AtomicReference<>();
		runner.run((context) -> {
			assertThat(context).hasFailed();
			message.set(Stream.iterate(context.getStartupFailure(), Objects::nonNull, Throwable::getCause)
				.map(String::valueOf)
				.toList()
				.toString());
		});
		return message.get();
	}

	@ParameterizedTest
	@EnumSource
	void aLookupKnowsWhoseCookieItIs(Endpoint endpoint, CapturedOutput output) {
		try (ConfigurableApplicationContext router = endpoint.start(Sessions.class, COOKIES,
				"wamp.router.handshake-identity.role=visitor")) {
			String url = endpoint.url(router);
			for (String transport : List.of("wamp.transport=netty", "wamp.transport=tomcat")) {
				assertThat(joined(url, "wamp.auth.methods=cookie", SESSION, transport))
					.isEqualTo("joe, visitor by cookie");
				assertThat(joined(url, SESSION, transport)).isEqualTo("joe, visitor by cookie");
			}
			assertThat(joined(url, "wamp.auth.methods=cookie", "wamp.auth.authid=joe", SESSION))
				.isEqualTo("joe, visitor by cookie");
			assertThat(joined(url, "wamp.auth.methods=cookie", "wamp.headers.Cookie=token=root-1; x=y"))
				.isEqualTo("root, admin by cookie");
			assertThat(output).doesNotContain("joe-7f3a").doesNotContain("root-1");
		}
	}

	@ParameterizedTest
	@EnumSource
	void whoseCookieIsNobodysIsRefusedOrPassedOver(Endpoint endpoint) {
		try (ConfigurableApplicationContext router = endpoint.start(Sessions.class, COOKIES)) {
			String url = endpoint.url(router);
			String cookie = "wamp.auth.methods=cookie";
			for (String[] wrong : new String[][] { { "wamp.headers.Cookie=SESSION=joe-7f3b" },
					{ SESSION, "wamp.auth.authid=ann" }, { SESSION, "wamp.auth.authid=nobody" } }) {
				assertThat(failure(client(url, cookie).withPropertyValues(wrong)))
					.contains("wamp.error.authentication_denied", "The authid or its proof is not valid");
			}
			for (String none : List.of("x=joe-7f3a", "session=joe-7f3a", "SESSION=joe-7f3a; SESSION=joe-7f3b",
					"SESSION=joe-" + "x".repeat(5000))) {
				assertThat(refused(url, cookie, "wamp.headers.Cookie=" + none))
					.contains("wamp.error.authentication_required");
			}
			String[] both = { "wamp.auth.methods=cookie,wampcra", "wamp.auth.authid=ann", "wamp.auth.secret=changeit" };
			for (String other : List.of(SESSION, "wamp.headers.Cookie=SESSION=stale", "wamp.headers.X=y")) {
				assertThat(joinedWith(url, both, other)).isEqualTo("ann, user by wampcra");
			}
		}
	}

	private static String joinedWith(String url, String[] properties, String other) {
		return joined(url, Stream.concat(Stream.of(properties), Stream.of(other)).toArray(String[]::new));
	}

	@ParameterizedTest
	@EnumSource
	void pagesOfOtherOriginsDoNotComeWithTheCookiesOfTheirVisitors(Endpoint endpoint) {
		try (ConfigurableApplicationContext router = endpoint.start(Sessions.class, COOKIES,
				"wamp.router.allowed-origins=https://app.example.com")) {
			String url = endpoint.url(router);
			for (String origin : List.of("https://evil.example.org", "null", "https://app.example.com.evil.example")) {
				assertThat(refused(url, SESSION, "wamp.headers.Origin=" + origin)).contains("403");
			}
			for (String origin : List.of("https://app.example.com", url.replace("ws:", "http:").replace("/ws", ""))) {
				assertThat(joined(url, SESSION, "wamp.headers.Origin=" + origin)).isEqualTo("joe, user by cookie");
			}
		}
	}

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "LISTENER")
	void aSessionIsWhoTheRequestWasAuthenticatedAs(Endpoint endpoint) {
		try (ConfigurableApplicationContext router = endpoint.start(Authenticated.class,
				"wamp.router.handshake-identity.role=visitor")) {
			String url = endpoint.url(router);
			assertThat(joined(url, "wamp.headers.Authorization=Bearer ann")).isEqualTo("ann, visitor by cookie");
			assertThat(joined(url, "wamp.headers.Authorization=Bearer ann", "wamp.auth.methods=cookie"))
				.isEqualTo("ann, visitor by cookie");
			assertThat(refused(url, "wamp.auth.methods=cookie")).contains("wamp.error.authentication_required");
			assertThat(refused(url, "wamp.headers.Authorization=Bearer ann", "wamp.auth.methods=cookie",
					"wamp.auth.authid=bob"))
				.contains("wamp.error.authentication_denied");
			assertThat(refused(url, "wamp.headers.Authorization=Bearer ann",
					"wamp.headers.Origin=https://evil.example.org"))
				.contains("403");
			assertThat(joined(url, "wamp.auth.authid=ann", "wamp.auth.secret=changeit"))
				.isEqualTo("ann, user by wampcra");
		}
	}

	@Test
	void atAnEndpointThatAsksNoGuardTheHandshakeTellsNothing() {
		try (ConfigurableApplicationContext router = Endpoint.SERVLET.start(Unguarded.class, COOKIES)) {
			for (String header : List.of(SESSION, "wamp.headers.Authorization=Bearer ann")) {
				assertThat(refused(Endpoint.SERVLET.url(router), header, "wamp.auth.methods=cookie",
						"wamp.headers.Origin=https://evil.example.org"))
					.contains("wamp.error.authentication_required");
			}
		}
	}

	@Test
	void withoutThePropertyNobodyJoinsSo(CapturedOutput output) {
		try (ConfigurableApplicationContext router = Endpoint.SERVLET.start(Sessions.class,
				"wamp.router.handshake-identity.enabled=false", COOKIES)) {
			assertThat(refused(Endpoint.SERVLET.url(router), SESSION)).contains("wamp.error.no_matching_auth_method");
			assertThat(output).contains("A bean WampHandshakeUserLookup has no effect: set " + ON);
		}
		WampAutoConfigurations.withRouter().withPropertyValues(COOKIES).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(output).contains("wamp.router.handshake-identity.cookies has no effect: set " + ON);
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "*", "https://*", "null" })
	void pagesOfAnybodyFailTheStart(String origin) {
		assertThat(failure(sessions().withPropertyValues("wamp.router.allowed-origins=" + origin)))
			.contains("wamp.router.allowed-origins", "name the origins of the pages that may");
	}

	@ParameterizedTest
	@ValueSource(strings = { "SESSION=abc", "my session", "a;b", "\"a\"", "token,a=" })
	void whatIsNoNameOfACookieFailsTheStart(String name) {
		assertThat(failure(sessions().withPropertyValues("wamp.router.handshake-identity.cookies=" + name)))
			.contains("wamp.router.handshake-identity.cookies", "a cookie has a name such as SESSION")
			.doesNotContain(name);
	}

	@Test
	void whatCannotWorkFailsTheStart() {
		ApplicationContextRunner router = WampAutoConfigurations.withRouter()
			.withPropertyValues("wamp.router.listen=localhost:0", ON);
		assertThat(failure(router)).contains("wamp.router.handshake-identity.enabled", "name cookies in",
				"add a bean WampHandshakeUserLookup");
		assertThat(failure(router.withBean(WampHandshakeUserLookup.class, Sessions::lookup)))
			.contains("wamp.router.handshake-identity.enabled", "name cookies in");
		assertThat(failure(router.withPropertyValues(COOKIES))).contains("wamp.router.handshake-identity.cookies",
				"nobody looks at them", "add a bean WampHandshakeUserLookup");
		assertThat(failure(sessions().withPropertyValues("wamp.router.handshake-identity.role=")))
			.contains("wamp.router.handshake-identity.role", "must not be empty");
		sessions().run((context) -> assertThat(context.getBean(WampRouter.class).describe()).contains("cookie"));
	}

	@Test
	void anotherProviderOfTheMethodFailsTheStart() {
		SpringApplicationBuilder both = new SpringApplicationBuilder(Sessions.class).web(WebApplicationType.SERVLET)
			.properties("server.port=0", "wamp.router.enabled=true", ON, COOKIES,
					"wamp.router.security.handshake=true");
		assertThat(String.valueOf(NestedExceptionUtils.getMostSpecificCause(catchThrowable(both::run)))).contains(
				"wamp.router.handshake-identity.enabled", "HandshakePrincipalProvider",
				"wamp.router.security.handshake if that has made it");
		assertThat(
				failure(sessions().withBean(WampAuthenticationProvider.class, () -> new WampAuthenticationProvider() {

					@Override
					public String getMethod() {
						return "cookie";
					}

					@Override
					public CompletableFuture<AuthenticationStep> authenticate(AuthenticationRequest request) {
						return CompletableFuture.completedFuture(null);
					}

				})))
			.contains("wamp.router.handshake-identity.enabled", "another provider of the method cookie");
	}

	@Test
	void whereSpringSecurityAuthenticatesItsOwnPropertyIsNamed() {
		SpringApplicationBuilder secured = new SpringApplicationBuilder(Secured.class).web(WebApplicationType.SERVLET)
			.properties("server.port=0", "wamp.router.enabled=true", ON);
		Throwable failure = catchThrowable(secured::run);
		assertThat(String.valueOf(NestedExceptionUtils.getMostSpecificCause(failure)))
			.contains("wamp.router.security.handshake=true is for");
	}

	private static ApplicationContextRunner sessions() {
		return WampAutoConfigurations.withRouter()
			.withPropertyValues("wamp.router.listen=localhost:0", ON, COOKIES)
			.withBean(WampHandshakeUserLookup.class, Sessions::lookup);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Sessions {

		@Bean
		static WampHandshakeUserLookup lookup() {
			Map<String, String> sessions = Map.of("joe-7f3a", "joe");
			return (handshake) -> CompletableFuture.supplyAsync(() -> {
				if ("root-1".equals(handshake.cookie("token"))) {
					return new WampHandshakeUser("root", "admin");
				}
				String session = handshake.cookie("SESSION");
				String user = (session != null) ? sessions.get(session) : null;
				return (user != null) ? new WampHandshakeUser(user) : null;
			});
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Authenticated {

		private static Principal principal(String authorization) {
			return (authorization != null && authorization.startsWith("Bearer ")) ? () -> authorization.substring(7)
					: null;
		}

		@Bean
		Filter authentication() {
			return (request, response, chain) -> {
				HttpServletRequest http = (HttpServletRequest) request;
				Principal principal = principal(http.getHeader("Authorization"));
				chain.doFilter(new HttpServletRequestWrapper(http) {

					@Override
					public Principal getUserPrincipal() {
						return principal;
					}

				}, response);
			};
		}

		@Bean
		WebFilter webAuthentication() {
			return (exchange, chain) -> {
				Principal principal = principal(exchange.getRequest().getHeaders().getFirst("Authorization"));
				return chain
					.filter((principal != null) ? exchange.mutate().principal(Mono.just(principal)).build() : exchange);
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Unguarded extends Authenticated {

		@Bean
		WampHandshakeUserLookup lookup() {
			return (handshake) -> CompletableFuture.completedStage(new WampHandshakeUser("anybody"));
		}

		@Bean
		WebSocketHandlerMapping wampWebSocketHandlerMapping(WampWebSocketHandler handler) {
			WebSocketHandlerMapping mapping = new WebSocketHandlerMapping();
			mapping.setUrlMap(Map.of("/ws", new WebSocketHttpRequestHandler(handler, new WampHandshakeHandler())));
			mapping.setOrder(-1);
			return mapping;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Secured {

		@Bean
		Filter springSecurityFilterChain() {
			return (request, response, chain) -> chain.doFilter(request, response);
		}

	}

}
