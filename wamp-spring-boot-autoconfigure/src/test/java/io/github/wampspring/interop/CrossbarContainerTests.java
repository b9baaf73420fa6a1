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

package io.github.wampspring.interop;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.github.wampspring.WampConnectionException;
import io.github.wampspring.annotation.WampProcedure;
import io.github.wampspring.annotation.WampSubscribe;
import io.github.wampspring.client.ConnectionState;
import io.github.wampspring.client.WampSession;
import io.github.wampspring.core.WampTemplate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * An application and Crossbar.io in a container.
 */
@RequiresPeer(Peer.DOCKER)
class CrossbarContainerTests {

	private static final CrossbarContainer crossbar = new CrossbarContainer();

	@BeforeAll
	static void start() {
		crossbar.start();
	}

	@AfterAll
	static void stop() {
		crossbar.stop();
	}

	private static Application.Builder client() {
		return Application.client(crossbar.url())
			.with("wamp.reconnect.initial-interval", "200ms")
			.with("wamp.reconnect.max-interval", "500ms");
	}

	@Test
	void callsAnnotatedBeansOfAnotherApplication() {
		try (Application callee = client().with(Calculator.class).join(); Application caller = client().join()) {
			assertThat(caller.wamp().call("com.myapp.add2", Integer.class, 2, 3)).isEqualTo(5);
			caller.wamp().newPublication("com.myapp.oncounter").args(7).publishAcknowledged();
			Calculator calculator = callee.context().getBean(Calculator.class);
			Awaitility.await().untilAsserted(() -> assertThat(calculator.counted).containsExactly(7));
		}
	}

	@Test
	void registersAndSubscribesThroughTheTemplate() {
		try (Application callee = client().join(); Application caller = client().join()) {
			Queue<String> seen = new ConcurrentLinkedQueue<>();
			callee.wamp().register("com.myapp.upper", String.class, String::toUpperCase).whenActive().join();
			callee.wamp().subscribe("com.myapp.said", String.class, seen::add).whenActive().join();
			assertThat(caller.wamp().call("com.myapp.upper", String.class, "hello")).isEqualTo("HELLO");
			caller.wamp().newPublication("com.myapp.said").args("hello").publishAcknowledged();
			Awaitility.await().untilAsserted(() -> assertThat(seen).containsExactly("hello"));
		}
	}

	@Test
	void everythingComesBackAfterTheRouterWasKilled() {
		try (Application callee = client().with(Calculator.class).join(); Application caller = client().join()) {
			WampTemplate wamp = caller.wamp();
			callee.wamp().register("com.myapp.upper", String.class, String::toUpperCase).whenActive().join();
			assertThat(wamp.call("com.myapp.add2", Integer.class, 2, 3)).isEqualTo(5);
			WampSession before = caller.connection().getSession();
			CompletableFuture<Void> pending = wamp.callAsync("com.myapp.never", Void.class);
			crossbar.kill();
			assertThatExceptionOfType(java.util.concurrent.ExecutionException.class)
				.isThrownBy(() -> pending.get(10, java.util.concurrent.TimeUnit.SECONDS))
				.withCauseInstanceOf(WampConnectionException.class);
			Awaitility.await()
				.until(() -> caller.state().status() == ConnectionState.Status.WAITING
						|| caller.state().status() == ConnectionState.Status.CONNECTING);
			crossbar.startAgain();
			caller.awaitJoined();
			callee.awaitJoined();
			assertThat(caller.connection().getSession()).isNotSameAs(before);
			assertThat(wamp.call("com.myapp.add2", Integer.class, 4, 5)).isEqualTo(9);
			assertThat(wamp.call("com.myapp.upper", String.class, "back")).isEqualTo("BACK");
			wamp.newPublication("com.myapp.oncounter").args(8).publishAcknowledged();
			Calculator calculator = callee.context().getBean(Calculator.class);
			Awaitility.await().untilAsserted(() -> assertThat(calculator.counted).containsExactly(8));
		}
	}

	@Test
	void startsWhileTheRouterIsDown() {
		try (CrossbarContainer late = new CrossbarContainer();
				Application application = Application.client(late.url())
					.with("wamp.reconnect.initial-interval", "200ms")
					.with("wamp.reconnect.max-interval", "500ms")
					.with(Calculator.class)
					.start()) {
			assertThat(application.state().status()).isNotEqualTo(ConnectionState.Status.JOINED);
			late.start();
			application.awaitJoined();
			try (Application caller = Application.client(late.url()).join()) {
				assertThat(caller.wamp().call("com.myapp.add2", Integer.class, 1, 1)).isEqualTo(2);
			}
		}
	}

	@Test
	void authenticates() {
		try (CrossbarContainer guarded = new CrossbarContainer().withConfiguration("interop/crossbar-users.json")) {
			guarded.start();
			for (String[] user : new String[][] { { "ticket-joe", "ticket" }, { "cra-joe", "secret" },
					{ "salted-joe", "secret" } }) {
				try (Application application = Application.client(guarded.url())
					.with("wamp.auth.authid", user[0])
					.with("wamp.auth." + user[1], user[0] + "-secret")
					.join()) {
					assertThat(application.connection().getSession().getAuthId()).isEqualTo(user[0]);
				}
			}
			try (Application application = Application.client(guarded.url())
				.with("wamp.auth.authid", "ticket-joe")
				.with("wamp.auth.ticket", "wrong")
				.start()) {
				Awaitility.await()
					.atMost(Duration.ofSeconds(15))
					.until(() -> application.state().status() == ConnectionState.Status.WAITING);
				assertThat(application.state().failure()).hasMessageContaining("wamp.error.not_authorized");
			}
		}
	}

	static class Calculator {

		final Queue<Integer> counted = new ConcurrentLinkedQueue<>();

		@WampProcedure("com.myapp.add2")
		int add2(int x, int y) {
			return x + y;
		}

		@WampProcedure("com.myapp.never")
		CompletableFuture<Void> never() {
			return new CompletableFuture<>();
		}

		@WampSubscribe("com.myapp.oncounter")
		void onCounter(int count) {
			this.counted.add(count);
		}

	}

}
