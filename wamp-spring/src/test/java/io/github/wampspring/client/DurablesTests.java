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
import java.util.List;

import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.WampMessage.Register;
import io.github.wampspring.protocol.WampMessage.Registered;
import org.junit.jupiter.api.Test;

import org.springframework.util.backoff.FixedBackOff;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Durables}.
 */
class DurablesTests {

	private final SessionHarness harness = SessionHarness.joined();

	private final List<Runnable> later = new ArrayList<>();

	private final Durables durables = new Durables(
			new HandlerDispatcher(Runnable::run, new ConnectionThreads("test"), false,
					new EventQueue.QueueLimit(10, 1000)),
			new ConnectionSettings("test", List.of(AbstractConnectionTests.ONE), (url) -> new FakeRouter(),
					Runnable::run, new ValuesMapper())
				.registrationBackOff(new FixedBackOff(5, 2)),
			(handle, reason) -> {
			}, (task, millis) -> this.later.add(task));

	private WampRegistration register(String procedure) {
		return this.durables.register(procedure, Dict.EMPTY, new Named());
	}

	@Test
	void whatIsMadeWhileTheSessionJoinsIsAskedForOnce() {
		register("com.a");
		this.durables.attachAll(this.harness.session);
		register("com.b");
		this.durables.attachAll(this.harness.session);
		assertThat(this.harness.channel.all(Register.class)).extracting(Register::procedure)
			.containsExactly("com.a", "com.b");
	}

	@Test
	void anAnswerOfASessionThatIsGoneDoesNotCount() {
		WampRegistration registration = register("com.a");
		this.durables.attachAll(this.harness.session);
		SessionHarness next = SessionHarness.joined();
		this.durables.attachAll(next.session);
		this.harness.receive(new Registered(1, 10));
		assertThat(registration.isActive()).isFalse();
		next.receive(new Registered(1, 20));
		assertThat(registration.isActive()).isTrue();
	}

	@Test
	void theLogNamesTheHandlerThatHasAName() {
		assertThat(register("com.a")).hasToString("the procedure com.a (Named.method())");
		assertThat(this.durables.subscribe("com.b", Dict.EMPTY, (event) -> {
		})).hasToString("the subscription to com.b");
	}

	private static final class Named implements InvocationHandler {

		@Override
		public void onInvocation(Invocation invocation) {
			throw new IllegalStateException("not expected");
		}

		@Override
		public String toString() {
			return "Named.method()";
		}

	}

}
