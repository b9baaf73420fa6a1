package io.github.wampspring.router;

import io.github.wampspring.protocol.ErrorUris;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.codec.PayloadException;
import io.github.wampspring.transport.MessageTooLargeException;

/**
 * The errors for arguments that a channel cannot take.
 */
final class PayloadErrors {

	private PayloadErrors() {
	}

	static String uri(PayloadException ex) {
		return (ex instanceof MessageTooLargeException) ? ErrorUris.PAYLOAD_SIZE_EXCEEDED : ErrorUris.INVALID_ARGUMENT;
	}

	static Payload payload(PayloadException ex) {
		return Payload.of(String.valueOf(ex.getMessage()));
	}

}
