package io.github.wampspring.listener;

import java.util.Optional;
import java.util.function.Supplier;

import io.github.wampspring.protocol.codec.PayloadException;
import org.jspecify.annotations.Nullable;
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
			throw new BindingException(this.label + problem, null);
		}
		return this.absent.get();
	}

	BindingException unreadable(PayloadException failure) {
		return PayloadProblem.of(this.label + " cannot be read as " + this.type.getRawClass().getSimpleName(), failure);
	}

}
