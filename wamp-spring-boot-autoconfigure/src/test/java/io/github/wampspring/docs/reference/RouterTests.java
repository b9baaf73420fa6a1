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
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.WampException;
import io.github.wampspring.annotation.WampProcedure;
import io.github.wampspring.autoconfigure.router.WampRouterProperties;
import io.github.wampspring.core.WampTemplate;
import io.github.wampspring.router.AuthorizationDecision;
import io.github.wampspring.router.WampAction;
import io.github.wampspring.router.WampAuthorizer;
import io.github.wampspring.transport.HandshakeGuard;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContextException;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Runs the code and the settings of the router's reference.
 */
@SpringBootTest(classes = RouterTests.Application.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = "spring.config.location=classpath:docs/router.yml")
class RouterTests {

	@LocalServerPort
	private int port;

	@Test
	void readsTheSettings(@Autowired WampRouterProperties properties) {
		assertThat(properties.isEnabled()).isTrue();
		assertThat(properties.getAnonymous().isEnabled()).isTrue();
		assertThat(properties.getUsers().get("dashboard").getRole()).isEqualTo("viewer");
		assertThat(properties.getPermissions()).extracting("allow")
			.containsExactly(Set.of(WampAction.CALL, WampAction.SUBSCRIBE), Set.of(), Set.of());
		assertThat(properties.getAuthorizers()).first()
			.satisfies((authorizer) -> assertThat(authorizer.getProcedure()).isEqualTo("com.myapp.authorize"));
		assertThat(properties.getAuthorizers().get(0).getRole()).isEqualTo("partner");
		assertThat(properties.getHistory()).singleElement()
			.satisfies((history) -> assertThat(history.getAge()).isEqualTo(Duration.ofDays(7)));
	}

	@Test
	void letsUsersDoWhatTheyMay() {
		URI url = URI.create("ws://localhost:" + this.port + "/ws");
		try (ConfigurableApplicationContext client = new SpringApplicationBuilder(Client.class)
			.properties("spring.main.web-application-type=none", "wamp.urls=" + url, "wamp.auth.authid=dashboard",
					"wamp.auth.secret=changeit")
			.run()) {
			WampTemplate wamp = client.getBean(WampTemplate.class);
			for (String uri : List.of("com.myapp.shutdown", "com.myapp.orders.secret", "com.other",
					"com.myapp.internal.clock")) {
				assertThatExceptionOfType(WampException.class).isThrownBy(() -> wamp.call(uri))
					.satisfies((ex) -> assertThat(ex.getUri()).isEqualTo(ErrorUris.NOT_AUTHORIZED));
			}
			assertThatExceptionOfType(WampException.class).isThrownBy(() -> wamp.call("com.myapp.nothing"))
				.satisfies((ex) -> assertThat(ex.getUri()).isEqualTo(ErrorUris.NO_SUCH_PROCEDURE));
		}
	}

	@Test
	void refusesHandshakes() {
		SpringApplicationBuilder client = new SpringApplicationBuilder(Client.class).properties(
				"spring.main.web-application-type=none", "wamp.urls=ws://localhost:" + this.port + "/ws",
				"wamp.auth.authid=dashboard", "wamp.auth.secret=changeit", "wamp.fail-fast=true",
				"wamp.join-timeout=5s", "wamp.reconnect.max-retries=0", "wamp.headers.X-Tenant=closed");
		assertThatExceptionOfType(ApplicationContextException.class).isThrownBy(() -> client.run().close())
			.havingRootCause()
			.withMessageContaining("403");
	}

	@Test
	void readsTheSettingsOfAListener() throws IOException {
		WampRouterProperties properties = new Binder(ConfigurationPropertySources
			.from(new YamlPropertySourceLoader().load("listener", new ClassPathResource("docs/listener.yml"))))
			.bind("wamp.router", WampRouterProperties.class)
			.get();
		assertThat(properties.getListen()).isEqualTo(":9000");
		assertThat(properties.getSsl().getBundle()).isEqualTo("router");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		// tag::authorizer[]
		@Bean
		WampAuthorizer internalProcedures() {
			return (request) -> request.mayMatchUnder("com.myapp.internal.") ? AuthorizationDecision.DENY
					: AuthorizationDecision.ABSTAIN;
		}
		// end::authorizer[]

		// tag::guard[]
		@Bean
		HandshakeGuard tenants() {
			return (url, headers, remote) -> !"closed".equals(headers.getFirst("X-Tenant"));
		}
		// end::guard[]

		// tag::waiting[]
		@WampProcedure(uri = "com.myapp.convert", concurrency = "2", waitingCalls = "100")
		String convert(String document) {
			return document.toUpperCase();
		}
		// end::waiting[]

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Client {

	}

}
