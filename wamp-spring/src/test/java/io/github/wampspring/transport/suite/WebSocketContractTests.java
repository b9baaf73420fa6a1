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

package io.github.wampspring.transport.suite;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

import io.github.wampspring.transport.ChannelAcceptor;
import io.github.wampspring.transport.ChannelContract;
import io.github.wampspring.transport.RecordingHandler;
import io.github.wampspring.transport.TestMessages;
import io.github.wampspring.transport.WampChannel;
import io.github.wampspring.transport.WampChannelHandler;
import io.github.wampspring.transport.framed.ChannelSettings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The contract of channels, over each server with each client.
 */
@ParameterizedClass(name = "a server on {0}, a client on {1}, {2}")
@CsvSource({ "TOMCAT, TOMCAT, json", "TOMCAT, NETTY, cbor", "NETTY, NETTY, json", "NETTY, TOMCAT, cbor",
		"WEBFLUX, NETTY, msgpack", "WEBFLUX, TOMCAT, json" })
class WebSocketContractTests extends ChannelContract {

	private static final ChannelSettings SETTINGS = ChannelSettings.defaults()
		.withSendLimits(8 * 1024 * 1024, Duration.ofSeconds(60));

	private static final AtomicReference<@Nullable ChannelAcceptor> acceptor = new AtomicReference<>();

	private static TestServer server;

	private final TestConnector connector;

	WebSocketContractTests(Transport server, Transport client, String serializer) {
		this.connector = client.connector(TestMessages.only(serializer), SETTINGS);
	}

	@BeforeParameterizedClassInvocation
	static void start(Transport transport) {
		server = transport
			.server(new TestServer.Setup(SETTINGS, (channel) -> (RecordingHandler) acceptor.get().accept(channel))
				.forStrangers());
	}

	@AfterParameterizedClassInvocation
	static void end() {
		server.close();
	}

	@Override
	protected WampChannel connect(ChannelAcceptor accepting, WampChannelHandler handler) throws Exception {
		acceptor.set(accepting);
		return this.connector.connect(server.url(), (opened) -> handler);
	}

	@Override
	protected void stop() {
		this.connector.close();
	}

}
