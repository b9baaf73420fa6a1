package io.github.wampspring.core;

import io.github.wampspring.protocol.codec.PayloadException;

/**
 * Arguments could not be read as the type asked for.
 */
final class UnreadableArgumentException extends PayloadException {

	private final transient WampArguments source;

	UnreadableArgumentException(WampArguments source, PayloadException cause) {
		super(String.valueOf(cause.getMessage()), cause);
		this.source = source;
	}

	/**
	 * Whether it is about these arguments.
	 * @param arguments the arguments
	 * @return {@code false} if others could not be read
	 */
	boolean isAbout(WampArguments arguments) {
		return this.source == arguments;
	}

}
