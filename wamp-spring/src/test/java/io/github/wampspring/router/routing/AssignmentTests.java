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

import io.github.wampspring.InvocationPolicy;
import io.github.wampspring.MatchPolicy;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A callee's place is given back once, whoever does it and how often.
 */
class AssignmentTests {

	private final Callee callee = new Callee(new Registration(1, "com.myapp.procedure", MatchPolicy.EXACT),
			new RegistrationRequest(port(), "com.myapp.procedure", MatchPolicy.EXACT, InvocationPolicy.SINGLE, false,
					false, false, 1, 0),
			1);

	private static CalleePort port() {
		return (CalleePort) Proxy.newProxyInstance(CalleePort.class.getClassLoader(),
				new Class<?>[] { CalleePort.class }, (proxy, method, arguments) -> switch (method.getName()) {
					case "isRemote" -> false;
					default -> throw new UnsupportedOperationException(method.getName());
				});
	}

	@Test
	void aPlaceIsGivenBackOnce() {
		assertThat(this.callee.acquire()).isTrue();
		assertThat(this.callee.acquire()).isFalse();
		Assignment assignment = new Assignment(null, this.callee);
		assignment.release();
		assignment.release();
		assertThat(this.callee.acquire()).isTrue();
		assertThat(this.callee.acquire()).as("one place, not two").isFalse();
	}

}
