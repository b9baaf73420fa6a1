package io.github.wampspring.client;

import java.util.List;
import java.util.Map;

import io.github.wampspring.protocol.ErrorUris;
import org.jspecify.annotations.Nullable;

/**
 * There is no session, or it ended before the operation did.
 */
public class WampConnectionException extends WampException {

	/**
	 * Creates an exception.
	 * @param message what happened and what can be done about it
	 * @param cause the exception behind it, if there is one
	 */
	public WampConnectionException(String message, @Nullable Throwable cause) {
		super(ErrorUris.NETWORK_FAILURE, List.of(message), Map.of(), cause);
	}

}
