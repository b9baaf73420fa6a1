package io.github.wampspring.listener;

import org.jspecify.annotations.Nullable;

/**
 * An annotated bean method that cannot be registered or subscribed as it stands. Stops
 * the start of the application.
 */
public class WampListenerException extends IllegalStateException {

	private final String remedy;

	/**
	 * Creates an exception.
	 * @param message what is wrong, with the bean method
	 * @param remedy what to do about it
	 * @param cause the exception behind it, if there is one
	 */
	public WampListenerException(String message, String remedy, @Nullable Throwable cause) {
		super(message, cause);
		this.remedy = remedy;
	}

	/**
	 * What to do about it.
	 * @return a sentence or more
	 */
	public String getRemedy() {
		return this.remedy;
	}

}
