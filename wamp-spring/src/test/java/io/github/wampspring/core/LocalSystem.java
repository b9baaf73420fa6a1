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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.github.wampspring.client.ConnectionSettings;
import io.github.wampspring.client.DefaultWampConnection;
import io.github.wampspring.codec.jackson.JacksonPayloadMapper;
import io.github.wampspring.router.RealmSettings;
import io.github.wampspring.router.RouterSettings;
import io.github.wampspring.router.WampRouter;
import io.github.wampspring.router.engine.DefaultWampRouter;
import io.github.wampspring.transport.local.InProcessConnector;
import tools.jackson.databind.json.JsonMapper;

/**
 * A router and connections to it, in this JVM.
 */
final class LocalSystem implements AutoCloseable {

	final JacksonPayloadMapper mapper = new JacksonPayloadMapper(JsonMapper.shared());

	final ErrorMappings errors = new ErrorMappings();

	private final WampRouter router = new DefaultWampRouter(
			RouterSettings.builder().realm(RealmSettings.builder("realm1").build()).build(), this.mapper);

	private final InProcessConnector connector = new InProcessConnector(this.router, this.mapper);

	private final ExecutorService executor = Executors.newCachedThreadPool();

	private final List<DefaultWampConnection> connections = new ArrayList<>();

	DefaultWampConnection connect(String name) {
		DefaultWampConnection connection = new DefaultWampConnection(
				new ConnectionSettings(name, List.of(URI.create("in-process:router")), (url) -> this.connector,
						this.executor, this.mapper)
					.shutdownTimeout(Duration.ofMillis(100)));
		this.connections.add(connection);
		connection.start();
		return connection;
	}

	WampTemplate template(String name) {
		return new WampTemplate(connect(name), this.mapper, this.errors, OperationTimeouts.DEFAULT);
	}

	ReactiveWampTemplate reactiveTemplate(String name) {
		return new ReactiveWampTemplate(connect(name), this.mapper, this.errors, OperationTimeouts.DEFAULT);
	}

	WampRouter router() {
		return this.router;
	}

	@Override
	public void close() {
		this.connections.forEach(DefaultWampConnection::stop);
		this.connector.close();
		this.router.close();
		this.executor.shutdownNow();
	}

}
