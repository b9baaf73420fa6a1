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

package io.github.wampspring.auth;

import java.util.Collection;

import org.jspecify.annotations.Nullable;

/**
 * Finds the users that may be let in by ticket or WAMP-CRA. Must be safe for use by many
 * threads. It is called by the thread that received HELLO: a lookup that takes long makes
 * that client wait, and no other.
 */
@FunctionalInterface
public interface WampUserLookup {

	/**
	 * Finds a user.
	 * @param realm the realm that it wants to join
	 * @param authId the authid
	 * @return the user, or {@code null} if there is none
	 */
	@Nullable WampUser find(String realm, String authId);

	/**
	 * Makes up a user for an authid that nobody has, so that the client cannot tell. It
	 * should look the same each time, and like the users that there are. It is never let
	 * in, whatever its secret.
	 * @param realm the realm
	 * @param authId the authid
	 * @return a user
	 */
	default WampUser decoy(String realm, String authId) {
		return new WampUser(authId, "-", "user");
	}

	/**
	 * A lookup among users that are known beforehand.
	 * @param users the users
	 * @return the lookup, for all realms alike
	 * @throws IllegalArgumentException if two users have the same authid
	 */
	static WampUserLookup of(Collection<WampUser> users) {
		return new StaticUsers(users);
	}

	/**
	 * This lookup, and another one for those whom it does not find.
	 * @param other the other lookup
	 * @return both
	 */
	default WampUserLookup orElse(WampUserLookup other) {
		WampUserLookup first = this;
		return new WampUserLookup() {

			@Override
			public @Nullable WampUser find(String realm, String authId) {
				WampUser user = first.find(realm, authId);
				return (user != null) ? user : other.find(realm, authId);
			}

			@Override
			public WampUser decoy(String realm, String authId) {
				return first.decoy(realm, authId);
			}

		};
	}

}
