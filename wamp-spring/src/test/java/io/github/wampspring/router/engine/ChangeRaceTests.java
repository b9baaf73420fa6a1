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

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.WampMessage.Call;
import io.github.wampspring.protocol.WampMessage.Event;
import io.github.wampspring.protocol.WampMessage.Goodbye;
import io.github.wampspring.protocol.WampMessage.Invocation;
import io.github.wampspring.protocol.WampMessage.Published;
import io.github.wampspring.protocol.WampMessage.Register;
import io.github.wampspring.protocol.WampMessage.Result;
import io.github.wampspring.protocol.WampMessage.Subscribe;
import io.github.wampspring.protocol.WampMessage.Subscribed;
import io.github.wampspring.protocol.WampMessage.Unregistered;
import io.github.wampspring.protocol.WampMessage.Unsubscribe;
import io.github.wampspring.protocol.WampMessage.Unsubscribed;
import io.github.wampspring.protocol.WampMessage;
import io.github.wampspring.router.AuthorizationDecision;
import io.github.wampspring.router.RealmLimits;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Registrations, subscriptions and sessions that change or end at the very moment in
 * which something is on its way to them.
 */
@Timeout(120)
class ChangeRaceTests {

	private static final String TOPIC = "com.myapp.topic";

	private static final String PROCEDURE = "com.myapp.procedure";

	/** The decision about what has "slow" in its URI; every other is made at once. */
	private final AtomicReference<CompletableFuture<AuthorizationDecision>> decision = new AtomicReference<>(
			new CompletableFuture<>());

	private final DefaultWampRouter router = TestRouters.open(
			(realm) -> realm.limits(RealmLimits.builder().registrations(1).subscriptions(1).build()),
			(settings) -> settings.authorizationTimeout(Duration.ofSeconds(100))
				.asyncAuthorizer((request) -> request.uri().contains("slow") ? this.decision.get()
						: CompletableFuture.completedStage(AuthorizationDecision.ALLOW)));

	private final TestClient admin = TestClient.joined(new TestClient(this.router, true), "realm1", TestClient.ROLES);

	private final TestClient client = TestClient.joined(this.router);

	private final ExecutorService executor = Executors.newCachedThreadPool();

	@AfterEach
	void tearDown() {
		this.executor.shutdownNow();
		this.router.close();
	}

	/** Does something once, while a message to the client has not been sent yet. */
	private void meanwhile(TestClient client, Runnable action) {
		AtomicBoolean done = new AtomicBoolean();
		client.channel.onPrepare(() -> {
			if (done.compareAndSet(false, true)) {
				action.run();
			}
		});
	}

	private void call(String procedure, Object... arguments) {
		this.admin.call(procedure, Dict.EMPTY, arguments);
		this.admin.take(Result.class);
	}

	@Test
	void noEventFollowsARevocation() {
		long id = this.client.subscribe(TOPIC, Dict.EMPTY);
		meanwhile(this.client, () -> call("wamp.subscription.remove_subscriber", id, this.client.id()));
		this.admin.publish(TOPIC, Dict.EMPTY, 1);
		this.client.take(Unsubscribed.class);
		this.client.takeNothing();
	}

	@Test
	void noEventFollowsAnUnsubscription() {
		long id = this.client.subscribe(TOPIC, Dict.EMPTY);
		meanwhile(this.client, () -> this.client.send(new Unsubscribe(this.client.nextRequest(), id, Dict.EMPTY)));
		this.admin.publish(TOPIC, Dict.EMPTY, 1);
		this.client.take(Unsubscribed.class);
		this.client.takeNothing();
	}

	@Test
	void anEventOfTheOldSubscriptionDoesNotReachTheNewOne() {
		long id = this.client.subscribe(TOPIC, Dict.EMPTY);
		meanwhile(this.client, () -> {
			call("wamp.subscription.remove_subscriber", id, this.client.id());
			this.client.send(new Subscribe(this.client.nextRequest(), Dict.EMPTY, TOPIC));
		});
		this.admin.publish(TOPIC, Dict.EMPTY, 1);
		this.client.take(Unsubscribed.class);
		this.client.take(Subscribed.class);
		this.client.takeNothing();
		this.admin.publish(TOPIC, Dict.EMPTY, 2);
		assertThat(TestClient.arguments(this.client.take(Event.class))).isEqualTo(List.of(2));
	}

	@Test
	void noEventFollowsAGoodbye() {
		this.client.subscribe(TOPIC, Dict.EMPTY);
		meanwhile(this.client, () -> call("wamp.session.kill", this.client.id()));
		this.admin.publish(TOPIC, Dict.EMPTY, 1);
		this.client.take(Goodbye.class);
		this.client.takeNothing();
	}

	@Test
	void noInvocationFollowsARevocation() {
		long id = this.client.register(PROCEDURE, Dict.EMPTY);
		TestClient caller = TestClient.joined(this.router);
		meanwhile(this.client, () -> call("wamp.registration.remove_callee", id, this.client.id()));
		caller.call(PROCEDURE, Dict.EMPTY, 1);
		caller.takeError(ErrorUris.NO_SUCH_PROCEDURE);
		this.client.take(Unregistered.class);
		this.client.takeNothing();
	}

