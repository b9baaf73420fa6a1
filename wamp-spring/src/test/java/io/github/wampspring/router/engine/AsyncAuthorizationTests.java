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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.MessageType;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.WampMessage.Cancel;
import io.github.wampspring.protocol.WampMessage.Event;
import io.github.wampspring.protocol.WampMessage.Goodbye;
import io.github.wampspring.protocol.WampMessage.Invocation;
import io.github.wampspring.protocol.WampMessage.Published;
import io.github.wampspring.protocol.WampMessage.Register;
import io.github.wampspring.protocol.WampMessage.Registered;
import io.github.wampspring.protocol.WampMessage.Result;
import io.github.wampspring.protocol.WampMessage.Subscribe;
import io.github.wampspring.protocol.WampMessage.Subscribed;
import io.github.wampspring.protocol.WampMessage.Unsubscribe;
import io.github.wampspring.protocol.WampMessage;
import io.github.wampspring.router.AuthorizationDecision;
import io.github.wampspring.router.AuthorizationRequest;
import io.github.wampspring.router.SessionLimits;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Authorizers that take their time.
 */
@Timeout(120)
class AsyncAuthorizationTests {

	/** What is asked about URIs with "slow" in them, until the test decides. */
	private final Map<String, CompletableFuture<AuthorizationDecision>> open = new ConcurrentHashMap<>();

	private DefaultWampRouter router = router(Duration.ofSeconds(60), SessionLimits.builder().build());

	private DefaultWampRouter router(Duration timeout, SessionLimits limits) {
		return TestRouters.open((realm) -> realm.sessionLimits(limits),
				(settings) -> settings.authorizationTimeout(timeout).asyncAuthorizer(this::decide));
	}

	private CompletionStage<AuthorizationDecision> decide(AuthorizationRequest request) {
		return request.uri().contains("slow")
				? this.open.computeIfAbsent(request.uri(), (uri) -> new CompletableFuture<>())
				: CompletableFuture.completedStage(AuthorizationDecision.ALLOW);
	}

	@AfterEach
	void close() {
		this.router.close();
	}

	@Test
	void laterMessagesWaitInTheirOrder() {
		TestClient other = TestClient.joined(this.router);
		other.subscribe("com.myapp", Dict.of("match", "prefix"));
		TestClient client = TestClient.joined(this.router);
		client.publish("com.myapp.slow", Dict.of("acknowledge", true), 1);
		client.publish("com.myapp.fast", Dict.of("acknowledge", true), 2);
		client.publish("com.myapp.slow2", Dict.of("acknowledge", true), 3);
		client.send(new Subscribe(client.nextRequest(), Dict.EMPTY, "com.myapp.mine"));
		client.publish("com.myapp.fast", Dict.of("acknowledge", true), 4);
		client.takeNothing();
		other.takeNothing();
		assertThat(this.open).containsOnlyKeys("com.myapp.slow");
		this.open.get("com.myapp.slow").complete(AuthorizationDecision.ALLOW);
		assertThat(client.take(Published.class).request()).isEqualTo(1);
		assertThat(client.take(Published.class).request()).isEqualTo(2);
		client.takeNothing();
		this.open.get("com.myapp.slow2").complete(AuthorizationDecision.DENY);
		assertThat(client.takeError(ErrorUris.NOT_AUTHORIZED).request()).isEqualTo(3);
		client.take(Subscribed.class);
		assertThat(client.take(Published.class).request()).isEqualTo(5);
		assertThat(other.takeAll(Event.class)).extracting(TestClient::arguments)
			.isEqualTo(List.of(List.of(1), List.of(2), List.of(4)));
	}

	@Test
	void otherSessionsDoNotNotice() {
		TestClient client = TestClient.joined(this.router);
		client.call("com.myapp.slow", Dict.EMPTY);
		TestClient other = TestClient.joined(this.router);
		other.subscribe("com.myapp.topic", Dict.EMPTY);
		other.register("com.myapp.procedure", Dict.EMPTY);
	}

