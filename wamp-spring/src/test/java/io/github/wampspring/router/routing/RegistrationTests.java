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

package io.github.wampspring.router.routing;

import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

import io.github.wampspring.InvocationPolicy;
import io.github.wampspring.MatchPolicy;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Registration}.
 */
class RegistrationTests {

	@ParameterizedTest
	@EnumSource(value = InvocationPolicy.class, names = "SINGLE", mode = EnumSource.Mode.EXCLUDE)
	void aCalleeThatGetsItsConnectionBackWhileACallIsGivenOutIsFound(InvocationPolicy policy) {
		Registration registration = new Registration(1, "com.myapp.procedure", MatchPolicy.EXACT);
		registration.begin(policy, 0);
		// it comes back just after it was passed over
		AtomicBoolean suspended = new AtomicBoolean(true);
		Callee back = add(registration, "back", policy, () -> suspended.getAndSet(false), true);
		add(registration, "full", policy, () -> false, false);
		assertThat(registration.pick(null)).isSameAs(back);
	}

	private static Callee add(Registration registration, Object owner, InvocationPolicy policy,
			BooleanSupplier suspended, boolean room) {
		CalleePort port = (CalleePort) Proxy.newProxyInstance(CalleePort.class.getClassLoader(),
				new Class<?>[] { CalleePort.class }, (proxy, method, arguments) -> switch (method.getName()) {
					case "comesLast" -> suspended.getAsBoolean();
					case "hasRoom" -> room;
					case "isRemote" -> false;
					default -> throw new UnsupportedOperationException(method.getName());
				});
		Callee callee = new Callee(registration,
				new RegistrationRequest(port, registration.uri(), MatchPolicy.EXACT, policy, false, false, false, 0, 0),
				registration.members().size());
		callee.activate();
		synchronized (registration) {
			registration.add(owner, callee);
		}
		return callee;
	}

}
