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

package io.github.wampspring;

import org.jspecify.annotations.Nullable;

/**
 * How the URI of a registration or subscription matches. See the sections "Pattern-based
 * Registrations" and "Pattern-based Subscriptions" of the specification.
 */
public enum MatchPolicy {

	/** The URI itself. */
	EXACT,

	/** Every URI that begins with the pattern, as a string. */
	PREFIX,

	/** Every URI with as many components; an empty component of the pattern fits any. */
	WILDCARD;

	private final String value = name().toLowerCase(java.util.Locale.ROOT);

	/**
	 * The word of the protocol.
	 * @return what stands in {@code Options.match}
	 */
	public String value() {
		return this.value;
	}

	/**
	 * The policy of a word of the protocol.
	 * @param match what stands in {@code Options.match} of REGISTER or SUBSCRIBE
	 * @return the policy; exact if there is none
	 */
	public static MatchPolicy of(@Nullable String match) {
		return (match == null || match.equals(EXACT.value)) ? EXACT : (match.equals(PREFIX.value) ? PREFIX : WILDCARD);
	}

	/**
	 * Whether a URI matches.
	 * @param pattern the URI or pattern registered or subscribed
	 * @param uri the URI called or published to
	 * @return {@code true} if it matches
	 */
	public boolean matches(String pattern, String uri) {
		return switch (this) {
			case EXACT -> pattern.equals(uri);
			case PREFIX -> uri.startsWith(pattern);
			case WILDCARD -> matchesWildcard(pattern, uri);
		};
	}

	private static boolean matchesWildcard(String pattern, String uri) {
		int p = 0;
		int u = 0;
		while (true) {
			int pEnd = end(pattern, p);
			int uEnd = end(uri, u);
			boolean any = p == pEnd;
			if (!any && (pEnd - p != uEnd - u || !pattern.regionMatches(p, uri, u, pEnd - p))) {
				return false;
			}
			if (pEnd == pattern.length() || uEnd == uri.length()) {
				return pEnd == pattern.length() && uEnd == uri.length();
			}
			p = pEnd + 1;
			u = uEnd + 1;
		}
	}

	private static int end(String uri, int from) {
		int dot = uri.indexOf('.', from);
		return (dot < 0) ? uri.length() : dot;
	}

}
