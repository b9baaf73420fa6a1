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

package io.github.wampspring.protocol;

/**
 * The reasons of GOODBYE that the specification defines.
 */
public final class CloseUris {

	/** An ordinary close. */
	public static final String NORMAL = "wamp.close.normal";

	/** The peer leaves the realm. */
	public static final String CLOSE_REALM = "wamp.close.close_realm";

	/** The answer to GOODBYE. */
	public static final String GOODBYE_AND_OUT = "wamp.close.goodbye_and_out";

	/** The peer shuts down. */
	public static final String SYSTEM_SHUTDOWN = "wamp.close.system_shutdown";

	/** The session was killed through the meta API. */
	public static final String KILLED = "wamp.close.killed";

	/** A session did not say HELLO, or not answer a challenge, in time. */
	public static final String TIMEOUT = "wamp.close.timeout";

	private CloseUris() {
	}

}
