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

import io.github.wampspring.client.ConnectionState;
import io.github.wampspring.client.WampConnection;
import io.github.wampspring.transport.WampConnector;
import io.github.wampspring.transport.netty.NettyWebSocketConnector;
import io.github.wampspring.transport.websocket.WebSocketConnector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What opens the WebSocket.
 */
class ClientTransportsTests {

	private static final String NETTY = "io.netty";

	private static final String TOMCAT = "org.apache.tomcat.websocket";

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(WampAutoConfigurations.ALL)
		.withPropertyValues("wamp.urls=ws://localhost:1/ws", "wamp.keep-alive=false");

	@Test
	void nettyWhereItIsOnTheClassPath() {
		uses(this.runner, NettyWebSocketConnector.class);
		uses(this.runner.withClassLoader(new FilteredClassLoader(TOMCAT)), NettyWebSocketConnector.class);
	}

	@Test
	void tomcatWhereNettyIsNot() {
		uses(this.runner.withClassLoader(new FilteredClassLoader(NETTY)), WebSocketConnector.class);
	}

	@Test
	void theOtherOneByProperty() {
		uses(this.runner.withPropertyValues("wamp.transport=tomcat"), WebSocketConnector.class);
		uses(this.runner.withPropertyValues("wamp.transport=netty"), NettyWebSocketConnector.class);
	}

	private static void uses(ApplicationContextRunner runner, Class<? extends WampConnector> type) {
		runner.run((context) -> assertThat(context).hasNotFailed().getBean(WampConnector.class).isInstanceOf(type));
	}

	@Test
	void whatIsAskedForAndMissingFailsTheStartWithTheDependency() {
		failsWith(
				this.runner.withPropertyValues("wamp.transport=netty").withClassLoader(new FilteredClassLoader(NETTY)),
				"io.netty:netty-codec-http");
		failsWith(
				this.runner.withPropertyValues("wamp.transport=tomcat")
					.withClassLoader(new FilteredClassLoader(TOMCAT)),
				"org.apache.tomcat.embed:tomcat-embed-websocket");
		failsWith(this.runner.withClassLoader(new FilteredClassLoader(NETTY, TOMCAT)),
				"org.apache.tomcat.embed:tomcat-embed-websocket or io.netty:netty-codec-http");
	}

	private static void failsWith(ApplicationContextRunner runner, String dependency) {
		runner.run((context) -> assertThat(context).getFailure()
			.rootCause()
			.hasMessageContaining("wamp.transport")
			.hasMessageContaining(dependency));
	}

	@Test
	void withinOneJvmNeitherIsNeeded() {
		WampAutoConfigurations.withRouter()
			.withClassLoader(new FilteredClassLoader(NETTY, TOMCAT))
			.run((context) -> assertThat(context).hasNotFailed()
				.getBean(WampConnection.class)
				.satisfies((connection) -> assertThat(connection.getState().status())
					.isEqualTo(ConnectionState.Status.JOINED)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "netty", "tomcat" })
	void urlsAreCheckedAtTheStart(String transport) {
		this.runner.withPropertyValues("wamp.transport=" + transport, "wamp.urls=http://localhost:8080/ws")
			.run((context) -> assertThat(context).getFailure().rootCause().hasMessageContaining("wamp.urls"));
	}

	@Test
	void aNativeImageKnowsWhatIsAskedForByName() {
		RuntimeHints hints = new RuntimeHints();
		new ClientTransports.Hints().registerHints(hints, getClass().getClassLoader());
		assertThat(RuntimeHintsPredicates.reflection().onType(io.netty.handler.codec.http.HttpClientCodec.class))
			.accepts(hints);
		assertThat(RuntimeHintsPredicates.reflection().onType(org.bouncycastle.jsse.BCSSLEngine.class)).accepts(hints);
		assertThat(RuntimeHintsPredicates.reflection()
			.onMethodInvocation(javax.net.ssl.ExtendedSSLSession.class, "getLocalSupportedSignatureAlgorithms"))
			.accepts(hints);
	}

}
