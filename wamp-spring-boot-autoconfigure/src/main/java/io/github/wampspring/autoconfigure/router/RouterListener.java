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

import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

import io.github.wampspring.autoconfigure.common.KeepAlive;
import io.github.wampspring.transport.netty.NettyWebSocketServer;
import org.jspecify.annotations.Nullable;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;

/**
 * The router's own listener, which keeps the JVM running while it listens. It starts and
 * stops with the router.
 */
class RouterListener {

	/** The property that tells the port in tests. */
	static final String PORT = "local.wamp.router.port";

	private static final String PORTS = "wampRouterPorts";

	private final ListenAddress address;

	private final String path;

	private final boolean secure;

	private final Supplier<NettyWebSocketServer> servers;

	private final ConfigurableEnvironment environment;

	private final KeepAlive running = new KeepAlive();

	private @Nullable NettyWebSocketServer server;

	/**
	 * Creates a listener, which does not listen yet.
	 * @param address where to listen
	 * @param path the path of the URL
	 * @param secure whether over TLS
	 * @param servers makes a server for each start
	 * @param environment is told the port
	 */
	RouterListener(ListenAddress address, String path, boolean secure, Supplier<NettyWebSocketServer> servers,
			ConfigurableEnvironment environment) {
		this.address = address;
		this.path = path;
		this.secure = secure;
		this.servers = servers;
		this.environment = environment;
	}

	/**
	 * Starts to listen.
	 * @return the URL to connect to
	 * @throws RouterListenException if that is not possible
	 */
	String start() {
		NettyWebSocketServer server = this.servers.get();
		int port;
		try {
			port = server.start().getPort();
		}
		catch (UncheckedIOException ex) {
			throw new RouterListenException("The WAMP router cannot listen at " + this.address
					+ " (property wamp.router.listen): " + NestedExceptionUtils.getMostSpecificCause(ex).getMessage(),
					ex);
		}
		this.server = server;
		publish(port);
		this.running.start();
		return this.address.url(this.secure, port, this.path);
	}

	@SuppressWarnings("unchecked")
	private void publish(int port) {
		MutablePropertySources sources = this.environment.getPropertySources();
		PropertySource<?> source = sources.get(PORTS);
		if (source == null) {
			source = new MapPropertySource(PORTS, new HashMap<>());
			sources.addFirst(source);
		}
		((Map<String, Object>) source.getSource()).put(PORT, port);
	}

	/**
	 * Ends the listening, and all connections.
	 */
	void stop() {
		NettyWebSocketServer server = this.server;
		this.server = null;
		if (server != null) {
			server.close();
		}
		this.running.stop();
	}

	boolean isForAllInterfaces() {
		return this.address.host().isEmpty();
	}

}
