package io.github.wampspring.transport;

import io.github.wampspring.protocol.MessageType;
import io.github.wampspring.protocol.ProtocolViolation;
import io.github.wampspring.protocol.WampMessage;

/**
 * Takes what comes over a channel: a session of the client, or one of the router. Called
 * by one thread at a time, in the order of arrival. Must not block.
 */
public interface WampChannelHandler {

	/**
	 * A message came.
	 * @param message the message
	 * @throws ProtocolViolation if it is out of place; the channel then calls
	 * {@link #onViolation}
	 */
	void onMessage(WampMessage message);

	/**
	 * A message exceeded the size limit and was skipped; the channel goes on.
	 * @param type its type
	 * @param request the number after it: a request ID or, for EVENT, the subscription
	 * @param limit the limit, in bytes or characters
	 */
	void onOversized(MessageType type, long request, int limit);

	/**
	 * What came is not a message, or out of place. The handler answers with ABORT and
	 * closes the channel.
	 * @param violation what is wrong
	 */
	void onViolation(ProtocolViolation violation);

	/**
	 * The channel is closed. Called once, and last.
	 * @param close why
	 */
	void onClose(ChannelClose close);

}