	@Test
	void everyOperationMayWait() {
		TestClient client = TestClient.joined(this.router);
		client.send(new Register(client.nextRequest(), Dict.EMPTY, "com.myapp.slow"));
		this.open.remove("com.myapp.slow").complete(AuthorizationDecision.ALLOW);
		client.take(Registered.class);
		client.send(new Subscribe(client.nextRequest(), Dict.EMPTY, "com.myapp.slow"));
		this.open.remove("com.myapp.slow").complete(AuthorizationDecision.ALLOW);
		client.take(Subscribed.class);
		client.call("com.myapp.slow", Dict.EMPTY);
		this.open.remove("com.myapp.slow").complete(AuthorizationDecision.ALLOW);
		client.yield(client.take(Invocation.class).request(), 1);
		client.take(Result.class);
		client.call("wamp.session.add_testament", Dict.EMPTY, "com.myapp.slow", List.of());
		client.takeNothing();
		this.open.remove("com.myapp.slow").complete(AuthorizationDecision.ALLOW);
		client.take(Result.class);
		client.call("wamp.session.add_testament", Dict.EMPTY, "com.myapp.slow", List.of());
		this.open.remove("com.myapp.slow").complete(AuthorizationDecision.DENY);
		client.takeError(ErrorUris.NOT_AUTHORIZED);
	}

	@ParameterizedTest
	@EnumSource(names = { "CALL", "PUBLISH", "REGISTER", "SUBSCRIBE" })
	void whatFailsOrTakesTooLongIsNotAllowed(MessageType type) {
		TestClient client = TestClient.joined(this.router);
		send(client, type);
		this.open.remove("com.myapp.slow").completeExceptionally(new IllegalStateException("no connection"));
		client.takeError(ErrorUris.AUTHORIZATION_FAILED);
		send(client, type);
		this.open.remove("com.myapp.slow").complete(null);
		client.takeError(ErrorUris.AUTHORIZATION_FAILED);
		this.router.close();
		this.router = router(Duration.ofMillis(50), SessionLimits.builder().build());
		TestClient late = TestClient.joined(this.router);
		send(late, type);
		late.takeError(ErrorUris.AUTHORIZATION_FAILED);
		this.open.remove("com.myapp.slow").complete(AuthorizationDecision.ALLOW);
		late.takeNothing();
		late.subscribe("com.myapp.topic", Dict.EMPTY);
	}

	private static void send(TestClient client, MessageType type) {
		switch (type) {
			case CALL -> client.call("com.myapp.slow", Dict.EMPTY);
			case PUBLISH -> client.publish("com.myapp.slow", Dict.of("acknowledge", true));
			case REGISTER -> client.send(new Register(client.nextRequest(), Dict.EMPTY, "com.myapp.slow"));
			default -> client.send(new Subscribe(client.nextRequest(), Dict.EMPTY, "com.myapp.slow"));
		}
	}

	@Test
	void aCallThatIsStillBeingAuthorizedCanBeCancelled() {
		TestClient callee = TestClient.joined(this.router);
		callee.register("com.myapp", Dict.of("match", "prefix"));
		TestClient client = TestClient.joined(this.router);
		long first = client.call("com.myapp.slow", Dict.EMPTY);
		long second = client.call("com.myapp.slow2", Dict.EMPTY);
		client.send(new Cancel(second, Dict.EMPTY));
		client.takeNothing();
		client.send(new Cancel(first, Dict.EMPTY));
		assertThat(client.takeError(ErrorUris.CANCELED).request()).isEqualTo(first);
		this.open.get("com.myapp.slow").complete(AuthorizationDecision.ALLOW);
		assertThat(client.takeError(ErrorUris.CANCELED).request()).isEqualTo(second);
		this.open.get("com.myapp.slow2").complete(AuthorizationDecision.ALLOW);
		client.takeNothing();
		callee.takeNothing();
	}