	@Test
	void noResultFollowsAGoodbye() {
		this.client.register(PROCEDURE, Dict.EMPTY);
		TestClient caller = TestClient.joined(this.router);
		caller.call(PROCEDURE, Dict.EMPTY, 1);
		Invocation invocation = this.client.take(Invocation.class);
		meanwhile(caller, () -> call("wamp.session.kill", caller.id()));
		this.client.yield(invocation.request(), "late");
		caller.take(Goodbye.class);
		caller.takeNothing();
		this.admin.call(PROCEDURE, Dict.EMPTY);
		this.client.yield(this.client.take(Invocation.class).request(), "next");
		assertThat(TestClient.arguments(this.admin.take(Result.class))).isEqualTo(List.of("next"));
	}

	@Test
	void aResultThatIsOnItsWayArrivesThoughItsCalleeEnds() {
		this.client.register(PROCEDURE, Dict.EMPTY);
		TestClient caller = TestClient.joined(this.router);
		caller.call(PROCEDURE, Dict.EMPTY, 1);
		Invocation invocation = this.client.take(Invocation.class);
		meanwhile(caller, this.client::disconnect);
		this.client.yield(invocation.request(), "last");
		assertThat(TestClient.arguments(caller.take(Result.class))).isEqualTo(List.of("last"));
		caller.takeNothing();
	}

	@Test
	void subscriptionsAreRevokedUnderLoadBetweenEvents() throws Exception {
		AtomicBoolean stop = new AtomicBoolean();
		TestClient publisher = TestClient.joined(this.router);
		Future<?> publishing = this.executor.submit(() -> {
			for (int i = 0; !stop.get(); i++) {
				publisher.publish(TOPIC, Dict.EMPTY, i);
			}
		});
		for (int round = 0; round < 1000; round++) {
			long id = this.client.subscribe(TOPIC, Dict.EMPTY);
			call("wamp.subscription.remove_subscriber", id, this.client.id());
			Integer last = null;
			WampMessage message = this.client.channel.poll();
			while (!(message instanceof Unsubscribed)) {
				Integer now = (Integer) TestClient.arguments(message).get(0);
				assertThat(now).isEqualTo((last != null) ? last + 1 : now);
				last = now;
				message = this.client.channel.poll();
			}
			this.client.takeNothing();
		}
		stop.set(true);
		publishing.get(60, TimeUnit.SECONDS);
	}

	/**
	 * There is room for one registration and one subscription, so nothing may be left.
	 */
	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void aDecisionThatComesWhileItsSessionEndsLeavesNothingBehind(boolean killed) throws Exception {
		TestClient other = TestClient.joined(this.router);
		for (int round = 0; round < 300; round++) {
			CompletableFuture<AuthorizationDecision> decision = new CompletableFuture<>();
			this.decision.set(decision);
			TestClient leaving = TestClient.joined(this.router);
			leaving.send((round % 2 == 0) ? new Register(1, Dict.EMPTY, "com.myapp.slow")
					: new Subscribe(1, Dict.EMPTY, "com.myapp.slow"));
			leaving.publish(TOPIC, Dict.of("acknowledge", true), 1);
			Future<?> deciding = this.executor.submit(() -> decision.complete(AuthorizationDecision.ALLOW));
			if (killed) {
				call("wamp.session.kill", leaving.id());
			}
			else {
				leaving.disconnect();
			}
			deciding.get(60, TimeUnit.SECONDS);
			await(() -> this.router.registrations("realm1").isEmpty() && this.router.subscriptions("realm1").isEmpty());
			nothingFollowsAGoodbye(leaving);
		}
		other.register(PROCEDURE, Dict.EMPTY);
		other.subscribe(TOPIC, Dict.EMPTY);
	}

	private static void nothingFollowsAGoodbye(TestClient client) {
		boolean ended = false;
		for (WampMessage message = client.channel.poll(); message != null; message = client.channel.poll()) {
			assertThat(ended).isFalse();
			ended = message instanceof Goodbye;
		}
	}

	private static void await(Callable<Boolean> condition) {
		Awaitility.await().pollInterval(Duration.ofMillis(1)).until(condition);
	}

	@Test
	void whatWaitsBehindADecisionIsForgottenWithItsSession() {
		TestClient subscriber = TestClient.joined(this.router);
		subscriber.subscribe(TOPIC, Dict.EMPTY);
		TestClient leaving = TestClient.joined(this.router);
		leaving.send(new Call(leaving.nextRequest(), Dict.EMPTY, "com.myapp.slow", Payload.NONE));
		leaving.publish(TOPIC, Dict.of("acknowledge", true), 1);
		call("wamp.session.kill", leaving.id());
		this.decision.get().complete(AuthorizationDecision.ALLOW);
		leaving.take(Goodbye.class);
		leaving.takeNothing();
		subscriber.takeNothing();
		this.client.publish(TOPIC, Dict.of("acknowledge", true), 2);
		this.client.take(Published.class);
		assertThat(TestClient.arguments(subscriber.take(Event.class))).isEqualTo(List.of(2));
	}

}
