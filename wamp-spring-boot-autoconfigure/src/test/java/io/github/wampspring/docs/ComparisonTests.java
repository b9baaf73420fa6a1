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

package io.github.wampspring.docs;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What docs/comparison.md claims names a test that exists.
 */
class ComparisonTests {

	private static final Path ROOT = Path.of("..");

	private static final Pattern TEST = Pattern.compile("`(\\w+Tests)`");

	@Test
	void everyRowNamesTestsThatExist() throws IOException {
		Set<String> tests = tests();
		List<String> rows = Files.readAllLines(ROOT.resolve("docs/comparison.md"))
			.stream()
			.filter((line) -> line.startsWith("| ") && !line.startsWith("| | ") && !line.startsWith("| ---"))
			.toList();
		assertThat(rows).hasSizeGreaterThan(20).allSatisfy((row) -> {
			List<String> named = TEST.matcher(row).results().map((MatchResult match) -> match.group(1)).toList();
			assertThat(named).isNotEmpty().allMatch(tests::contains);
		});
	}

	private static Set<String> tests() throws IOException {
		try (Stream<Path> files = Files.find(ROOT, 20, (path, attributes) -> path.toString().contains("src/test/java")
				&& path.toString().endsWith("Tests.java"), new FileVisitOption[0])) {
			return files.map((path) -> path.getFileName().toString().replace(".java", "")).collect(Collectors.toSet());
		}
	}

}
