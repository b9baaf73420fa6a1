package io.github.wampspring.listener;

import io.github.wampspring.protocol.codec.PayloadException;
import tools.jackson.core.JacksonException;

/**
 * Tells a peer what of its payload cannot be read.
 */
final class PayloadProblem {

	private PayloadProblem() {
	}

	/**
	 * Adds where in a nested value it is, but nothing else of the failure, which may name
	 * classes.
	 * @param message what cannot be read
	 * @param failure why
	 * @return the exception
	 */
	static BindingException of(String message, PayloadException failure) {
		StringBuilder path = new StringBuilder();
		if (failure.getCause() instanceof JacksonException cause) {
			for (JacksonException.Reference step : cause.getPath()) {
				if (step.getPropertyName() != null) {
					path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
				}
				else {
					path.append('[').append(step.getIndex()).append(']');
				}
			}
		}
		return new BindingException(path.isEmpty() ? message : message + ", at " + path, failure);
	}

}
