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

package io.github.wampspring.router.routing;

import io.github.wampspring.router.SessionInfo;
import io.github.wampspring.transport.RemoteAddress;

/**
 * Who it counts against what a realm keeps for a session: somebody who comes again and
 * again, or often at a time, is one.
 */
public final class Owner {

	private static final String ANONYMOUS = "anonymous";

	private Owner() {
	}

	/**
	 * Who a session counts as: its authid, if it was authenticated, or else its address.
	 * All clients without a known address are one, and so are the sessions of the
	 * application itself.
	 * @return a key within the realm
	 */
	public static String of(SessionInfo session) {
		if (session.trusted()) {
			return "trusted";
		}
		if (!session.identity().authMethod().equals(ANONYMOUS)) {
			return "authid " + session.authId();
		}
		String address = RemoteAddress.key(session.channel());
		return (address != null) ? "address " + address : "unknown";
	}

}
