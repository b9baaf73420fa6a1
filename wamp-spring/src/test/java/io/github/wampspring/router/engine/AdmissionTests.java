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
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.auth.AuthenticationRequest;
import io.github.wampspring.auth.AuthenticationStep;
import io.github.wampspring.auth.AuthenticationStep.Refused;
import io.github.wampspring.auth.ClientHalf;
import io.github.wampspring.auth.TicketAuthenticator;
import io.github.wampspring.auth.WampAuthenticationProvider;
import io.github.wampspring.auth.WampUser;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.WampMessage.Authenticate;
import io.github.wampspring.protocol.WampMessage.Challenge;
import io.github.wampspring.protocol.WampMessage.Hello;
import io.github.wampspring.protocol.WampMessage.Welcome;
import io.github.wampspring.router.RealmLimits;
import io.github.wampspring.transport.ChannelInfo;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How many get in, and what strangers can make a router compute.
 */
@Timeout(120)
class AdmissionTests {

	@Test
	void aRealmTakesSoManySessionsFromTheNetwork() {
		DefaultWampRouter router = TestRouters.open((realm) -> realm.limits(RealmLimits.builder().sessions(2).build()));
		TestClient first = TestClient.joined(router);
		TestClient.joined(router);
		TestClient third = client(router, "203.0.113.8");
		third.send(new Hello("realm1", TestClient.ROLES));
		third.takeAbort(ErrorUris.UNAVAILABLE);
		TestClient.joined(new TestClient(router, true), "realm1", TestClient.ROLES);
		first.disconnect();
		TestClient.joined(router);
		assertThat(router.sessions("realm1")).hasSize(3);
		router.close();
	}

	@Test
	void anAddressHasSoManyChannels() {
		DefaultWampRouter router = TestRouters.open((realm) -> {
		}, (settings) -> settings.maxSessionsPerAddress(2));
		TestClient first = TestClient.joined(client(router, "203.0.113.9:1000"), "realm1", TestClient.ROLES);
		TestClient.joined(client(router, "203.0.113.9:1001"), "realm1", TestClient.ROLES);
		client(router, "203.0.113.9:1002").takeAbort(ErrorUris.UNAVAILABLE);
		TestClient.joined(client(router, "203.0.113.10:1002"), "realm1", TestClient.ROLES);
		first.disconnect();
		TestClient.joined(client(router, "203.0.113.9:1003"), "realm1", TestClient.ROLES);
		for (int i = 0; i < 5; i++) {
			TestClient.joined(client(router, "127.0.0.1:" + i), "realm1", TestClient.ROLES);
		}
		router.close();
	}

	@Test
	void soManyHandshakesAreUnderWayAtATime() {
		DefaultWampRouter router = TestRouters.open((realm) -> {
		}, (settings) -> settings.maxHandshakes(3).maxHandshakesPerAddress(2));
		TestClient first = client(router, "203.0.113.9:1");
		TestClient second = client(router, "203.0.113.9:2");
		client(router, "203.0.113.9:3").takeAbort(ErrorUris.UNAVAILABLE);
		TestClient third = client(router, "203.0.113.10:1");
		client(router, "203.0.113.11:1").takeAbort(ErrorUris.UNAVAILABLE);
		TestClient.joined(new TestClient(router, true), "realm1", TestClient.ROLES);
		TestClient.joined(first, "realm1", TestClient.ROLES);
		second.disconnect();
		third.disconnect();
		for (int i = 0; i < 10; i++) {
			TestClient.joined(client(router, "203.0.113.12:" + i), "realm1", TestClient.ROLES);
		}
		router.close();
	}

	@Test
	void nothingIsKeptOfAddressesThatAreGone() {
		Admissions admissions = new Admissions(TestRouters.open((realm) -> {
		}, (settings) -> settings.maxSessionsPerAddress(1)).settings(), (task, delay) -> {
		});
		List<Admissions.Place> places = new ArrayList<>();
		for (int i = 0; i < 100; i++) {
			places.add(admissions.take(info("203.0.113." + i % 50 + ":" + i)));
		}
		assertThat(admissions.addresses()).isEqualTo(50);
		places.forEach(Admissions.Place::closed);
		places.forEach(Admissions.Place::closed);
		assertThat(admissions.addresses()).isZero();
	}

	@Test
	void anAddressThatFailsTooOftenIsRefusedBeforeAnythingIsComputed() {
		AtomicInteger lookups = new AtomicInteger();
		DefaultWampRouter router = TestRouters.open((realm) -> {
		}, (settings) -> settings.maxFailedAttempts(3).userLookup((realm, authId) -> {
			lookups.incrementAndGet();
			return authId.equals("joe") ? new WampUser("joe", "secret", "user") : null;
		}));
		for (int i = 0; i < 3; i++) {
			TestClient client = client(router, "203.0.113.9:" + i);
			client.send(hello("joe"));
			client.take(Challenge.class);
			client.send(new Authenticate("wrong", Dict.EMPTY));
			client.takeAbort(ErrorUris.AUTHENTICATION_DENIED);
		}
		TestClient throttled = client(router, "203.0.113.9:4");
		throttled.send(hello("joe"));
		throttled.takeAbort(ErrorUris.AUTHENTICATION_FAILED);
		assertThat(lookups).hasValue(3);
		TestClient other = client(router, "203.0.113.10:1");
		other.send(hello("joe"));
		other.send(ClientHalf.answer(new TicketAuthenticator("joe", "secret"), other.take(Challenge.class)));
		other.take(Welcome.class);
		TestClient.joined(client(router, "203.0.113.9:5"), "realm1", TestClient.ROLES);
		router.close();
	}

