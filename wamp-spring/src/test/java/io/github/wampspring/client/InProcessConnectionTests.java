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
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.WampException;
import io.github.wampspring.client.ConnectionState.Status;
import io.github.wampspring.codec.jackson.JacksonPayloadMapper;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.router.RealmSettings;
import io.github.wampspring.router.RouterSettings;
import io.github.wampspring.router.WampRouter;
import io.github.wampspring.router.engine.DefaultWampRouter;
import io.github.wampspring.transport.local.InProcessConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.util.backoff.FixedBackOff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link DefaultWampConnection} with the router of the same JVM.
 */
class InProcessConnectionTests {

	private static final Duration LONG = Duration.ofSeconds(20);

	private static final InvocationHandler ECHO = (invocation) -> invocation.complete(invocation.payload());

	private final JacksonPayloadMapper mapper = new JacksonPayloadMapper(JsonMapper.builder().build());

	private final WampRouter router = new DefaultWampRouter(
			RouterSettings.builder().strictRequestIds(true).realm(RealmSettings.builder("realm1").build()).build(),
			this.mapper);

	private final InProcessConnector connector = new InProcessConnector(this.router, this.mapper);

	private final ExecutorService executor = executor();

	private final List<DefaultWampConnection> connections = new ArrayList<>();

	ExecutorService executor() {
		return Executors.newFixedThreadPool(8);
	}

	@AfterEach
	void stop() {
		this.connections.forEach(DefaultWampConnection::stop);
		this.router.close();
		this.connector.close();
		this.executor.shutdownNow();
	}

	private DefaultWampConnection connect(Consumer<ConnectionSettings> customizer) {
		ConnectionSettings settings = new ConnectionSettings("c" + this.connections.size(),
				List.of(URI.create("in-process:router")), (url) -> this.connector, this.executor, this.mapper);
		settings.reconnectBackOff(new FixedBackOff(10, FixedBackOff.UNLIMITED_ATTEMPTS));
		settings.registrationBackOff(new FixedBackOff(10, FixedBackOff.UNLIMITED_ATTEMPTS));
		customizer.accept(settings);
		DefaultWampConnection connection = new DefaultWampConnection(settings);
		this.connections.add(connection);
		connection.start();
		return connection;
	}

	private DefaultWampConnection connect() {
		return connect((settings) -> {
		});
	}

	private WampSession session(DefaultWampConnection connection) {
		return connection.session(LONG).join();
	}

	private List<Object> call(WampSession session, String procedure, Object... arguments) throws Exception {
		CallResult result = session.call(procedure, Dict.EMPTY, Payload.of(arguments), null).get(20, TimeUnit.SECONDS);
		return new ArrayList<>(this.mapper.arguments(result.payload()));
	}

	@Test
	void callsReachTheirProcedureAndComeBack() throws Exception {
		DefaultWampConnection callee = connect();
		callee.register("com.add2", Dict.EMPTY, (invocation) -> {
			List<?> arguments = this.mapper.arguments(invocation.payload());
			invocation.complete(Payload.of((Integer) arguments.get(0) + (Integer) arguments.get(1)));
		}).whenActive().get(20, TimeUnit.SECONDS);
		assertThat(call(session(connect()), "com.add2", 2, 3)).containsExactly(5);
	}

	@Test
	void manyThreadsGetTheirOwnResults() throws Exception {
		DefaultWampConnection callee = connect();
		callee.register("com.echo", Dict.EMPTY, ECHO).whenActive().get(20, TimeUnit.SECONDS);
		WampSession caller = session(connect());
		List<CompletableFuture<Void>> threads = IntStream.range(0, 8)
			.mapToObj((thread) -> CompletableFuture.runAsync(() -> {
				for (int i = 0; i < 300; i++) {
					String text = thread + "/" + i;
					CallResult result = caller.call("com.echo", Dict.EMPTY, Payload.of(text), null).join();
					assertThat(this.mapper.arguments(result.payload())).containsExactly(text);
				}
			}, (task) -> new Thread(task).start()))
			.toList();
		assertThat(CompletableFuture.allOf(threads.toArray(CompletableFuture[]::new))).succeedsWithin(LONG);
		assertThat(caller.isOpen()).as("no ID out of order").isTrue();
	}

