package io.github.wampspring.client;

import java.util.List;
import java.util.Map;

import io.github.wampspring.protocol.ErrorUris;
import org.jspecify.annotations.Nullable;

/**
 * A call was cancelled.
 */
public class WampCanceledException extends WampException {

	/**
	 * Creates an exception.
	 * @param message what happened and what can be done about it
	 * @param cause the exception behind it, if there is one
	 */
	public WampCanceledException(String message, @Nullable Throwable cause) {
		super(ErrorUris.CANCELED, List.of(message), Map.of(), cause);
	}

	/**
	 * Creates an exception of an error that came from the router.
	 * @param arguments the positional arguments
	 * @param keywordArguments the keyword arguments
	 */
	WampCanceledException(List<? extends @Nullable Object> arguments,
			Map<String, ? extends @Nullable Object> keywordArguments) {
		super(ErrorUris.CANCELED, arguments, keywordArguments, null);
	}

}
