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
import java.util.Base64;
import java.util.List;
import java.util.Map;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.auth.WampUser;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.MessageType;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.WampMessage.Abort;
import io.github.wampspring.protocol.WampMessage.Event;
import io.github.wampspring.protocol.WampMessage.Goodbye;
import io.github.wampspring.protocol.WampMessage.Hello;
import io.github.wampspring.protocol.WampMessage.Invocation;
import io.github.wampspring.protocol.WampMessage.Received;
import io.github.wampspring.protocol.WampMessage.Result;
import io.github.wampspring.protocol.WampMessage.Welcome;
import io.github.wampspring.protocol.WampMessage;
import io.github.wampspring.router.ResumptionSettings;
import io.github.wampspring.transport.ChannelInfo;
import io.github.wampspring.transport.resume.ReplayLimits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The router's half of session resumption, message by message.
 */
class ResumptionTests {

	private static final Dict HELLO = TestClient.ROLES.with("resumable", true).with("x_received", 0);

	private static final Duration LONG = Duration.ofMinutes(10);

	private DefaultWampRouter router = router(ResumptionSettings.within(LONG));

	private TestClient other = TestClient.joined(this.router);

	@AfterEach
	void close() {
		this.router.close();
	}

	private static DefaultWampRouter router(ResumptionSettings resumption) {
		return TestRouters.open((realm) -> realm.resumption(resumption));
	}

	private void use(ResumptionSettings resumption) {
		this.router.close();
		this.router = router(resumption);
		this.other = TestClient.joined(this.router);
	}

	/** A client that has got its WELCOME, and said so. */
	private TestClient resumable() {
		TestClient client = TestClient.joined(this.router, HELLO);
		client.send(new Received(0));
		return client;
	}

	private TestClient resumable(String address) {
		TestClient client = TestClient.joined(
				new TestClient(this.router,
						new RecordingChannel(new ChannelInfo("websocket", "none", address, Map.of(), null, false))),
				"realm1", HELLO);
		client.send(new Received(0));
		return client;
	}

	private static String token(Welcome welcome) {
		return welcome.details().getString("resume-ticket");
	}

	private static Dict hello(long session, String token, long received) {
		return HELLO.with("resume-session", session).with("resume-token", token).with("x_received", received);
	}

	private TestClient comeBack(TestClient client, long received) {
		return comeBack(client.id(), token(client.welcome), received);
	}

	private TestClient comeBack(long session, String token, long received) {
		TestClient next = TestClient.joined(this.router, hello(session, token, received));
		assertThat(next.id()).isEqualTo(session);
		assertThat(next.welcome.details().isTrue("resumed")).isTrue();
		next.send(new Received(received));
		return next;
	}

	private TestClient refused(long session, String token, long received) {
		TestClient next = new TestClient(this.router, false);
		next.send(new Hello("realm1", hello(session, token, received)));
		next.takeAbort(ErrorUris.NO_SUCH_SESSION);
		return next;
	}

	private static long received(TestClient client) {
		return client.welcome.details().getLong("x_received");
	}

	private void awaitEnd(TestClient client) {
		await().untilAsserted(() -> assertThat(this.router.session("realm1", client.id())).isNull());
	}

	@Test
	void aTokenIsOfferedToThoseWhoCanResume() {
		Dict details = resumable().welcome.details();
		assertThat(details.isTrue("resumable")).isTrue();
		assertThat(Base64.getDecoder().decode(details.getString("resume-ticket"))).hasSize(32);
		assertThat(details.getLong("x_received")).isZero();
		assertThat(details.getLong("x_resume_within")).isEqualTo(LONG.toMillis());
		assertThat(details.has("resumed")).isFalse();
	}

	@Test
	void nothingIsOfferedToThoseWhoDoNotAskOrDoNotCount() {
		assertThat(this.other.welcome.details().has("resumable")).isFalse();
		assertThat(TestClient.joined(this.router, TestClient.ROLES.with("resumable", true)).welcome.details()
			.has("resumable")).isFalse();
		assertThat(TestClient.joined(this.router, HELLO.with("resumable", false)).welcome.details().has("resumable"))
			.isFalse();
	}

	@Test
	void nothingIsOfferedByDefaultNorWithinTheJvm() {
		use(ResumptionSettings.OFF);
		TestClient client = TestClient.joined(this.router, HELLO);
		assertThat(client.welcome.details().has("resumable")).isFalse();
		client.disconnect();
		awaitEnd(client);
		use(ResumptionSettings.within(LONG));
		TestClient local = TestClient.joined(new TestClient(this.router, true), "realm1", HELLO);
		assertThat(local.welcome.details().has("resumable")).isFalse();
	}

