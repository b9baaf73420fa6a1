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

package io.github.wampspring.listener;

import io.github.wampspring.PayloadException;
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
