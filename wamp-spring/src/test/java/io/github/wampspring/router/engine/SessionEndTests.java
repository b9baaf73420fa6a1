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

package io.github.wampspring.router.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.auth.AuthenticationRequest;
import io.github.wampspring.auth.AuthenticationStep.Accepted;
import io.github.wampspring.auth.AuthenticationStep;
import io.github.wampspring.auth.WampAuthenticationProvider;
import io.github.wampspring.auth.WampIdentity;
import io.github.wampspring.protocol.CloseUris;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.MessageType;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.WampMessage.Call;
import io.github.wampspring.protocol.WampMessage.Error;
import io.github.wampspring.protocol.WampMessage.Event;
import io.github.wampspring.protocol.WampMessage.Goodbye;
import io.github.wampspring.protocol.WampMessage.Hello;
import io.github.wampspring.protocol.WampMessage.Invocation;
import io.github.wampspring.protocol.WampMessage.Publish;
import io.github.wampspring.protocol.WampMessage.Result;
import io.github.wampspring.protocol.WampMessage.Welcome;
import io.github.wampspring.protocol.WampMessage;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Where a session begins and ends while other threads are at it: one state, one lock.
 */
@Timeout(120)
class SessionEndTests {

	@Test
	void nothingFollowsTheGoodbyeOfAKilledSession() throws Exception {
		DefaultWampRouter router = TestRouters.open();
		TestClient callee = TestClient.joined(router);
		callee.register("com.myapp.echo", Dict.EMPTY);
		Thread answers = new Thread(() -> {
			while (!Thread.currentThread().isInterrupted()) {
				WampMessage message = callee.channel.poll();
				if (message instanceof Invocation invocation) {
					callee.yield(invocation.request(), 1);
				}
				else {
					Thread.onSpinWait();
				}
			}
		});
		answers.start();
		TestClient admin = TestClient.joined(new TestClient(router, true), "realm1", TestClient.ROLES);
		for (int round = 0; round < 300; round++) {
			TestClient victim = TestClient.joined(router);
			CountDownLatch busy = new CountDownLatch(20);
			Thread traffic = new Thread(() -> {
				for (long request = 1; victim.channel.isOpen() && request < 5_000; request += 2) {
					victim.send(new Publish(request, Dict.of("acknowledge", true), "com.myapp.topic", Payload.NONE));
					victim.send(new Call(request + 1, Dict.EMPTY, "com.myapp.echo", Payload.NONE));
					busy.countDown();
				}
			});
			traffic.start();
			assertThat(busy.await(30, TimeUnit.SECONDS)).isTrue();
			admin.call("wamp.session.kill", Dict.EMPTY, victim.id());
			admin.take(Result.class);
			victim.send(new Goodbye(Dict.EMPTY, CloseUris.GOODBYE_AND_OUT, Payload.NONE));
			traffic.join();
			List<WampMessage> all = new ArrayList<>();
			for (WampMessage message = victim.channel.poll(); message != null; message = victim.channel.poll()) {
				all.add(message);
			}
			assertThat(all).extracting(WampMessage::type).endsWith(MessageType.GOODBYE);
		}
		answers.interrupt();
		answers.join();
		router.close();
	}

	@Test
	void aShutdownDuringTheHandshakeSendsNoGoodbyeBeforeWelcome() throws Exception {
		for (int round = 0; round < 200; round++) {
			AtomicReference<CompletableFuture<AuthenticationStep>> step = new AtomicReference<>();
			DefaultWampRouter router = TestRouters.closed((realm) -> {
			}, (settings) -> settings.authenticationProvider(provider((request) -> {
				CompletableFuture<AuthenticationStep> future = new CompletableFuture<>();
				step.set(future);
				return future;
			})));
			TestClient client = new TestClient(router, false);
			client.send(hello());
			Awaitility.await().until(() -> step.get() != null);
			Thread closes = new Thread(router::close);
			closes.start();
			step.get().complete(new Accepted(new WampIdentity("joe", "user", "custom", "test")));
			closes.join();
			List<MessageType> types = client.takeAll(WampMessage.class).stream().map(WampMessage::type).toList();
			assertThat(types).isIn(List.of(MessageType.ABORT), List.of(MessageType.WELCOME, MessageType.GOODBYE));
			assertThat(router.sessions("realm1")).isEmpty();
		}
	}

