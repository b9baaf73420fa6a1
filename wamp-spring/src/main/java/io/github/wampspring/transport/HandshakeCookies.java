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

package io.github.wampspring.transport;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Cookies of the handshake that has opened a channel: those that the server has named,
 * and only while it finds out who its client is. Browsers send them whatever page has
 * opened the channel, so that there are none unless a {@link HandshakeGuard} was asked.
 * See RFC 6265, section 5.4.
 */
public final class HandshakeCookies {

	/**
	 * Those of a handshake that nobody wants to know the cookies of, or that no guard has
	 * permitted.
	 */
	public static final HandshakeCookies NONE = new HandshakeCookies(false, Map.of());

	/** As many characters as RFC 6265 wants browsers to keep, of name and value. */
	private static final int MAX_LENGTH = 4096;

	private final boolean guarded;

	private volatile Map<String, String> values;

	private HandshakeCookies(boolean guarded, Map<String, String> values) {
		this.guarded = guarded;
		this.values = values;
	}

	/**
	 * The cookies of a handshake that a guard has permitted. One that is longer than 4096
	 * characters is not among them, nor one that has come with several values: any page
	 * of a neighboring host may have set one of them, and which is not to be told.
	 * @param names the names of those that the server wants to know; {@code null} if it
	 * does not want to know who opens channels
	 * @param headers the values of all {@code Cookie} headers
	 * @return the cookies
	 */
	public static HandshakeCookies of(@Nullable Set<String> names, @Nullable Collection<String> headers) {
		if (names == null) {
			return NONE;
		}
		Map<String, String> values = new LinkedHashMap<>();
		if (headers != null && !names.isEmpty()) {
			Set<String> unusable = new HashSet<>();
			for (String header : headers) {
				for (String pair : header.split(";")) {
					add(pair, names, values, unusable);
				}
			}
			values.keySet().removeAll(unusable);
		}
		return new HandshakeCookies(true, Map.copyOf(values));
	}

	private static void add(String pair, Set<String> names, Map<String, String> values, Set<String> unusable) {
		int equals = pair.indexOf('=');
		String name = (equals > 0) ? pair.substring(0, equals).strip() : "";
		if (!names.contains(name)) {
			return;
		}
		String value = pair.substring(equals + 1).strip();
		String other = values.putIfAbsent(name, value);
		if (name.length() + value.length() > MAX_LENGTH || (other != null && !other.equals(value))) {
			unusable.add(name);
		}
	}

	/**
	 * Whether the handshake may tell who the client is: the server wants to know, and a
	 * guard has permitted the page that the handshake may have come from.
	 * @return {@code false} for {@link #NONE}
	 */
	public boolean isGuarded() {
		return this.guarded;
	}

	/**
	 * The cookies, with their values as they came.
	 * @return the values by name, unmodifiable; none any more once the client was found
	 * out
	 */
	public Map<String, String> values() {
		return this.values;
	}

	/**
	 * Forgets all values, which nobody has to know any more.
	 */
	public void forget() {
		this.values = Map.of();
	}

	/**
	 * Without the values.
	 */
	@Override
	public String toString() {
		return this.values.size() + " cookies";
	}

}
