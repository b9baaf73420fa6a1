package io.github.wampspring.client;

import org.jspecify.annotations.Nullable;

/**
 * A handler that wants to know when the router takes its registration or subscription
 * away.
 */
interface Revocable {

	/**
	 * The router revoked it. Called on the receiving thread.
	 * @param reason what the router says, if anything
	 */
	void onRevoked(@Nullable String reason);

}
