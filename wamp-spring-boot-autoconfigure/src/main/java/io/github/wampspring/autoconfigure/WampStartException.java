package io.github.wampspring.autoconfigure;

import org.jspecify.annotations.Nullable;

/**
 * The application does not start, since {@code wamp.fail-fast} is set and a connection
 * could not join, or not register what it has to.
 */
public class WampStartException extends IllegalStateException {

	/**
	 * Creates an exception.
	 * @param message what happened
	 * @param cause the exception behind it, if there is one
	 */
	public WampStartException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
