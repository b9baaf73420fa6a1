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

import java.util.stream.Stream;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.WampConnectionException;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.MessageType;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.WampMessage;
import io.github.wampspring.protocol.WampMessage.Abort;
import io.github.wampspring.protocol.WampMessage.Authenticate;
import io.github.wampspring.protocol.WampMessage.Challenge;
import io.github.wampspring.protocol.WampMessage.Error;
import io.github.wampspring.protocol.WampMessage.Event;
import io.github.wampspring.protocol.WampMessage.Goodbye;
import io.github.wampspring.protocol.WampMessage.Hello;
import io.github.wampspring.protocol.WampMessage.Interrupt;
import io.github.wampspring.protocol.WampMessage.Invocation;
import io.github.wampspring.protocol.WampMessage.Published;
import io.github.wampspring.protocol.WampMessage.Registered;
import io.github.wampspring.protocol.WampMessage.Result;
import io.github.wampspring.protocol.WampMessage.Subscribed;
import io.github.wampspring.protocol.WampMessage.Unregistered;
import io.github.wampspring.protocol.WampMessage.Unsubscribed;
import io.github.wampspring.protocol.WampMessage.Welcome;
import io.github.wampspring.transport.ChannelClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ClientSession} until it has joined, without any transport.
 */
class SessionJoiningTests {

	private final SessionHarness harness = new SessionHarness();

	private final ClientSession session = this.harness.session;

	@Test
	void welcomeMakesASessionWithWhatTheRouterSays() {
		this.harness.join(SessionHarness.ROUTER);
		assertThat(this.harness.seen).containsExactly("welcome");
		assertThat(this.session.isOpen()).isTrue();
		assertThat(this.session.getId()).isEqualTo(77);
		assertThat(this.session.getRealm()).isEqualTo("realm1");
		assertThat(this.session.getAuthId()).isEqualTo("me");
		assertThat(this.session.getAuthRole()).isEqualTo("user");
		assertThat(this.session.getAuthMethod()).isEqualTo("ticket");
		assertThat(this.session.getDetails()).isEqualTo(SessionHarness.ROUTER.asMap());
	}

	@Test
	void aRealmThatTheRouterChoseCounts() {
		this.harness.join(Dict.of("realm", "chosen"));
		assertThat(this.session.getRealm()).isEqualTo("chosen");
	}

	@Test
	void aChallengeIsAnsweredBeforeWelcome() {
		this.session.hello(new Hello("realm1", Dict.EMPTY));
		Challenge challenge = new Challenge("ticket", Dict.EMPTY);
		this.harness.receive(challenge);
		this.session.authenticate(new Authenticate("secret", Dict.EMPTY));
		assertThat(this.harness.seen).containsExactly(challenge);
		assertThat(this.harness.channel.sent).last().isEqualTo(new Authenticate("secret", Dict.EMPTY));
	}

	@Test
	void abortRefusesTheSessionWithTheRoutersReason() {
		this.session.hello(new Hello("nowhere", Dict.EMPTY));
		this.harness.receive(new Abort(Dict.of("message", "no such realm"), ErrorUris.NO_SUCH_REALM, Payload.NONE));
		assertThat(this.harness.end().reason()).isEqualTo(ErrorUris.NO_SUCH_REALM);
		assertThat(this.harness.end().text()).contains(ErrorUris.NO_SUCH_REALM).contains("no such realm");
		assertThat(this.harness.seen).contains("was not joined");
		assertThat(this.harness.channel.isOpen()).isFalse();
		assertThat(this.harness.channel.sent).hasSize(1);
	}

	@Test
	void theReasonOfAnAbortMayStandInItsArguments() {
		this.session.hello(new Hello("nowhere", Dict.EMPTY));
		this.harness.receive(new Abort(Dict.EMPTY, ErrorUris.NO_SUCH_REALM, Payload.of("not here")));
		assertThat(this.harness.end().text()).contains("not here");
	}

	@Test
	void aCloseBeforeWelcomeEndsTheAttempt() {
		this.session.hello(new Hello("realm1", Dict.EMPTY));
		this.harness.channel.lose(ChannelClose.broken("connection reset", null));
		assertThat(this.harness.end().text()).contains("connection reset");
		assertThat(this.harness.seen).hasSize(3).contains("was not joined");
	}

	@Test
	void operationsBeforeWelcomeFail() {
		assertThat(SessionHarness.failure(this.session.call("com.x", Dict.EMPTY, Payload.NONE, null)))
			.isInstanceOf(WampConnectionException.class)
			.hasMessageContaining("not joined");
		assertThat(this.harness.channel.sent).isEmpty();
	}

	@Test
	void aWelcomeAfterTheSessionWasGivenUpIsIgnored() {
		this.session.hello(new Hello("realm1", Dict.EMPTY));
		this.session.close(ChannelClose.normal("too late"));
		this.harness.receive(new Welcome(77, Dict.EMPTY));
		assertThat(this.session.isOpen()).isFalse();
		assertThat(SessionHarness.failure(this.session.call("com.x", Dict.EMPTY, Payload.NONE, null)))
			.isInstanceOf(WampConnectionException.class);
	}

	static Stream<WampMessage> misplaced() {
		return Stream.of(new Goodbye(Dict.EMPTY, "a.b", Payload.NONE),
				new Error(MessageType.CALL, 1, Dict.EMPTY, "a.b", Payload.NONE), new Subscribed(1, 1),
				new Unsubscribed(1, Dict.EMPTY), new Published(1, 1), new Result(1, Dict.EMPTY, Payload.NONE),
				new Registered(1, 1), new Unregistered(1, Dict.EMPTY), new Invocation(1, 1, Dict.EMPTY, Payload.NONE),
				new Event(1, 1, Dict.EMPTY, Payload.NONE), new Interrupt(1, Dict.EMPTY), new Hello("r", Dict.EMPTY),
				new Authenticate("", Dict.EMPTY));
	}

	@ParameterizedTest
	@MethodSource("misplaced")
	void whatMustNotComeBeforeWelcomeIsAViolation(WampMessage message) {
		this.session.hello(new Hello("realm1", Dict.EMPTY));
		this.harness.receive(message);
		assertThat(this.harness.channel.last(Abort.class).reason()).isEqualTo(ErrorUris.PROTOCOL_VIOLATION);
		assertThat(this.harness.end().reason()).isEqualTo(ErrorUris.PROTOCOL_VIOLATION);
		assertThat(this.harness.channel.close).isNotNull();
		assertThat(this.harness.channel.isFlushed()).isTrue();
	}

}
