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

import java.util.Random;
import java.util.regex.Pattern;

import io.github.wampspring.MatchPolicy;
import io.github.wampspring.Trials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * URIs, by the regular expressions of the specification.
 */
class UrisTests {

	private static final String CHARACTERS = "....abc89abc89# \t\u00a0\u0085\u2028\u3000A-_\u00e9\u6f22~";

	private static final Pattern LOOSE = pattern("([^\\s.#]+\\.)*([^\\s.#]+)");

	private static final Pattern LOOSE_EMPTY = pattern("(([^\\s.#]+\\.)|\\.)*([^\\s.#]+)?");

	private static final Pattern STRICT = pattern("([0-9a-z_]+\\.)*([0-9a-z_]+)");

	private static final Pattern STRICT_EMPTY = pattern("(([0-9a-z_]+\\.)|\\.)*([0-9a-z_]+)?");

	private static Pattern pattern(String regex) {
		return Pattern.compile(regex, Pattern.UNICODE_CHARACTER_CLASS);
	}

	@Test
	void theRulesAreThoseOfTheSpecification() {
		Trials.run(20_000, (random) -> check(uri(random)));
	}

	private static String uri(Random random) {
		StringBuilder uri = new StringBuilder();
		for (int i = random.nextInt(7); i > 0; i--) {
			uri.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
		}
		return uri.toString();
	}

	private static void check(String uri) {
		assertThat(Uris.isLoose(uri)).isEqualTo(LOOSE.matcher(uri).matches());
		assertThat(Uris.isStrict(uri)).isEqualTo(STRICT.matcher(uri).matches());
		assertThat(Uris.isValid(uri, MatchPolicy.EXACT, false)).isEqualTo(LOOSE.matcher(uri).matches());
		for (MatchPolicy match : new MatchPolicy[] { MatchPolicy.PREFIX, MatchPolicy.WILDCARD }) {
			assertThat(Uris.isValid(uri, match, false)).isEqualTo(LOOSE_EMPTY.matcher(uri).matches());
			assertThat(Uris.isValid(uri, match, true)).isEqualTo(STRICT_EMPTY.matcher(uri).matches());
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "a\0b", "a\u001fb", "a\nb", "a\u007f b" })
	void controlCharactersAreNotAllowed(String uri) {
		assertThat(Uris.isLoose(uri)).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "wamp, true", "wamp.session.count, true", "wampx.a, false", "com.wamp, false", "Wamp.a, false" })
	void theFirstComponentWampIsReserved(String uri, boolean reserved) {
		assertThat(Uris.isReserved(uri)).isEqualTo(reserved);
	}

	@ParameterizedTest
	@CsvSource({ "EXACT, a.b, a.b, true", "EXACT, a.b, a.b.c, false", "EXACT, a..c, a.b.c, false",
			"PREFIX, a.b, a.b, true", "PREFIX, a.b, a.bc, true", "PREFIX, a.b., a.b.c, true",
			"PREFIX, a.b., a.bc, false", "PREFIX, '', a, true", "PREFIX, a.b, a, false", "WILDCARD, a..c, a.b.c, true",
			"WILDCARD, a..c, a.bb.c, true", "WILDCARD, a..c, a.b.d, false", "WILDCARD, a..c, a.c, false",
			"WILDCARD, a..c, a.b.c.d, false", "WILDCARD, .b., a.b.c, true", "WILDCARD, .b., a.b, false",
			"WILDCARD, ..., a.b.c.d, true", "WILDCARD, a.b, a.b, true", "WILDCARD, a.b, a.bc, false",
			"WILDCARD, '', a, true", "WILDCARD, '', a.b, false", "WILDCARD, a.., a.b.c, true",
			"WILDCARD, a.., a.b, false" })
	void patternsMatch(MatchPolicy match, String pattern, String uri, boolean matches) {
		assertThat(match.matches(pattern, uri)).isEqualTo(matches);
	}

}
