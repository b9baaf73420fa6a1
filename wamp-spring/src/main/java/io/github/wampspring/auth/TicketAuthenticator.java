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

import java.util.function.Supplier;

/**
 * Authentication by a ticket, the client's half. The ticket travels as it is: use it over
 * TLS. See the section "Ticket-based Authentication" of the specification.
 */
public final class TicketAuthenticator implements WampAuthenticator {

	static final String METHOD = "ticket";

	private final String authId;

	private final Supplier<String> ticket;

	/**
	 * Creates an authenticator.
	 * @param authId the authid
	 * @param ticket the ticket
	 */
	public TicketAuthenticator(String authId, String ticket) {
		this(authId, () -> ticket);
	}

	/**
	 * Creates an authenticator for tickets that change.
	 * @param authId the authid
	 * @param ticket asked for the ticket at each join
	 */
	public TicketAuthenticator(String authId, Supplier<String> ticket) {
		if (authId.isEmpty()) {
			throw new IllegalArgumentException("Authentication by ticket needs an authid");
		}
		this.authId = authId;
		this.ticket = ticket;
	}

	@Override
	public String getMethod() {
		return METHOD;
	}

	@Override
	public String getAuthId() {
		return this.authId;
	}

	@Override
	public Answer authenticate(Challenge challenge) {
		return new Answer(this.ticket.get());
	}

}
