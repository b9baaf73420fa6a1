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

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.WampException;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.MessageType;
import io.github.wampspring.protocol.WampMessage.Register;
import io.github.wampspring.protocol.WampMessage.Registered;
import io.github.wampspring.protocol.WampMessage.Subscribe;
import io.github.wampspring.protocol.WampMessage.Subscribed;
import io.github.wampspring.protocol.WampMessage.Unregister;
import io.github.wampspring.protocol.WampMessage.Unregistered;
import io.github.wampspring.protocol.WampMessage.Unsubscribed;
import org.junit.jupiter.api.Test;

import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.BackOffExecution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link DefaultWampConnection}: what becomes of registrations and
 * subscriptions that the router takes away.
 */
class ConnectionRevocationTests extends AbstractConnectionTests {

	private static final long ID = 7;

	private final List<WampConnectionEvent> events = Collections.synchronizedList(new ArrayList<>());

	ConnectionRevocationTests() {
		this.router.answers.put(MessageType.REGISTER,
				(channel, message) -> channel.later(new Registered(((Register) message).request(), ID)));
		this.router.answers.put(MessageType.SUBSCRIBE,
				(channel, message) -> channel.later(new Subscribed(((Subscribe) message).request(), ID)));
	}

	private WampRegistration registered(DefaultWampConnection connection) {
		WampRegistration registration = connection.register("com.a", Dict.EMPTY, ECHO);
		join(connection);
		assertThat(registration.whenActive()).succeedsWithin(LONG);
		return registration;
	}

	private void revoke() {
		this.router.last().later(new Unregistered(0, Dict.of("registration", ID, "reason", "com.moved")));
	}

	private int asked() {
		return this.router.last().all(Register.class).size();
	}

	@Test
	void aRevokedRegistrationSaysSoAndIsNotAskedForAgain() {
		DefaultWampConnection connection = connection((settings) -> settings.listeners(List.of(this.events::add)));
		WampRegistration registration = registered(connection);
		CompletableFuture<Void> ended = registration.whenEnded();
		revoke();
		await().until(registration::isRevoked);
		assertThat(registration.isActive()).isFalse();
		assertThat(registration.getFailure()).extracting(WampException::getUri)
			.isEqualTo(ErrorUris.NO_SUCH_REGISTRATION);
		assertThat(registration.getFailure()).hasMessageContaining("com.moved");
		assertThat(failure(registration.whenActive())).isInstanceOf(WampException.class);
		assertThat(ended).isNotDone();
		await().untilAsserted(() -> assertThat(this.events).filteredOn(WampConnectionEvent.Revoked.class::isInstance)
			.containsExactly(new WampConnectionEvent.Revoked(connection, registration, "com.moved")));
		// what is asked for later comes later: nothing came before it
		assertThat(connection.subscribe("com.b", Dict.EMPTY, NOTHING).whenActive()).succeedsWithin(LONG);
		assertThat(asked()).isOne();
	}

	@Test
	void aRevokedRegistrationComesBackInTheNextSessionWithoutForce() {
		DefaultWampConnection connection = connection((settings) -> settings.forceReregister(true));
		WampRegistration registration = registered(connection);
		revoke();
		await().until(registration::isRevoked);
		this.router.last().loseLater();
		awaitChannels(2);
		await().until(registration::isActive);
		assertThat(registration.isRevoked()).isFalse();
		assertThat(registration.getFailure()).isNull();
		assertThat(this.router.last().last(Register.class).options()).isEqualTo(Dict.EMPTY);
	}

	@Test
	void aRevokedRegistrationComesBackWhenItIsStarted() {
		WampRegistration registration = registered(connection());
		revoke();
		await().until(registration::isRevoked);
		registration.start();
		await().until(registration::isActive);
		assertThat(registration.isRevoked()).isFalse();
		assertThat(asked()).isEqualTo(2);
		registration.start();
		assertThat(asked()).isEqualTo(2);
	}

	@Test
	void aRevokedRegistrationThatIsStoppedIsStopped() {
		WampRegistration registration = registered(connection());
		revoke();
		await().until(registration::isRevoked);
		registration.stop();
		assertThat(registration.isRevoked()).isFalse();
		assertThat(registration.getFailure()).isNull();
		registration.start();
		await().until(registration::isActive);
	}

	@Test
	void whatIsRevokedComesBackByItselfWhereThatIsWanted() {
		DefaultWampConnection connection = connection((settings) -> settings.returnAfterRevocation(true));
		WampRegistration registration = registered(connection);
		WampSubscription subscription = connection.subscribe("com.b", Dict.EMPTY, NOTHING);
		assertThat(subscription.whenActive()).succeedsWithin(LONG);
		revoke();
		await().until(() -> asked() == 2 && registration.isActive());
		this.router.last().later(new Unsubscribed(0, Dict.of("subscription", ID)));
		await().until(() -> this.router.last().all(Subscribe.class).size() == 2 && subscription.isActive());
		assertThat(subscription.isRevoked()).isFalse();
	}

	@Test
	void whatIsRevokedBeforeItsAcceptanceWasToldIsRevoked() {
		this.router.answers.put(MessageType.REGISTER, (channel, message) -> {
			channel.receive(new Registered(((Register) message).request(), ID));
			channel.receive(new Unregistered(0, Dict.of("registration", ID)));
		});
		this.router.answers.put(MessageType.SUBSCRIBE, (channel, message) -> {
			channel.receive(new Subscribed(((Subscribe) message).request(), ID));
			channel.receive(new Unsubscribed(0, Dict.of("subscription", ID)));
		});
		DefaultWampConnection connection = connection();
		WampRegistration registration = connection.register("com.a", Dict.EMPTY, ECHO);
		WampSubscription subscription = connection.subscribe("com.b", Dict.EMPTY, NOTHING);
		join(connection);
		for (WampHandle handle : List.of(registration, subscription)) {
			assertThat(failure(handle.whenActive())).hasMessageContaining("Revoked");
			assertThat(handle.isRevoked()).isTrue();
			assertThat(handle.isActive()).isFalse();
			assertThat(handle.getFailure()).isNotNull();
		}
		assertThat(this.router.last().all(Unregister.class)).isEmpty();
	}

	@Test
	void aRouterThatRevokesAgainAndAgainIsAskedAfterEverLongerPauses() {
		AtomicInteger pauses = new AtomicInteger();
		BackOff backOff = () -> () -> (pauses.incrementAndGet() <= 3) ? 1 : BackOffExecution.STOP;
		this.router.answers.put(MessageType.REGISTER, (channel, message) -> {
			channel.later(new Registered(((Register) message).request(), ID));
			channel.later(new Unregistered(0, Dict.of("registration", ID)));
		});
		DefaultWampConnection connection = connection(
				(settings) -> settings.returnAfterRevocation(true).registrationBackOff(backOff));
		WampRegistration registration = connection.register("com.a", Dict.EMPTY, ECHO);
		join(connection);
		await().until(() -> pauses.get() == 4);
		await().until(registration::isRevoked);
		assertThat(asked()).isEqualTo(4);
	}

}
