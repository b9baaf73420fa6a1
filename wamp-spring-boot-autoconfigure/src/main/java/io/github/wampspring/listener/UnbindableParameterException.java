package io.github.wampspring.listener;

import org.jspecify.annotations.Nullable;

/**
 * A parameter of an annotated method that nothing can be bound to.
 */
public class UnbindableParameterException extends WampListenerException {

	/**
	 * Creates an exception.
	 * @param parameter the parameter, for people
	 * @param method the method, for people
	 * @param reason why nothing can be bound to it
	 * @param remedy what to do about it
	 * @param cause the exception behind it, if there is one
	 */
	public UnbindableParameterException(String parameter, String method, String reason, String remedy,
			@Nullable Throwable cause) {
		super("The " + parameter + " of " + method + " cannot be bound: " + reason, remedy, cause);
	}

}
