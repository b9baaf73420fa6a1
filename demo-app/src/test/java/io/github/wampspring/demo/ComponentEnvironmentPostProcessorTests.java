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

package io.github.wampspring.demo;

import org.junit.jupiter.api.Test;

import org.springframework.boot.SpringApplication;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ComponentEnvironmentPostProcessor}.
 */
class ComponentEnvironmentPostProcessorTests {

	private final MockEnvironment environment = new MockEnvironment().withProperty("wamp.router.enabled", "true");

	@Test
	void runsNoRouterWhereThereIsAnother() {
		this.environment.setProperty("wamp.urls", "ws://localhost:8080/ws");
		assertThat(routerEnabled()).isFalse();
	}

	@Test
	void runsTheRouterOtherwise() {
		assertThat(routerEnabled()).isTrue();
	}

	private Boolean routerEnabled() {
		new ComponentEnvironmentPostProcessor().postProcessEnvironment(this.environment, new SpringApplication());
		return this.environment.getRequiredProperty("wamp.router.enabled", Boolean.class);
	}

}
