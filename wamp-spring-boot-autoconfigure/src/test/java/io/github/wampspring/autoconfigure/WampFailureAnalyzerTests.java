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

package io.github.wampspring.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

import io.github.wampspring.annotation.WampProcedure;
import io.github.wampspring.annotation.WampSubscribe;
import io.github.wampspring.core.WampTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.ArgumentResolver;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What somebody reads whose application does not start.
 */
class WampFailureAnalyzerTests {

	private static FailureAnalysis analyze(ApplicationContextRunner runner) {
		AtomicReference<FailureAnalysis> analysis = new AtomicReference<>();
		AtomicReference<Environment> environment = new AtomicReference<>();
		runner.withInitializer((context) -> environment.set(context.getEnvironment())).run((context) -> {
			Throwable failure = context.getStartupFailure();
			assertThat(failure).isNotNull();
			SpringFactoriesLoader.forDefaultResourceLocation()
				.load(FailureAnalyzer.class,
						ArgumentResolver.of(BeanFactory.class, new DefaultListableBeanFactory())
							.and(Environment.class, environment.get()))
				.stream()
				.map((analyzer) -> analyzer.analyze(failure))
				.filter(Objects::nonNull)
				.findFirst()
				.ifPresent(analysis::set);
		});
		assertThat(analysis.get()).as("a failure analysis").isNotNull();
		return analysis.get();
	}

	private static ApplicationContextRunner client(String url) {
		return new ApplicationContextRunner().withConfiguration(WampAutoConfigurations.ALL)
			.withPropertyValues("wamp.urls=" + url, "wamp.fail-fast=true", "wamp.reconnect.max-retries=1",
					"wamp.reconnect.initial-interval=10ms");
	}

