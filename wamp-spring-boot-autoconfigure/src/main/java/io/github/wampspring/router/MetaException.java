package io.github.wampspring.router;

/**
 * A call of a meta procedure failed.
 */
final class MetaException extends RuntimeException {

	private final String uri;

	MetaException(String uri, String message) {
		super(message, null, false, false);
		this.uri = uri;
	}

	String uri() {
		return this.uri;
	}

}
