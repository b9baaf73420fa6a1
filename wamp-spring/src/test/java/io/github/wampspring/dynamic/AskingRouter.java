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

package io.github.wampspring.dynamic;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.github.wampspring.WampException;
import io.github.wampspring.auth.WampAuthenticator;
import io.github.wampspring.client.ConnectionSettings;
import io.github.wampspring.client.ConnectionState;
import io.github.wampspring.client.DefaultWampConnection;
import io.github.wampspring.client.WampHandle;
import io.github.wampspring.client.WampSession;
import io.github.wampspring.codec.jackson.JacksonPayloadMapper;
import io.github.wampspring.core.ProcedureHandler;
import io.github.wampspring.core.WampTemplate;
import io.github.wampspring.router.RealmSettings;
import io.github.wampspring.router.RouterSettings;
import io.github.wampspring.router.engine.DefaultWampRouter;
import io.github.wampspring.transport.local.InProcessConnector;
import org.awaitility.Awaitility;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.util.backoff.FixedBackOff;

/**
 * A router with the realms {@code realm1}, {@code other} and {@code third}, those who
 * join it, and what the procedures that it asks were called with.
 */
final class AskingRouter implements AutoCloseable {

	static final Duration LONG = Duration.ofSeconds(20);

	final RealmCaller caller = new RealmCaller(() -> this.connector, mapper());

	/** The arguments of each call, in the order of the calls. */
	final List<List<Object>> asked = new CopyOnWriteArrayList<>();

	private final JacksonPayloadMapper mapper = mapper();

	private final ExecutorService executor = Executors.newCachedThreadPool();

	private final List<DefaultWampConnection> connections = new ArrayList<>();

	private DefaultWampRouter router;

	private InProcessConnector connector;

	private static JacksonPayloadMapper mapper() {
		return new JacksonPayloadMapper(JsonMapper.shared());
	}

	void start(RouterSettings.Builder settings) {
		this.router = new DefaultWampRouter(settings.shutdownTimeout(Duration.ofMillis(100))
			.realm(RealmSettings.builder("realm1").build())
			.realm(RealmSettings.builder("other").build())
			.realm(RealmSettings.builder("third").build())
			.build(), this.mapper);
		this.connector = new InProcessConnector(this.router, this.mapper);
	}

	DefaultWampRouter router() {
		return this.router;
	}

	DefaultWampConnection connect(String realm, WampAuthenticator... authenticators) {
		DefaultWampConnection connection = new DefaultWampConnection(
				new ConnectionSettings("test", List.of(URI.create("in-process:router")), (url) -> this.connector,
						this.executor, this.mapper)
					.realm(realm)
					.authenticators(() -> List.of(authenticators))
					.shutdownTimeout(Duration.ofMillis(100))
					.reconnectBackOff(new FixedBackOff(10, 1))
					.refusedBackOff(new FixedBackOff(10, 1)));
		this.connections.add(connection);
		connection.start();
		return connection;
	}

	WampTemplate template(DefaultWampConnection connection) {
		return WampTemplate.builder(connection).payloadMapper(this.mapper).build();
	}

	WampHandle register(String realm, String procedure, ProcedureHandler handler) {
		WampHandle registration = template(connect(realm)).newRegistration(procedure)
			.register((arguments, details, progress) -> {
				this.asked.add(new ArrayList<>(arguments.getArguments()));
				return handler.handle(arguments, details, progress);
			});
		registration.awaitActive(LONG);
		return registration;
	}

	WampSession join(WampAuthenticator... authenticators) throws Exception {
		return connect("realm1", authenticators).session(LONG).get();
	}

	/**
	 * Tries to join, twice, until the connection gives up.
	 * @return why
	 */
	WampException refusal(WampAuthenticator... authenticators) {
		DefaultWampConnection connection = connect("realm1", authenticators);
		Awaitility.await().atMost(LONG).until(() -> connection.getState().status() == ConnectionState.Status.FAILED);
		if (connection.getState().failure() instanceof WampException failure) {
			return failure;
		}
		throw new AssertionError(connection.getState());
	}

	@Override
	public void close() {
		this.connections.forEach(DefaultWampConnection::stop);
		this.caller.close();
		if (this.router != null) {
			this.connector.close();
			this.router.close();
		}
		this.executor.shutdownNow();
	}

}
