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

import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import io.github.wampspring.WampConnectionException;
import io.github.wampspring.client.ConnectionState.Status;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.router.RealmSettings;
import io.github.wampspring.router.ResumptionSettings;
import io.github.wampspring.router.RouterSettings;
import io.github.wampspring.router.engine.DefaultWampRouter;
import io.github.wampspring.transport.HandshakeCustomizer;
import io.github.wampspring.transport.HandshakeGuard;
import io.github.wampspring.transport.TestMessages;
import io.github.wampspring.transport.framed.ChannelSettings;
import io.github.wampspring.transport.netty.NettyServerSettings;
import io.github.wampspring.transport.netty.NettyWebSocketConnector;
import io.github.wampspring.transport.netty.NettyWebSocketServer;
import io.github.wampspring.transport.resume.ReplayLimits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.util.backoff.FixedBackOff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Both halves of session resumption, over sockets that are cut.
 */
class SessionResumptionTests {

	private static final Duration LONG = Duration.ofMinutes(2);

	private static final int CUTS = 100;

	private final ExecutorService executor = Executors.newCachedThreadPool();

	private final NettyWebSocketConnector connector = new NettyWebSocketConnector(TestMessages.serializers(),
			ChannelSettings.defaults(), null, HandshakeCustomizer.NONE);

	private final List<DefaultWampConnection> connections = new ArrayList<>();

	private final Queue<WampConnectionEvent> events = new ConcurrentLinkedQueue<>();

	private DefaultWampRouter router = router(ResumptionSettings.within(LONG));

	private NettyWebSocketServer server = server(this.router);

	private CuttableProxy proxy = new CuttableProxy(this.server.start().getPort());

	@AfterEach
	void close() {
		this.proxy.refuse(false);
		this.connections.forEach(DefaultWampConnection::stop);
		this.proxy.close();
		this.router.close();
		this.server.close();
		this.connector.close();
		this.executor.shutdownNow();
	}

	private static DefaultWampRouter router(ResumptionSettings resumption) {
		RealmSettings realm = RealmSettings.builder("realm1").anonymous("anonymous").resumption(resumption).build();
		return new DefaultWampRouter(
				RouterSettings.builder().realm(realm).shutdownTimeout(Duration.ofSeconds(1)).build(),
				TestMessages.MAPPER);
	}

	private static NettyWebSocketServer server(DefaultWampRouter router) {
		return new NettyWebSocketServer(NettyServerSettings.of(new InetSocketAddress("127.0.0.1", 0), "/ws"), router,
				TestMessages.serializers(), ChannelSettings.defaults(), HandshakeGuard.NONE, null);
	}

	/** Another router instead. */
	private void use(ResumptionSettings resumption) {
		this.proxy.close();
		this.router.close();
		this.server.close();
		this.router = router(resumption);
		this.server = server(this.router);
		this.proxy = new CuttableProxy(this.server.start().getPort());
	}

	private DefaultWampConnection connect(String name) {
		return connect(name, (settings) -> {
		});
	}

	private DefaultWampConnection connect(String name, Consumer<ConnectionSettings> customizer) {
		URI url = URI.create("ws://127.0.0.1:" + this.proxy.port() + "/ws");
		ConnectionSettings settings = new ConnectionSettings(name, List.of(url), (any) -> this.connector, this.executor,
				TestMessages.MAPPER)
			.resumeWithin(LONG)
			.shutdownTimeout(Duration.ofMillis(100))
			.reconnectBackOff(new FixedBackOff(20, FixedBackOff.UNLIMITED_ATTEMPTS))
			.listeners(List.of(this.events::add));
		customizer.accept(settings);
		DefaultWampConnection connection = new DefaultWampConnection(settings);
		this.connections.add(connection);
		connection.start();
		return connection;
	}

	private static WampSession session(DefaultWampConnection connection) {
		return connection.session(LONG).join();
	}

	private static Object argument(Payload payload) {
		return TestMessages.MAPPER.arguments(payload).get(0);
	}

	private void awaitStatus(DefaultWampConnection connection, Status status) {
		await().atMost(LONG).until(() -> connection.getState().status() == status);
	}

	private long count(Class<? extends WampConnectionEvent> type) {
		return this.events.stream().filter(type::isInstance).count();
	}

