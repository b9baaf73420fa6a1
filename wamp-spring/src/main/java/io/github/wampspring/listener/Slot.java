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

import java.util.Optional;
import java.util.function.Supplier;

import io.github.wampspring.PayloadException;
import io.github.wampspring.core.InvalidArgumentException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JavaType;

/**
 * A parameter that takes a value from the payload.
 *
 * @param index the parameter's index
 * @param label the argument, for people
 * @param type the type to read
 * @param optional whether the value is to be wrapped
 * @param absent gives the value where the argument is missing or null; {@code null} where
 * it is required
 */
record Slot(int index, String label, JavaType type, boolean optional,
		@Nullable Supplier<? extends @Nullable Object> absent) {

	@Nullable Object present(@Nullable Object value) {
		if (value == null) {
			return absent(" must not be null");
		}
		return this.optional ? Optional.of(value) : value;
	}

	@Nullable Object missing() {
		return absent(" is missing");
	}

	private @Nullable Object absent(String problem) {
		if (this.absent == null) {
			throw new InvalidArgumentException(this.label + problem, null);
		}
		return this.absent.get();
	}

	RuntimeException unreadable(PayloadException failure) {
		return unreadable(this.label + " cannot be read as " + this.type.getRawClass().getSimpleName(), failure);
	}

	/**
	 * Tells a peer what of its payload cannot be read: adds where in a nested value it
	 * is, but nothing else of the failure, which may name classes. Where no payload could
	 * be read, it is not the peer's fault but one of the application.
	 * @param message what cannot be read
	 * @param failure why
	 * @return the exception
	 */
	static RuntimeException unreadable(String message, PayloadException failure) {
		if (InvalidArgumentException.isOwnFault(failure)) {
			return new IllegalStateException(
					message + ": " + failure.getMessage() + " (change the type, or teach the JsonMapper to read it)",
					failure);
		}
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
		return new InvalidArgumentException(path.isEmpty() ? message : message + ", at " + path, failure);
	}

}
