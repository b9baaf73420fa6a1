package io.github.wampspring.client;

import java.util.List;
import java.util.Map;

import io.github.wampspring.protocol.ErrorUris;
import org.jspecify.annotations.Nullable;

/**
 * An operation took longer than its timeout.
 */
public class WampTimeoutException extends WampException {

	/**
	 * Creates an exception.
	 * @param message what happened and what can be done about it
	 * @param cause the exception behind it, if there is one
	 */
	public WampTimeoutException(String message, @Nullable Throwable cause) {
		super(ErrorUris.TIMEOUT, List.of(message), Map.of(), cause);
	}

	/**
	 * Creates an exception of an error that came from the router.
	 * @param arguments the positional arguments
	 * @param keywordArguments the keyword arguments
	 */
	WampTimeoutException(List<? extends @Nullable Object> arguments,
			Map<String, ? extends @Nullable Object> keywordArguments) {
		super(ErrorUris.TIMEOUT, arguments, keywordArguments, null);
	}

}