	@Test
	void aHundredCutsUnderLoadAreNotNoticed() {
		Queue<Object> received = new ConcurrentLinkedQueue<>();
		DefaultWampConnection server = connect("server");
		server.register("com.myapp.echo", Dict.EMPTY, (invocation) -> invocation.complete(invocation.payload()));
		server.register("com.myapp.steps", Dict.EMPTY, (invocation) -> {
			for (int i = 0; i < 3; i++) {
				invocation.progress(Payload.of(i));
			}
			invocation.complete(Payload.of("end"));
		});
		server.subscribe("com.myapp.topic", Dict.EMPTY, (event) -> received.add(argument(event.payload())));
		DefaultWampConnection client = connect("client");
		WampSession serving = session(server);
		WampSession session = session(client);
		Load load = new Load(session);
		this.executor.execute(load);
		for (int i = 1; i <= CUTS; i++) {
			int before = load.ended.get();
			await().atMost(LONG).pollInterval(Duration.ofMillis(1)).until(() -> load.ended.get() > before + 5);
			this.proxy.cut();
			long resumed = 2L * i;
			await().atMost(LONG)
				.pollInterval(Duration.ofMillis(1))
				.until(() -> count(WampConnectionEvent.Resumed.class) >= resumed);
		}
		load.stop();
		assertThat(load.failures).isEmpty();
		List<Object> expected = new ArrayList<>();
		for (int i = 0; i < load.published; i++) {
			expected.add(i);
		}
		await().atMost(LONG).until(() -> received.size() >= expected.size());
		assertThat(List.copyOf(received)).isEqualTo(expected);
		assertThat(session(client)).isSameAs(session);
		assertThat(session(server)).isSameAs(serving);
		assertThat(client.getJoinCount()).isEqualTo(1);
		assertThat(server.getJoinCount()).isEqualTo(1);
		assertThat(count(WampConnectionEvent.Left.class)).isZero();
	}

	/**
	 * Calls, plain and with progressive results, and publishes, always with some open.
	 */
	private static final class Load implements Runnable {

		private static final int OPEN = 16;

		private final WampSession session;

		private final AtomicInteger ended = new AtomicInteger();

		private final Queue<Object> failures = new ConcurrentLinkedQueue<>();

		private final CompletableFuture<Void> done = new CompletableFuture<>();

		private volatile boolean stopping;

		private volatile int published;

		Load(WampSession session) {
			this.session = session;
		}

		@Override
		public void run() {
			Queue<CompletableFuture<?>> open = new ConcurrentLinkedQueue<>();
			try {
				for (int i = 0; !this.stopping; i++) {
					open.add(next(i));
					if (open.size() >= OPEN) {
						open.remove().join();
					}
				}
				open.forEach(CompletableFuture::join);
			}
			catch (RuntimeException | Error ex) {
				this.failures.add(ex);
			}
			this.done.complete(null);
		}

		private CompletableFuture<?> next(int number) {
			CompletableFuture<?> request = switch (number % 3) {
				case 0 -> this.session.call("com.myapp.echo", Dict.EMPTY, Payload.of(number), null)
					.thenAccept((result) -> check(argument(result.payload()), number));
				case 1 -> steps();
				default ->
					this.session.publish("com.myapp.topic", Dict.of("acknowledge", true), Payload.of(this.published++));
			};
			return request.whenComplete((result, failure) -> {
				this.ended.incrementAndGet();
				if (failure != null) {
					this.failures.add(failure);
				}
			});
		}

		private CompletableFuture<?> steps() {
			Queue<Object> steps = new ConcurrentLinkedQueue<>();
			return this.session
				.call("com.myapp.steps", Dict.EMPTY, Payload.NONE, (step) -> steps.add(argument(step.payload())))
				.thenAccept((result) -> {
					check(argument(result.payload()), "end");
					check(List.copyOf(steps), List.of(0, 1, 2));
				});
		}

		private void check(Object actual, Object expected) {
			if (!expected.equals(actual)) {
				this.failures.add(actual + " instead of " + expected);
			}
		}

		void stop() {
			this.stopping = true;
			assertThat(this.done).succeedsWithin(LONG);
		}

	}

	@Test
	void withoutAConnectionTheSessionStaysOpenAndWhatItSendsWaits() {
		DefaultWampConnection server = connect("server");
		server.register("com.myapp.echo", Dict.EMPTY, (invocation) -> invocation.complete(invocation.payload()));
		WampSession session = session(server);
		this.proxy.refuse(true);
		this.proxy.cut();
		awaitStatus(server, Status.SUSPENDED);
		assertThat(session.isOpen()).isTrue();
		assertThat(server.getSession()).isSameAs(session);
		CompletableFuture<CallResult> call = session.call("com.myapp.echo", Dict.EMPTY, Payload.of("a"), null);
		assertThat(call).isNotDone();
		assertThat(this.router.session("realm1", session.getId())).isNotNull();
		this.proxy.refuse(false);
		assertThat(call).succeedsWithin(LONG);
		awaitStatus(server, Status.JOINED);
		await().untilAsserted(() -> assertThat(this.events).extracting((event) -> event.getClass().getSimpleName())
			.containsExactly("Connected", "Joined", "Suspended", "Resumed"));
	}

