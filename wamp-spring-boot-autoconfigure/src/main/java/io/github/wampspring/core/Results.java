package io.github.wampspring.core;

import org.jspecify.annotations.Nullable;

/**
 * Generics that only the payload mapper knows to be right.
 */
final class Results {

	private Results() {
	}

	@SuppressWarnings("unchecked")
	static <T> @Nullable T uncheckedCast(@Nullable Object value) {
		return (T) value;
	}

}
