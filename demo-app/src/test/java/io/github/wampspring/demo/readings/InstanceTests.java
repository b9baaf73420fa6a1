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

package io.github.wampspring.demo.readings;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Instance}.
 */
class InstanceTests {

	@Test
	void isNamedAfterMachineAndProcess() {
		Instance instance = new Instance("");
		assertThat(instance.host()).isNotBlank().doesNotContain(".");
		assertThat(instance.name()).endsWith("-" + ProcessHandle.current().pid());
	}

	@Test
	void takesTheNameThatIsConfigured() {
		assertThat(new Instance("left").name()).isEqualTo("left");
	}

	@Test
	void isAlwaysAComponentOfAUri() {
		assertThat(new Instance("Left hand.of #1").name()).isEqualTo("left-hand-of-1");
	}

	@Test
	void isKnownByTheNodeThatIsNamedAfterIt() {
		assertThat(Instance.ofNode("Left.hand-1~0123456789abcdef")).isEqualTo(new Instance("Left.hand-1").name());
	}

}
