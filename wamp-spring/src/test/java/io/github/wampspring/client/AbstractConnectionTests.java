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

package io.github.wampspring.client;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

import io.github.wampspring.auth.WampAuthenticator;
import io.github.wampspring.client.ConnectionState.Status;
import io.github.wampspring.protocol.WampMessage.Challenge;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

import org.springframework.util.backoff.FixedBackOff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What tests of {@link DefaultWampConnection} with a router that is not one have in
 * common.
 */
abstract class AbstractConnectionTests {

	static final URI ONE = URI.create("ws://one.example/ws");

	static final URI TWO = URI.create("ws://two.example/ws");

	static final Duration LONG = Duration.ofSeconds(20);

	static final EventHandler NOTHING = (event) -> {
	};

	static final InvocationHandler ECHO = (invocation) -> invocation.complete(invocation.payload());

	final FakeRouter router = new FakeRouter();

	final ExecutorService executor = Executors.newCachedThreadPool();

	final List<DefaultWampConnection> connections = new ArrayList<>();

	@AfterEach
	void stop() {
		this.connections.forEach(DefaultWampConnection::stop);
		this.executor.shutdownNow();
		this.router.close();
	}

	DefaultWampConnection connection(Consumer<ConnectionSettings> customizer, URI... urls) {
		ConnectionSettings settings = new ConnectionSettings("test",
				List.of((urls.length > 0) ? urls : new URI[] { ONE }), (url) -> this.router, this.executor,
				new ValuesMapper());
		settings.reconnectBackOff(new FixedBackOff(5, FixedBackOff.UNLIMITED_ATTEMPTS));
		settings.refusedBackOff(new FixedBackOff(5, FixedBackOff.UNLIMITED_ATTEMPTS));
		settings.registrationBackOff(new FixedBackOff(5, FixedBackOff.UNLIMITED_ATTEMPTS));
		settings.goodbyeTimeout(Duration.ofMillis(100));
		customizer.accept(settings);
		DefaultWampConnection connection = new DefaultWampConnection(settings);
		this.connections.add(connection);
		return connection;
	}

	DefaultWampConnection connection() {
		return connection((settings) -> {
		});
	}

	static WampSession join(DefaultWampConnection connection) {
		connection.start();
		return connection.session(LONG).join();
	}

	static void awaitStatus(DefaultWampConnection connection, Status status) {
		await().untilAsserted(() -> assertThat(connection.getState().status()).isEqualTo(status));
	}

	static Throwable failure(CompletableFuture<?> future) {
		assertThat(future).failsWithin(LONG);
		return future.handle((value, failure) -> failure).join();
	}

	void awaitChannels(int channels) {
		await().untilAsserted(() -> assertThat(this.router.channels).hasSizeGreaterThanOrEqualTo(channels));
	}

	record Secret(String method, @Nullable String secret) implements WampAuthenticator {

		@Override
		public String getMethod() {
			return this.method;
		}

		@Override
		public String getAuthId() {
			return "joe";
		}

		@Override
		public Map<String, @Nullable Object> getAuthExtra() {
			return Map.of(this.method, true);
		}

		@Override
		public Answer authenticate(Challenge challenge) {
			if (this.secret == null) {
				throw new IllegalStateException("no secret");
			}
			return new Answer(this.secret);
		}

	}

}
