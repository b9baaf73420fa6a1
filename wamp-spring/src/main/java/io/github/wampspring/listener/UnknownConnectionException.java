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
		super("There is no WAMP connection '" + connection + "' for " + method, remedy(connection, known), null);
	}

	private static String remedy(String connection, Collection<String> known) {
		String property = ListenerDefinitions.DEFAULT_CONNECTION.equals(connection) ? "wamp.url"
				: "wamp.connections." + connection + ".url";
		if (known.isEmpty()) {
			return "Configure a connection: set '" + property + "', or 'wamp.router.enabled=true'.";
		}
		return (ListenerDefinitions.DEFAULT_CONNECTION.equals(connection)
				? "Name one in the annotation by 'connection', of " : "Name one of ") + known
				+ ", or configure it: set '" + property + "', or define a bean of type WampConnection with that name.";
	}

}