	@Test
	void whoIsTooManyToBeAuthenticatedHasNotFailed() {
		DefaultWampRouter router = TestRouters.closed((realm) -> {
		}, (settings) -> settings.maxFailedAttempts(1).authenticationProvider(new WampAuthenticationProvider() {

			@Override
			public String getMethod() {
				return "ticket";
			}

			@Override
			public CompletionStage<AuthenticationStep> authenticate(AuthenticationRequest request) {
				return CompletableFuture
					.completedStage(new Refused((request.authId() != null && request.authId().equals("busy"))
							? ErrorUris.UNAVAILABLE : ErrorUris.AUTHENTICATION_DENIED, "no"));
			}

		}));
		for (String expected : List.of(ErrorUris.UNAVAILABLE, ErrorUris.UNAVAILABLE, ErrorUris.AUTHENTICATION_DENIED,
				ErrorUris.AUTHENTICATION_FAILED)) {
			TestClient client = client(router, "203.0.113.9:1");
			client.send(hello(expected.equals(ErrorUris.UNAVAILABLE) ? "busy" : "joe"));
			Awaitility.await().until(() -> !client.channel.isEmpty());
			client.takeAbort(expected);
		}
		router.close();
	}

	@Test
	void aLookupThatHangsHoldsUpNobodyButThoseWhoAuthenticate() throws Exception {
		CountDownLatch released = new CountDownLatch(1);
		DefaultWampRouter router = TestRouters.open((realm) -> {
		}, (settings) -> settings.authenticationThreads(2).userLookup((realm, authId) -> {
			assertThat(Thread.currentThread().getName()).startsWith("wamp-router-auth");
			try {
				released.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			return new WampUser(authId, "secret", "user");
		}));
		List<TestClient> waiting = new ArrayList<>();
		for (int i = 0; i < 20; i++) {
			TestClient client = new TestClient(router, false);
			client.send(hello("joe"));
			waiting.add(client);
		}
		CompletableFuture<Void> others = CompletableFuture
			.runAsync(() -> TestClient.joined(router).subscribe("com.myapp.topic", Dict.EMPTY));
		Awaitility.await().until(others::isDone);
		waiting.get(19).disconnect();
		released.countDown();
		for (TestClient client : waiting.subList(0, 19)) {
			client.take(Challenge.class);
		}
		router.close();
	}

	@Test
	void aLookupThatFailsIsTechnicalAndAWrongProofIsNot() {
		DefaultWampRouter router = TestRouters.closed((realm) -> {
		}, (settings) -> settings.userLookup((realm, authId) -> {
			if (authId.equals("joe")) {
				return new WampUser("joe", "secret", "user");
			}
			throw new IllegalStateException("no connection");
		}));
		TestClient failed = new TestClient(router, false);
		failed.send(hello("mary"));
		failed.takeAbort(ErrorUris.AUTHENTICATION_FAILED);
		TestClient denied = new TestClient(router, false);
		denied.send(hello("joe"));
		denied.take(Challenge.class);
		denied.send(new Authenticate("wrong", Dict.EMPTY));
		denied.takeAbort(ErrorUris.AUTHENTICATION_DENIED);
		router.close();
	}

	@Test
	void theFirstMethodThatCanWorkIsTaken() {
		DefaultWampRouter router = TestRouters.open((realm) -> realm.user(new WampUser("joe", "secret", "user")));
		TestClient anonymous = TestClient.joined(router,
				TestClient.ROLES.with("authmethods", List.of("wampcra", "ticket", "anonymous")));
		assertThat(anonymous.welcome.details().getString("authmethod")).isEqualTo("anonymous");
		TestClient nameless = new TestClient(router, false);
		nameless.send(new Hello("realm1", TestClient.ROLES.with("authmethods", List.of("wampcra", "ticket"))));
		nameless.takeAbort(ErrorUris.AUTHENTICATION_REQUIRED);
		router.close();
	}

	@Test
	void aLongRealmIsRefusedWithAShortText() {
		DefaultWampRouter router = TestRouters.open();
		for (String realm : List.of("a".repeat(100_000), "a b".repeat(100_000))) {
			TestClient client = new TestClient(router, false);
			client.send(new Hello(realm, TestClient.ROLES));
			assertThat(client.takeAbort(ErrorUris.INVALID_URI).details().getString("message")).hasSizeLessThan(1000);
		}
		router.close();
	}

	private static Hello hello(String authId) {
		return new Hello("realm1", TestClient.ROLES.with("authmethods", List.of("ticket")).with("authid", authId));
	}

	private static TestClient client(DefaultWampRouter router, String address) {
		return new TestClient(router, new RecordingChannel(info(address)));
	}

	private static ChannelInfo info(String address) {
		return new ChannelInfo("websocket", "none", address, Map.of(), null, false);
	}

}
