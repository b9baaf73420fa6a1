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
import java.util.concurrent.ConcurrentLinkedQueue;

import io.github.wampspring.WampException;
import io.github.wampspring.annotation.WampProcedure;
import io.github.wampspring.annotation.WampSubscribe;
import io.github.wampspring.client.WampRegistration;
import io.github.wampspring.client.WampSession;
import io.github.wampspring.core.EventDetails;
import io.github.wampspring.core.InvocationDetails;
import io.github.wampspring.core.WampTemplate;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What Crossbar.io refuses to a role, and whom it discloses.
 */
@RequiresPeer(Peer.CROSSBAR)
class CrossbarRolesTests {

	private final PeerRouter router = PeerRouter.shared(Peer.CROSSBAR);

	@Test
	void whatIsNotAuthorizedIsAnErrorOfThatOperation() {
		try (Application application = Application.client(this.router.url("/restricted")).join()) {
			WampTemplate wamp = application.wamp();
			assertNotAuthorized(() -> wamp.call("com.example.denied.thing"));
			assertNotAuthorized(() -> wamp.newPublication("com.example.denied.thing").publishAcknowledged());
			assertThat(wamp.newPublication("com.example.other").publishAcknowledged()).isPositive();
		}
	}

	private static void assertNotAuthorized(ThrowingCallable operation) {
		assertThatExceptionOfType(WampException.class).isThrownBy(operation)
			.satisfies((error) -> assertThat(error.getUri()).isEqualTo("wamp.error.not_authorized"));
	}

	@Test
	void aRefusedRegistrationIsShownAndTheOthersWork() {
		try (Application application = Application.client(this.router.url("/restricted")).with(Refused.class).start()) {
			Awaitility.await().atMost(Duration.ofSeconds(15)).untilAsserted(() -> {
				assertThat(registration(application, "com.example.denied.procedure").getFailure())
					.hasMessageContaining("wamp.error.not_authorized");
				assertThat(registration(application, "com.example.allowed").isActive()).isTrue();
			});
			assertThat(application.wamp().call("com.example.allowed", String.class)).isEqualTo("yes");
		}
	}

	private static WampRegistration registration(Application application, String procedure) {
		return application.connection()
			.getRegistrations()
			.stream()
			.filter((registration) -> registration.getProcedure().equals(procedure))
			.findFirst()
			.orElseThrow();
	}

	@Test
	void callersAndPublishersThatAreDisclosedAreKnownToTheMethods() {
		try (Application callee = Application.client(this.router.url()).with(Witness.class).join();
				Application caller = Application.client(this.router.url("/disclosing")).join()) {
			WampSession session = caller.connection().getSession();
			assertThat(caller.wamp().call("com.example.who", Long.class)).isEqualTo(session.getId());
			caller.wamp().newPublication("com.example.told").publishAcknowledged();
			Witness witness = callee.context().getBean(Witness.class);
			Awaitility.await().atMost(Duration.ofSeconds(15)).until(() -> !witness.events.isEmpty());
			assertThat(witness.events.remove()).satisfies((event) -> {
				assertThat(event.publisher()).isEqualTo(session.getId());
				assertThat(event.publisherAuthrole()).isEqualTo("disclosing");
			});
		}
	}

	static class Refused {

		@WampProcedure("com.example.denied.procedure")
		String denied() {
			return "no";
		}

		@WampProcedure("com.example.allowed")
		String allowed() {
			return "yes";
		}

	}

	static class Witness {

		final Queue<EventDetails> events = new ConcurrentLinkedQueue<>();

		@WampProcedure("com.example.who")
		Long who(InvocationDetails details) {
			return details.caller();
		}

		@WampSubscribe("com.example.told")
		void told(EventDetails details) {
			this.events.add(details);
		}

	}

}