	@Test
	void whatCameMeanwhileIsSentAfterTheResumeInOrder() {
		TestClient client = resumable();
		long subscription = client.subscribe("com.myapp.topic", Dict.EMPTY);
		long registration = client.register("com.myapp.procedure", Dict.EMPTY);
		client.disconnect();
		this.other.publish("com.myapp.topic", Dict.EMPTY, 1);
		long call = this.other.call("com.myapp.procedure", Dict.EMPTY, 2);
		this.other.publish("com.myapp.topic", Dict.EMPTY, 3);
		TestClient back = comeBack(client, 2);
		Event first = back.take(Event.class);
		assertThat(first.subscription()).isEqualTo(subscription);
		assertThat(TestClient.arguments(first)).isEqualTo(List.of(1));
		Invocation invocation = back.take(Invocation.class);
		assertThat(invocation.registration()).isEqualTo(registration);
		assertThat(TestClient.arguments(back.take(Event.class))).isEqualTo(List.of(3));
		back.yield(invocation.request(), 4);
		Result result = this.other.take(Result.class);
		assertThat(result.request()).isEqualTo(call);
		assertThat(TestClient.arguments(result)).isEqualTo(List.of(4));
		back.takeNothing();
	}

	@Test
	void whatWasSentButNotReceivedIsSentOnceMore() {
		TestClient client = resumable();
		client.subscribe("com.myapp.topic", Dict.EMPTY);
		for (int i = 1; i <= 5; i++) {
			this.other.publish("com.myapp.topic", Dict.EMPTY, i);
		}
		client.disconnect();
		TestClient back = comeBack(client, 1 + 3);
		assertThat(arguments(back.takeAll(Event.class))).containsExactly(4, 5);
	}

	@Test
	void whatTheRouterHasReceivedIsTold() {
		TestClient client = resumable();
		client.publish("com.myapp.topic", Dict.EMPTY);
		client.sendOversized(MessageType.PUBLISH, client.nextRequest());
		client.send(new Received(0));
		client.disconnect();
		assertThat(received(comeBack(client, 1))).isEqualTo(2);
	}

	@Test
	void theRouterTellsFromTimeToTimeWhatItHasReceived() {
		TestClient client = resumable();
		for (int i = 0; i < 200; i++) {
			client.publish("com.myapp.topic", Dict.EMPTY);
		}
		assertThat(client.takeAll(Received.class)).extracting(Received::messages).containsExactly(64L, 128L, 192L);
	}

	@Test
	void aResumeTakesOverAConnectionThatTheRouterDoesNotKnowToBeLost() {
		TestClient client = resumable();
		client.subscribe("com.myapp.topic", Dict.EMPTY);
		TestClient back = comeBack(client, 1);
		assertThat(client.channel.closeReason()).isNotNull();
		client.publish("com.myapp.topic", Dict.of("exclude_me", false), "late");
		this.other.publish("com.myapp.topic", Dict.EMPTY, "new");
		assertThat(arguments(back.takeAll(Event.class))).containsExactly("new");
		back.disconnect();
		assertThat(received(comeBack(client.id(), token(back.welcome), 2))).isEqualTo(1);
	}