	@Test
	void whatIsSentAheadOfWelcomeIsAViolation() {
		CompletableFuture<AuthenticationStep> step = new CompletableFuture<>();
		DefaultWampRouter router = TestRouters.closed((realm) -> {
		}, (settings) -> settings.authenticationProvider(provider((request) -> step)));
		TestClient client = new TestClient(router, false);
		client.send(hello());
		client.call("wamp.session.count", Dict.EMPTY);
		client.takeAbort(ErrorUris.PROTOCOL_VIOLATION);
		step.complete(new Accepted(new WampIdentity("joe", "user", "custom", "test")));
		client.takeNothing();
		assertThat(router.sessions("realm1")).isEmpty();
		router.close();
	}

	@Test
	void aWelcomeThatCannotBeWrittenEndsInAbort() {
		DefaultWampRouter router = TestRouters.closed((realm) -> {
		}, (settings) -> settings.authenticationProvider(provider((request) -> CompletableFuture
			.completedStage(new Accepted(new WampIdentity("joe", "user", "custom", "test", Dict.of("a", 1)))))));
		TestClient admin = TestClient.joined(new TestClient(router, true), "realm1", TestClient.ROLES);
		admin.subscribe("wamp.session.on_join", Dict.EMPTY);
		admin.subscribe("wamp.session.on_leave", Dict.EMPTY);
		RecordingChannel channel = new RecordingChannel(false);
		channel.refuseAsTooLarge((message) -> {
			if (message instanceof Welcome) {
				throw new IllegalArgumentException("authextra cannot be written");
			}
			return false;
		});
		TestClient client = new TestClient(router, channel);
		client.send(hello());
		client.takeAbort(ErrorUris.AUTHENTICATION_FAILED);
		assertThat(router.sessions("realm1")).hasSize(1);
		admin.takeNothing();
		router.close();
	}

	@Test
	void nullIsAFailureToo() {
		for (CompletionStage<AuthenticationStep> nothing : Collections
			.<CompletionStage<AuthenticationStep>>singletonList(CompletableFuture.completedStage(null))) {
			refusedAsFailed(provider((request) -> nothing));
		}
		refusedAsFailed(provider((request) -> null));
		refusedAsFailed(provider((request) -> CompletableFuture.completedStage(new Accepted(null))));
		refusedAsFailed(provider((request) -> {
			throw new NoClassDefFoundError("driver");
		}));
	}

	private static void refusedAsFailed(WampAuthenticationProvider provider) {
		DefaultWampRouter router = TestRouters.closed((realm) -> {
		}, (settings) -> settings.authenticationProvider(provider));
		TestClient client = new TestClient(router, false);
		client.send(hello());
		client.takeAbort(ErrorUris.AUTHENTICATION_FAILED);
		router.close();
	}

	@Test
	void aSessionLeavesAsAWholeWhateverFails() {
		DefaultWampRouter router = TestRouters.open();
		TestClient admin = TestClient.joined(new TestClient(router, true), "realm1", TestClient.ROLES);
		admin.subscribe("wamp.session.on_leave", Dict.EMPTY);
		TestClient callee = TestClient.joined(router);
		callee.register("com.myapp.procedure", Dict.EMPTY);
		callee.subscribe("com.myapp.topic", Dict.EMPTY);
		callee.call("wamp.session.add_testament", Dict.EMPTY, "com.myapp.gone", List.of());
		callee.take(Result.class);
		admin.subscribe("com.myapp.gone", Dict.EMPTY);
		RecordingChannel channel = new RecordingChannel(false);
		TestClient caller = TestClient.joined(new TestClient(router, channel), "realm1", TestClient.ROLES);
		caller.call("com.myapp.procedure", Dict.EMPTY);
		channel.refuseAsTooLarge((message) -> {
			throw new IllegalStateException("broken");
		});
		callee.disconnect();
		assertThat(router.subscriptions("realm1")).hasSize(2);
		assertThat(router.registrations("realm1")).isEmpty();
		admin.take(Event.class);
		admin.take(Event.class);
		assertThat(router.sessions("realm1")).hasSize(2);
		router.close();
	}

