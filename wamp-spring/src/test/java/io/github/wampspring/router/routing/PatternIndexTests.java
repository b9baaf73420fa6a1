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
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import io.github.wampspring.MatchPolicy;
import io.github.wampspring.router.UriPatterns;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is found under a URI.
 */
class PatternIndexTests {

	private final PatternIndex<String> index = new PatternIndex<>();

	@Test
	void exactComesBeforeTheLongestPrefixAndThatBeforeWildcards() {
		put(MatchPolicy.WILDCARD, "com..add");
		put(MatchPolicy.PREFIX, "");
		put(MatchPolicy.PREFIX, "com.my");
		put(MatchPolicy.PREFIX, "com.");
		put(MatchPolicy.EXACT, "com.myapp.add");
		assertThat(this.index.best("com.myapp.add")).isEqualTo("com.myapp.add");
		this.index.remove(MatchPolicy.EXACT, "com.myapp.add");
		assertThat(this.index.best("com.myapp.add")).isEqualTo("com.my");
		this.index.remove(MatchPolicy.PREFIX, "com.my");
		assertThat(this.index.best("com.myapp.add")).isEqualTo("com.");
		this.index.remove(MatchPolicy.PREFIX, "com.");
		assertThat(this.index.best("com.myapp.add")).isEmpty();
		this.index.remove(MatchPolicy.PREFIX, "");
		assertThat(this.index.best("com.myapp.add")).isEqualTo("com..add");
		this.index.remove(MatchPolicy.WILDCARD, "com..add");
		assertThat(this.index.best("com.myapp.add")).isNull();
		assertThat(this.index.hasPatterns()).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "a1.b2.c33.d4.e5, a1.b2.c33..e5", "a1.b2.c55.d4.e5, a1.b2..d4.e5",
			"a1.b2.c88.d4.e5.f6.g7, a1.b2..d4.e5..g7", "a1.b2.c88.d4.x.f6.g7, a1.b2..d4..f6.g7", "x.y.z, ..",
			"a1.b2.c3.d4, a1.b2..d4", "a1.b9.c3.d4, a1...d4" })
	void wildcardsAreTriedInTheOrderOfTheirLiteralPortions(String uri, String pattern) {
		for (String wildcard : List.of("..", "a1...d4", "a1.b2..d4.e5", "a1.b2..d4..f6.g7", "a1.b2.c33..e5",
				"a1.b2..d4", "a1.b2..d4.e5..g7")) {
			put(MatchPolicy.WILDCARD, wildcard);
		}
		assertThat(this.index.best(uri)).isEqualTo(pattern);
	}

	@Test
	void allPatternsThatMatchAreFound() {
		put(MatchPolicy.EXACT, "com.myapp.add");
		put(MatchPolicy.PREFIX, "com.my");
		put(MatchPolicy.PREFIX, "com.myapp.add");
		put(MatchPolicy.PREFIX, "com.myapp.addition");
		put(MatchPolicy.WILDCARD, "com..add");
		put(MatchPolicy.WILDCARD, "..");
		put(MatchPolicy.WILDCARD, "...");
		List<String> found = new ArrayList<>();
		this.index.forEachPattern("com.myapp.add", found::add);
		assertThat(found).containsExactlyInAnyOrder("com.my", "com.myapp.add", "com..add", "..");
		assertThat(this.index.exact("com.myapp.add")).isEqualTo("com.myapp.add");
		assertThat(this.index.exact("com.my")).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "EXACT, a.b, EXACT, a.b, true", "EXACT, a.b, EXACT, a.c, false", "EXACT, a.b, PREFIX, a.b, false",
			"EXACT, a.b, WILDCARD, a.b, false", "PREFIX, a., EXACT, a.b, true", "PREFIX, a., PREFIX, a.b, true",
			"PREFIX, a.b, PREFIX, a., false", "PREFIX, a., WILDCARD, a..b, true", "PREFIX, a.b, WILDCARD, a..b, false",
			"PREFIX, '', WILDCARD, .b, true", "PREFIX, '.', WILDCARD, .b, false", "PREFIX, a, PREFIX, '', false",
			"WILDCARD, a..c, EXACT, a.b.c, true", "WILDCARD, a..c, WILDCARD, a..c, true",
			"WILDCARD, a.., WILDCARD, a..c, true", "WILDCARD, a..c, WILDCARD, a.., false",
			"WILDCARD, a.., PREFIX, a.b, false" })
	void aPatternCoversAnotherWhereItMatchesAllThatTheOtherDoes(MatchPolicy outer, String outerUri, MatchPolicy inner,
			String innerUri, boolean covers) {
		assertThat(UriPatterns.covers(outer, outerUri, inner, innerUri)).isEqualTo(covers);
	}

	@ParameterizedTest
	@CsvSource({ "EXACT, a.b, PREFIX, a., true", "EXACT, a.b, WILDCARD, .b, true", "EXACT, a.b, WILDCARD, .c, false",
			"PREFIX, a.b, PREFIX, a., true", "PREFIX, a.b, PREFIX, a.c, false", "PREFIX, a.b, WILDCARD, ..c, true",
			"PREFIX, a.b, WILDCARD, a.bc.d, true", "PREFIX, a.b.c, WILDCARD, a., false",
			"PREFIX, a.b, WILDCARD, x..y, false", "WILDCARD, a..c, WILDCARD, .b., true",
			"WILDCARD, a..c, WILDCARD, b.., false", "WILDCARD, a..c, WILDCARD, a., false" })
	void patternsOverlapWhereOneUriMatchesBoth(MatchPolicy first, String firstUri, MatchPolicy second, String secondUri,
			boolean overlap) {
		assertThat(UriPatterns.overlap(first, firstUri, second, secondUri)).isEqualTo(overlap);
		assertThat(UriPatterns.overlap(second, secondUri, first, firstUri)).isEqualTo(overlap);
	}

	private void put(MatchPolicy match, String uri) {
		this.index.put(match, uri, uri);
	}

	/**
	 * Random patterns over few words, so that many match: compared with looking at all.
	 */
	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4, 5, 6, 7, 8 })
	void findsWhatLookingAtAllPatternsFinds(long seed) {
		Random random = new Random(seed);
		Map<MatchPolicy, Set<String>> all = new EnumMap<>(MatchPolicy.class);
		for (MatchPolicy match : MatchPolicy.values()) {
			all.put(match, new HashSet<>());
		}
		for (int step = 0; step < 3000; step++) {
			MatchPolicy match = MatchPolicy.values()[random.nextInt(3)];
			String pattern = uri(random, match == MatchPolicy.WILDCARD);
			if (match == MatchPolicy.PREFIX) {
				pattern = pattern.substring(0, random.nextInt(pattern.length() + 1));
			}
			if (random.nextInt(3) > 0) {
				all.get(match).add(pattern);
				put(match, pattern);
			}
			else {
				all.get(match).remove(pattern);
				this.index.remove(match, pattern);
			}
			check(all, uri(random, false));
		}
		all.forEach((match, patterns) -> patterns.forEach((pattern) -> this.index.remove(match, pattern)));
		assertThat(this.index.hasPatterns()).isFalse();
		assertThat(this.index.best("a.b")).isNull();
	}

	private void check(Map<MatchPolicy, Set<String>> all, String uri) {
		List<String> prefixes = all.get(MatchPolicy.PREFIX)
			.stream()
			.filter(uri::startsWith)
			.sorted(Comparator.comparingInt(String::length).reversed())
			.toList();
		List<String> wildcards = all.get(MatchPolicy.WILDCARD)
			.stream()
			.filter((pattern) -> MatchPolicy.WILDCARD.matches(pattern, uri))
			.sorted(PatternIndex.WILDCARD_ORDER)
			.toList();
		List<String> expected = new ArrayList<>(prefixes);
		expected.addAll(wildcards);
		List<String> found = new ArrayList<>();
		this.index.forEachPattern(uri, found::add);
		assertThat(found).as(uri).isEqualTo(expected);
		String best = all.get(MatchPolicy.EXACT).contains(uri) ? uri : expected.isEmpty() ? null : expected.get(0);
		assertThat(this.index.best(uri)).as(uri).isEqualTo(best);
	}

	private static String uri(Random random, boolean wildcards) {
		List<String> components = new ArrayList<>();
		int count = 1 + random.nextInt(5);
		for (int i = 0; i < count; i++) {
			String word = List.of("a", "b", "ab", "abc").get(random.nextInt(4));
			components.add((wildcards && random.nextBoolean()) ? "" : word);
		}
		return String.join(".", components);
	}

}
