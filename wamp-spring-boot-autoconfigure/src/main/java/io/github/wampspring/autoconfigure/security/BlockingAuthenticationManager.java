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

package io.github.wampspring.autoconfigure.security;

import java.time.Duration;

import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.ReactiveAuthenticationManager;
import org.springframework.security.core.Authentication;

/**
 * Waits for a reactive manager.
 *
 * @param manager the manager
 * @param timeout how long to wait
 */
record BlockingAuthenticationManager(ReactiveAuthenticationManager manager,
		Duration timeout) implements AuthenticationManager {

	@Override
	public Authentication authenticate(Authentication authentication) {
		Authentication result;
		try {
			result = this.manager.authenticate(authentication).block(this.timeout);
		}
		catch (IllegalStateException ex) {
			throw new AuthenticationServiceException("The authentication took too long", ex);
		}
		if (result == null) {
			throw new BadCredentialsException("The manager has no answer");
		}
		return result;
	}

}