	private static ConfigurableApplicationContext router(String... properties) {
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.SERVLET)
			.properties("server.port=0", "wamp.router.enabled=true", "spring.main.banner-mode=off")
			.properties(properties)
			.run();
	}

	private static String url(ConfigurableApplicationContext router) {
		return "ws://localhost:" + ((WebServerApplicationContext) router).getWebServer().getPort() + "/ws";
	}

	@Test
	void noRouterThere() throws IOException {
		int port;
		try (ServerSocket socket = new ServerSocket(0)) {
			port = socket.getLocalPort();
		}
		FailureAnalysis analysis = analyze(client("ws://localhost:" + port + "/ws"));
		assertThat(analysis.getDescription()).contains("ws://localhost:" + port + "/ws")
			.contains("refused the connection");
		assertThat(analysis.getAction()).contains("wamp.urls")
			.contains("wamp.router.enabled=true")
			.contains("wamp.fail-fast");
	}

	@Test
	void noSuchRealm() {
		try (ConfigurableApplicationContext router = router("wamp.router.anonymous.enabled=true")) {
			FailureAnalysis analysis = analyze(client(url(router)).withPropertyValues("wamp.realm=nowhere"));
			assertThat(analysis.getDescription()).contains("nowhere").contains("wamp.error.no_such_realm");
			assertThat(analysis.getAction()).contains("wamp.realm");
		}
	}

	@Test
	void refusedAuthentication() {
		try (ConfigurableApplicationContext router = router("wamp.router.users.joe.secret=secret123")) {
			FailureAnalysis analysis = analyze(
					client(url(router)).withPropertyValues("wamp.auth.authid=joe", "wamp.auth.ticket=wrong"));
			assertThat(analysis.getAction()).contains("wamp.auth.authid")
				.contains("wamp.auth.ticket")
				.contains("wamp.auth.secret");
		}
	}

	@Test
	void noChannelBindingWhereTheRouterWantsOne() {
		try (ConfigurableApplicationContext router = router("wamp.router.users.joe.secret=secret123",
				"wamp.router.channel-binding-required=true")) {
			FailureAnalysis analysis = analyze(client(url(router)).withPropertyValues("wamp.auth.authid=joe",
					"wamp.auth.secret=secret123", "wamp.auth.methods=wamp-scram"));
			assertThat(analysis.getDescription()).contains("wamp.error.authentication_required");
			assertThat(analysis.getAction()).contains("wamp.auth.channel-binding");
		}
	}

	@Test
	void noAuthenticationWhereTheRouterWantsOne() {
		try (ConfigurableApplicationContext router = router("wamp.router.users.joe.secret=secret123")) {
			FailureAnalysis analysis = analyze(client(url(router)));
			assertThat(analysis.getAction()).contains("wamp.auth.authid").contains("WampAuthenticator");
		}
	}

	@Test
	void aProcedureThatAnotherSessionHasRegistered() {
		try (ConfigurableApplicationContext router = router("wamp.router.anonymous.enabled=true")) {
			router.getBean(WampTemplate.class)
				.register("com.myapp.add2", (arguments, details, progress) -> 1)
				.whenActive()
				.join();
			FailureAnalysis analysis = analyze(client(url(router)).withBean(Calculator.class));
			assertThat(analysis.getDescription()).contains("com.myapp.add2")
				.contains("Calculator.add2")
				.contains("wamp.error.procedure_already_exists");
			assertThat(analysis.getAction()).contains("invoke").contains("forceReregister");
		}
	}

	@Test
	void aConnectionThatThereIsNot() {
		ApplicationContextRunner two = WampAutoConfigurations.withRouter()
			.withPropertyValues("wamp.realm=realm1", "wamp.connections.two.realm=realm1");
		FailureAnalysis analysis = analyze(two.withBean(OfThree.class));
		assertThat(analysis.getDescription()).contains("'three'").contains("OfThree.run");
		assertThat(analysis.getAction()).contains("[default, two]").contains("'wamp.connections.three.url'");
		analysis = analyze(WampAutoConfigurations.withRouter()
			.withPropertyValues("wamp.connections.two.realm=realm1")
			.withBean(Calculator.class));
		assertThat(analysis.getDescription()).contains("'default'").contains("Calculator.add2");
		assertThat(analysis.getAction()).contains("[two]").contains("'wamp.url'");
	}

	@Test
	void aQualifierThatNamesNoConnection() {
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources()
			.addFirst(new MapPropertySource("test", Map.of("wamp.connections.two.url", "ws://localhost:1/ws")));
		new ApplicationContextRunner().withConfiguration(WampAutoConfigurations.ALL)
			.withPropertyValues("wamp.connections.two.url=ws://localhost:1/ws")
			.withBean(UserOfThree.class)
			.run((context) -> {
				FailureAnalysis analysis = new NoSuchConnectionFailureAnalyzer(environment)
					.analyze(context.getStartupFailure());
				assertThat(analysis).isNotNull();
				assertThat(analysis.getDescription()).contains("UserOfThree")
					.contains("WampTemplate")
					.contains("'three'");
				assertThat(analysis.getAction()).contains("[two]").contains("'wamp.connections.three.url'");
			});
	}

	@Test
	void twoMethodsForOneProcedure() {
		FailureAnalysis analysis = analyze(WampAutoConfigurations.withRouter()
			.withBean("one", Calculator.class)
			.withBean("two", Calculator.class));
		assertThat(analysis.getDescription()).contains("com.myapp.add2").contains("bean 'one'").contains("bean 'two'");
		assertThat(analysis.getAction()).contains("another URI");
	}

	@Test
	void aParameterThatCannotBeBound() {
		FailureAnalysis analysis = analyze(WampAutoConfigurations.withRouter().withBean(Unbindable.class));
		assertThat(analysis.getDescription()).contains("Unbindable.run").contains("InputStream");
		assertThat(analysis.getAction()).isNotEmpty();
	}

	@Test
	void aUriThatIsNotValid() {
		FailureAnalysis analysis = analyze(WampAutoConfigurations.withRouter().withBean(InvalidUri.class));
		assertThat(analysis.getDescription()).contains("com.my app").contains("InvalidUri.on");
		assertThat(analysis.getAction()).isNotEmpty();
	}

	@Test
	void aPortOfTheRouterThatIsTaken() throws IOException {
		try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			String address = "127.0.0.1:" + taken.getLocalPort();
			FailureAnalysis analysis = analyze(
					WampAutoConfigurations.withRouter().withPropertyValues("wamp.router.listen=" + address));
			assertThat(analysis.getDescription()).contains(address).contains("in use");
			assertThat(analysis.getAction()).contains("wamp.router.listen");
		}
	}

	@Test
	void propertiesThatMakeNoSense() {
		assertThat(analyze(new ApplicationContextRunner().withConfiguration(WampAutoConfigurations.ALL)
			.withPropertyValues("wamp.url=http://localhost:8080/ws")).getDescription()).contains("'wamp.url'");
		assertThat(analyze(client("http://localhost:8080/ws")).getDescription()).contains("wamp.urls")
			.contains("http://localhost:8080/ws");
		assertThat(analyze(client("ws://localhost/ws").withPropertyValues("wamp.realm=my realm")).getDescription())
			.contains("wamp.realm")
			.contains("my realm");
		assertThat(analyze(client("ws://localhost/ws").withPropertyValues("wamp.auth.ticket=x")).getDescription())
			.contains("wamp.auth.authid");
		assertThat(analyze(client("ws://localhost/ws").withPropertyValues("wamp.auth.authid=joe", "wamp.auth.ticket=x",
				"wamp.auth.methods=wamp-scram,ticket"))
			.getDescription()).contains("wamp.auth.methods").contains("need auth.secret, which is not set");
		assertThat(analyze(client("ws://localhost/ws").withPropertyValues("wamp.auth.authid=joe", "wamp.auth.secret=x",
				"wamp.auth.methods=ticket"))
			.getDescription()).contains("wamp.auth.methods").contains("auth.secret is for none of these methods");
		assertThat(
				analyze(client("ws://localhost/ws").withPropertyValues("wamp.max-message-size=2GB")).getDescription())
			.contains("wamp.max-message-size");
		assertThat(analyze(client("ws://localhost/ws").withPropertyValues("wamp.ssl.bundle=nope")).getDescription())
			.contains("nope");
		assertThat(analyze(client("ws://localhost/ws").withClassLoader(new FilteredClassLoader("io.netty"))
			.withPropertyValues("wamp.transport=netty")).getDescription()).contains("wamp.transport")
			.contains("io.netty:netty-codec-http");
		assertThat(analyze(WampAutoConfigurations.withRouter().withPropertyValues("wamp.router.listen=9000"))
			.getDescription()).contains("wamp.router.listen").contains("localhost:9000");
		assertThat(analyze(WampAutoConfigurations.withRouter().withPropertyValues("wamp.router.users.joe.role=x"))
			.getDescription()).contains("wamp.router.users.joe.secret");
		assertThat(analyze(
				WampAutoConfigurations.withRouter().withPropertyValues("wamp.router.users.joe.scram=my-half-secret"))
			.getDescription()).contains("wamp.router.users.joe.scram")
			.contains("ScramCredentials.derive")
			.doesNotContain("my-half-secret");
		assertThat(analyze(WampAutoConfigurations.withRouter()
			.withPropertyValues("wamp.router.permissions[0].role=x", "wamp.router.permissions[0].uri=a b"))
			.getDescription()).contains("wamp.router.permissions[0].uri");
		assertThat(analyze(WampAutoConfigurations.withRouter()
			.withPropertyValues("wamp.router.users.joe.secret=x", "wamp.router.users.joe.realms=other"))
			.getDescription()).contains("wamp.router.users.joe.realms").contains("other");
	}

	@ParameterizedTest
	@ValueSource(strings = { "wamp.auth.private-key", "wamp.router.private-key", "wamp.router.users.joe.scram",
			"wamp.encryption[0].keys.k1.secret" })
	void aSecretThatIsNotValidIsNotShown(String property) {
		FailureAnalysis analysis = analyze(
				WampAutoConfigurations.withRouter().withPropertyValues(property + "=c3VtbWVyMTIzNDU"));
		assertThat(analysis.getDescription())
			.contains("'" + (property.startsWith("wamp.encryption") ? "wamp.encryption[0].keys.k1" : property) + "'")
			.contains("not shown")
			.doesNotContain("c3VtbWVyMTIzNDU");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

	static class Calculator {

		@WampProcedure("com.myapp.add2")
		int add2(int x, int y) {
			return x + y;
		}

	}

	static class Unbindable {

		@WampProcedure("com.myapp.run")
		void run(InputStream stream) {
		}

	}

	static class InvalidUri {

		@WampSubscribe("com.my app")
		void on(String text) {
		}

	}

	static class OfThree {

		@WampProcedure(uri = "com.myapp.three", connection = "three")
		void run() {
		}

	}

	static class UserOfThree {

		UserOfThree(@Qualifier("three") WampTemplate template) {
		}

	}

}
