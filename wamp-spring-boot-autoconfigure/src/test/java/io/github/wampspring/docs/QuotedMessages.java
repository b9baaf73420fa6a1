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
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The messages that {@code troubleshooting.md} quotes: what stands in backticks in the
 * first column of a table whose first column is called "message".
 */
final class QuotedMessages {

	/** What stands for whatever differs. */
	private static final String ELLIPSIS = "…";

	private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

	private static final Pattern CODE = Pattern.compile("`([^`]+)`");

	/** A comment, a character or a string. */
	private static final Pattern TOKEN = Pattern
		.compile("/\\*.*?\\*/|//[^\n]*|'(?:\\\\.|[^'\\\\])+'|\"((?:\\\\.|[^\"\\\\])*)\"", Pattern.DOTALL);

	/** Between two strings that are one. */
	private static final Pattern PLUS = Pattern.compile("\\s*\\+\\s*");

	private QuotedMessages() {
	}

	static List<String> all() {
		List<String> messages = new ArrayList<>();
		boolean quoting = false;
		for (String line : lines(ROOT.resolve("docs/troubleshooting.md"))) {
			if (!line.startsWith("|")) {
				quoting = false;
			}
			else if (line.startsWith("| message |")) {
				quoting = true;
			}
			else if (quoting) {
				CODE.matcher(line.substring(0, line.indexOf(" | ")))
					.results()
					.forEach((match) -> messages.add(match.group(1)));
			}
		}
		assertThat(messages).doesNotHaveDuplicates();
		return messages;
	}

	/**
	 * What finds a message in a text.
	 */
	static Pattern pattern(String message) {
		return Pattern.compile(
				Arrays.stream(message.split(ELLIPSIS, -1)).map(Pattern::quote).collect(Collectors.joining(".*")),
				Pattern.DOTALL);
	}

	/**
	 * What is the same in all cases.
	 */
	static List<String> constantParts(String message) {
		return Arrays.stream(message.split(ELLIPSIS))
			.map(String::strip)
			.filter((part) -> part.matches(".*\\w{2}.*"))
			.toList();
	}

	/**
	 * All strings of the main sources, those that are put together by the compiler being
	 * one.
	 */
	static List<String> stringsOfTheSources() {
		List<String> strings = new ArrayList<>();
		for (String module : List.of("wamp-spring", "wamp-spring-boot-autoconfigure")) {
			try (Stream<Path> files = Files.walk(ROOT.resolve(module + "/src/main/java"))) {
				files.filter((file) -> file.toString().endsWith(".java"))
					.forEach((file) -> addStrings(String.join("\n", lines(file)), strings));
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}
		return strings;
	}

	private static void addStrings(String source, List<String> strings) {
		Matcher matcher = TOKEN.matcher(source);
		int end = -1;
		while (matcher.find()) {
			String string = matcher.group(1);
			if (string == null) {
				continue;
			}
			string = string.replace("\\\"", "\"");
			boolean goesOn = end >= 0 && PLUS.matcher(source.substring(end, matcher.start())).matches();
			if (goesOn) {
				strings.set(strings.size() - 1, strings.get(strings.size() - 1) + string);
			}
			else {
				strings.add(string);
			}
			end = matcher.end();
		}
	}

	private static List<String> lines(Path file) {
		try {
			return Files.readAllLines(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
