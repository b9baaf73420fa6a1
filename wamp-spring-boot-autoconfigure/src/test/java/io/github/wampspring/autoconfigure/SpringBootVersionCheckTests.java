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

package io.github.wampspring.autoconfigure;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringBootVersion;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.core.io.support.SpringFactoriesLoader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link SpringBootVersionCheck}.
 */
class SpringBootVersionCheckTests {

	@ParameterizedTest
	@ValueSource(strings = { "2.7.18", "3.5.6", "3.5.7-SNAPSHOT", "4.0.1" })
	void anOlderVersionStopsTheStartWithTheRemedy(String version) {
		assertThatIllegalStateException().isThrownBy(() -> SpringBootVersionCheck.check(version))
			.withMessageContaining(version)
			.withMessageContaining("4.1")
			.withMessageContaining("spring-boot-starter-parent");
	}

	@ParameterizedTest
	@ValueSource(strings = { "4.1.0", "4.10.0", "5.0.0", "30.1.0" })
	void anotherVersionDoesNot(String version) {
		assertThatNoException().isThrownBy(() -> SpringBootVersionCheck.check(version));
		assertThatNoException().isThrownBy(() -> SpringBootVersionCheck.check(null));
		assertThatNoException().isThrownBy(() -> SpringBootVersionCheck.check(SpringBootVersion.getVersion()));
	}

	@Test
	void everyApplicationIsChecked() {
		assertThat(SpringFactoriesLoader.forDefaultResourceLocation().load(ApplicationContextInitializer.class))
			.hasAtLeastOneElementOfType(SpringBootVersionCheck.class);
	}

}