	@Test
	void whoLeavesMeanwhileLeavesNothingBehind() {
		for (MessageType type : List.of(MessageType.CALL, MessageType.PUBLISH, MessageType.REGISTER,
				MessageType.SUBSCRIBE)) {
			TestClient client = TestClient.joined(this.router);
			send(client, type);
			client.publish("com.myapp.later", Dict.of("acknowledge", true));
			client.disconnect();
			this.open.remove("com.myapp.slow").complete(AuthorizationDecision.ALLOW);
			client.takeNothing();
		}
		assertThat(this.router.sessions("realm1")).isEmpty();
		assertThat(this.router.registrations("realm1")).isEmpty();
		assertThat(this.router.subscriptions("realm1")).isEmpty();
	}

	@Test
	void aGoodbyeWaitsForWhatCameBeforeIt() {
		TestClient client = TestClient.joined(this.router);
		client.publish("com.myapp.slow", Dict.of("acknowledge", true));
		client.send(new Goodbye(Dict.EMPTY, "wamp.close.close_realm", Payload.NONE));
		client.takeNothing();
		this.open.get("com.myapp.slow").complete(AuthorizationDecision.ALLOW);
		client.take(Published.class);
		client.take(Goodbye.class);
	}

	@Test
	void whatWaitsIsBounded() {
		this.router.close();
		this.router = router(Duration.ofSeconds(60), SessionLimits.builder().waitingMessages(3).build());
		TestClient client = TestClient.joined(this.router);
		client.call("com.myapp.slow", Dict.EMPTY);
		for (int i = 0; i < 3; i++) {
			client.publish("com.myapp.topic", Dict.EMPTY);
		}
		assertThat(client.channel.pauses()).isEqualTo(1);
		client.takeNothing();
		client.publish("com.myapp.topic", Dict.EMPTY);
		client.takeAbort(ErrorUris.UNAVAILABLE);
		assertThat(this.router.sessions("realm1")).isEmpty();
	}

	@Test
	void theChannelReadsAgainWhenNothingWaits() {
		TestClient client = TestClient.joined(this.router);
		client.publish("com.myapp.slow", Dict.of("acknowledge", true));
		assertThat(client.channel.pauses()).isZero();
		client.publish("com.myapp.topic", Dict.of("acknowledge", true));
		assertThat(client.channel.pauses()).isEqualTo(1);
		this.open.get("com.myapp.slow").complete(AuthorizationDecision.ALLOW);
		assertThat(client.channel.pauses()).isZero();
		client.take(Published.class);
		client.take(Published.class);
	}

	@Test
	void aViolationThatWaitedEndsTheSession() {
		TestClient client = TestClient.joined(this.router);
		client.publish("com.myapp.slow", Dict.EMPTY);
		client.send(new Unsubscribe(1, 1, Dict.EMPTY));
		client.call("com.myapp.procedure", Dict.of("ppt_scheme", "mqtt"));
		this.open.get("com.myapp.slow").complete(AuthorizationDecision.ALLOW);
		client.takeError(ErrorUris.NO_SUCH_SUBSCRIPTION);
		client.takeAbort(ErrorUris.PROTOCOL_VIOLATION);
	}

	@Test
	void orderIsKeptWhateverThreadDecidesAndWhen() {
		ExecutorService executor = Executors.newFixedThreadPool(3);
		this.router.close();
		this.router = TestRouters.open((realm) -> {
		}, (settings) -> settings.asyncAuthorizer((request) -> ThreadLocalRandom.current().nextInt(3) == 0
				? CompletableFuture.completedStage(AuthorizationDecision.ABSTAIN)
				: CompletableFuture.supplyAsync(() -> AuthorizationDecision.ALLOW, executor)));
		TestClient client = TestClient.joined(this.router);
		int count = 3_000;
		List<Long> requests = new ArrayList<>();
		List<Long> answers = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			requests.add(client.publish("com.myapp.topic", Dict.of("acknowledge", true)));
			if (i % 100 == 99) {
				Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
					for (WampMessage message = client.channel.poll(); message != null; message = client.channel
						.poll()) {
						answers.add(((Published) message).request());
					}
					return answers.size() == requests.size();
				});
			}
		}
		assertThat(answers).isEqualTo(requests);
		executor.shutdown();
	}

}
