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

package io.github.wampspring.protocol;

import io.github.wampspring.MatchPolicy;
import org.jspecify.annotations.Nullable;

/**
 * The rules for URIs. See the section "URIs" of the specification.
 */
public final class Uris {

	/** How much of what a peer sent goes into a text. */
	private static final int QUOTED = 120;

	private Uris() {
	}

	/**
	 * The URI that was called or published to, as a router tells it: its word counts only
	 * among what the pattern allows, since what belongs to a URI, such as its cipher,
	 * hangs on it.
	 * @param match how the URI or pattern matches
	 * @param pattern what is registered or subscribed
	 * @param told what the router says, {@code null} if nothing
	 * @return that, or else the URI or pattern itself
	 */
	public static String matched(MatchPolicy match, String pattern, @Nullable String told) {
		return (match != MatchPolicy.EXACT && told != null && match.matches(pattern, told)) ? told : pattern;
	}

	/**
	 * Whether a URI is well-formed by the loose rules.
	 * @param uri the URI
	 * @return {@code false} for empty components, white space, control characters and
	 * {@code #}
	 */
	public static boolean isLoose(String uri) {
		return isValid(uri, false, false);
	}

	/**
	 * Whether a URI is well-formed by the strict rules.
	 * @param uri the URI
	 * @return {@code false} unless all components are of lower-case letters, digits and
	 * {@code _}
	 */
	public static boolean isStrict(String uri) {
		return isValid(uri, true, false);
	}

	/**
	 * Whether a URI or pattern is well-formed.
	 * @param uri the URI or pattern
	 * @param match how it matches; patterns may have empty components
	 * @param strict whether the strict rules apply
	 * @return {@code true} if it is well-formed
	 */
	public static boolean isValid(String uri, MatchPolicy match, boolean strict) {
		return isValid(uri, strict, match != MatchPolicy.EXACT);
	}

	/**
	 * Whether a URI is reserved for the protocol.
	 * @param uri the URI
	 * @return {@code true} if its first component is {@code wamp}
	 */
	public static boolean isReserved(String uri) {
		return uri.startsWith("wamp.") || uri.equals("wamp");
	}

	/**
	 * The number of components.
	 * @param uri a URI or pattern
	 * @return one more than it has dots
	 */
	public static int components(String uri) {
		return 1 + (int) uri.chars().filter((c) -> c == '.').count();
	}

	/**
	 * A URI, or whatever else a peer has sent, for a message or the log: in quotes, on
	 * one line, and cut off where it is long.
	 * @param string the URI or other string
	 * @return at most about 150 characters of valid Unicode
	 */
	public static String quote(String string) {
		StringBuilder quoted = new StringBuilder(Math.min(string.length(), QUOTED) + 2).append('\'');
		for (int i = 0; i < Math.min(string.length(), QUOTED); i++) {
			char c = string.charAt(i);
			boolean pair = Character.isHighSurrogate(c) && i + 1 < string.length()
					&& Character.isLowSurrogate(string.charAt(i + 1));
			if (pair) {
				quoted.append(c).append(string.charAt(++i));
			}
			else {
				quoted.append(isPrintable(c) ? c : '\ufffd');
			}
		}
		quoted.append((string.length() > QUOTED) ? "...'" : "'");
		return (string.length() > QUOTED) ? quoted + " (of " + string.length() + " characters)" : quoted.toString();
	}

	private static boolean isPrintable(char c) {
		return !Character.isSurrogate(c) && !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT
				&& Character.getType(c) != Character.LINE_SEPARATOR
				&& Character.getType(c) != Character.PARAGRAPH_SEPARATOR;
	}

	private static boolean isValid(String uri, boolean strict, boolean emptyComponents) {
		if (uri.isEmpty()) {
			return emptyComponents;
		}
		boolean empty = true;
		for (int i = 0; i < uri.length(); i++) {
			char c = uri.charAt(i);
			if (c == '.') {
				if (empty && !emptyComponents) {
					return false;
				}
				empty = true;
			}
			else if (strict ? !isStrict(c) : isForbidden(c)) {
				return false;
			}
			else {
				empty = false;
			}
		}
		return !empty || emptyComponents;
	}

	private static boolean isStrict(char c) {
		return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
	}

	private static boolean isForbidden(char c) {
		return c == '#' || c <= ' '
				|| (c >= 127 && (Character.isWhitespace(c) || Character.isSpaceChar(c) || c == 0x85));
	}

}
