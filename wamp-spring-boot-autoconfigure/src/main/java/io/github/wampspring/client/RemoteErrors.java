package io.github.wampspring.client;

import java.util.List;
import java.util.Map;

import io.github.wampspring.protocol.ErrorUris;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.WampMessage.Error;
import io.github.wampspring.protocol.codec.PayloadException;
import io.github.wampspring.protocol.codec.PayloadMapper;
import org.jspecify.annotations.Nullable;

/**
 * From ERROR messages to exceptions.
 */
final class RemoteErrors {

	private RemoteErrors() {
	}

	static WampException exception(Error error, PayloadMapper mapper) {
		List<@Nullable Object> arguments = arguments(error.payload(), mapper);
		Map<String, @Nullable Object> keywordArguments = keywordArguments(error.payload(), mapper);
		return switch (error.error()) {
			case ErrorUris.TIMEOUT -> new WampTimeoutException(arguments, keywordArguments);
			case ErrorUris.CANCELED, ErrorUris.CANCELLED -> new WampCanceledException(arguments, keywordArguments);
			default -> new WampException(error.error(), arguments, keywordArguments, null);
		};
	}

	static List<@Nullable Object> arguments(Payload payload, PayloadMapper mapper) {
		try {
			return payload.isEmpty() ? List.of() : mapper.arguments(payload);
		}
		catch (PayloadException ex) {
			return List.of();
		}
	}

	private static Map<String, @Nullable Object> keywordArguments(Payload payload, PayloadMapper mapper) {
		try {
			return payload.isEmpty() ? Map.of() : mapper.keywordArguments(payload);
		}
		catch (PayloadException ex) {
			return Map.of();
		}
	}

}
