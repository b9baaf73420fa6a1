package io.github.wampspring.transport;

import org.jspecify.annotations.Nullable;

/**
 * A channel could not be opened.
 */
public class ConnectFailedException extends RuntimeException {

	private final boolean permanent;

	/**
	 * Creates an exception.
	 * @param message what was tried and what the other side answered
	 * @param permanent whether trying again cannot help, as with an endpoint that does
	 * not speak WAMP v2
	 * @param cause the exception of the transport, if there is one
	 */
	public ConnectFailedException(String message, boolean permanent, @Nullable Throwable cause) {
		super(message, cause);
		this.permanent = permanent;
	}

	public boolean isPermanent() {
		return this.permanent;
	}

}
