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

import java.security.Principal;

import io.github.wampspring.protocol.Dict;
import org.jspecify.annotations.Nullable;

/**
 * Who a session is, once it was let in: what WELCOME tells it and what authorization goes
 * by.
 *
 * @param authId the authid
 * @param authRole the authrole
 * @param authMethod the method by which it was authenticated
 * @param authProvider who vouched for it, such as {@code static}
 * @param authExtra what else WELCOME shall tell the client
 * @param principal who it is for the application that has authenticated it, for
 * authorizers; {@code null} if there is no more to know. It never leaves the JVM
 */
public record WampIdentity(String authId, String authRole, String authMethod, String authProvider, Dict authExtra,
		@Nullable Principal principal) {

	/**
	 * An identity without more than the client is told.
	 * @param authId the authid
	 * @param authRole the authrole
	 * @param authMethod the method by which it was authenticated
	 * @param authProvider who vouched for it
	 * @param authExtra what else WELCOME shall tell the client
	 */
	public WampIdentity(String authId, String authRole, String authMethod, String authProvider, Dict authExtra) {
		this(authId, authRole, authMethod, authProvider, authExtra, null);
	}

	/**
	 * An identity without extra information.
	 * @param authId the authid
	 * @param authRole the authrole
	 * @param authMethod the method by which it was authenticated
	 * @param authProvider who vouched for it
	 */
	public WampIdentity(String authId, String authRole, String authMethod, String authProvider) {
		this(authId, authRole, authMethod, authProvider, Dict.EMPTY);
	}

	/**
	 * Without the principal, which may hold a secret.
	 */
	@Override
	public String toString() {
		return "WampIdentity[" + this.authId + ", role " + this.authRole + ", by " + this.authMethod + " of "
				+ this.authProvider + "]";
	}

}
