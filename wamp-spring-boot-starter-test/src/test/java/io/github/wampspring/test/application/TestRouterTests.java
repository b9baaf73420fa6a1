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

package io.github.wampspring.test.application;

import java.net.URI;

import io.github.wampspring.client.ConnectionState;
import io.github.wampspring.client.WampConnection;
import io.github.wampspring.core.WampTemplate;
import io.github.wampspring.router.SessionInfo;
import io.github.wampspring.test.WampRecorder;
import io.github.wampspring.test.WampStubs;
import io.github.wampspring.test.WampTestRouter;
import io.github.wampspring.test.autoconfigure.AutoConfigureTestWampRouter;
import io.github.wampspring.test.autoconfigure.AutoConfigureTestWampRouter.Transport;
import io.github.wampspring.test.autoconfigure.LocalWampUrl;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.test.context.TestPropertySource;

import static io.github.wampspring.test.WampAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class TestRouterTests {

	static String transports(WampTestRouter router, String realm) {
		return router.getRouter()
			.sessions(realm)
			.stream()
			.map((SessionInfo session) -> session.channel().transport())
			.sorted()
			.distinct()
			.toList()
			.toString();
	}

	@Nested
	@SpringBootTest(webEnvironment = WebEnvironment.NONE,
			properties = { "wamp.url=wss://nowhere.invalid/ws", "wamp.realm=com.corp", "wamp.ssl.bundle=missing",
					"wamp.auth.authid=shop", "wamp.auth.ticket=secret", "wamp.fail-fast=true",
					"wamp.router.cluster.name=shop" })
	@AutoConfigureTestWampRouter
	class InProcess {

		@Test
		void isInNoCluster(@Autowired WampTestRouter router) {
			assertThat(router.getRouter().settings().cluster()).isNull();
		}

		@Test
		void joinsWhateverTheUrlTheBundleAndTheCredentialsAre(@Autowired WampTestRouter router,
				@Autowired WampConnection connection) {
			assertThat(connection).isJoined();
			assertThat(transports(router, "com.corp")).isEqualTo("[in-process]");
			assertThat(router.getRouter().sessions("com.corp")).anyMatch((info) -> info.authId().equals("shop"));
			assertThat(router.template().call("com.shop.greet", String.class, "Ada")).isEqualTo("Hello Ada");
		}

		@Test
		void hasNoPort(@Autowired Environment environment) {
			assertThat(environment.getProperty("local.wamp.router.port")).isNull();
			assertThatExceptionOfType(AssertionError.class)
				.isThrownBy(() -> environment.getProperty("local.wamp.router.url"))
				.withMessageContaining("transport = LISTENER");
		}

	}

	@Nested
	@SpringBootTest(webEnvironment = WebEnvironment.NONE,
			properties = { "wamp.url=wss://nowhere.invalid/ws", "wamp.auth.authid=shop", "wamp.auth.ticket=secret",
					"wamp.connections.other.url=wss://nowhere.invalid/ws", "wamp.connections.other.realm=com.other",
					"wamp.fail-fast=true" })
	@AutoConfigureTestWampRouter(transport = Transport.LISTENER)
	class ByListener {

		@LocalWampUrl
		private URI url;

		@Test
		void joinsByWebSocket(@Autowired WampTestRouter router, @Autowired WampConnection connection,
				@LocalWampUrl String url) {
			assertThat(connection).isJoined();
			assertThat(transports(router, "realm1")).isEqualTo("[websocket]");
			assertThat(transports(router, "com.other")).isEqualTo("[websocket]");
			assertThat(router.template().call("com.shop.greet", String.class, "Ada")).isEqualTo("Hello Ada");
			assertThat(this.url).isEqualTo(URI.create(url)).hasScheme("ws").hasPath("/ws");
			assertThat(this.url.getPort()).isPositive();
		}

	}

	@Nested
	@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
			properties = { "wamp.url=wss://nowhere.invalid/ws", "wamp.fail-fast=true", "wamp.transport=tomcat",
					"server.servlet.context-path=/app", "wamp.router.path=/wamp" })
	@AutoConfigureTestWampRouter(transport = Transport.WEB_SERVER)
	class ByWebServer {

		@Test
		void joinsByWebSocket(@Autowired WampTestRouter router, @Autowired WampConnection connection,
				@LocalWampUrl URI url) {
			assertThat(connection).isJoined();
			assertThat(transports(router, "realm1")).isEqualTo("[websocket]");
			assertThat(router.template().call("com.shop.greet", String.class, "Ada")).isEqualTo("Hello Ada");
			assertThat(url).hasPath("/app/wamp");
		}

	}

	@Nested
	@SpringBootTest(webEnvironment = WebEnvironment.NONE,
			properties = { "wamp.realm=com.one", "wamp.connections.two.url=wss://nowhere.invalid/ws",
					"wamp.connections.two.realm=com.two" })
	@AutoConfigureTestWampRouter
	class SeveralConnections {

		@Test
		void joinTheirRealms(@Autowired WampTestRouter router, @Autowired @Qualifier("two") WampTemplate two,
				@Autowired WampStubs stubs, @Autowired WampRecorder recorder) {
			assertThat(router.getDefaultRealm()).isEqualTo("com.one");
			stubs.inRealm("com.two").when("com.two.add").thenReturn(2);
			assertThat(two.call("com.two.add", Integer.class)).isEqualTo(2);
			stubs.inRealm("com.two").verify("com.two.add").once();
			stubs.verify("com.two.add").never();
			var events = recorder.inRealm("com.two").record("com.two.event");
			two.publish("com.two.event", 1);
			assertThat(events.await()).hasArguments(1);
		}

	}

	@Nested
	@SpringBootTest(classes = Empty.class, webEnvironment = WebEnvironment.NONE,
			properties = "wamp.connections.cloud.url=wss://nowhere.invalid/ws")
	@AutoConfigureTestWampRouter
	class OneNamedConnection {

		@Test
		void staysTheOnlyOne(@Autowired ApplicationContext context, @Autowired WampConnection connection) {
			assertThat(connection.getName()).isEqualTo("cloud");
			assertThat(context.getBeansOfType(WampConnection.class)).hasSize(1);
			assertThat(connection).isJoined();
		}

	}

	@Nested
	@SpringBootTest(webEnvironment = WebEnvironment.NONE)
	@TestPropertySource(properties = { "wamp.router.enabled=true", "wamp.router.realms=realm1,com.own",
			"wamp.router.listen=localhost:8080", "wamp.connections.two.realm=com.two", "wamp.realm=realm1" })
	@AutoConfigureTestWampRouter
	class OwnRouter {

		@Test
		void isTheRouterOfTheTest(@Autowired WampTestRouter router, @Autowired Environment environment) {
			assertThat(router.getRouter().realms()).containsExactlyInAnyOrder("realm1", "com.own", "com.two");
			assertThat(router.getRouter().isJoinable()).isFalse();
			assertThat(environment.getProperty("local.wamp.router.port")).isNull();
		}

	}

	@Nested
	@SpringBootTest(properties = { "wamp.auto-startup=false" })
	@AutoConfigureTestWampRouter
	class NotStartedConnection {

		@Test
		void isNotWaitedFor(@Autowired WampConnection connection) {
			assertThat(connection).hasStatus(ConnectionState.Status.IDLE);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Empty {

	}

}
