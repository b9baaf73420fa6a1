package io.github.wampspring.transport;

import java.net.URI;
import java.util.function.Function;

/**
 * The client's side of new channels.
 */
public interface WampConnector {

	/**
	 * Opens a channel. Blocks until the transport's handshake is done.
	 * @param url where to connect to
	 * @param handlers makes the handler for the open channel; called once, before the
	 * first message
	 * @return the open channel
	 * @throws ConnectFailedException if it cannot be opened; the message says what was
	 * tried and what the other side answered
	 * @throws InterruptedException if the thread is interrupted meanwhile
	 */
	WampChannel connect(URI url, Function<WampChannel, WampChannelHandler> handlers) throws InterruptedException;

}
