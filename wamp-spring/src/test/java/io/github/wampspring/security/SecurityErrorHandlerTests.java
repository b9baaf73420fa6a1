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

import java.util.Map;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.core.InvocationDetails;
import org.junit.jupiter.api.Test;

import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationDeniedException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What callers get to know of a denial.
 */
class SecurityErrorHandlerTests {

	private static final InvocationDetails DETAILS = new InvocationDetails("com.app.a", null, null, null, false,
			Map.of());

	private final SecurityErrorHandler handler = new SecurityErrorHandler();

	@Test
	void aDenialTellsNothingOfItsReason() {
		for (RuntimeException denial : new RuntimeException[] { new AccessDeniedException("hidden"),
				new AuthorizationDeniedException("hidden", new AuthorizationDecision(false)),
				new AuthenticationCredentialsNotFoundException("hidden"),
				new InsufficientAuthenticationException("hidden") }) {
			assertThat(this.handler.handle(denial, DETAILS)).satisfies((error) -> {
				assertThat(error.getUri()).isEqualTo(ErrorUris.NOT_AUTHORIZED);
				assertThat(error.getArguments()).containsExactly("The caller may not do that");
				assertThat(error.getKeywordArguments()).isEmpty();
			});
		}
	}

	@Test
	void otherFailuresAreNotItsBusiness() {
		assertThat(this.handler.handle(new IllegalStateException(), DETAILS)).isNull();
		assertThat(this.handler.handle(new BadCredentialsException("of somebody else"), DETAILS)).isNull();
	}

}
