package io.github.wampspring.auth;

import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.WampMessage.Authenticate;

/**
 * What follows on HELLO or AUTHENTICATE.
 */
public sealed interface AuthenticationStep {

	/**
	 * The client is let in.
	 *
	 * @param identity who it is
	 */
	record Accepted(WampIdentity identity) implements AuthenticationStep {
	}

	/**
	 * The client is not let in.
	 *
	 * @param error the reason of ABORT, a URI
	 * @param message a sentence for the client; must not tell whether the user exists
	 */
	record Refused(String error, String message) implements AuthenticationStep {
	}

	/**
	 * The client gets a challenge.
	 *
	 * @param extra {@code CHALLENGE.Extra}
	 * @param answer what to do with the answer; leads to the next step
	 */
	record Challenged(Dict extra,
			Function<Authenticate, CompletionStage<AuthenticationStep>> answer) implements AuthenticationStep {
	}

}