	@Test
	void aSessionThatIsNotResumedInTimeEndsAndAnotherOneJoins() {
		DefaultWampConnection client = connect("client", (settings) -> settings.resumeWithin(Duration.ofMillis(100)));
		CompletableFuture<Invocation> invoked = new CompletableFuture<>();
		client.register("com.myapp.never", Dict.EMPTY, invoked::complete);
		WampSession session = session(client);
		CompletableFuture<CallResult> call = session.call("com.myapp.never", Dict.EMPTY, Payload.NONE, null);
		assertThat(invoked).succeedsWithin(LONG);
		this.proxy.refuse(true);
		this.proxy.cut();
		assertThat(call).failsWithin(LONG).withThrowableThat().withCauseInstanceOf(WampConnectionException.class);
		assertThat(session.isOpen()).isFalse();
		await().atMost(LONG).until(() -> this.router.session("realm1", session.getId()) == null);
		this.proxy.refuse(false);
		await().atMost(LONG).until(() -> client.getJoinCount() == 2);
		assertThat(session(client).getId()).isNotEqualTo(session.getId());
		await().atMost(LONG).until(() -> count(WampConnectionEvent.Suspended.class) == 1);
	}

	@Test
	void aSessionThatTheRouterDoesNotKnowAnyMoreEndsAndAnotherOneJoins() {
		DefaultWampConnection client = connect("client");
		WampSession session = session(client);
		// a session that has heard its client once is one that can be resumed
		session.call("wamp.session.count", Dict.EMPTY, Payload.NONE, null).join();
		this.proxy.refuse(true);
		this.proxy.cut();
		awaitStatus(client, Status.SUSPENDED);
		CompletableFuture<CallResult> call = session.call("com.myapp.none", Dict.EMPTY, Payload.NONE, null);
		assertThat(this.router.kill("realm1", session.getId(), "wamp.close.killed", null)).isTrue();
		this.proxy.refuse(false);
		assertThat(call).failsWithin(LONG).withThrowableThat().withCauseInstanceOf(WampConnectionException.class);
		await().atMost(LONG).until(() -> client.getJoinCount() == 2);
	}

	@Test
	void whereTheRouterDoesNotResumeTheSessionEndsWithItsConnection() {
		use(ResumptionSettings.OFF);
		DefaultWampConnection client = connect("client");
		session(client);
		this.proxy.cut();
		await().atMost(LONG).until(() -> client.getJoinCount() == 2);
		assertThat(count(WampConnectionEvent.Suspended.class)).isZero();
		await().atMost(LONG).until(() -> count(WampConnectionEvent.Left.class) == 1);
	}

	@Test
	void aSmallBufferHoldsNobodyBackAndServesForAResumeAllTheSame() {
		use(new ResumptionSettings(LONG, new ReplayLimits(10, 1_000_000), 10_000_000, 10));
		Queue<Object> received = new ConcurrentLinkedQueue<>();
		DefaultWampConnection subscriber = connect("subscriber");
		subscriber.subscribe("com.myapp.topic", Dict.EMPTY, (event) -> received.add(argument(event.payload())));
		session(subscriber);
		WampSession publishing = session(connect("publisher"));
		for (int i = 0; i < 500; i++) {
			publishing.publish("com.myapp.topic", Dict.of("acknowledge", true), Payload.of(i)).join();
		}
		await().atMost(LONG).until(() -> received.size() == 500);
		this.proxy.cut();
		await().atMost(LONG).until(() -> count(WampConnectionEvent.Resumed.class) == 2);
		publishing.publish("com.myapp.topic", Dict.of("acknowledge", true), Payload.of("last")).join();
		await().atMost(LONG).until(() -> received.size() == 501);
		assertThat(count(WampConnectionEvent.Left.class)).isZero();
	}

	@Test
	void aConnectionStopsWhileItsSessionHasNoTransport() {
		DefaultWampConnection client = connect("client");
		session(client);
		this.proxy.refuse(true);
		this.proxy.cut();
		awaitStatus(client, Status.SUSPENDED);
		client.stop();
		assertThat(client.getState().status()).isEqualTo(Status.CLOSED);
		await().atMost(LONG).untilAsserted(() -> assertThat(count(WampConnectionEvent.Left.class)).isEqualTo(1));
	}

}
