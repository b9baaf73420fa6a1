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

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.WampCanceledException;
import io.github.wampspring.WampException;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.MessageType;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.WampMessage;
import io.github.wampspring.protocol.WampMessage.Event;
import io.github.wampspring.protocol.WampMessage.Register;
import io.github.wampspring.protocol.WampMessage.Subscribe;
import io.github.wampspring.protocol.WampMessage.Unregister;
import io.github.wampspring.protocol.WampMessage.Unsubscribe;
import io.github.wampspring.protocol.WampMessage.Yield;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link DefaultWampConnection}: how registrations and subscriptions come back.
 */
class ConnectionReplayingTests extends AbstractConnectionTests {

	@Test
	void whatWasMadeBeforeTheStartIsAskedForInOrderBeforeTheSessionIsGivenOut() {
		DefaultWampConnection connection = connection();
		WampSubscription topic = connection.subscribe("com.a", Dict.EMPTY, NOTHING);
		WampRegistration procedure = connection.register("com.b", Dict.of("invoke", "roundrobin"), ECHO);
		WampSubscription other = connection.subscribe("com.c", Dict.EMPTY, NOTHING);
		assertThat(procedure.isActive()).isFalse();
		join(connection);
		assertThat(procedure.isActive()).isTrue();
		assertThat(topic.isActive()).isTrue();
		assertThat(other.isActive()).isTrue();
		assertThat(procedure.whenActive()).isCompleted();
		assertThat(this.router.last().sent.subList(1, 4)).extracting((message) -> message.fields()[2])
			.containsExactly("com.a", "com.b", "com.c");
		assertThat(this.router.last().last(Register.class).options()).isEqualTo(Dict.of("invoke", "roundrobin"));
		assertThat(connection.getRegistrations()).containsExactly(procedure);
		assertThat(connection.getSubscriptions()).containsExactly(topic, other);
	}

	@Test
	void everythingComesBackInTheNextSession() {
		DefaultWampConnection connection = connection();
		WampRegistration before = connection.register("com.a", Dict.EMPTY, ECHO);
		join(connection);
		WampSubscription after = connection.subscribe("com.b", Dict.EMPTY, NOTHING);
		WampRegistration closed = connection.register("com.c", Dict.EMPTY, ECHO);
		assertThat(after.whenActive()).succeedsWithin(LONG);
		assertThat(closed.whenActive()).succeedsWithin(LONG);
		closed.close();
		this.router.last().loseLater();
		awaitChannels(2);
		connection.session(LONG).join();
		assertThat(before.isActive()).isTrue();
		assertThat(after.isActive()).isTrue();
		assertThat(this.router.last().all(Register.class)).extracting(Register::procedure).containsExactly("com.a");
		assertThat(this.router.last().all(Register.class).get(0).options().has("force_reregister")).isFalse();
	}

	@Test
	void aReregistrationIsForcedWhereThatIsWanted() {
		DefaultWampConnection connection = connection((settings) -> settings.forceReregister(true));
		connection.register("com.a", Dict.EMPTY, ECHO);
		join(connection);
		assertThat(this.router.last().last(Register.class).options()).isEqualTo(Dict.EMPTY);
		this.router.last().loseLater();
		awaitChannels(2);
		connection.session(LONG).join();
		assertThat(this.router.last().last(Register.class).options()).isEqualTo(Dict.of("force_reregister", true));
	}

	@Test
	void aRefusedRegistrationSaysWhyAndHealsByItself() {
		this.router.refusals.put("com.a", ErrorUris.PROCEDURE_ALREADY_EXISTS);
		DefaultWampConnection connection = connection();
		WampRegistration registration = connection.register("com.a", Dict.EMPTY, ECHO);
		join(connection);
		assertThat(registration.isActive()).isFalse();
		assertThat(registration.getFailure()).extracting(WampException::getUri)
			.isEqualTo(ErrorUris.PROCEDURE_ALREADY_EXISTS);
		assertThat(registration.whenActive()).isNotDone();
		await().untilAsserted(() -> assertThat(this.router.last().all(Register.class)).hasSizeGreaterThanOrEqualTo(3));
		this.router.refusals.clear();
		assertThat(registration.whenActive()).succeedsWithin(LONG);
		assertThat(registration.getFailure()).isNull();
		assertThat(registration.isActive()).isTrue();
	}

