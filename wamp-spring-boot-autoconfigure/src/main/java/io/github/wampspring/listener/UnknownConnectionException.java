package io.github.wampspring.listener;

import java.util.Collection;

/**
 * A connection named in an annotation that is not there.
 */
public class UnknownConnectionException extends WampListenerException {

	/**
	 * Creates an exception.
	 * @param connection the name
	 * @param method the method, for people
	 * @param known the names of the connections that are there
	 */
	public UnknownConnectionException(String connection, String method, Collection<String> known) {
		super("There is no WAMP connection '" + connection + "' for " + method,
				known.isEmpty() ? "Configure a connection: set 'wamp.url', or 'wamp.router.enabled=true'."
						: "Name one of " + known + ", or configure 'wamp.connections." + connection + "'.",
				null);
	}

}
