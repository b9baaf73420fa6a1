package io.github.wampspring.auth;

import java.util.concurrent.CompletionStage;

/**
 * The router's half of an authentication method. See the section "Authentication Methods"
 * of the specification.
 */
public interface WampAuthenticationProvider {

	/**
	 * The method.
	 * @return the name that clients ask for in {@code HELLO.Details.authmethods}
	 */
	String getMethod();

	/**
	 * Begins to authenticate a client.
	 * @param request what the client says, and what is known about its channel
	 * @return completes with the first step, by any thread; completing it exceptionally
	 * refuses the client with {@code wamp.error.authentication_failed}
	 */
	CompletionStage<AuthenticationStep> authenticate(AuthenticationRequest request);

}
