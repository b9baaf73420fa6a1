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

package io.github.wampspring.client;

import java.util.Set;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.WampJoinException;
import io.github.wampspring.transport.ConnectFailedException;

/**
 * What it means for the next attempts that one has failed. The later of them says more
 * about the future.
 */
enum JoinFailure {

	/** It may be over at any moment. */
	TRANSIENT,

	/**
	 * The proof of identity was not taken, or there was none. That may change without the
	 * client, since routers say the same when they cannot look up who it is or have seen
	 * too many wrong answers; but each attempt may count as one of these.
	 */
	LOGIN,

	/** The same attempt cannot succeed unless somebody changes a configuration. */
	PERMANENT;

	private static final Set<String> LOGIN_REASONS = Set.of(ErrorUris.AUTHENTICATION_FAILED,
			ErrorUris.AUTHENTICATION_DENIED, ErrorUris.NOT_AUTHORIZED, ErrorUris.NO_SUCH_PRINCIPAL,
			ErrorUris.NO_SUCH_ROLE);

	/**
	 * The meaning of a failure.
	 * @param failure why there is no session
	 * @return what it means
	 */
	static JoinFailure of(Throwable failure) {
		if (failure instanceof WampJoinException refusal) {
			if (refusal.isPermanent()) {
				return PERMANENT;
			}
			return LOGIN_REASONS.contains(refusal.getUri()) ? LOGIN : TRANSIENT;
		}
		return (failure instanceof ConnectFailedException unreachable && unreachable.isPermanent()) ? PERMANENT
				: TRANSIENT;
	}

}
