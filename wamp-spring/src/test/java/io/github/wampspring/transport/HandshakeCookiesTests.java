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

import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

/**
 * Tests for {@link HandshakeCookies}.
 */
class HandshakeCookiesTests {

	private static HandshakeCookies cookies(String... headers) {
		return HandshakeCookies.of(Set.of("SESSION", "token"), List.of(headers));
	}

	@Test
	void onlyCookiesThatAreNamedAreKnown() {
		HandshakeCookies cookies = cookies("theme=dark; SESSION=abc=; session=other", "token=t1;other=x");
		assertThat(cookies.values()).containsOnly(entry("SESSION", "abc="), entry("token", "t1"));
		assertThat(cookies.isGuarded()).isTrue();
		assertThat(cookies.toString()).isEqualTo("2 cookies");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			SESSION        | none
			=SESSION       | none
			;;;            | none
			SESSION =a     | a
			 SESSION= a ;x | a
			SESSION=       | ''
			SESSION="a"    | "a"
			SESSION=a=b    | a=b
			SESSIO=a       | none
			""")
	void whateverComesIsReadWithoutFailing(String header, String value) {
		assertThat(cookies(header).values().getOrDefault("SESSION", "none")).isEqualTo(value);
	}

	@Test
	void aCookieThatCameWithTwoValuesIsNotBelieved() {
		assertThat(cookies("SESSION=mine; SESSION=theirs; token=t; SESSION=mine").values())
			.containsOnly(entry("token", "t"));
		assertThat(cookies("SESSION=mine", "SESSION=theirs").values()).isEmpty();
		assertThat(cookies("SESSION=mine", "SESSION=mine").values()).containsOnly(entry("SESSION", "mine"));
	}

	@Test
	void aCookieMayBeAsLongAsBrowsersKeepThem() {
		String longest = "x".repeat(4096 - "SESSION".length());
		assertThat(cookies("SESSION=" + longest).values()).containsOnly(entry("SESSION", longest));
		assertThat(cookies("SESSION=" + longest + "x; token=t").values()).containsOnly(entry("token", "t"));
	}

	@Test
	void whereNobodyWantsToKnowThereIsNothing() {
		assertThat(HandshakeCookies.of(null, List.of("SESSION=a"))).isSameAs(HandshakeCookies.NONE);
		assertThat(HandshakeCookies.NONE.isGuarded()).isFalse();
		assertThat(HandshakeCookies.of(Set.of(), List.of("SESSION=a")).values()).isEmpty();
		assertThat(HandshakeCookies.of(Set.of(), null).isGuarded()).isTrue();
	}

	@Test
	void theyAreForgotten() {
		HandshakeCookies cookies = cookies("SESSION=a");
		cookies.forget();
		assertThat(cookies.values()).isEmpty();
	}

}