	@Test
	void aTokenIsTakenOnlyUntilTheClientHasTheNextOne() {
		TestClient client = resumable();
		client.disconnect();
		TestClient lost = TestClient.joined(this.router, hello(client.id(), token(client.welcome), 0));
		assertThat(token(lost.welcome)).isNotEqualTo(token(client.welcome));
		// WELCOME did not come
		lost.disconnect();
		TestClient back = comeBack(client, 0);
		back.disconnect();
		refused(client.id(), token(client.welcome), 0);
		refused(client.id(), token(lost.welcome), 0);
		comeBack(client.id(), token(back.welcome), 0);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "x", "mazdJ5q6PLHkEbR3WdJzwA==" })
	void aWrongTokenIsRefusedAndChangesNothing(String token) {
		TestClient client = resumable();
		refused(client.id(), token, 0);
		refused(client.id() + 1, token(client.welcome), 0);
		assertThat(client.channel.closeReason()).isNull();
		client.disconnect();
		refused(client.id(), token, 0);
		comeBack(client, 0);
	}

	@ParameterizedTest
	@ValueSource(longs = { -1, 2, Long.MAX_VALUE })
	void aWrongCountIsRefused(long received) {
		TestClient client = resumable();
		client.subscribe("com.myapp.topic", Dict.EMPTY);
		client.disconnect();
		refused(client.id(), token(client.welcome), received);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void aSessionWhoseClientCannotGoOnWithItIsNotInTheWayOfItsNextOne(boolean suspended) {
		TestClient client = resumable();
		client.register("com.myapp.procedure", Dict.EMPTY);
		if (suspended) {
			client.disconnect();
		}
		refused(client.id(), token(client.welcome), 2);
		assertThat(this.router.session("realm1", client.id())).isNull();
		TestClient next = resumable();
		next.register("com.myapp.procedure", Dict.EMPTY);
		this.other.call("com.myapp.procedure", Dict.EMPTY);
		next.take(Invocation.class);
		assertThat(client.channel.closeReason()).isNotNull();
		awaitEnd(client);
	}

	@ParameterizedTest
	@CsvSource({ "first, 0", "first, 1", "last, 0", "last, 1", "roundrobin, 0", "roundrobin, 1", "random, 0",
			"random, 1" })
	void callsGoToCalleesThatHaveAConnection(String policy, int suspended) {
		List<TestClient> callees = callees(policy, Dict.EMPTY);
		callees.get(suspended).disconnect();
		for (int i = 0; i < 16; i++) {
			this.other.call("com.myapp.procedure", Dict.EMPTY, i);
		}
		assertThat(callees.get(1 - suspended).takeAll(Invocation.class)).hasSize(16);
		TestClient back = comeBack(callees.get(suspended), 1);
		back.takeNothing();
		callees.get(1 - suspended).disconnect();
		this.other.call("com.myapp.procedure", Dict.EMPTY, "next");
		assertThat(TestClient.arguments(back.take(Invocation.class))).isEqualTo(List.of("next"));
	}

	@Test
	void aCallWaitsForACalleeWithoutAConnectionIfNoOtherOneCanTakeIt() {
		List<TestClient> callees = callees("first", Dict.of("concurrency", 1));
		callees.get(0).disconnect();
		for (int i = 0; i < 2; i++) {
			this.other.call("com.myapp.procedure", Dict.EMPTY, i);
		}
		assertThat(TestClient.arguments(callees.get(1).take(Invocation.class))).isEqualTo(List.of(0));
		callees.get(1).takeNothing();
		callees.get(1).disconnect();
		assertThat(TestClient.arguments(comeBack(callees.get(0), 1).take(Invocation.class))).isEqualTo(List.of(1));
		this.other.takeNothing();
	}

	/** Two of them. */
	private List<TestClient> callees(String policy, Dict options) {
		List<TestClient> callees = new ArrayList<>();
		for (int i = 0; i < 2; i++) {
			TestClient callee = resumable();
			callee.register("com.myapp.procedure", options.with("invoke", policy));
			callees.add(callee);
		}
		return callees;
	}

	@Test
	void aPeerThatHasReceivedMoreThanWasSentViolatesTheProtocol() {
		TestClient client = resumable();
		client.send(new Received(1));
		client.takeAbort(ErrorUris.PROTOCOL_VIOLATION);
		awaitEnd(client);
		refused(client.id(), token(client.welcome), 0);
	}

	@Test
	void anotherIdentityIsRefused() {
		this.router.close();
		this.router = TestRouters.open((realm) -> realm.resumption(ResumptionSettings.within(LONG))
			.user(new WampUser("joe", "secret", "user"))
			.user(new WampUser("jim", "secret", "user")));
		TestClient joe = authenticated("joe", HELLO);
		joe.welcome = joe.take(Welcome.class);
		joe.send(new Received(0));
		joe.disconnect();
		Dict hello = hello(joe.id(), token(joe.welcome), 0);
		assertThat(authenticated("jim", hello).take(Abort.class).reason()).isEqualTo(ErrorUris.NO_SUCH_SESSION);
		refused(joe.id(), token(joe.welcome), 0);
		assertThat(authenticated("joe", hello).take(Welcome.class).session()).isEqualTo(joe.id());
	}

	private TestClient authenticated(String authId, Dict hello) {
		TestClient client = new TestClient(this.router, false);
		client.send(new Hello("realm1", hello.with("authmethods", List.of("ticket")).with("authid", authId)));
		client.take(WampMessage.Challenge.class);
		client.send(new WampMessage.Authenticate("secret", Dict.EMPTY));
		return client;
	}

	@Test
	void anotherSerializerIsRefused() {
		TestClient client = resumable();
		client.disconnect();
		TestClient next = new TestClient(this.router,
				new RecordingChannel(new ChannelInfo("websocket", "cbor", "203.0.113.7", Map.of(), null, false)));
		next.send(new Hello("realm1", hello(client.id(), token(client.welcome), 0)));
		next.takeAbort(ErrorUris.NO_SUCH_SESSION);
	}

	@Test
	void aSessionThatNobodyComesBackToEnds() {
		use(ResumptionSettings.within(Duration.ofMillis(50)));
		this.other.subscribe("wamp.session.on_leave", Dict.EMPTY);
		TestClient client = resumable();
		client.register("com.myapp.procedure", Dict.EMPTY);
		client.disconnect();
		assertThat(TestClient.arguments(this.other.take(Event.class))).first().isEqualTo(client.id());
		awaitEnd(client);
		this.other.call("com.myapp.procedure", Dict.EMPTY);
		this.other.takeError(ErrorUris.NO_SUCH_PROCEDURE);
		refused(client.id(), token(client.welcome), 1);
		awaitNothingLeft();
	}

	@Test
	void aSessionIsNotKeptForLongerThanItsClientTriesToResumeIt() {
		TestClient client = TestClient.joined(this.router, HELLO.with("x_resume_within", 50));
		assertThat(client.welcome.details().getLong("x_resume_within")).isEqualTo(50);
		client.send(new Received(0));
		client.disconnect();
		awaitEnd(client);
		awaitNothingLeft();
	}

	@ParameterizedTest
	@ValueSource(strings = { "0", "-1", "9223372036854775807", "x" })
	void theRouterSaysForHowLongASessionIsKeptAtTheMost(String within) {
		Object value = within.equals("x") ? within : (Object) Long.valueOf(within);
		TestClient client = TestClient.joined(this.router, HELLO.with("x_resume_within", value));
		assertThat(client.welcome.details().getLong("x_resume_within")).isEqualTo(LONG.toMillis());
	}

	@Test
	void aSessionWhoseClientHasNotGotItsWelcomeEndsWithItsConnection() {
		TestClient client = TestClient.joined(this.router, HELLO);
		client.disconnect();
		awaitEnd(client);
		awaitNothingLeft();
	}

	@Test
	void moreThanTheBufferHoldsEndsASessionWithoutAConnection() {
		use(new ResumptionSettings(LONG, new ReplayLimits(10, 1_000_000), 10_000_000, 10));
		TestClient client = resumable();
		client.subscribe("com.myapp.topic", Dict.EMPTY);
		client.disconnect();
		for (int i = 0; i < 10; i++) {
			this.other.publish("com.myapp.topic", Dict.EMPTY, i);
		}
		assertThat(this.router.session("realm1", client.id())).isNotNull();
		this.other.publish("com.myapp.topic", Dict.EMPTY, 10);
		awaitEnd(client);
		refused(client.id(), token(client.welcome), 1);
		awaitNothingLeft();
	}

	@Test
	void aConnectedSessionIsNotHeldBackByItsBuffer() {
		use(new ResumptionSettings(LONG, new ReplayLimits(10, 1_000_000), 10_000_000, 10));
		TestClient client = resumable();
		client.subscribe("com.myapp.topic", Dict.EMPTY);
		for (int i = 0; i < 100; i++) {
			this.other.publish("com.myapp.topic", Dict.EMPTY, i);
		}
		assertThat(client.takeAll(Event.class)).hasSize(100);
		client.disconnect();
		TestClient back = comeBack(client, 1 + 90);
		assertThat(arguments(back.takeAll(Event.class))).hasSize(10).startsWith(90);
		back.disconnect();
		refused(client.id(), token(back.welcome), 1 + 89);
	}

	@Test
	void onlySoManySessionsMayBeWithoutAConnection() {
		use(new ResumptionSettings(LONG, ReplayLimits.defaults(), 10_000_000, 2));
		List<TestClient> clients = new ArrayList<>();
		for (int i = 0; i < 3; i++) {
			clients.add(resumable());
		}
		clients.forEach(TestClient::disconnect);
		awaitEnd(clients.get(2));
		comeBack(clients.get(0), 0).disconnect();
		comeBack(clients.get(1), 0);
	}

	@Test
	void aStrangerDoesNotTakeAllPlacesOfSessionsWithoutAConnection() {
		use(new ResumptionSettings(LONG, ReplayLimits.defaults(), 10_000_000, 5));
		TestClient client = resumable("198.51.100.1:1");
		TestClient other = resumable("198.51.100.2:1");
		List<TestClient> strangers = new ArrayList<>();
		for (int i = 0; i < 8; i++) {
			strangers.add(resumable("203.0.113.9:" + i));
			strangers.get(i).disconnect();
		}
		assertThat(this.router.statistics("realm1").suspendedSessions()).isEqualTo(5);
		client.disconnect();
		other.disconnect();
		assertThat(this.router.statistics("realm1").suspendedSessions()).isEqualTo(5);
		strangers.subList(3, 8).forEach(this::awaitEnd);
		for (int i = 0; i < 3; i++) {
			assertThat(this.router.session("realm1", strangers.get(i).id())).isNotNull();
		}
		TestClient back = comeBack(client, 0);
		comeBack(other, 0);
		assertThat(this.router.statistics("realm1").suspendedSessions()).isEqualTo(3);
		back.disconnect();
		comeBack(client.id(), token(back.welcome), 0);
	}

	/** So many messages of this test. */
	private static ResumptionSettings atMost(int messages, int together) {
		return new ResumptionSettings(LONG, new ReplayLimits(messages, messages * 256L), together * 256L, 100);
	}

	private TestClient subscribed(String topic) {
		TestClient client = resumable();
		client.subscribe(topic, Dict.EMPTY);
		client.send(new Received(1));
		return client;
	}

	private void publish(String topic, int count) {
		for (int i = 0; i < count; i++) {
			this.other.publish(topic, Dict.EMPTY, i);
		}
	}

	@Test
	void ofSessionsWithoutAConnectionTheOneForWhichMostWaitsEndsWhenTooMuchWaitsForAll() {
		use(atMost(40, 40));
		TestClient small = subscribed("com.myapp.small");
		TestClient large = subscribed("com.myapp.large");
		TestClient middle = subscribed("com.myapp.middle");
		small.disconnect();
		large.disconnect();
		middle.disconnect();
		publish("com.myapp.large", 25);
		publish("com.myapp.small", 5);
		publish("com.myapp.middle", 10);
		assertThat(this.router.statistics("realm1").replaySize()).isEqualTo(40 * 256);
		assertThat(this.router.statistics("realm1").suspendedSessions()).isEqualTo(3);
		assertThat(this.router.statistics("realm1").droppedReplays()).isZero();
		publish("com.myapp.small", 1);
		awaitEnd(large);
		assertThat(this.router.statistics("realm1").replaySize()).isEqualTo(16 * 256);
		assertThat(this.router.statistics("realm1").droppedReplays()).isOne();
		await().until(() -> this.router.statistics("realm1").suspendedSessions() == 2);
		assertThat(comeBack(small, 1).takeAll(Event.class)).hasSize(6);
		assertThat(comeBack(middle, 1).takeAll(Event.class)).hasSize(10);
	}

	@Test
	void connectedSessionsLetGoBeforeOneWithoutAConnectionEnds() {
		use(atMost(40, 60));
		TestClient away = subscribed("com.myapp.away");
		away.disconnect();
		publish("com.myapp.away", 30);
		List<TestClient> silent = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			silent.add(subscribed("com.myapp.silent"));
		}
		publish("com.myapp.silent", 30);
		assertThat(this.router.statistics("realm1").droppedReplays()).isPositive();
		silent.forEach((client) -> assertThat(client.takeAll(Event.class)).hasSize(30));
		assertThat(comeBack(away, 1).takeAll(Event.class)).hasSize(30);
	}

	@Test
	void ofSessionsWithoutAConnectionThoseOfTheOneForWhomMostIsKeptEndFirst() {
		use(atMost(40, 60));
		TestClient away = resumable("198.51.100.1:1");
		away.subscribe("com.myapp.away", Dict.EMPTY);
		away.send(new Received(1));
		away.disconnect();
		publish("com.myapp.away", 20);
		List<TestClient> strangers = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			TestClient stranger = resumable("203.0.113.9:" + i);
			stranger.subscribe("com.myapp.stranger", Dict.EMPTY);
			stranger.send(new Received(1));
			stranger.disconnect();
			strangers.add(stranger);
		}
		publish("com.myapp.stranger", 10);
		// 20 and four times 10 are the limit
		assertThat(this.router.statistics("realm1").droppedReplays()).isZero();
		publish("com.myapp.stranger", 1);
		assertThat(this.router.statistics("realm1").droppedReplays()).isPositive();
		await().until(
				() -> strangers.stream().anyMatch((stranger) -> this.router.session("realm1", stranger.id()) == null));
		assertThat(comeBack(away, 1).takeAll(Event.class)).hasSize(20);
	}

	@Test
	void aConnectedSessionForWhichMostIsKeptGoesOnWithoutIt() {
		use(atMost(40, 40));
		TestClient away = subscribed("com.myapp.away");
		TestClient silent = subscribed("com.myapp.silent");
		away.disconnect();
		publish("com.myapp.silent", 30);
		publish("com.myapp.away", 11);
		assertThat(this.router.statistics("realm1").replaySize()).isEqualTo(11 * 256);
		publish("com.myapp.silent", 1);
		assertThat(silent.takeAll(Event.class)).hasSize(31);
		silent.disconnect();
		assertThat(arguments(comeBack(silent, 1 + 30).takeAll(Event.class))).containsExactly(0);
		assertThat(comeBack(away, 1).takeAll(Event.class)).hasSize(11);
	}

	@Test
	void whatIsKeptForAllIsBoundedWhileManyArePublishing() throws Exception {
		use(atMost(200, 400));
		List<TestClient> clients = new ArrayList<>();
		for (int i = 0; i < 16; i++) {
			clients.add(subscribed("com.myapp.topic"));
		}
		clients.subList(0, 4).forEach(TestClient::disconnect);
		List<Thread> publishers = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			TestClient publisher = TestClient.joined(this.router);
			publishers.add(new Thread(() -> {
				for (int j = 0; j < 200; j++) {
					publisher.publish("com.myapp.topic", Dict.EMPTY, j);
				}
			}));
		}
		publishers.forEach(Thread::start);
		for (Thread publisher : publishers) {
			publisher.join();
		}
		assertThat(this.router.statistics("realm1").replaySize()).isBetween(0L, 400 * 256L);
		assertThat(this.router.statistics("realm1").droppedReplays()).isPositive();
		clients.subList(4, 16).forEach((client) -> assertThat(client.takeAll(Event.class)).hasSize(800));
		clients.forEach((client) -> this.router.kill("realm1", client.id(), "wamp.close.killed", null));
		awaitNothingLeft();
	}

	@Test
	void goodbyeAndAbortEndASession() {
		TestClient leaving = resumable();
		leaving.send(new Goodbye(Dict.EMPTY, "wamp.close.normal", Payload.NONE));
		leaving.take(Goodbye.class);
		awaitEnd(leaving);
		refused(leaving.id(), token(leaving.welcome), 0);
		TestClient aborting = resumable();
		aborting.send(new Abort(Dict.EMPTY, "wamp.error.application", Payload.NONE));
		awaitEnd(aborting);
		TestClient violating = resumable();
		violating.send(new Welcome(1, Dict.EMPTY));
		violating.takeAbort(ErrorUris.PROTOCOL_VIOLATION);
		awaitEnd(violating);
		awaitNothingLeft();
	}

	@Test
	void aSessionCanBeKilledWithoutAConnection() {
		TestClient client = resumable();
		client.disconnect();
		assertThat(this.router.kill("realm1", client.id(), "wamp.close.killed", null)).isTrue();
		awaitEnd(client);
		refused(client.id(), token(client.welcome), 0);
		awaitNothingLeft();
	}

	@Test
	void theRouterStopsWithoutWaitingForThoseWithoutAConnection() {
		this.router.close();
		this.router = TestRouters.open((realm) -> realm.resumption(ResumptionSettings.within(LONG)),
				(settings) -> settings.shutdownTimeout(LONG));
		TestClient client = resumable();
		client.disconnect();
		this.router.close();
		awaitEnd(client);
		awaitNothingLeft();
	}

	private void awaitNothingLeft() {
		await().untilAsserted(() -> {
			assertThat(this.router.statistics("realm1").replaySize()).isZero();
			assertThat(this.router.realm("realm1").resumptions().size()).isZero();
			assertThat(this.router.realm("realm1").resumptions().suspended()).isZero();
		});
	}

	private static List<Object> arguments(List<Event> events) {
		List<Object> arguments = new ArrayList<>();
		events.forEach((event) -> arguments.addAll(TestClient.arguments(event)));
		return arguments;
	}

}
