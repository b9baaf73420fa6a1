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

import io.github.wampspring.ErrorUris;
import io.github.wampspring.WampException;
import io.github.wampspring.core.InvocationDetails;
import io.github.wampspring.core.WampErrorHandler;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.authentication.InsufficientAuthenticationException;

/**
 * Callers that a method does not permit get {@code wamp.error.not_authorized}, and
 * nothing of what the exception tells.
 */
public final class SecurityErrorHandler implements WampErrorHandler {

	private static final Log logger = LogFactory.getLog(SecurityErrorHandler.class);

	@Override
	public @Nullable WampException handle(Throwable failure, InvocationDetails details) {
		if (failure instanceof AccessDeniedException || failure instanceof InsufficientAuthenticationException) {
			logger.debug("A call of '" + details.procedure() + "' was denied", failure);
		}
		else if (failure instanceof AuthenticationCredentialsNotFoundException) {
			logger.debug("A call of '" + details.procedure() + "' was denied, since it is not known who calls: the"
					+ " router has to disclose callers, as with wamp.router.disclosure=always", failure);
		}
		else {
			return null;
		}
		return new WampException(ErrorUris.NOT_AUTHORIZED, "The caller may not do that");
	}

}
