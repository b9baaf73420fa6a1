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

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.auth.WampUser;
import io.github.wampspring.protocol.CloseUris;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.MessageType;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.ProtocolViolation;
import io.github.wampspring.protocol.WampMessage.Abort;
import io.github.wampspring.protocol.WampMessage.Authenticate;
import io.github.wampspring.protocol.WampMessage.Challenge;
import io.github.wampspring.protocol.WampMessage.Error;
import io.github.wampspring.protocol.WampMessage.Goodbye;
import io.github.wampspring.protocol.WampMessage.Hello;
import io.github.wampspring.protocol.WampMessage;
import io.github.wampspring.router.SessionInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each message in each state of a session.
 */
class SessionStateTests {

	/** What a router takes from an established session. */
	private static final Set<MessageType> TAKEN = EnumSet.of(MessageType.CALL, MessageType.CANCEL, MessageType.YIELD,
			MessageType.ERROR, MessageType.PUBLISH, MessageType.REGISTER, MessageType.UNREGISTER, MessageType.SUBSCRIBE,
			MessageType.UNSUBSCRIBE, MessageType.GOODBYE, MessageType.ABORT);

	private final DefaultWampRouter router = TestRouters
		.open((realm) -> realm.user(new WampUser("peter", "secret1", "user")));

	private final TestClient witness = TestClient.joined(this.router);

	private final TestClient client = new TestClient(this.router, false);

