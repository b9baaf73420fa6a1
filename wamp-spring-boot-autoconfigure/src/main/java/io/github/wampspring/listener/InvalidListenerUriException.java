package io.github.wampspring.listener;

/**
 * A URI in an annotation that is not well-formed, or missing.
 */
public class InvalidListenerUriException extends WampListenerException {

	/**
	 * Creates an exception.
	 * @param uri the URI as it is after prefix, placeholders and expressions
	 * @param method the method, for people
	 * @param remedy what to do about it
	 */
	public InvalidListenerUriException(String uri, String method, String remedy) {
		super(uri.isEmpty() ? "There is no URI for " + method : "'" + uri + "' is not a valid URI for " + method,
				remedy, null);
	}

}
