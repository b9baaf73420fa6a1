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

import java.util.List;
import java.util.function.Function;

import javax.net.ssl.SSLContext;

import io.github.wampspring.codec.WampSerializer;
import io.github.wampspring.protocol.WampMessage;
import io.github.wampspring.transport.HandshakeCustomizer;
import io.github.wampspring.transport.RecordingHandler;
import io.github.wampspring.transport.WampChannel;
import io.github.wampspring.transport.framed.ChannelSettings;
import io.github.wampspring.transport.netty.NettyWebSocketConnector;
import io.github.wampspring.transport.websocket.WebSocketConnector;
import org.jspecify.annotations.Nullable;

/** The transports over WebSocket, each with its server and its client. */
public enum Transport {

	TOMCAT {

		@Override
		public TestServer server(TestServer.Setup setup) {
			return new TomcatTestServer(setup);
		}

		@Override
		public TestConnector connector(List<WampSerializer> serializers, ChannelSettings settings,
				@Nullable SSLContext tls, HandshakeCustomizer customizer) {
			WebSocketConnector connector = new WebSocketConnector(serializers, settings, tls, customizer);
			return new TestConnector(connector, connector::close);
		}

	},

	NETTY {

		@Override
		public TestServer server(TestServer.Setup setup) {
			return new NettyTestServer(setup);
		}

		@Override
		public TestConnector connector(List<WampSerializer> serializers, ChannelSettings settings,
				@Nullable SSLContext tls, HandshakeCustomizer customizer) {
			NettyWebSocketConnector connector = new NettyWebSocketConnector(serializers, settings, tls, customizer);
			return new TestConnector(connector, connector::close);
		}

	},

	/** Its client is that of Netty, in a suite for servers. */
	WEBFLUX {

		@Override
		public TestServer server(TestServer.Setup setup) {
			return new WebFluxTestServer(setup);
		}

		@Override
		public TestConnector connector(List<WampSerializer> serializers, ChannelSettings settings,
				@Nullable SSLContext tls, HandshakeCustomizer customizer) {
			return NETTY.connector(serializers, settings, tls, customizer);
		}

	};

	public abstract TestServer server(TestServer.Setup setup);

	/** A server whose peers may send as much as those who have joined. */
	public TestServer server(ChannelSettings settings, Function<WampChannel, RecordingHandler> handlers) {
		return server(new TestServer.Setup(settings, handlers));
	}

	/** A server that keeps what comes. */
	public TestServer server(ChannelSettings settings) {
		return server(settings, (channel) -> new RecordingHandler());
	}

	/** A server that sends back what comes. */
	public TestServer echo(ChannelSettings settings) {
		return server(settings, Transport::echoing);
	}

	/** Sends back what comes. */
	public static RecordingHandler echoing(WampChannel channel) {
		return new RecordingHandler() {

			@Override
			public void onMessage(WampMessage message) {
				channel.send(message);
			}

		};
	}

	public abstract TestConnector connector(List<WampSerializer> serializers, ChannelSettings settings,
			@Nullable SSLContext tls, HandshakeCustomizer customizer);

	public TestConnector connector(List<WampSerializer> serializers, ChannelSettings settings) {
		return connector(serializers, settings, null, HandshakeCustomizer.NONE);
	}

}
