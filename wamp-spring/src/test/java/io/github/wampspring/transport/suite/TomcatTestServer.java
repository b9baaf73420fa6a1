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

import io.github.wampspring.transport.websocket.WampHandshakeHandler;
import io.github.wampspring.transport.websocket.WampHandshakeInterceptor;
import io.github.wampspring.transport.websocket.WampWebSocketHandler;

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
import org.springframework.web.socket.server.HandshakeInterceptor;

/** A server in a real Tomcat, with few threads. */
public final class TomcatTestServer extends TestServer {

	private final WampWebSocketHandler endpoint;

	private final ServletWebServerApplicationContext context;

	public TomcatTestServer(Setup setup) {
		this(setup, new WampHandshakeHandler());
	}

	public TomcatTestServer(Setup setup, HandshakeHandler handshake) {
		super(setup);
		this.endpoint = new WampWebSocketHandler(this::accept, setup.serializers(), setup.settings());
		this.context = (ServletWebServerApplicationContext) new SpringApplicationBuilder(Application.class)
			.web(WebApplicationType.SERVLET)
			.initializers((context) -> {
				context.getBeanFactory().registerSingleton("endpoint", this.endpoint);
				context.getBeanFactory().registerSingleton("handshake", handshake);
				context.getBeanFactory().registerSingleton("interceptor", new WampHandshakeInterceptor(setup.guard()));
			})
			.properties("server.port=0", "server.address=127.0.0.1", "server.tomcat.threads.max=4",
					"spring.main.banner-mode=off", "spring.main.log-startup-info=false")
			.properties((setup.host() == null) ? new String[0]
					: new String[] { "server.ssl.key-store=classpath:tls/" + setup.host() + ".p12",
							"server.ssl.key-store-password=changeit" })
			.run();
	}

	@Override
	public int port() {
		return this.context.getWebServer().getPort();
	}

	@Override
	public int channelCount() {
		return this.endpoint.getChannelCount();
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
		WebSocketConfigurer webSocket(WampWebSocketHandler endpoint, HandshakeHandler handshake,
				HandshakeInterceptor interceptor) {
			return (registry) -> registry.addHandler(endpoint, "/ws")
				.setHandshakeHandler(handshake)
				.setAllowedOriginPatterns("*")
				.addInterceptors(interceptor);
		}

	}

}
