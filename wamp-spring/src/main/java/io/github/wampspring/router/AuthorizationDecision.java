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

package io.github.wampspring.router;

/**
 * What an authorizer decides.
 */
public enum AuthorizationDecision {

	/** It is allowed. */
	ALLOW,

	/** It is allowed, and the caller or publisher is disclosed. */
	ALLOW_AND_DISCLOSE,

	/** It is not allowed. */
	DENY,

	/** Others decide: the next authorizer or, after the last, the permissions. */
	ABSTAIN;

	/**
	 * A decision for a condition.
	 * @param allowed the condition
	 * @return {@link #ALLOW} or {@link #DENY}
	 */
	public static AuthorizationDecision of(boolean allowed) {
		return allowed ? ALLOW : DENY;
	}

}
