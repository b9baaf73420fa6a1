package io.github.wampspring.demo;

import io.github.wampspring.annotation.WampError;

/**
 * Reaches the caller as an error with a URI of its own; the message is its positional
 * argument, the properties are its keyword arguments.
 */
@WampError("com.myapp.error.division_by_zero")
class DivisionByZeroException extends RuntimeException {

	private final double dividend;

	DivisionByZeroException(double dividend) {
		super("Nothing can be divided by zero");
		this.dividend = dividend;
	}

	public double getDividend() {
		return this.dividend;
	}

	public String getRemedy() {
		return "Choose another divisor";
	}

}
