package io.github.wampspring.client;

import io.github.wampspring.protocol.WampMessage.Challenge;
import io.github.wampspring.transport.ChannelClose;

/**
 * Watches over one session, on the receiving thread: nothing here may block.
 */
interface SessionObserver {

	/**
	 * The router asks for a proof of identity.
	 * @param challenge answered by {@link ClientSession#authenticate} or
	 * {@link ClientSession#abort}
	 */
	void onChallenge(Challenge challenge);

	/** The router has accepted the session. */
	void onWelcome();

	/**
	 * The session has ended, or was never accepted. Called once.
	 * @param end how
	 * @param joined whether it had been accepted before
	 */
	void onEnd(SessionEnd end, boolean joined);

	/**
	 * The channel is closed. Called once, after {@link #onEnd}.
	 * @param close why
	 */
	void onClose(ChannelClose close);

}
