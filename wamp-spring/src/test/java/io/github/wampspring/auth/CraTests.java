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

package io.github.wampspring.auth;

import io.github.wampspring.auth.WampUser.Salting;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * The arithmetic of WAMP-CRA against values that other implementations computed.
 */
class CraTests {

	/** The key and the data of RFC 4231, test case 2. */
	@Test
	void signsAsRfc4231Says() {
		assertThat(Cra.sign("Jefe", "what do ya want for nothing?"))
			.isEqualTo("W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM=");
	}

	/**
	 * Computed with Autobahn|Python's {@code auth.derive_key} and {@code compute_wcs}.
	 */
	@Test
	void derivesAndSignsAsAutobahnDoes() {
		String key = Cra.derive("secret2", new Salting("salt123", 1000, 32));
		assertThat(key).isEqualTo("nythvFZ7EuM5sPCQrrgnz1oJiZXUNcZZFlDIdGSiNUs=");
		assertThat(Cra.sign(key, "{\"nonce\": \"é\"}")).isEqualTo("GZceybkh2Dl90oYKTrkuKXe1l9GWn0Cd+xifEIdN9JI=");
	}

	@Test
	void derivesKeysOfOtherLengths() {
		assertThat(Cra.derive("p", new Salting("s", 1, 16))).hasSize(24);
	}

	@Test
	void refusesParametersThatWouldKeepAClientBusyForEver() {
		assertThatIllegalArgumentException().isThrownBy(() -> new Salting("s", Integer.MAX_VALUE, 32))
			.withMessageContaining("iterations");
		assertThatIllegalArgumentException().isThrownBy(() -> new Salting("s", 1000, 1_000_000))
			.withMessageContaining("1024 bytes");
		assertThatIllegalArgumentException().isThrownBy(() -> new Salting("", 1000, 32))
			.withMessageContaining("must not be empty");
	}

}
