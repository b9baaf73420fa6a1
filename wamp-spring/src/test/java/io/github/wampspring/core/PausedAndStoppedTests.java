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

package io.github.wampspring.core;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.github.wampspring.WampException;
import io.github.wampspring.client.DefaultWampConnection;
import io.github.wampspring.client.WampHandle.Mode;
import io.github.wampspring.client.WampRegistration;
import io.github.wampspring.client.WampSubscription;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Registrations and subscriptions that are paused, stopped and started.
 */
class PausedAndStoppedTests {

	private final LocalSystem system = new LocalSystem();

	private final DefaultWampConnection connection = this.system.connect("callee");

	private final WampTemplate callee = WampTemplate.builder(this.connection).build();

	private final WampTemplate caller = WampTemplate.builder(this.system.connect("caller")).build();

	private final List<Integer> events = new CopyOnWriteArrayList<>();

	@AfterEach
	void close() {
		this.system.close();
	}

	private WampRegistration registration() throws Exception {
		WampRegistration registration = this.callee.register("com.myapp.one", (arguments, details, progress) -> 1);
		registration.whenActive().get(10, TimeUnit.SECONDS);
		return registration;
	}

	private WampSubscription subscription() throws Exception {
		WampSubscription subscription = this.callee.subscribe("com.myapp.topic",
				(arguments, event) -> this.events.add(arguments.get(0, Integer.class)));
		subscription.whenActive().get(10, TimeUnit.SECONDS);
		return subscription;
	}

	private void publish(int value) {
		this.caller.newPublication("com.myapp.topic").args(value).publishAcknowledged();
	}

	private void assertCallFails(String uri) {
		assertThatExceptionOfType(WampException.class)
			.isThrownBy(() -> this.caller.call("com.myapp.one", Integer.class))
			.satisfies((ex) -> assertThat(ex.getUri()).isEqualTo(uri));
	}

	@Test
	void aPausedRegistrationKeepsItsProcedureAndAnswersThatItIsUnavailable() throws Exception {
		WampRegistration registration = registration();
		registration.pause();
		assertThat(registration.getMode()).isEqualTo(Mode.PAUSED);
		assertThat(registration.isActive()).isTrue();
		assertCallFails("wamp.error.no_available_callee");
		registration.start();
		assertThat(this.caller.call("com.myapp.one", Integer.class)).isEqualTo(1);
	}

	@Test
	void aStoppedRegistrationIsGivenBackAndComesBackWhenItIsStarted() throws Exception {
		WampRegistration registration = registration();
		registration.stop();
		assertThat(registration.isActive()).isFalse();
		assertThat(registration.whenActive()).isNotDone();
		await().untilAsserted(() -> assertCallFails("wamp.error.no_such_procedure"));
		registration.start();
		registration.whenActive().get(10, TimeUnit.SECONDS);
		assertThat(this.caller.call("com.myapp.one", Integer.class)).isEqualTo(1);
	}

	@Test
	void whatIsBeingHandledGoesOn() throws Exception {
		CountDownLatch started = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		WampRegistration registration = this.callee.register("com.myapp.slow", (arguments, details, progress) -> {
			started.countDown();
			release.await();
			return 1;
		});
		registration.whenActive().get(10, TimeUnit.SECONDS);
		var call = this.caller.callAsync("com.myapp.slow", Integer.class);
		assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();
		registration.pause();
		registration.stop();
		release.countDown();
		assertThat(call.get(10, TimeUnit.SECONDS)).isEqualTo(1);
	}

	@Test
	void theModeOutlivesSessionsAndRestarts() throws Exception {
		WampRegistration registration = registration();
		WampSubscription subscription = subscription();
		registration.stop();
		subscription.pause();
		this.connection.stop();
		this.connection.start();
		await().untilAsserted(() -> assertThat(subscription.isActive()).isTrue());
		assertThat(registration.isActive()).isFalse();
		assertThat(registration.getFailure()).as("nobody has refused it").isNull();
		publish(1);
		await().untilAsserted(() -> assertThat(subscription.getWaitingEvents()).isEqualTo(1));
		assertCallFails("wamp.error.no_such_procedure");
		registration.start();
		subscription.start();
		registration.whenActive().get(10, TimeUnit.SECONDS);
		assertThat(this.caller.call("com.myapp.one", Integer.class)).isEqualTo(1);
		await().untilAsserted(() -> assertThat(this.events).containsExactly(1));
	}

	@Test
	void eventsOfAPausedSubscriptionWaitInTheirOrder() throws Exception {
		WampSubscription subscription = subscription();
		publish(1);
		await().untilAsserted(() -> assertThat(this.events).containsExactly(1));
		subscription.pause();
		publish(2);
		publish(3);
		await().untilAsserted(() -> assertThat(subscription.getWaitingEvents()).isEqualTo(2));
		assertThat(this.events).containsExactly(1);
		subscription.start();
		publish(4);
		await().untilAsserted(() -> assertThat(this.events).containsExactly(1, 2, 3, 4));
	}

	@Test
	void aStoppedSubscriptionGetsNoEvents() throws Exception {
		WampSubscription subscription = subscription();
		subscription.stop();
		assertThat(subscription.isActive()).isFalse();
		publish(1);
		subscription.start();
		subscription.whenActive().get(10, TimeUnit.SECONDS);
		publish(2);
		await().untilAsserted(() -> assertThat(this.events).containsExactly(2));
	}

	@Test
	void whatIsStoppedBeforeTheStartIsNotAskedForUntilItIsStarted() throws Exception {
		DefaultWampConnection late = this.system.connection("late");
		WampRegistration registration = WampTemplate.builder(late)
			.build()
			.register("com.myapp.one", (arguments, details, progress) -> 1);
		registration.stop();
		late.start();
		await().untilAsserted(() -> assertThat(late.getSession()).isNotNull());
		assertCallFails("wamp.error.no_such_procedure");
		registration.start();
		registration.whenActive().get(10, TimeUnit.SECONDS);
	}

	@Test
	void itEndsInTheModeThatWasWantedLastHoweverQuicklyItChanges() throws Exception {
		WampRegistration registration = registration();
		for (int i = 0; i < 100; i++) {
			registration.stop();
			registration.start();
		}
		await().untilAsserted(() -> assertThat(registration.isActive()).isTrue());
		assertThat(this.caller.call("com.myapp.one", Integer.class)).isEqualTo(1);
		registration.stop();
		await().untilAsserted(() -> assertCallFails("wamp.error.no_such_procedure"));
	}

	@Test
	void whatIsClosedStaysClosed() throws Exception {
		WampRegistration registration = registration();
		registration.close();
		registration.start();
		registration.pause();
		assertThat(registration.isActive()).isFalse();
		await().untilAsserted(() -> assertCallFails("wamp.error.no_such_procedure"));
	}

}
