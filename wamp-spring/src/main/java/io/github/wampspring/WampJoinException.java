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

	private static final Set<String> PERMANENT = Set.of(ErrorUris.NO_SUCH_REALM, ErrorUris.INVALID_URI,
			ErrorUris.NO_MATCHING_AUTH_METHOD, ErrorUris.NO_AUTH_METHOD, ErrorUris.AUTHENTICATION_REQUIRED);

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
	 * @return {@code true} for an unknown realm, or an authentication method that one of
	 * both has not; {@code false} for a refused proof of identity, since a router may say
	 * that of a good one, too, while it cannot look it up
	 */
	public boolean isPermanent() {
		return this.permanent;
	}

	/**
	 * Whether another attempt cannot help.
	 * @param reason the URI of the reason
	 * @return {@code true} for an unknown realm, or an authentication method that one of
	 * both has not; {@code false} for a refused proof of identity, since a router may say
	 * that of a good one, too, while it cannot look it up
	 */
	public static boolean isPermanent(String reason) {
		return PERMANENT.contains(reason);
	}

}
