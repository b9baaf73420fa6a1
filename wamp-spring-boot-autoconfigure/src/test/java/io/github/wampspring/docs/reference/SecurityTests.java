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

package io.github.wampspring.docs.reference;

import java.io.IOException;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.WampException;
import io.github.wampspring.annotation.WampProcedure;
import io.github.wampspring.autoconfigure.WampProperties;
import io.github.wampspring.autoconfigure.security.WampRouterSecurityProperties;
import io.github.wampspring.autoconfigure.security.WampSecurityProperties;
import io.github.wampspring.core.WampTemplate;
import io.github.wampspring.router.AuthorizationRequest;
import io.github.wampspring.security.TicketKind;
import io.github.wampspring.security.WampAuthorizationManager;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.stereotype.Component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Runs the code and the settings of the reference of Spring Security.
 */
@SpringBootTest(classes = SecurityTests.Application.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = "spring.config.location=classpath:docs/security.yml")
class SecurityTests {

	@LocalServerPort
	private int port;

	@Test
	void readsTheSettings(@Autowired WampRouterSecurityProperties properties) {
		assertThat(properties.getTicket()).isEqualTo(TicketKind.PASSWORD);
		assertThat(properties.isHandshake()).isTrue();
		assertThat(properties.getRoles()).extracting("role").containsExactly("admin", "reader");
		assertThat(properties.getDefaultRole()).isEqualTo("guest");
	}

	@Test
	void readsTheSettingsOfAClient() throws IOException {
		Binder binder = new Binder(ConfigurationPropertySources
			.from(new YamlPropertySourceLoader().load("client", new ClassPathResource("docs/security-client.yml"))));
		assertThat(binder.bind("wamp", WampProperties.class).get().getAuth().getOauth2Registration())
			.isEqualTo("meter");
		assertThat(binder.bind("wamp.security", WampSecurityProperties.class).get().getTrustedConnections())
			.containsExactly("default");
	}

	@Test
	void letsUsersInByTicket() {
		try (ConfigurableApplicationContext client = client("wamp.auth.authid=ann", "wamp.auth.ticket=secret")) {
			WampTemplate wamp = client.getBean(WampTemplate.class);
			assertThat(wamp.call("com.myapp.orders.cancel", String.class, 7)).isEqualTo("ann cancelled 7");
		}
	}

	@Test
	void letsUsersInByTheirHandshakeAndRefusesWhatTheyMayNot() {
		try (ConfigurableApplicationContext client = client(
				"wamp.headers.Authorization=Basic " + HttpHeaders.encodeBasicAuth("joe", "secret", null))) {
			WampTemplate wamp = client.getBean(WampTemplate.class);
			assertNotAuthorized(wamp, "com.myapp.orders.cancel");
			assertNotAuthorized(wamp, "com.myapp.admin.stop");
			assertNotAuthorized(wamp, "com.other");
			assertThat(wamp.call("com.myapp.orders.count", Integer.class)).isEqualTo(3);
		}
	}

	private static void assertNotAuthorized(WampTemplate wamp, String procedure) {
		assertThatExceptionOfType(WampException.class).isThrownBy(() -> wamp.call(procedure, String.class, 7))
			.satisfies((ex) -> assertThat(ex.getUri()).isEqualTo(ErrorUris.NOT_AUTHORIZED));
	}

	private ConfigurableApplicationContext client(String... properties) {
		return new SpringApplicationBuilder(Client.class).web(WebApplicationType.NONE)
			.properties("wamp.urls=ws://localhost:" + this.port + "/ws", "wamp.join-timeout=5s")
			.properties(properties)
			.run();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableWebSecurity
	@EnableMethodSecurity
	@Import(Orders.class)
	static class Application {

		@Bean
		UserDetailsService users() {
			return new InMemoryUserDetailsManager(
					User.withUsername("ann").password("{noop}secret").roles("ADMIN", "USER").build(),
					User.withUsername("joe").password("{noop}secret").roles("USER").build());
		}

		// tag::chain[]
		@Bean
		SecurityFilterChain http(HttpSecurity http) {
			return http
				.authorizeHttpRequests(
						(requests) -> requests.requestMatchers("/ws").permitAll().anyRequest().authenticated())
				.httpBasic(Customizer.withDefaults())
				.build();
		}
		// end::chain[]

		// @formatter:off
		// tag::rules[]
		@Bean
		AuthorizationManager<AuthorizationRequest> wamp() {
			return WampAuthorizationManager.builder()
				.procedure("com.myapp.admin.*").hasRole("ADMIN")
				.call("com.myapp.*").authenticated()
				.subscribe("com.myapp.news.*").permitAll()
				.publish("com.myapp.news.*").hasAuthority("SCOPE_write")
				.anyRequest().denyAll()
				.build();
		}
		// end::rules[]
		// @formatter:on

	}

	// tag::procedure[]
	@Component
	static class Orders {

		@WampProcedure("com.myapp.orders.cancel")
		@PreAuthorize("hasRole('ADMIN')")
		public String cancel(int order) {
			return SecurityContextHolder.getContext().getAuthentication().getName() + " cancelled " + order;
		}
		// end::procedure[]

		@WampProcedure("com.myapp.orders.count")
		public int count() {
			return 3;
		}

		// tag::procedure[]

	}
	// end::procedure[]

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Client {

	}

}