	@Test
	void errorsCarryTheirArguments() throws Exception {
		DefaultWampConnection callee = connect();
		callee.register("com.fail", Dict.EMPTY, (invocation) -> {
			throw new WampException("com.error", List.of("bad", 7), Map.of("why", "because"), null);
		}).whenActive().get(20, TimeUnit.SECONDS);
		CompletableFuture<CallResult> call = session(connect()).call("com.fail", Dict.EMPTY, Payload.NONE, null);
		assertThat(call).failsWithin(LONG)
			.withThrowableOfType(java.util.concurrent.ExecutionException.class)
			.havingCause()
			.isInstanceOfSatisfying(WampException.class, (failure) -> {
				assertThat(failure.getUri()).isEqualTo("com.error");
				assertThat(failure.getArguments()).containsExactly("bad", 7);
				assertThat(failure.getKeywordArguments()).containsEntry("why", "because");
			});
	}

	@Test
	void aHandlerMayCallThroughItsOwnConnection() throws Exception {
		DefaultWampConnection connection = connect();
		connection.register("com.inner", Dict.EMPTY, ECHO);
		connection.register("com.outer", Dict.EMPTY, (invocation) -> {
			CallResult inner = invocation.session().call("com.inner", Dict.EMPTY, invocation.payload(), null).get();
			invocation.complete(inner.payload());
		}).whenActive().get(20, TimeUnit.SECONDS);
		assertThat(call(session(connection), "com.outer", "x")).containsExactly("x");
	}

	@Test
	void progressComesInOrder() throws Exception {
		DefaultWampConnection connection = connect();
		connection.register("com.count", Dict.EMPTY, (invocation) -> {
			for (int i = 0; i < 100; i++) {
				invocation.progress(Payload.of(i));
			}
			invocation.complete(Payload.of("end"));
		}).whenActive().get(20, TimeUnit.SECONDS);
		List<Object> progress = Collections.synchronizedList(new ArrayList<>());
		CallResult last = session(connect())
			.call("com.count", Dict.EMPTY, Payload.NONE,
					(result) -> progress.addAll(this.mapper.arguments(result.payload())))
			.get(20, TimeUnit.SECONDS);
		assertThat(this.mapper.arguments(last.payload())).containsExactly("end");
		assertThat(progress).isEqualTo(IntStream.range(0, 100).boxed().toList());
	}

	@Test
	void cancellingInterruptsTheHandler() throws Exception {
		DefaultWampConnection connection = connect();
		CountDownLatch started = new CountDownLatch(1);
		CountDownLatch interrupted = new CountDownLatch(1);
		connection.register("com.sleep", Dict.EMPTY, (invocation) -> {
			started.countDown();
			try {
				Thread.sleep(60_000);
			}
			catch (InterruptedException ex) {
				interrupted.countDown();
				throw ex;
			}
		}).whenActive().get(20, TimeUnit.SECONDS);
		CompletableFuture<CallResult> call = session(connect()).call("com.sleep", Dict.EMPTY, Payload.NONE, null);
		assertThat(started.await(20, TimeUnit.SECONDS)).isTrue();
		call.cancel(true);
		assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
		await().untilAsserted(() -> assertThat(connection.getRunningInvocations()).isZero());
	}

