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

package io.github.wampspring.router.routing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import io.github.wampspring.MatchPolicy;
import org.jspecify.annotations.Nullable;

/**
 * Finds what was put under the URIs and patterns that match a URI. Reading takes no lock;
 * those who change it must keep each other out.
 *
 * @param <T> what is found
 */
public final class PatternIndex<T> {

	/**
	 * The order in which wildcard patterns are tried: the longest portion before the
	 * first wildcard, then before the second, and so on.
	 */
	public static final Comparator<String> WILDCARD_ORDER = Comparator.comparing(PatternIndex::portions,
			(a, b) -> Arrays.compare(b, a));

	private static final int[] NO_LENGTHS = {};

	private final Map<String, T> exact = new ConcurrentHashMap<>();

	private final Map<String, T> prefixes = new ConcurrentHashMap<>();

	private final Map<String, T> wildcards = new ConcurrentHashMap<>();

	/** The lengths of the prefixes, the longest first. */
	private volatile int[] prefixLengths = NO_LENGTHS;

	/** The wildcard patterns by their number of components, the most specific first. */
	private final Map<Integer, List<String>> wildcardsByCount = new ConcurrentHashMap<>();

	public @Nullable T get(MatchPolicy match, String uri) {
		return map(match).get(uri);
	}

	/**
	 * What is there for one way of matching.
	 * @return the live map from URI or pattern
	 */
	public Map<String, T> map(MatchPolicy match) {
		return switch (match) {
			case EXACT -> this.exact;
			case PREFIX -> this.prefixes;
			case WILDCARD -> this.wildcards;
		};
	}

	public void put(MatchPolicy match, String uri, T value) {
		boolean added = map(match).put(uri, value) == null;
		if (added && match == MatchPolicy.PREFIX) {
			updateLengths();
		}
		else if (added && match == MatchPolicy.WILDCARD) {
			updateWildcards(count(uri));
		}
	}

	public void remove(MatchPolicy match, String uri) {
		boolean removed = map(match).remove(uri) != null;
		if (removed && match == MatchPolicy.PREFIX) {
			updateLengths();
		}
		else if (removed && match == MatchPolicy.WILDCARD) {
			updateWildcards(count(uri));
		}
	}

	public @Nullable T exact(String uri) {
		return this.exact.get(uri);
	}

	/**
	 * The best match in the specification's order: exact, the longest prefix, then the
	 * wildcard pattern with the longest portions before its wildcards.
	 * @param uri a URI
	 * @return what was put there, or {@code null} if nothing matches
	 */
	public @Nullable T best(String uri) {
		T value = this.exact.get(uri);
		if (value != null) {
			return value;
		}
		for (int length : this.prefixLengths) {
			if (length <= uri.length()) {
				value = this.prefixes.get(uri.substring(0, length));
				if (value != null) {
					return value;
				}
			}
		}
		if (!this.wildcardsByCount.isEmpty()) {
			for (String pattern : this.wildcardsByCount.getOrDefault(count(uri), List.of())) {
				if (MatchPolicy.WILDCARD.matches(pattern, uri)) {
					value = this.wildcards.get(pattern);
					if (value != null) {
						return value;
					}
				}
			}
		}
		return null;
	}

	/**
	 * All that match by a pattern, not exactly.
	 * @param uri a URI
	 * @param action what to do with each
	 */
	public void forEachPattern(String uri, Consumer<T> action) {
		for (int length : this.prefixLengths) {
			if (length <= uri.length()) {
				accept(this.prefixes.get(uri.substring(0, length)), action);
			}
		}
		if (!this.wildcardsByCount.isEmpty()) {
			for (String pattern : this.wildcardsByCount.getOrDefault(count(uri), List.of())) {
				if (MatchPolicy.WILDCARD.matches(pattern, uri)) {
					accept(this.wildcards.get(pattern), action);
				}
			}
		}
	}

	boolean hasPatterns() {
		return this.prefixLengths.length > 0 || !this.wildcardsByCount.isEmpty();
	}

	private void accept(@Nullable T value, Consumer<T> action) {
		if (value != null) {
			action.accept(value);
		}
	}

	private void updateLengths() {
		int[] lengths = this.prefixes.keySet().stream().mapToInt((prefix) -> -prefix.length()).distinct().toArray();
		Arrays.sort(lengths);
		for (int i = 0; i < lengths.length; i++) {
			lengths[i] = -lengths[i];
		}
		this.prefixLengths = lengths;
	}

	private void updateWildcards(int count) {
		List<String> patterns = new ArrayList<>();
		for (String pattern : this.wildcards.keySet()) {
			if (count(pattern) == count) {
				patterns.add(pattern);
			}
		}
		if (patterns.isEmpty()) {
			this.wildcardsByCount.remove(count);
			return;
		}
		patterns.sort(WILDCARD_ORDER);
		this.wildcardsByCount.put(count, List.copyOf(patterns));
	}

	private static int count(String uri) {
		int count = 1;
		for (int i = uri.indexOf('.'); i >= 0; i = uri.indexOf('.', i + 1)) {
			count++;
		}
		return count;
	}

	/**
	 * How many components stand before the first wildcard, between it and the next one,
	 * and so on.
	 */
	private static int[] portions(String pattern) {
		String[] components = pattern.split("\\.", -1);
		int[] portions = new int[components.length + 1];
		int portion = 0;
		for (String component : components) {
			if (component.isEmpty()) {
				portion++;
			}
			else {
				portions[portion]++;
			}
		}
		return Arrays.copyOf(portions, portion + 1);
	}

}