	@Test
	void killedSessionsAreClearedAwayByAnotherThread() {
		DefaultWampRouter router = TestRouters.open();
		TestClient admin = TestClient.joined(new TestClient(router, true), "realm1", TestClient.ROLES);
		TestClient victim = TestClient.joined(router);
		victim.register("com.myapp.procedure", Dict.EMPTY);
		List<String> threads = Collections.synchronizedList(new ArrayList<>());
		RecordingChannel channel = new RecordingChannel(true);
		TestClient caller = TestClient.joined(new TestClient(router, channel), "realm1", TestClient.ROLES);
		channel.refuseAsTooLarge((message) -> {
			if (message instanceof Error) {
				threads.add(Thread.currentThread().getName());
			}
			return false;
		});
		caller.call("com.myapp.procedure", Dict.EMPTY);
		admin.call("wamp.session.kill", Dict.EMPTY, victim.id());
		caller.takeError(ErrorUris.CANCELED);
		assertThat(threads).singleElement().asString().startsWith("wamp-router-leave");
		router.close();
	}

	@Test
	void killAllRaisesNeitherEventsOfLeavingNorTestaments() {
		DefaultWampRouter router = TestRouters.open();
		TestClient admin = TestClient.joined(new TestClient(router, true), "realm1", TestClient.ROLES);
		for (boolean all : new boolean[] { true, false }) {
			TestClient victim = TestClient.joined(router);
			victim.call("wamp.session.add_testament", Dict.EMPTY, "com.myapp.gone", List.of());
			victim.take(Result.class);
			victim.register("com.myapp.procedure", Dict.EMPTY);
			admin.subscribe("wamp.session.on_leave", Dict.EMPTY);
			admin.subscribe("com.myapp.gone", Dict.EMPTY);
			admin.send(new Call(admin.nextRequest(), Dict.EMPTY, all ? "wamp.session.kill_all" : "wamp.session.kill",
					Payload.of(all ? List.of() : List.of(victim.id()), Map.of())));
			victim.take(Goodbye.class);
			Awaitility.await().until(() -> router.registrations("realm1").isEmpty());
			List<WampMessage> told = new ArrayList<>();
			told.add(admin.take(WampMessage.class));
			if (!all) {
				told.add(admin.take(WampMessage.class));
				told.add(admin.take(WampMessage.class));
			}
			assertThat(told).extracting(WampMessage::type)
				.containsExactlyInAnyOrderElementsOf(all ? List.of(MessageType.RESULT)
						: List.of(MessageType.RESULT, MessageType.EVENT, MessageType.EVENT));
			admin.takeNothing();
		}
		router.close();
	}

	@Test
	void aRouterIsStartedAgain() {
		DefaultWampRouter router = TestRouters.open();
		TestClient first = TestClient.joined(router);
		first.publish("com.myapp.state", Dict.of("retain", true), 1);
		router.close();
		first.take(Goodbye.class);
		assertThat(router.isRunning()).isFalse();
		TestClient refused = new TestClient(router, false);
		refused.take(WampMessage.class);
		router.start();
		TestClient second = TestClient.joined(router);
		second.subscribe("com.myapp.state", Dict.of("get_retained", true));
		second.take(Event.class);
		assertThat(router.sessions("realm1")).hasSize(1);
		router.close();
	}

	private static Hello hello() {
		return new Hello("realm1", TestClient.ROLES.with("authmethods", List.of("custom")));
	}

	private static WampAuthenticationProvider provider(Begin begin) {
		return new WampAuthenticationProvider() {

			@Override
			public String getMethod() {
				return "custom";
			}

			@Override
			public CompletionStage<AuthenticationStep> authenticate(AuthenticationRequest request) {
				return begin.begin(request);
			}

		};
	}

	private interface Begin {

		CompletionStage<AuthenticationStep> begin(AuthenticationRequest request);

	}

}
