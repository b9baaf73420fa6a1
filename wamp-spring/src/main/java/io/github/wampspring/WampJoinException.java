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

package io.github.wampspring;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The router did not let the session in. The URI is the reason that the router gave.
 */
public class WampJoinException extends WampException {

	private static final Set<String> PERMANENT = Set.of(ErrorUris.NO_SUCH_REALM, ErrorUris.AUTHENTICATION_FAILED,
			ErrorUris.AUTHENTICATION_DENIED, ErrorUris.AUTHENTICATION_REQUIRED, ErrorUris.NO_MATCHING_AUTH_METHOD,
			ErrorUris.NO_AUTH_METHOD, ErrorUris.NO_SUCH_PRINCIPAL, ErrorUris.NO_SUCH_ROLE, ErrorUris.NOT_AUTHORIZED,
			ErrorUris.INVALID_URI);

	private final boolean permanent;

	/**
	 * Creates an exception.
	 * @param reason the URI of the reason
	 * @param message what happened and what can be done about it
	 * @param permanent whether another attempt with the same realm and credentials cannot
	 * help
	 * @param cause the exception behind it, if there is one
	 */
	public WampJoinException(String reason, String message, boolean permanent, @Nullable Throwable cause) {
		super(reason, List.of(message), Map.of(), cause);
		this.permanent = permanent;
	}

	/**
	 * Whether another attempt with the same realm and credentials cannot help.
	 * @return {@code true} for an unknown realm, or a refused proof of identity
	 */
	public boolean isPermanent() {
		return this.permanent;
	}

	/**
	 * Whether another attempt cannot help.
	 * @param reason the URI of the reason
	 * @return {@code true} for an unknown realm, or a refused proof of identity
	 */
	public static boolean isPermanent(String reason) {
		return PERMANENT.contains(reason);
	}

}
