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

package io.github.wampspring.core;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;

import io.github.wampspring.client.ConnectionSettings;
import io.github.wampspring.client.DefaultWampConnection;
import io.github.wampspring.client.HandlerExecutor;
import io.github.wampspring.codec.jackson.JacksonPayloadMapper;
import io.github.wampspring.interceptor.WampIncomingInterceptor;
import io.github.wampspring.payload.PayloadCipher;
import io.github.wampspring.router.RealmSettings;
import io.github.wampspring.router.RouterSettings;
import io.github.wampspring.router.WampRouter;
import io.github.wampspring.router.engine.DefaultWampRouter;
import io.github.wampspring.transport.ConnectFailedException;
import io.github.wampspring.transport.WampChannel;
import io.github.wampspring.transport.WampChannelHandler;
import io.github.wampspring.transport.local.InProcessConnector;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.util.backoff.FixedBackOff;

/**
 * A router and connections to it, in this JVM.
 */
final class LocalSystem implements AutoCloseable {

	final JacksonPayloadMapper mapper = new JacksonPayloadMapper(JsonMapper.shared());

	final ErrorMappings errors = new ErrorMappings();

	private final WampRouter router;

	private final InProcessConnector connector;

	private final Executor executor;

	/** What stands around the handlers of all connections. */
	final List<WampIncomingInterceptor> incoming = new ArrayList<>();

	private volatile boolean reachable = true;

	private final List<DefaultWampConnection> connections = new ArrayList<>();

	private final Runnable end;

	LocalSystem() {
		this((router) -> {
		});
	}

	LocalSystem(Consumer<RouterSettings.Builder> router) {
		this(router, Executors.newCachedThreadPool());
	}

	private LocalSystem(Consumer<RouterSettings.Builder> router, ExecutorService threads) {
		this(router, threads, threads::shutdownNow);
	}

	/**
	 * A system whose handlers run on the executor, which is closed with it.
	 */
	LocalSystem(HandlerExecutor executor) {
		this((router) -> {
		}, executor, executor::close);
	}

	private LocalSystem(Consumer<RouterSettings.Builder> router, Executor executor, Runnable end) {
		RouterSettings.Builder settings = RouterSettings.builder().realm(RealmSettings.builder("realm1").build());
		router.accept(settings);
		this.router = new DefaultWampRouter(settings.build(), this.mapper);
		this.connector = new InProcessConnector(this.router, this.mapper);
		this.executor = executor;
		this.end = end;
	}

	DefaultWampConnection connect(String name, PayloadCipher... ciphers) {
		DefaultWampConnection connection = connection(name, ciphers);
		connection.start();
		return connection;
	}

	/**
	 * A connection that is not started.
	 */
	DefaultWampConnection connection(String name, PayloadCipher... ciphers) {
		DefaultWampConnection connection = new DefaultWampConnection(
				new ConnectionSettings(name, List.of(URI.create("in-process:router")),
						(url) -> (target, acceptor) -> connect(target, acceptor), this.executor, this.mapper)
					.interceptors(() -> this.incoming)
					.payloadCiphers(List.of(ciphers))
					.shutdownTimeout(Duration.ofMillis(100))
					.reconnectBackOff(new FixedBackOff(5, FixedBackOff.UNLIMITED_ATTEMPTS)));
		this.connections.add(connection);
		return connection;
	}

	private WampChannel connect(URI url, Function<WampChannel, WampChannelHandler> handlers)
			throws InterruptedException {
		if (!this.reachable) {
			throw new ConnectFailedException("nobody is there", false, null);
		}
		return this.connector.connect(url, handlers);
	}

	/** Whether connections find the router. */
	void reachable(boolean reachable) {
		this.reachable = reachable;
	}

	WampTemplate template(String name, PayloadCipher... ciphers) {
		return WampTemplate.builder(connect(name, ciphers))
			.payloadMapper(this.mapper)
			.errorMappings(this.errors)
			.build();
	}

	ReactiveWampTemplate reactiveTemplate(String name) {
		return new ReactiveWampTemplate(template(name));
	}

	WampRouter router() {
		return this.router;
	}

	@Override
	public void close() {
		this.connections.forEach(DefaultWampConnection::stop);
		this.connector.close();
		this.router.close();
		this.end.run();
	}

}
