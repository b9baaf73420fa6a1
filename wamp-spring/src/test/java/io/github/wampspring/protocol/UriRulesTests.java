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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class UriRulesTests {

	@Test
	void aUriHasABoundedLength() {
		UriRules rules = new UriRules(false, 10, 3);
		assertThat(rules.isValid("a".repeat(10), MatchPolicy.EXACT)).isTrue();
		assertThat(rules.isValid("a".repeat(11), MatchPolicy.EXACT)).isFalse();
		assertThat(UriRules.LOOSE.isValid("a".repeat(1024), MatchPolicy.EXACT)).isTrue();
		assertThat(UriRules.LOOSE.isValid("a".repeat(16_000_000), MatchPolicy.EXACT)).isFalse();
	}

	@Test
	void aUriOrPatternHasABoundedNumberOfComponents() {
		UriRules rules = new UriRules(false, 100, 3);
		assertThat(rules.isValid("a.b.c", MatchPolicy.EXACT)).isTrue();
		assertThat(rules.isValid("a.b.c.d", MatchPolicy.EXACT)).isFalse();
		assertThat(rules.isValid("..", MatchPolicy.WILDCARD)).isTrue();
		assertThat(rules.isValid("...", MatchPolicy.WILDCARD)).isFalse();
		assertThat(rules.isValid("a.b.c.", MatchPolicy.PREFIX)).isFalse();
		assertThat(rules.isValid("", MatchPolicy.PREFIX)).isTrue();
	}

	@Test
	void theFormIsChecked() {
		assertThat(UriRules.LOOSE.isValid("com.MyApp.\u00e9", MatchPolicy.EXACT)).isTrue();
		assertThat(UriRules.STRICT.isValid("com.MyApp", MatchPolicy.EXACT)).isFalse();
		assertThat(UriRules.LOOSE.isValid("a..b", MatchPolicy.EXACT)).isFalse();
		assertThat(UriRules.LOOSE.isValid("a..b", MatchPolicy.WILDCARD)).isTrue();
		assertThat(UriRules.LOOSE.isValid("a b", MatchPolicy.PREFIX)).isFalse();
	}

	@Test
	void rulesMustAllowAtLeastOneUri() {
		assertThatIllegalArgumentException().isThrownBy(() -> new UriRules(false, 0, 1));
		assertThatIllegalArgumentException().isThrownBy(() -> new UriRules(false, 1, 0));
	}

	@Test
	void aShortUriIsQuotedAsItIs() {
		assertThat(Uris.quote("com.myapp.\u6f22\ud83d\ude00")).isEqualTo("'com.myapp.\u6f22\ud83d\ude00'");
		assertThat(Uris.quote("")).isEqualTo("''");
		assertThat(Uris.quote("a".repeat(120))).isEqualTo("'" + "a".repeat(120) + "'");
	}

	@Test
	void aLongUriIsCutOffWhereItIsQuoted() {
		assertThat(Uris.quote("a".repeat(16_000_000)))
			.isEqualTo("'" + "a".repeat(120) + "...' (of 16000000 characters)");
	}

	@Test
	void noHalfOfASurrogatePairIsQuoted() {
		assertThat(Uris.quote("a".repeat(119) + "\ud83d\ude00 b"))
			.startsWith("'" + "a".repeat(119) + "\ud83d\ude00...'");
		assertThat(Uris.quote("\ud83d")).isEqualTo("'\ufffd'");
		assertThat(Uris.quote("\ude00\ud83d")).isEqualTo("'\ufffd\ufffd'");
	}

	@ParameterizedTest
	@ValueSource(strings = { "a\nb", "a\rb", "a\u001bb", "a\0b", "a\u0085b", "a\u2028b", "a\u2029b", "a\u202eb",
			"a\u007fb" })
	void whatMovesTheCursorIsNotQuoted(String uri) {
		assertThat(Uris.quote(uri)).isEqualTo("'a\ufffdb'");
	}

}
