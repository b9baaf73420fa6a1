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

import io.github.wampspring.auth.WampUser.Salting;
import io.github.wampspring.protocol.Dict;

/**
 * Authentication by a ticket, the router's half: the ticket is the user's secret. See the
 * section "Ticket-based Authentication" of the specification.
 */
public final class TicketAuthenticationProvider extends UserAuthenticationProvider {

	/**
	 * Creates a provider.
	 * @param users the users
	 */
	public TicketAuthenticationProvider(UserDirectory users) {
		super(users);
	}

	@Override
	public String getMethod() {
		return TicketAuthenticator.METHOD;
	}

	@Override
	Dict challenge(WampUser user, WampIdentity identity, AuthenticationRequest request) {
		return Dict.EMPTY;
	}

	@Override
	boolean isRight(WampUser user, Dict challenge, String signature) {
		Salting salting = user.salting();
		return Cra.isEqual(user.secret(), (salting != null) ? Cra.derive(signature, salting) : signature);
	}

}
