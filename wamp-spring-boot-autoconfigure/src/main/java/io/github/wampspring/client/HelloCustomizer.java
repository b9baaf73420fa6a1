package io.github.wampspring.client;

/**
 * Alters HELLO before it is sent, at each join: the realm, who one is, what is offered as
 * a proof of it.
 */
@FunctionalInterface
public interface HelloCustomizer {

	/**
	 * Alters HELLO. Runs on the connection's thread, which connects to nothing meanwhile.
	 * @param connection the connection
	 * @param hello what is about to be sent
	 * @throws RuntimeException if the session cannot join now; the connection tries again
	 * later
	 */
	void customize(WampConnection connection, HelloDetails hello);

}
