package io.github.wampspring.protocol.codec;

import org.jspecify.annotations.Nullable;

/**
 * Arguments that cannot be written, or not be read as the type asked for.
 */
public class PayloadException extends RuntimeException {

	/**
	 * Creates an exception.
	 * @param message what cannot be written or read, and why
	 * @param cause what Jackson or a limit says, if anything
	 */
	public PayloadException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
