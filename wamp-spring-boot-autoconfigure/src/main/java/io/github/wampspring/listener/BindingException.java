package io.github.wampspring.listener;

import java.util.List;
import java.util.Map;

import io.github.wampspring.client.WampException;
import io.github.wampspring.protocol.ErrorUris;
import org.jspecify.annotations.Nullable;

/**
 * A payload that does not fit the parameters of a method. Without a stack trace: anybody
 * can cause it.
 */
class BindingException extends RuntimeException {

	private final transient Map<String, Object> keywordArguments;

	BindingException(String message, @Nullable Throwable cause) {
		this(message, Map.of(), cause);
	}

	BindingException(String message, Map<String, Object> keywordArguments, @Nullable Throwable cause) {
		super(message, cause, false, false);
		this.keywordArguments = keywordArguments;
	}

	WampException toError() {
		return new WampException(ErrorUris.INVALID_ARGUMENT, List.of(String.valueOf(getMessage())),
				this.keywordArguments, this);
	}

}
