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

package io.github.wampspring.transport.websocket;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import io.github.wampspring.codec.WampSerializer;
import io.github.wampspring.protocol.WampMessage;
import io.github.wampspring.transport.ChannelAcceptor;
import io.github.wampspring.transport.ChannelInfo;
import io.github.wampspring.transport.RecordingHandler;
import io.github.wampspring.transport.WampChannel;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.server.HandshakeHandler;

/** A server in a real Tomcat, whose channels are handled by what a test wants. */
public final class WampTestServer implements AutoCloseable {

	final BlockingQueue<WampChannel> channels = new LinkedBlockingQueue<>();

	final BlockingQueue<RecordingHandler> handlers = new LinkedBlockingQueue<>();

	final List<ChannelInfo> infos = new CopyOnWriteArrayList<>();

	private final WampWebSocketHandler endpoint;

	private final ServletWebServerApplicationContext context;

	WampTestServer(List<WampSerializer> serializers, WebSocketSettings settings,
			Function<WampChannel, RecordingHandler> handler, String... properties) {
		this(serializers, settings, true, handler, properties);
	}

	WampTestServer(List<WampSerializer> serializers, WebSocketSettings settings, boolean establish,
			Function<WampChannel, RecordingHandler> handler, String... properties) {
		this(serializers, settings, new WampHandshakeHandler(), establish, handler, properties);
	}

	WampTestServer(List<WampSerializer> serializers, WebSocketSettings settings, HandshakeHandler handshake,
			boolean establish, Function<WampChannel, RecordingHandler> handler, String... properties) {
		this.endpoint = new WampWebSocketHandler((channel) -> {
			if (establish) {
				channel.established("test");
			}
			RecordingHandler made = handler.apply(channel);
			this.infos.add(channel.info());
			this.channels.add(channel);
			this.handlers.add(made);
			return made;
		}, serializers, settings);
		this.context = (ServletWebServerApplicationContext) new SpringApplicationBuilder(Application.class)
			.web(WebApplicationType.SERVLET)
			.initializers((context) -> {
				context.getBeanFactory().registerSingleton("endpoint", this.endpoint);
				context.getBeanFactory().registerSingleton("handshake", handshake);
			})
			.properties("server.port=0", "server.address=127.0.0.1", "spring.main.banner-mode=off",
					"spring.main.log-startup-info=false")
			.properties(properties)
			.run();
	}

	/** A server whose channels go to an acceptor. */
	static WampTestServer accepting(List<WampSerializer> serializers, WebSocketSettings settings,
			ChannelAcceptor acceptor) {
		return new WampTestServer(serializers, settings, false,
				(channel) -> (RecordingHandler) acceptor.accept(channel));
	}

	/** A server that sends back what comes. */
	public static WampTestServer echo(List<WampSerializer> serializers, WebSocketSettings settings,
			String... properties) {
		return new WampTestServer(serializers, settings, (channel) -> new RecordingHandler() {

			@Override
			public void onMessage(WampMessage message) {
				channel.send(message);
			}

		}, properties);
	}

	int port() {
		return this.context.getWebServer().getPort();
	}

	public URI url() {
		return URI.create("ws://127.0.0.1:" + port() + "/ws");
	}

	/** Does a handshake with another header, and tells the answer. */
	String handshake(String header) throws IOException {
		try (RawPeer peer = RawPeer.client(port(), "wamp.2.json\r\n" + header, 65536)) {
			return peer.readHead();
		}
	}

	WampWebSocketHandler endpoint() {
		return this.endpoint;
	}

	WampChannel nextChannel() throws InterruptedException {
		WampChannel channel = this.channels.poll(20, TimeUnit.SECONDS);
		if (channel == null) {
			throw new AssertionError("no channel in time");
		}
		return channel;
	}

	public RecordingHandler nextHandler() throws InterruptedException {
		RecordingHandler handler = this.handlers.poll(20, TimeUnit.SECONDS);
		if (handler == null) {
			throw new AssertionError("no channel in time");
		}
		return handler;
	}

	@Override
	public void close() {
		this.endpoint.close();
		this.context.close();
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableWebSocket
	@ImportAutoConfiguration({ TomcatServletWebServerAutoConfiguration.class,
			DispatcherServletAutoConfiguration.class })
	static class Application {

		@Bean
		WebSocketConfigurer webSocket(WampWebSocketHandler endpoint, HandshakeHandler handshake) {
			return (registry) -> registry.addHandler(endpoint, "/ws").setHandshakeHandler(handshake);
		}

	}

}
