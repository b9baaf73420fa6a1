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
	public TicketAuthenticationProvider(WampUserLookup users) {
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
