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

import io.github.wampspring.protocol.Dict;

/**
 * Who a session is, once it was let in: what WELCOME tells it and what authorization goes
 * by.
 *
 * @param authId the authid
 * @param authRole the authrole
 * @param authMethod the method by which it was authenticated
 * @param authProvider who vouched for it, such as {@code static}
 * @param authExtra what else WELCOME shall tell the client
 */
public record WampIdentity(String authId, String authRole, String authMethod, String authProvider, Dict authExtra) {

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

}
