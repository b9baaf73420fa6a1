package io.github.wampspring.auth;

import java.util.function.Supplier;

import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.WampMessage.Authenticate;
import io.github.wampspring.protocol.WampMessage.Challenge;

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
	public Authenticate authenticate(Challenge challenge) {
		return new Authenticate(this.ticket.get(), Dict.EMPTY);
	}

}
