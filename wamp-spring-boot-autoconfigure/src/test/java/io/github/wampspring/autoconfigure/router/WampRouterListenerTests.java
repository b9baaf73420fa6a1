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

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.KeyStore;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.wampspring.annotation.WampProcedure;
import io.github.wampspring.autoconfigure.LifecycleEvents;
import io.github.wampspring.autoconfigure.WampAutoConfigurations;
import io.github.wampspring.client.WampConnection;
import io.github.wampspring.core.WampTemplate;
import io.github.wampspring.router.WampRouter;
import io.github.wampspring.transport.HandshakeGuard;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslStoreBundle;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

/**
 * The router's own listener.
 */
@ExtendWith(OutputCaptureExtension.class)
class WampRouterListenerTests {

	private static ConfigurableApplicationContext router(String... properties) {
		return router(WebApplicationType.NONE, properties);
	}

	private static ConfigurableApplicationContext router(WebApplicationType type, String... properties) {
		return new SpringApplicationBuilder(Router.class).web(type)
			.properties("server.port=0", "wamp.router.enabled=true", "wamp.fail-fast=true",
					"wamp.router.anonymous.enabled=true", "wamp.router.listen=localhost:0",
					"spring.main.banner-mode=off")
			.properties(properties)
			.run();
	}

	private static int port(ConfigurableApplicationContext router) {
		return router.getEnvironment().getRequiredProperty("local.wamp.router.port", Integer.class);
	}

	private static ApplicationContextRunner client(String url, String... properties) {
		return new ApplicationContextRunner().withConfiguration(WampAutoConfigurations.ALL)
			.withPropertyValues("wamp.urls=" + url, "wamp.keep-alive=false", "wamp.fail-fast=true",
					"wamp.join-timeout=5s", "wamp.reconnect.max-retries=1", "wamp.reconnect.initial-interval=50ms")
			.withPropertyValues(properties);
	}

	private static boolean joins(String url, String... properties) {
		boolean[] joined = new boolean[1];
		client(url, properties).run((context) -> joined[0] = context.getStartupFailure() == null);
		return joined[0];
	}

