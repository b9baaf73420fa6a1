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

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.client.WampSession;
import io.github.wampspring.core.WampTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.userdetails.MapReactiveUserDetailsService;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.server.SecurityWebFilterChain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Sessions that join as who their handshake was authenticated as, in both kinds of web
 * applications.
 */
@ExtendWith(OutputCaptureExtension.class)
class HandshakeSecurityTests {

	private final HttpClient http = HttpClient.newHttpClient();

	enum Server {

		SERVLET(WebApplicationType.SERVLET, Servlet.class), REACTIVE(WebApplicationType.REACTIVE, Reactive.class);

		private final WebApplicationType type;

		private final Class<?> application;

		Server(WebApplicationType type, Class<?> application) {
			this.type = type;
			this.application = application;
		}

		ConfigurableApplicationContext start(String... properties) {
			return new SpringApplicationBuilder(this.application).web(this.type)
				.properties("server.port=0", "wamp.router.enabled=true", "wamp.router.security.handshake=true",
						"wamp.router.disclosure=always", "wamp.router.security.session-end.check-interval=50ms",
						"spring.main.banner-mode=off", "spring.reactor.netty.shutdown-quiet-period=0s")
				.properties(properties)
				.run();
		}

	}

	private static String url(ConfigurableApplicationContext context, String scheme, String path) {
		return scheme + "://localhost:" + ((WebServerApplicationContext) context).getWebServer().getPort() + path;
	}

	private static String url(ConfigurableApplicationContext context) {
		return url(context, "ws", "/ws");
	}

	private static String basic(String user) {
		return "wamp.headers.Authorization=Basic " + HttpHeaders.encodeBasicAuth(user, "secret", null);
	}

