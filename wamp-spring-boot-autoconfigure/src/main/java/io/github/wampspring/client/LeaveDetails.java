package io.github.wampspring.client;

/**
 * How a session ended.
 *
 * @param session its ID, 0 if the router had not accepted it
 * @param reason the URI that GOODBYE or ABORT gave, or {@code wamp.close.transport_lost}
 * @param message a sentence
 */
public record LeaveDetails(long session, String reason, String message) {

	/**
	 * Whether there was a session.
	 * @return {@code false} if the router refused it
	 */
	public boolean wasJoined() {
		return this.session != 0;
	}

}
