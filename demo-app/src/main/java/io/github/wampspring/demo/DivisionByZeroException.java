/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

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