	private static void assertCalls(String url, String... properties) {
		client(url, properties).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBean(WampTemplate.class).call("com.myapp.greet", String.class, "Grüße"))
				.isEqualTo("Hello, Grüße");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "netty", "tomcat" })
	void anApplicationWithoutAWebServerIsCalledOverTheNetwork(String transport, CapturedOutput output) {
		try (ConfigurableApplicationContext router = router()) {
			String url = "ws://localhost:" + port(router) + "/ws";
			assertThat(output).contains("WAMP router listens on " + url);
			assertCalls(url, "wamp.transport=" + transport);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { ":0", "127.0.0.1:0" })
	void listensWhereThePropertySays(String listen) {
		try (ConfigurableApplicationContext router = router("wamp.router.listen=" + listen, "wamp.router.path=/wamp")) {
			assertCalls("ws://127.0.0.1:" + port(router) + "/wamp");
			assertThat(joins("ws://127.0.0.1:" + port(router) + "/ws")).isFalse();
		}
	}

	@Test
	void anEmptyPropertyListensNowhere() {
		WampAutoConfigurations.withRouter()
			.withPropertyValues("wamp.router.listen=")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(RouterListener.class));
		new ApplicationContextRunner().withConfiguration(WampAutoConfigurations.ALL)
			.withPropertyValues("wamp.router.listen=localhost:0", "wamp.keep-alive=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(RouterListener.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "wamp.router.listen=localhost:0", "wamp.router.users.joe.secret=secret",
			"wamp.router.realms[0]=realm2", "wamp.router.max-connections=many",
			"wamp.router.security.ticket=password" })
	void propertiesOfARouterThatThereIsNotAreTold(String property, CapturedOutput output) {
		ApplicationContextRunner none = new ApplicationContextRunner().withConfiguration(WampAutoConfigurations.ALL)
			.withPropertyValues("wamp.auto-startup=false", property);
		String warning = property.split("=")[0] + " has no effect";
		none.withPropertyValues("wamp.router.enabled=false")
			.run((context) -> assertThat(output).doesNotContain(warning));
		none.run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(output).containsOnlyOnce(warning).contains("set wamp.router.enabled=true");
		});
	}

	@Test
	void whatIsNoPropertyOfTheRouterIsNotTold(CapturedOutput output) {
		new ApplicationContextRunner().withConfiguration(WampAutoConfigurations.ALL)
			.withPropertyValues("wamp.auto-startup=false", "wamp.router.service.host=10.0.0.1",
					"wamp.router.port=tcp:1")
			.run((context) -> assertThat(output).doesNotContain("has no effect"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "9000", "localhost", "localhost:", "localhost:x", "localhost:65536", "::1:9000",
			"no-such-host.invalid:9000" })
	void whatIsNoAddressFailsTheStart(String listen) {
		WampAutoConfigurations.withRouter()
			.withPropertyValues("wamp.router.listen=" + listen)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("wamp.router.listen")
				.hasMessageContaining(listen));
	}

	@Test
	void addressesOfIpv6StandInBrackets() {
		ListenAddress address = ListenAddress.parse("[::1]:9000");
		assertThat(address).isEqualTo(new ListenAddress("::1", 9000)).hasToString("[::1]:9000");
		assertThat(address.url(true, 9000, "/ws")).isEqualTo("wss://[::1]:9000/ws");
	}

	@Test
	void withoutNettyTheStartFailsWithTheDependency() {
		WampAutoConfigurations.withRouter()
			.withPropertyValues("wamp.router.listen=localhost:0")
			.withClassLoader(new FilteredClassLoader("io.netty"))
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("wamp.router.listen")
				.hasMessageContaining("io.netty:netty-codec-http"));
	}

	@Test
	void bothEndpointsServeOneRouter() {
		try (ConfigurableApplicationContext router = router(WebApplicationType.SERVLET)) {
			int web = ((WebServerApplicationContext) router).getWebServer().getPort();
			client("ws://localhost:" + web + "/ws").run((context) -> {
				context.getBean(WampTemplate.class)
					.register("com.myapp.twice", Integer.class, (value) -> 2 * value)
					.whenActive()
					.get();
				client("ws://localhost:" + port(router) + "/ws").run((other) -> assertThat(
						other.getBean(WampTemplate.class).call("com.myapp.twice", Integer.class, 21))
					.isEqualTo(42));
			});
		}
	}

	@Test
	void theBundleThatIsReloadedCountsFromTheNextConnectionOn() throws Exception {
		SslBundle mine = bundle();
		DefaultSslBundleRegistry bundles = new DefaultSslBundleRegistry("mine", SslBundle.of(SslStoreBundle.NONE));
		WampAutoConfigurations.withRouter()
			.withBean(SslBundles.class, () -> bundles)
			.withBean(Greeter.class)
			.withPropertyValues("wamp.router.listen=localhost:0", "wamp.router.ssl.bundle=mine",
					"wamp.router.anonymous.enabled=true")
			.run((router) -> {
				String url = "wss://localhost:" + router.getEnvironment().getProperty("local.wamp.router.port") + "/ws";
				String[] trust = { "wamp.ssl.bundle=router",
						"spring.ssl.bundle.jks.router.truststore.location=classpath:tls/localhost.p12",
						"spring.ssl.bundle.jks.router.truststore.password=changeit" };
				assertThat(joins(url, trust)).isFalse();
				bundles.updateBundle("mine", mine);
				assertCalls(url, trust);
				assertThat(joins(url)).isFalse();
			});
	}

	private static SslBundle bundle() throws Exception {
		KeyStore store = KeyStore.getInstance("PKCS12");
		try (var stream = new ClassPathResource("tls/localhost.p12").getInputStream()) {
			store.load(stream, "changeit".toCharArray());
		}
		return SslBundle.of(SslStoreBundle.of(store, "changeit", null));
	}

	@ParameterizedTest
	@ValueSource(strings = { "netty", "tomcat" })
	void wssByAnSslBundle(String transport, CapturedOutput output) {
		try (ConfigurableApplicationContext router = router("wamp.router.ssl.bundle=mine",
				"spring.ssl.bundle.jks.mine.keystore.location=classpath:tls/localhost.p12",
				"spring.ssl.bundle.jks.mine.keystore.password=changeit")) {
			String url = "wss://localhost:" + port(router) + "/ws";
			assertThat(output).contains("listens on " + url);
			assertCalls(url, "wamp.transport=" + transport, "wamp.ssl.bundle=router",
					"spring.ssl.bundle.jks.router.truststore.location=classpath:tls/localhost.p12",
					"spring.ssl.bundle.jks.router.truststore.password=changeit");
		}
	}

	@Test
	void aBundleThatThereIsNotFailsTheStart() {
		WampAutoConfigurations.withRouter()
			.withPropertyValues("wamp.router.listen=localhost:0", "wamp.router.ssl.bundle=nope")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("wamp.router.ssl.bundle")
				.hasMessageContaining("spring.ssl.bundle.pem.nope"));
	}

	@ParameterizedTest
	@CsvSource({ "ssl.bundle, mine", "ssl.client-auth, want", "listen-threads, 2" })
	void whatIsForTheListenerFailsTheStartWithoutOne(String name, String value) {
		ApplicationContextRunner router = WampAutoConfigurations.withRouter()
			.withPropertyValues("wamp.router." + name + "=" + value);
		router.run((context) -> assertThat(context).getFailure()
			.rootCause()
			.hasMessageContaining("wamp.router." + name)
			.hasMessageContaining("set wamp.router.listen"));
		// switched off by a test or a profile
		router.withPropertyValues("wamp.router.listen=").run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void anEmptyNameOfABundleIsNone() {
		try (ConfigurableApplicationContext router = router("wamp.router.ssl.bundle=")) {
			assertCalls("ws://localhost:" + port(router) + "/ws");
		}
		WampAutoConfigurations.withRouter()
			.withPropertyValues("wamp.router.ssl.bundle=")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void pagesAreLetInByTheSameRulesAsAtTheWebServer(CapturedOutput output) {
		try (ConfigurableApplicationContext router = router("wamp.router.allowed-origins=https://*.example.com")) {
			String url = "ws://localhost:" + port(router) + "/ws";
			assertThat(joins(url, "wamp.headers.Origin=https://app.example.com")).isTrue();
			assertThat(joins(url, "wamp.headers.Origin=http://localhost:" + port(router))).isTrue();
			assertThat(joins(url, "wamp.headers.Origin=https://evil.example.org")).isFalse();
			assertThat(output).contains("Refused a WebSocket of a page from 'https://evil.example.org'");
			String evil = "evil.example.org:" + port(router);
			assertThat(joins(url, "wamp.headers.Host=" + evil, "wamp.headers.Origin=http://" + evil,
					"wamp.transport=netty"))
				.isFalse();
			assertThat(output).contains("wamp.router.allowed-hosts");
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void guardsOfTheApplicationAreAskedAtBothEndpoints(boolean web) {
		try (ConfigurableApplicationContext router = router(WebApplicationType.SERVLET,
				"spring.main.sources=" + Guarded.class.getName())) {
			int port = web ? ((WebServerApplicationContext) router).getWebServer().getPort() : port(router);
			assertThat(joins("ws://localhost:" + port + "/ws", "wamp.headers.X-Key=right")).isTrue();
			assertThat(joins("ws://localhost:" + port + "/ws", "wamp.headers.X-Key=wrong")).isFalse();
		}
	}

	@Test
	void aFurtherConnectionThanMayBeIsClosedWithALineInTheLog(CapturedOutput output) {
		try (ConfigurableApplicationContext router = router("wamp.router.max-connections=1")) {
			String url = "ws://localhost:" + port(router) + "/ws";
			client(url).run((context) -> {
				assertThat(joins(url)).isFalse();
				assertThat(output).contains("wamp.router.max-connections");
				assertThat(context.getBean(WampConnection.class).getSession()).isNotNull();
			});
		}
	}

	@Test
	void clientsGetGoodbyeAndTheRouterListensAgainAfterARestart() {
		try (ConfigurableApplicationContext router = router()) {
			int port = port(router);
			LifecycleEvents events = new LifecycleEvents();
			client("ws://localhost:" + port + "/ws").withBean(LifecycleEvents.class, () -> events).run((context) -> {
				router.stop();
				await().untilAsserted(() -> assertThat(events.reasons()).containsExactly("wamp.close.system_shutdown"));
				assertThatIOException().isThrownBy(() -> connect(port));
				assertThat(router.getBean(WampRouter.class).isRunning()).isFalse();
			});
			router.start();
			assertCalls("ws://localhost:" + port(router) + "/ws");
		}
	}

	private static void connect(int port) throws IOException {
		try (Socket socket = new Socket()) {
			socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 5000);
		}
	}

	@Test
	void aPortThatIsTakenLeavesNothingBehind() throws IOException {
		try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			WampAutoConfigurations.withRouter()
				.withPropertyValues("wamp.router.listen=127.0.0.1:" + taken.getLocalPort())
				.run((context) -> assertThat(context).hasFailed());
			assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName)
				.noneMatch((name) -> name.startsWith("wamp-netty-"));
		}
	}

	@Test
	void theListenerKeepsTheJvmRunning() {
		Set<Thread> others = keepingAlive();
		Set<Thread> own;
		try (ConfigurableApplicationContext router = router("wamp.enabled=false")) {
			assertThat(router.isRunning()).isTrue();
			own = keepingAlive();
			own.removeAll(others);
			assertThat(own).isNotEmpty();
		}
		await().until(() -> own.stream().noneMatch(Thread::isAlive));
	}

	private static Set<Thread> keepingAlive() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().equals("wamp-keep-alive") && !thread.isDaemon())
			.collect(Collectors.toCollection(HashSet::new));
	}

	@Test
	void aListenerThatNobodyMayJoinAtSaysSo(CapturedOutput output) {
		try (ConfigurableApplicationContext router = router("wamp.router.anonymous.enabled=false")) {
			assertThat(output).contains("Nobody can join the WAMP router on ws://localhost:" + port(router));
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Router {

		@Bean
		Greeter greeter() {
			return new Greeter();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Guarded {

		@Bean
		HandshakeGuard key() {
			return (url, headers, remote) -> Objects.equals(headers.getFirst("X-Key"), "right");
		}

	}

	static class Greeter {

		@WampProcedure("com.myapp.greet")
		String greet(String name) {
			return "Hello, " + name;
		}

	}

}
