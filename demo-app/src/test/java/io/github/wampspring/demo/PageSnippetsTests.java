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

package io.github.wampspring.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.web.util.HtmlUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The code that the page shows is the code that runs.
 */
class PageSnippetsTests {

	private static final Path SOURCES = Path.of("src/main/java/io/github/wampspring/demo");

	private static final Path PAGE = Path.of("src/main/resources/static/index.html");

	private static final Pattern SNIPPET = Pattern.compile("data-source=\"([^\"]+)\"><code>(.*?)</code>",
			Pattern.DOTALL);

	static Stream<Arguments> snippets() throws IOException {
		List<MatchResult> snippets = SNIPPET.matcher(Files.readString(PAGE)).results().toList();
		assertThat(snippets).hasSize(5);
		return snippets.stream()
			.map((snippet) -> Arguments.of(snippet.group(1), HtmlUtils.htmlUnescape(snippet.group(2))));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("snippets")
	void snippetIsPartOfTheSource(String source, String snippet) throws IOException {
		List<String> lines = Files.readAllLines(SOURCES.resolve(source)).stream().map(String::strip).toList();
		for (String part : snippet.split("\n\n")) {
			assertThat(lines).containsSequence(part.lines().map(String::strip).toList());
		}
	}

}
