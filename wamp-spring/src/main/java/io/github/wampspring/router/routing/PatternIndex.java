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

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

import io.github.wampspring.MatchPolicy;
import org.jspecify.annotations.Nullable;

/**
 * Finds what was put under the URIs and patterns that match a URI. Wildcard patterns are
 * kept in a tree by component, prefixes in their order, so that what does not match costs
 * nothing. Reading takes no lock, and misses nothing that is there all the time.
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

	private final Map<String, T> exact = new ConcurrentHashMap<>();

	private final ConcurrentNavigableMap<String, T> prefixes = new ConcurrentSkipListMap<>();

	private final Map<String, T> wildcards = new ConcurrentHashMap<>();

	/** The wildcard patterns by component; changed under its lock. */
	private final Node<T> tree = new Node<>();

	public @Nullable T get(MatchPolicy match, String uri) {
		return map(match).get(uri);
	}

	/**
	 * What is there for one way of matching.
	 * @return a live view, in no order
	 */
	public Collection<T> values(MatchPolicy match) {
		return map(match).values();
	}

	private Map<String, T> map(MatchPolicy match) {
		return switch (match) {
			case EXACT -> this.exact;
			case PREFIX -> this.prefixes;
			case WILDCARD -> this.wildcards;
		};
	}

	/**
	 * Puts something under a URI or pattern, in place of what was there.
	 */
	public void put(MatchPolicy match, String uri, T value) {
		if (match == MatchPolicy.WILDCARD) {
			synchronized (this.tree) {
				this.wildcards.put(uri, value);
				this.tree.set(uri, 0, value);
			}
		}
		else {
			map(match).put(uri, value);
		}
	}

	/**
	 * Puts something under a URI or pattern where there is nothing yet.
	 * @return {@code false} if there is something
	 */
	boolean putIfAbsent(MatchPolicy match, String uri, T value) {
		if (match != MatchPolicy.WILDCARD) {
			return map(match).putIfAbsent(uri, value) == null;
		}
		synchronized (this.tree) {
			if (this.wildcards.putIfAbsent(uri, value) != null) {
				return false;
			}
			this.tree.set(uri, 0, value);
			return true;
		}
	}

	public void remove(MatchPolicy match, String uri) {
		if (match != MatchPolicy.WILDCARD) {
			map(match).remove(uri);
			return;
		}
		synchronized (this.tree) {
			if (this.wildcards.remove(uri) != null) {
				this.tree.remove(uri, 0);
			}
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
		if (value == null && hasPatterns()) {
			First<T> first = new First<>();
			find(uri, first);
			value = first.found;
		}
		return value;
	}

	/**
	 * All that match by a pattern, not exactly.
	 * @param uri a URI
	 * @param action what to do with each
	 */
	public void forEachPattern(String uri, Consumer<? super T> action) {
		find(uri, (value) -> {
			action.accept(value);
			return false;
		});
	}

	boolean hasPatterns() {
		return !this.prefixes.isEmpty() || !this.tree.isEmpty();
	}

	/**
	 * Tests what matches by a pattern, the best match first, until a test succeeds.
	 */
	private void find(String uri, Predicate<T> test) {
		if (!findPrefixes(uri, test) && !this.tree.isEmpty()) {
			this.tree.find(uri, 0, test);
		}
	}

	private boolean findPrefixes(String uri, Predicate<T> test) {
		Map.Entry<String, T> entry = this.prefixes.floorEntry(uri);
		while (entry != null) {
			String prefix = entry.getKey();
			int common = common(prefix, uri);
			if (common < prefix.length()) {
				// all prefixes of the URI that come before this one are as short as that
				entry = this.prefixes.floorEntry(uri.substring(0, common));
			}
			else if (test.test(entry.getValue())) {
				return true;
			}
			else {
				entry = this.prefixes.lowerEntry(prefix);
			}
		}
		return false;
	}

	private static int common(String first, String second) {
		int length = Math.min(first.length(), second.length());
		int i = 0;
		while (i < length && first.charAt(i) == second.charAt(i)) {
			i++;
		}
		return i;
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

	/** Takes the first. */
	private static final class First<T> implements Predicate<T> {

		private @Nullable T found;

		@Override
		public boolean test(T value) {
			this.found = value;
			return true;
		}

	}

	/**
	 * What comes after some components of wildcard patterns.
	 */
	private static final class Node<T> {

		private final Map<String, Node<T>> literals = new ConcurrentHashMap<>(2);

		private volatile @Nullable Node<T> any;

		private volatile @Nullable T value;

		boolean isEmpty() {
			return this.value == null && this.any == null && this.literals.isEmpty();
		}

		void set(String pattern, int start, T value) {
			if (start > pattern.length()) {
				this.value = value;
				return;
			}
			int end = end(pattern, start);
			Node<T> next = next(pattern, start, end);
			if (next == null) {
				next = new Node<>();
				next.set(pattern, end + 1, value);
				setNext(pattern, start, end, next);
			}
			else {
				next.set(pattern, end + 1, value);
			}
		}

		void remove(String pattern, int start) {
			if (start > pattern.length()) {
				this.value = null;
				return;
			}
			int end = end(pattern, start);
			Node<T> next = next(pattern, start, end);
			if (next != null) {
				next.remove(pattern, end + 1);
				if (next.isEmpty()) {
					setNext(pattern, start, end, null);
				}
			}
		}

		private @Nullable Node<T> next(String pattern, int start, int end) {
			return (start == end) ? this.any : this.literals.get(pattern.substring(start, end));
		}

		private void setNext(String pattern, int start, int end, @Nullable Node<T> next) {
			if (start == end) {
				this.any = next;
			}
			else if (next == null) {
				this.literals.remove(pattern.substring(start, end));
			}
			else {
				this.literals.put(pattern.substring(start, end), next);
			}
		}

		/**
		 * Goes the way of the literal component first: so the longest portion before the
		 * first wildcard comes first, and so on.
		 */
		boolean find(String uri, int start, Predicate<T> test) {
			if (start > uri.length()) {
				T value = this.value;
				return value != null && test.test(value);
			}
			int end = end(uri, start);
			if (!this.literals.isEmpty()) {
				Node<T> literal = this.literals.get(uri.substring(start, end));
				if (literal != null && literal.find(uri, end + 1, test)) {
					return true;
				}
			}
			Node<T> any = this.any;
			return any != null && any.find(uri, end + 1, test);
		}

		private static int end(String uri, int start) {
			int dot = uri.indexOf('.', start);
			return (dot < 0) ? uri.length() : dot;
		}

	}

}