	@AfterEach
	void otherSessionsNoticeNothing() {
		this.witness.subscribe("com.myapp.topic", Dict.EMPTY);
		this.witness.register("com.myapp.procedure", Dict.EMPTY);
		this.witness.takeNothing();
		this.witness.disconnect();
		this.client.disconnect();
		this.router.close();
	}

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = { "HELLO", "ABORT" })
	void onlyHelloBeginsASession(MessageType type) {
		this.client.send(message(type));
		this.client.takeAbort(ErrorUris.PROTOCOL_VIOLATION);
		assertThat(this.client.channel.closeReason().code()).isEqualTo(1002);
		this.client.takeNothing();
	}

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = { "AUTHENTICATE", "ABORT" })
	void onlyAuthenticateAnswersAChallenge(MessageType type) {
		challenge();
		this.client.send(message(type));
		this.client.takeAbort(ErrorUris.PROTOCOL_VIOLATION);
		assertThat(this.router.sessions("realm1")).hasSize(1);
	}

	static Stream<MessageType> outOfPlace() {
		return Stream.of(MessageType.values()).filter((type) -> !TAKEN.contains(type));
	}

	@ParameterizedTest
	@MethodSource("outOfPlace")
	void whatRoutersSendIsNotTakenFromClients(MessageType type) {
		TestClient.joined(this.client, "realm1", TestClient.ROLES);
		this.client.register("com.myapp.mine", Dict.EMPTY);
		this.client.send(message(type));
		Abort abort = this.client.takeAbort(ErrorUris.PROTOCOL_VIOLATION);
		assertThat(abort.details().getString("message")).contains(type.name());
		assertThat(this.client.channel.closeReason().code()).isEqualTo(1002);
		assertThat(this.router.sessions("realm1")).extracting(SessionInfo::id).containsExactly(this.witness.id());
		assertThat(this.router.registrations("realm1")).isEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void nothingIsAnsweredAfterTheEnd(MessageType type) {
		TestClient.joined(this.client, "realm1", TestClient.ROLES);
		this.client.send(new Goodbye(Dict.EMPTY, CloseUris.CLOSE_REALM, Payload.NONE));
		this.client.take(Goodbye.class);
		this.client.send(message(type));
		this.client.takeNothing();
	}

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "GOODBYE")
	void whatComesWhileTheRouterWaitsForGoodbyeIsIgnored(MessageType type) {
		TestClient.joined(this.client, "realm1", TestClient.ROLES);
		kill();
		this.client.send(message(type));
		this.client.takeNothing();
	}

	@Test
	void aHelloWithoutAuthmethodsIsAnonymous() {
		TestClient.joined(this.client, "realm1", TestClient.ROLES);
		Dict details = this.client.welcome.details();
		assertThat(details.getString("realm")).isEqualTo("realm1");
		assertThat(details.getString("authrole")).isEqualTo("anonymous");
		assertThat(details.getString("authmethod")).isEqualTo("anonymous");
		assertThat(details.getString("authid")).isNotEmpty();
		assertThat(details.getDict("roles").getDict("broker").getDict("features").isTrue("publisher_exclusion"))
			.isTrue();
		assertThat(details.getDict("roles").getDict("dealer").getDict("features").isTrue("call_canceling")).isTrue();
	}

	@Test
	void aGoodbyeIsAnsweredWhenTheSessionHasLeft() {
		TestClient.joined(this.client, "realm1", TestClient.ROLES);
		this.client.register("com.myapp.mine", Dict.EMPTY);
		this.client.send(new Goodbye(Dict.EMPTY, CloseUris.CLOSE_REALM, Payload.NONE));
		assertThat(this.client.take(Goodbye.class).reason()).isEqualTo(CloseUris.GOODBYE_AND_OUT);
		assertThat(this.client.channel.closeReason().code()).isEqualTo(1000);
		assertThat(this.router.registrations("realm1")).isEmpty();
		assertThat(this.router.sessions("realm1")).hasSize(1);
	}

	@Test
	void anAbortIsNeverAnswered() {
		TestClient.joined(this.client, "realm1", TestClient.ROLES);
		this.client.send(message(MessageType.ABORT));
		this.client.takeNothing();
		assertThat(this.client.channel.closeReason()).isNotNull();
		assertThat(this.router.sessions("realm1")).hasSize(1);
	}

	@Test
	void anAbortDuringTheChallengeIsNotAnswered() {
		challenge();
		this.client.send(message(MessageType.ABORT));
		this.client.takeNothing();
		assertThat(this.client.channel.closeReason()).isNotNull();
	}

	@Test
	void theRoutersGoodbyeEndsWithThatOfTheClient() {
		TestClient.joined(this.client, "realm1", TestClient.ROLES);
		kill();
		assertThat(this.client.channel.closeReason()).isNull();
		this.client.send(new Goodbye(Dict.EMPTY, CloseUris.GOODBYE_AND_OUT, Payload.NONE));
		assertThat(this.client.channel.closeReason().code()).isEqualTo(1000);
		this.client.takeNothing();
	}

	@Test
	void aRealmThatDoesNotExistIsRefused() {
		this.client.send(new Hello("realm9", TestClient.ROLES));
		assertThat(this.client.takeAbort(ErrorUris.NO_SUCH_REALM).details().getString("message")).contains("realm9");
	}

	@Test
	void aRealmWithAMalformedNameIsRefused() {
		this.client.send(new Hello("not a realm", TestClient.ROLES));
		this.client.takeAbort(ErrorUris.INVALID_URI);
	}

	@Test
	void aHelloWithoutRolesIsAViolation() {
		this.client.send(new Hello("realm1", Dict.EMPTY));
		this.client.takeAbort(ErrorUris.PROTOCOL_VIOLATION);
	}

	@Test
	void anErrorMustAnswerAnInvocation() {
		TestClient.joined(this.client, "realm1", TestClient.ROLES);
		this.client.send(new Error(MessageType.CALL, 1, Dict.EMPTY, "com.myapp.error", Payload.NONE));
		this.client.takeAbort(ErrorUris.PROTOCOL_VIOLATION);
	}

	@Test
	void whatIsNoMessageAtAllEndsTheSession() {
		TestClient.joined(this.client, "realm1", TestClient.ROLES);
		this.router.accept(new RecordingChannel(false)).onViolation(new ProtocolViolation("an empty list"));
		this.client.takeNothing();
	}

	@ParameterizedTest
	@EnumSource(names = { "HELLO", "CALL" })
	void whatIsTooLargeBeforeWelcomeIsAViolation(MessageType type) {
		this.client.sendOversized(type, 1);
		this.client.takeAbort(ErrorUris.PROTOCOL_VIOLATION);
	}

	@Test
	void featuresThatTheRouterDoesNotAnnounceAreAViolation() {
		TestClient other = TestClient.joined(this.router);
		other.publish("com.myapp.topic", Dict.of("ppt_scheme", "mqtt"));
		assertThat(other.takeAbort(ErrorUris.PROTOCOL_VIOLATION).details().getString("message"))
			.contains("payload_passthru_mode");
	}

	private void challenge() {
		this.client
			.send(new Hello("realm1", TestClient.ROLES.with("authmethods", List.of("ticket")).with("authid", "peter")));
		this.client.take(Challenge.class);
	}

	private void kill() {
		TestClient admin = TestClient.joined(new TestClient(this.router, true), "realm1", TestClient.ROLES);
		admin.call("wamp.session.kill", Dict.EMPTY, this.client.id());
		assertThat(this.client.take(Goodbye.class).reason()).isEqualTo(CloseUris.KILLED);
		admin.disconnect();
	}

	private static WampMessage message(MessageType type) {
		return switch (type) {
			case HELLO -> new Hello("realm1", TestClient.ROLES);
			case AUTHENTICATE -> new Authenticate("secret", Dict.EMPTY);
			case ERROR -> new Error(MessageType.INVOCATION, 1, Dict.EMPTY, "com.myapp.error", Payload.NONE);
			default ->
				type.create(List.of(values(type)).subList(0, type.fieldCount() - (hasOptionalDict(type) ? 1 : 0)),
						Payload.NONE);
		};
	}

	private static boolean hasOptionalDict(MessageType type) {
		return switch (type) {
			case UNSUBSCRIBE, UNSUBSCRIBED, UNREGISTER, UNREGISTERED -> true;
			default -> false;
		};
	}

	private static Object[] values(MessageType type) {
		return switch (type) {
			case WELCOME -> new Object[] { 1L, Map.of() };
			case ABORT, GOODBYE -> new Object[] { Map.of(), "wamp.close.normal" };
			case CHALLENGE -> new Object[] { "ticket", Map.of() };
			case PUBLISHED, SUBSCRIBED, REGISTERED -> new Object[] { 1L, 1L };
			case UNSUBSCRIBED, UNREGISTERED -> new Object[] { 1L, Map.of() };
			case UNSUBSCRIBE, UNREGISTER -> new Object[] { 1L, 1L, Map.of() };
			case EVENT, INVOCATION -> new Object[] { 1L, 1L, Map.of() };
			case PUBLISH, SUBSCRIBE, CALL, REGISTER -> new Object[] { 1L, Map.of(), "com.myapp.some" };
			default -> new Object[] { 1L, Map.of() };
		};
	}

}
