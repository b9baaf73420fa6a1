package io.github.wampspring.transport;

/**
 * The router's side of new channels.
 */
public interface ChannelAcceptor {

	/**
	 * A channel was opened.
	 * @param channel the channel
	 * @return who takes what comes over it
	 */
	WampChannelHandler accept(WampChannel channel);

}
