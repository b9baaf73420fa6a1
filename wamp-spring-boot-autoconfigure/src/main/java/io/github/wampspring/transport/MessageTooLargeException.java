package io.github.wampspring.transport;

import io.github.wampspring.protocol.codec.PayloadException;

/**
 * A message is larger than the channel's limit, and was not sent.
 */
public class MessageTooLargeException extends PayloadException {

	/**
	 * Creates an exception.
	 * @param length the message's length, in bytes or characters
	 * @param limit the limit
	 */
	public MessageTooLargeException(int length, int limit) {
		super("The message has " + length + " bytes or characters, the limit is " + limit
				+ " (property wamp.max-message-size)", null);
	}

}