	@Test
	void aCallerThatLeavesInterruptsTheHandler() throws Exception {
		DefaultWampConnection connection = connect();
		CountDownLatch interrupted = new CountDownLatch(1);
		CountDownLatch started = new CountDownLatch(1);
		connection.register("com.wait", Dict.EMPTY, (invocation) -> {
			invocation.onInterrupt(() -> {
				interrupted.countDown();
				invocation.fail(ErrorUris.CANCELED, Payload.NONE);
			});
			started.countDown();
		}).whenActive().get(20, TimeUnit.SECONDS);
		DefaultWampConnection caller = connect();
		session(caller).call("com.wait", Dict.EMPTY, Payload.NONE, null);
		assertThat(started.await(20, TimeUnit.SECONDS)).isTrue();
		caller.stop();
		assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void eventsArriveInTheirOrder() throws Exception {
		List<Object> numbers = Collections.synchronizedList(new ArrayList<>());
		DefaultWampConnection subscriber = connect();
		subscriber.subscribe("com.topic", Dict.EMPTY, (event) -> numbers.addAll(this.mapper.arguments(event.payload())))
			.whenActive()
			.get(20, TimeUnit.SECONDS);
		WampSession publisher = session(connect());
		for (int i = 0; i < 5000; i++) {
			publisher.publish("com.topic", Dict.EMPTY, Payload.of(i)).get();
		}
		await().untilAsserted(() -> assertThat(numbers).hasSize(5000));
		assertThat(numbers).isEqualTo(IntStream.range(0, 5000).boxed().toList());
	}

	@Test
	void twoSubscriptionsToOneTopicBothGetItsEventsAndEndApart() throws Exception {
		List<String> got = Collections.synchronizedList(new ArrayList<>());
		DefaultWampConnection subscriber = connect();
		WampSubscription first = subscriber.subscribe("com.topic", Dict.EMPTY, (event) -> got.add("first"));
		WampSubscription second = subscriber.subscribe("com.topic", Dict.EMPTY, (event) -> got.add("second"));
		first.whenActive().get(20, TimeUnit.SECONDS);
		second.whenActive().get(20, TimeUnit.SECONDS);
		WampSession publisher = session(connect());
		Dict acknowledge = Dict.of("acknowledge", true);
		assertThat(publisher.publish("com.topic", acknowledge, Payload.NONE).get(20, TimeUnit.SECONDS)).isPositive();
		await().untilAsserted(() -> assertThat(got).containsExactlyInAnyOrder("first", "second"));
		first.close();
		publisher.publish("com.topic", acknowledge, Payload.NONE).get(20, TimeUnit.SECONDS);
		await().untilAsserted(() -> assertThat(got).hasSize(3).endsWith("second"));
		second.close();
		await().untilAsserted(() -> assertThat(this.router.subscriptions("realm1")).isEmpty());
	}

	@Test
	void aTakenProcedureComesWhenItsOwnerGoes() throws Exception {
		DefaultWampConnection owner = connect();
		owner.register("com.single", Dict.EMPTY, ECHO).whenActive().get(20, TimeUnit.SECONDS);
		DefaultWampConnection other = connect();
		WampRegistration waiting = other.register("com.single", Dict.EMPTY, ECHO);
		await().untilAsserted(() -> assertThat(waiting.getFailure()).isNotNull());
		assertThat(waiting.getFailure().getUri()).isEqualTo(ErrorUris.PROCEDURE_ALREADY_EXISTS);
		owner.stop();
		assertThat(waiting.whenActive()).succeedsWithin(LONG);
		assertThat(call(session(other), "com.single", "x")).containsExactly("x");
	}

	@Test
	void anUnknownRealmIsAPermanentFailure() {
		DefaultWampConnection connection = connect((settings) -> settings.realm("nowhere"));
		assertThat(connection.session(LONG)).failsWithin(LONG)
			.withThrowableOfType(java.util.concurrent.ExecutionException.class)
			.withMessageContaining(ErrorUris.NO_SUCH_REALM);
		assertThat(connection.getState().status()).isEqualTo(Status.FAILED);
	}

	@Test
	void aSessionThatWasLeftIsFollowedByAnother() throws Exception {
		DefaultWampConnection connection = connect();
		WampRegistration registration = connection.register("com.echo", Dict.EMPTY, ECHO);
		WampSession session = session(connection);
		session.leave("wamp.close.normal").get(20, TimeUnit.SECONDS);
		WampSession next = session(connection);
		assertThat(next.getId()).isNotEqualTo(session.getId());
		assertThat(registration.isActive()).isTrue();
		assertThat(call(next, "com.echo", "x")).containsExactly("x");
	}

	@Test
	void stoppingUnderLoadLosesNoCall() throws Exception {
		DefaultWampConnection leaving = connect();
		DefaultWampConnection staying = connect();
		Dict shared = Dict.of("invoke", "roundrobin");
		leaving.register("com.shared", shared, ECHO).whenActive().get(20, TimeUnit.SECONDS);
		staying.register("com.shared", shared, ECHO).whenActive().get(20, TimeUnit.SECONDS);
		WampSession caller = session(connect());
		List<CompletableFuture<CallResult>> calls = new ArrayList<>();
		CompletableFuture<Void> stopped = null;
		for (int i = 0; i < 2000; i++) {
			calls.add(caller.call("com.shared", Dict.EMPTY, Payload.of(i), null));
			if (i == 500) {
				stopped = CompletableFuture.runAsync(leaving::stop, (task) -> new Thread(task).start());
			}
		}
		assertThat(stopped).succeedsWithin(LONG);
		assertThat(CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new))).succeedsWithin(LONG);
	}

}