	@Test
	void aRefusalThatCannotHealWaitsForTheNextSession() {
		this.router.refusals.put("com.a", ErrorUris.NOT_AUTHORIZED);
		DefaultWampConnection connection = connection();
		WampSubscription subscription = connection.subscribe("com.a", Dict.EMPTY, NOTHING);
		join(connection);
		assertThat(failure(subscription.whenActive())).isInstanceOfSatisfying(WampException.class,
				(failure) -> assertThat(failure.getUri()).isEqualTo(ErrorUris.NOT_AUTHORIZED));
		assertThat(this.router.last().all(Subscribe.class)).hasSize(1);
		this.router.refusals.clear();
		this.router.last().loseLater();
		awaitChannels(2);
		connection.session(LONG).join();
		assertThat(subscription.isActive()).isTrue();
		assertThat(subscription.getFailure()).isNull();
	}

	@Test
	void optionsThatCannotBeWrittenAreReported() {
		DefaultWampConnection connection = connection();
		WampRegistration registration = connection.register("com.a", Dict.of("x", "unwritable"), ECHO);
		join(connection);
		assertThat(failure(registration.whenActive())).hasMessageContaining("cannot be written");
	}

	@Test
	void aRouterThatDoesNotAnswerRegistrationsDoesNotHoldUpTheSession() {
		this.router.ignore(MessageType.REGISTER);
		DefaultWampConnection connection = connection((settings) -> settings.connectTimeout(Duration.ofMillis(50)));
		WampRegistration registration = connection.register("com.a", Dict.EMPTY, ECHO);
		join(connection);
		assertThat(registration.isActive()).isFalse();
	}

	@Test
	void closingGivesBack() {
		DefaultWampConnection connection = connection();
		WampRegistration registration = connection.register("com.a", Dict.EMPTY, ECHO);
		WampSubscription subscription = connection.subscribe("com.b", Dict.EMPTY, NOTHING);
		join(connection);
		registration.close();
		subscription.close();
		registration.close();
		assertThat(this.router.last().all(Unregister.class)).hasSize(1);
		assertThat(this.router.last().all(Unsubscribe.class)).hasSize(1);
		assertThat(registration.isActive()).isFalse();
		assertThat(connection.getRegistrations()).isEmpty();
		assertThat(connection.getSubscriptions()).isEmpty();
	}

	@Test
	void whatIsClosedBeforeTheRouterHasAnsweredIsGivenBackThen() {
		DefaultWampConnection connection = connection();
		join(connection);
		List<WampMessage> held = Collections.synchronizedList(new ArrayList<>());
		this.router.answers.put(MessageType.REGISTER, (channel, message) -> held.add(message));
		WampRegistration registration = connection.register("com.a", Dict.EMPTY, ECHO);
		registration.close();
		assertThat(failure(registration.whenActive())).isInstanceOf(WampCanceledException.class);
		Register register = (Register) held.get(0);
		this.router.last().later(new WampMessage.Registered(register.request(), 9));
		await().untilAsserted(() -> assertThat(this.router.last().last(Unregister.class).registration()).isEqualTo(9));
	}

	@Test
	void handlersGetInvocationsAndEventsOnTheExecutor() {
		DefaultWampConnection connection = connection();
		List<String> threads = Collections.synchronizedList(new ArrayList<>());
		connection.register("com.a", Dict.EMPTY, (invocation) -> {
			threads.add(Thread.currentThread().getName());
			invocation.complete(invocation.payload());
		});
		connection.subscribe("com.b", Dict.EMPTY, (event) -> threads.add(Thread.currentThread().getName()));
		join(connection);
		this.router.last().later(new WampMessage.Invocation(1, 1002, Dict.EMPTY, Payload.of("x")));
		this.router.last().later(new Event(1003, 1, Dict.EMPTY, Payload.NONE));
		await().untilAsserted(() -> assertThat(threads).hasSize(2));
		assertThat(threads).allSatisfy((name) -> assertThat(name).contains("pool"));
		await()
			.untilAsserted(() -> assertThat(this.router.last().last(Yield.class).payload()).isEqualTo(Payload.of("x")));
	}

}