	private HttpResponse<String> post(ConfigurableApplicationContext context, String path, String body, String cookie) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url(context, "http", path)))
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(BodyPublishers.ofString(body));
		if (!cookie.isEmpty()) {
			request.header("Cookie", cookie);
		}
		try {
			return this.http.send(request.build(), BodyHandlers.ofString());
		}
		catch (IOException | InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private String login(ConfigurableApplicationContext context, String user) {
		HttpResponse<String> response = post(context, "/login", "username=" + user + "&password=secret", "");
		List<String> cookies = response.headers().allValues("set-cookie");
		return cookies.stream()
			.filter(Predicate.not(String::isBlank))
			.map((cookie) -> cookie.split(";")[0])
			.reduce((first, last) -> last)
			.orElseThrow();
	}

	@ParameterizedTest
	@EnumSource
	void aSessionJoinsAsWhoTheHandshakeWasAuthenticatedAs(Server server) {
		try (ConfigurableApplicationContext context = server.start()) {
			Clients.client(url(context), basic("ann")).run((client) -> {
				WampSession session = Clients.session(client);
				assertThat(session.getAuthId()).isEqualTo("ann");
				assertThat(session.getAuthMethod()).isEqualTo("cookie");
				assertThat(client.getBean(WampTemplate.class).call("com.myapp.admin", String.class)).isEqualTo("done");
			});
			Clients
				.client(url(context),
						"wamp.headers.Authorization=Bearer " + Tokens.of("tom", Instant.now().plusSeconds(600), "read"))
				.run((client) -> {
					assertThat(Clients.session(client).getAuthId()).isEqualTo("tom");
					assertThat(client.getBean(WampTemplate.class).call("com.myapp.read", String.class))
						.isEqualTo("read");
				});
		}
	}

	@ParameterizedTest
	@EnumSource
	void whoIsNotAuthenticatedIsNotLetIn(Server server) {
		try (ConfigurableApplicationContext context = server.start()) {
			assertThat(Clients.refusal(url(context))).contains(ErrorUris.NO_MATCHING_AUTH_METHOD);
		}
		try (ConfigurableApplicationContext context = server.start("wamp.router.anonymous.enabled=true")) {
			Clients.client(url(context))
				.run((client) -> assertThat(Clients.session(client).getAuthMethod()).isEqualTo("anonymous"));
			Clients.client(url(context), basic("joe"))
				.run((client) -> assertThat(Clients.session(client).getAuthId()).isEqualTo("joe"));
		}
	}

	@ParameterizedTest
	@EnumSource
	void aSessionEndsWithTheHttpSessionOfItsHandshake(Server server) {
		try (ConfigurableApplicationContext context = server.start()) {
			String cookie = login(context, "joe");
			String other = login(context, "joe");
			Clients.client(url(context), "wamp.headers.Cookie=" + cookie)
				.run((client) -> Clients.client(url(context), "wamp.headers.Cookie=" + other).run((another) -> {
					WampSession session = Clients.session(client);
					assertThat(session.getAuthId()).isEqualTo("joe");
					post(context, "/logout", "", cookie);
					await().atMost(Duration.ofSeconds(10)).until(() -> !session.isOpen());
					assertThat(another.getBean(WampTemplate.class).call("com.myapp.whoami", String.class))
						.isEqualTo("joe");
				}));
			assertThat(Clients.refusal(url(context), "wamp.headers.Cookie=" + cookie))
				.contains(ErrorUris.NO_MATCHING_AUTH_METHOD);
		}
	}

	@ParameterizedTest
	@EnumSource
	void aSessionEndsWithTheTokenOfItsHandshake(Server server) {
		try (ConfigurableApplicationContext context = server.start()) {
			Clients
				.client(url(context),
						"wamp.headers.Authorization=Bearer " + Tokens.of("tom", Instant.now().plusSeconds(2)))
				.run((client) -> {
					WampSession session = Clients.session(client);
					await().atMost(Duration.ofSeconds(20)).until(() -> !session.isOpen());
				});
		}
	}

	/** Tomcat ends such WebSockets itself, as Jakarta WebSocket wants it. */
	@Test
	void aSessionOutlivesTheHttpSessionIfThatIsWantedInAWebFluxApplication() {
		try (ConfigurableApplicationContext context = Server.REACTIVE
			.start("wamp.router.security.session-end.with-http-session=false")) {
			String cookie = login(context, "joe");
			Clients.client(url(context), "wamp.headers.Cookie=" + cookie).run((client) -> {
				WampSession session = Clients.session(client);
				post(context, "/logout", "", cookie);
				assertThat(post(context, "/private", "", cookie).statusCode()).isNotEqualTo(200);
				WampTemplate wamp = client.getBean(WampTemplate.class);
				await().during(Duration.ofMillis(300))
					.until(() -> "joe".equals(wamp.call("com.myapp.whoami", String.class)) && session.isOpen());
			});
		}
	}

	@Test
	void passwordsAreCheckedByTheReactiveManagerOfAWebFluxApplication() {
		try (ConfigurableApplicationContext context = Server.REACTIVE.start("wamp.router.security.ticket=password")) {
			Clients.client(url(context), "wamp.auth.authid=rea", "wamp.auth.ticket=secret")
				.run((client) -> assertThat(Clients.session(client).getAuthId()).isEqualTo("rea"));
			assertThat(Clients.refusal(url(context), "wamp.auth.authid=rea", "wamp.auth.ticket=wrong"))
				.contains(ErrorUris.AUTHENTICATION_DENIED);
		}
	}

	@Test
	void cookiesForAllOriginsAreWarnedOf(CapturedOutput output) {
		try (ConfigurableApplicationContext context = Server.SERVLET.start("wamp.router.allowed-origins=*")) {
			assertThat(output).contains("Any web page can act in the name of its visitors");
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableWebSecurity
	@Import(SecuredRouter.class)
	static class Servlet {

		@Bean
		SecurityFilterChain chain(HttpSecurity http) {
			return http
				.authorizeHttpRequests(
						(requests) -> requests.requestMatchers("/ws").permitAll().anyRequest().authenticated())
				.httpBasic(Customizer.withDefaults())
				.formLogin(Customizer.withDefaults())
				.oauth2ResourceServer((server) -> server.jwt(Customizer.withDefaults()))
				.csrf((csrf) -> csrf.disable())
				.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableWebFluxSecurity
	@Import(SecuredRouter.Procedures.class)
	@EnableMethodSecurity
	static class Reactive {

		@Bean
		PasswordEncoder passwordEncoder() {
			return new SecuredRouter().passwordEncoder();
		}

		@Bean
		MapReactiveUserDetailsService users(PasswordEncoder encoder) {
			String password = encoder.encode("secret");
			return new MapReactiveUserDetailsService(User.withUsername("joe").password(password).roles("user").build(),
					User.withUsername("rea").password(password).roles("user").build(),
					User.withUsername("ann").password(password).roles("admin").build());
		}

		@Bean
		NimbusReactiveJwtDecoder jwtDecoder() {
			return Tokens.reactiveDecoder();
		}

		@Bean
		SecurityWebFilterChain chain(ServerHttpSecurity http) {
			return http
				.authorizeExchange(
						(exchanges) -> exchanges.pathMatchers("/ws").permitAll().anyExchange().authenticated())
				.anonymous(Customizer.withDefaults())
				.httpBasic(Customizer.withDefaults())
				.formLogin(Customizer.withDefaults())
				.oauth2ResourceServer((server) -> server.jwt(Customizer.withDefaults()))
				.csrf((csrf) -> csrf.disable())
				.build();
		}

	}

}
