package io.github.wampspring.router;

/**
 * Decides what sessions may do. Asked for each call, publication, registration and
 * subscription of the sessions that came over the network, by the thread that received
 * the message: it must be fast, must not block, and must be safe for use by many threads.
 * See the section "Authorization" of the specification.
 */
@FunctionalInterface
public interface WampAuthorizer {

	/**
	 * Decides.
	 * @param request who wants to do what
	 * @return the decision
	 * @throws RuntimeException if it cannot be found out; the session then gets
	 * {@code wamp.error.authorization_failed}
	 */
	AuthorizationDecision authorize(AuthorizationRequest request);

}
