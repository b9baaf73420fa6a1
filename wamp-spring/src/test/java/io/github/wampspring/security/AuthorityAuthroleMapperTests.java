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

package io.github.wampspring.security;

import java.util.LinkedHashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * The one authrole of those who have several authorities.
 */
class AuthorityAuthroleMapperTests {

	private static String role(Map<String, String> roles, String... authorities) {
		return new AuthorityAuthroleMapper(roles, "nobody").getAuthrole(Sessions.user("joe", authorities));
	}

	@Test
	void theOnlyRoleIsTheAuthrole() {
		assertThat(role(Map.of(), "ROLE_admin")).isEqualTo("admin");
		assertThat(role(Map.of(), "ROLE_admin", "SCOPE_read", "FACTOR_PASSWORD")).isEqualTo("admin");
		assertThat(role(Map.of(), "ROLE_admin", "ROLE_admin")).isEqualTo("admin");
	}

	@Test
	void withoutARoleAndWithSeveralItIsTheDefault() {
		assertThat(role(Map.of())).isEqualTo("nobody");
		assertThat(role(Map.of(), "SCOPE_read", "ROLE_")).isEqualTo("nobody");
		assertThat(role(Map.of(), "ROLE_admin", "ROLE_user")).isEqualTo("nobody");
	}

	@Test
	void theFirstOfTheMappingCounts() {
		Map<String, String> roles = new LinkedHashMap<>();
		roles.put("ROLE_admin", "boss");
		roles.put("SCOPE_read", "reader");
		assertThat(role(roles, "SCOPE_read", "ROLE_user", "ROLE_admin")).isEqualTo("boss");
		assertThat(role(roles, "SCOPE_read", "ROLE_user")).isEqualTo("reader");
		assertThat(role(roles, "ROLE_user")).isEqualTo("user");
	}

	@Test
	void noRoleIsEmpty() {
		assertThatIllegalArgumentException().isThrownBy(() -> new AuthorityAuthroleMapper(Map.of(), ""));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new AuthorityAuthroleMapper(Map.of("ROLE_a", " "), "nobody"));
	}

}
