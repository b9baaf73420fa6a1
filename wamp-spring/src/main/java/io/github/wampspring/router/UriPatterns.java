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

package io.github.wampspring.router;

import io.github.wampspring.MatchPolicy;

/**
 * How patterns relate to each other.
 */
public final class UriPatterns {

	private UriPatterns() {
	}

	/**
	 * Whether every URI that the inner pattern matches is matched by the outer one too.
	 * @return {@code false} also where that cannot be told from the patterns alone
	 */
	public static boolean covers(MatchPolicy outerMatch, String outer, MatchPolicy innerMatch, String inner) {
		if (innerMatch == MatchPolicy.EXACT) {
			return outerMatch.matches(outer, inner);
		}
		return switch (outerMatch) {
			case EXACT -> false;
			case PREFIX -> head(innerMatch, inner).startsWith(outer);
			case WILDCARD -> innerMatch == MatchPolicy.WILDCARD && MatchPolicy.WILDCARD.matches(outer, inner);
		};
	}

	/**
	 * Whether there is a URI that both patterns match.
	 */
	public static boolean overlap(MatchPolicy match1, String pattern1, MatchPolicy match2, String pattern2) {
		if (match1 == MatchPolicy.EXACT) {
			return match2.matches(pattern2, pattern1);
		}
		if (match2 == MatchPolicy.EXACT) {
			return match1.matches(pattern1, pattern2);
		}
		if (match1 == MatchPolicy.PREFIX && match2 == MatchPolicy.PREFIX) {
			return pattern1.startsWith(pattern2) || pattern2.startsWith(pattern1);
		}
		if (match1 == MatchPolicy.PREFIX) {
			return overlap(pattern1, pattern2);
		}
		if (match2 == MatchPolicy.PREFIX) {
			return overlap(pattern2, pattern1);
		}
		String[] components1 = components(pattern1);
		String[] components2 = components(pattern2);
		boolean fits = components1.length == components2.length;
		for (int i = 0; fits && i < components1.length; i++) {
			fits = components1[i].isEmpty() || components2[i].isEmpty() || components1[i].equals(components2[i]);
		}
		return fits;
	}

	private static boolean overlap(String prefix, String wildcard) {
		String[] begin = components(prefix);
		String[] all = components(wildcard);
		boolean fits = begin.length <= all.length;
		for (int i = 0; fits && i < begin.length; i++) {
			boolean last = i == begin.length - 1;
			fits = all[i].isEmpty() || (last ? all[i].startsWith(begin[i]) : all[i].equals(begin[i]));
		}
		return fits;
	}

	/**
	 * What all URIs that match a pattern begin with.
	 */
	private static String head(MatchPolicy match, String pattern) {
		if (match == MatchPolicy.PREFIX) {
			return pattern;
		}
		if (pattern.startsWith(".") || pattern.isEmpty()) {
			return "";
		}
		int wildcard = pattern.indexOf("..");
		if (wildcard >= 0) {
			return pattern.substring(0, wildcard + 1);
		}
		return pattern;
	}

	private static String[] components(String pattern) {
		return pattern.split("\\.", -1);
	}

}
