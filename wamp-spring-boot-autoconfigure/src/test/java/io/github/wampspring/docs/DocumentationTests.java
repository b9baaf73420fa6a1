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
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds the documentation against the code: each snippet is a region of a source that is
 * compiled and run, the table of properties is the metadata, each property that is named
 * exists, and links lead somewhere. With {@code -Dwamp.docs.update=true} the documents
 * are rewritten instead.
 */
class DocumentationTests {

	private static final boolean UPDATE = Boolean.getBoolean("wamp.docs.update");

	private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

	/** Those about testing need the module for tests. */
	private static final List<Path> SOURCES = List.of(Path.of("src/test"),
			ROOT.resolve("wamp-spring-boot-starter-test/src/test"));

	private static final Pattern SNIPPET = Pattern.compile("<!-- snippet: (\\S+?)#(\\S+) -->\n```(\\w+)\n(.*?)```\n",
			Pattern.DOTALL);

	private static final Pattern CODE = Pattern.compile("(.*)\n```(?:java|yaml)\n");

	private static final Pattern PROPERTIES = Pattern.compile("<!-- properties -->\n.*?<!-- /properties -->",
			Pattern.DOTALL);

	private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:|mailto:)([^)#\\s]*)(?:#([^)]*))?\\)");

	private static final Pattern HEADING = Pattern.compile("^#+ (.+)$", Pattern.MULTILINE);

	/** A property in backticks, or the part of a line with one. */
	private static final Pattern PROPERTY = Pattern.compile("`(wamp\\.[a-z-]+(?:\\.[a-z*-]+)*\\.?)(?:=[^`]*)?`");

	/**
	 * URIs that the specification reserves, observations and their keys, test settings.
	 */
	private static final Pattern NO_PROPERTY = Pattern
		.compile("wamp\\.(?:error|close|session|registration|subscription|test|uri|caller)\\b"
				+ "|wamp\\.(?:action|call|connection|destination|event|invocation|publish|request)(?![\\w-])"
				+ "|wamp\\.router$");

	@TestFactory
	Stream<DynamicTest> snippetsAreTheRegionsOfTheirSources() throws IOException {
		return documents().stream().map((document) -> DynamicTest.dynamicTest(name(document), () -> {
			String text = Files.readString(document);
			String expected = SNIPPET.matcher(text)
				.replaceAll((match) -> Matcher.quoteReplacement("<!-- snippet: " + match.group(1) + "#" + match.group(2)
						+ " -->\n```" + match.group(3) + "\n" + region(match.group(1), match.group(2)) + "```\n"));
			check(document, text, expected);
		}));
	}

	@TestFactory
	Stream<DynamicTest> everyJavaAndYamlBlockIsASnippet() throws IOException {
		return documents().stream().map((document) -> DynamicTest.dynamicTest(name(document), () -> {
			List<String> loose = CODE.matcher(Files.readString(document))
				.results()
				.map((match) -> match.group(1))
				.filter((before) -> !before.startsWith("<!-- snippet: "))
				.filter((before) -> !isFileOfTheReadme(document, before))
				.toList();
			assertThat(loose).as("what stands before blocks of code that no test compiles").isEmpty();
		}));
	}

	@TestFactory
	Stream<DynamicTest> linksLeadSomewhere() throws IOException {
		return documents().stream().map((document) -> DynamicTest.dynamicTest(name(document), () -> {
			List<String> broken = LINK.matcher(Files.readString(document))
				.results()
				.filter((match) -> !leadsSomewhere(document, match.group(1), match.group(2)))
				.map(MatchResult::group)
				.toList();
			assertThat(broken).isEmpty();
		}));
	}

	@TestFactory
	Stream<DynamicTest> namesOnlyPropertiesThatThereAre() throws IOException {
		Set<String> names = metadata().stream()
			.map((property) -> property.path("name").asString())
			.collect(Collectors.toSet());
		return documents().stream().map((document) -> DynamicTest.dynamicTest(name(document), () -> {
			List<String> unknown = PROPERTY.matcher(Files.readString(document))
				.results()
				.map((match) -> match.group(1))
				.filter((name) -> !NO_PROPERTY.matcher(name).lookingAt())
				.filter((name) -> !names.contains(name.replaceAll("\\.\\*?$", "")) && names.stream()
					.noneMatch((other) -> name.matches(".*\\.\\*?") && other.startsWith(name.replace("*", ""))))
				.toList();
			assertThat(unknown).isEmpty();
		}));
	}

	@Test
	void tableOfPropertiesIsTheMetadata() throws IOException {
		Path document = ROOT.resolve("docs/properties.md");
		String text = Files.readString(document);
		assertThat(text).containsPattern(PROPERTIES);
		String table = "<!-- properties -->\n" + properties() + "<!-- /properties -->";
		check(document, text, PROPERTIES.matcher(text).replaceFirst(Matcher.quoteReplacement(table)));
	}

	@Test
	void everyPropertyHasADescription() throws IOException {
		assertThat(metadata()).isNotEmpty()
			.allSatisfy((property) -> assertThat(property.path("description").asString(""))
				.as(property.path("name").asString())
				.isNotBlank());
	}

	/** The starter's {@code ReadmeTests} build and run those. */
	private static boolean isFileOfTheReadme(Path document, String before) {
		return name(document).equals("README.md") && before.startsWith("<!-- file: ");
	}

	private static boolean leadsSomewhere(Path document, String file, @Nullable String anchor) {
		Path target = file.isEmpty() ? document : document.resolveSibling(file);
		try {
			return Files.exists(target) && (anchor == null || anchors(Files.readString(target)).contains(anchor));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** What GitHub makes of headings. */
	private static Set<String> anchors(String text) {
		return HEADING.matcher(text)
			.results()
			.map((match) -> match.group(1).toLowerCase(Locale.ROOT).replaceAll("[^\\w\\- ]", "").replace(' ', '-'))
			.collect(Collectors.toSet());
	}

	private static void check(Path document, String text, String expected) throws IOException {
		if (UPDATE && !text.equals(expected)) {
			Files.writeString(document, expected);
			return;
		}
		assertThat(text).as("%s; -Dwamp.docs.update=true rewrites it", name(document)).isEqualTo(expected);
	}

	private static List<Path> documents() throws IOException {
		List<Path> documents = new ArrayList<>(List.of(ROOT.resolve("README.md"), ROOT.resolve("CONTRIBUTING.md")));
		try (Stream<Path> files = Files.walk(ROOT.resolve("docs"))) {
			files.filter((file) -> file.toString().endsWith(".md")).sorted().forEach(documents::add);
		}
		return documents;
	}

	private static String name(Path document) {
		return ROOT.relativize(document).toString();
	}

	/**
	 * The lines between {@code tag::NAME[]} and {@code end::NAME[]}, without their common
	 * indentation and without other tags.
	 */
	private static String region(String file, String tag) {
		String path = (file.endsWith(".java") ? "java/io/github/wampspring/docs/" : "resources/docs/") + file;
		Path source = SOURCES.stream()
			.map((folder) -> folder.resolve(path))
			.filter(Files::exists)
			.findFirst()
			.orElseThrow(() -> new AssertionError("There is no " + path));
		List<String> lines;
		try {
			lines = Files.readAllLines(source);
		}
		catch (IOException ex) {
			throw new AssertionError("There is no " + source, ex);
		}
		List<String> region = new ArrayList<>();
		boolean inside = false;
		boolean found = false;
		for (String line : lines) {
			if (line.contains("end::" + tag + "[]")) {
				inside = false;
			}
			if (inside && !line.contains("tag::") && !line.contains("end::")) {
				region.add(line.replace("\t", "    "));
			}
			if (line.contains("tag::" + tag + "[]")) {
				inside = true;
				found = true;
			}
		}
		assertThat(found).as("region %s in %s", tag, source).isTrue();
		int indentation = region.stream()
			.filter((line) -> !line.isBlank())
			.mapToInt((line) -> line.length() - line.stripLeading().length())
			.min()
			.orElse(0);
		return region.stream()
			.map((line) -> line.isBlank() ? "" : line.substring(indentation))
			.collect(Collectors.joining("\n"))
			.strip() + "\n";
	}

	private static String properties() throws IOException {
		StringBuilder table = new StringBuilder("| Property | Default | Meaning |\n| --- | --- | --- |\n");
		for (JsonNode property : metadata()) {
			JsonNode defaultValue = property.path("defaultValue");
			String value = defaultValue.isMissingNode() ? ""
					: defaultValue.isArray()
							? defaultValue.valueStream().map(JsonNode::asString).collect(Collectors.joining(","))
							: defaultValue.asString();
			table.append("| `")
				.append(property.path("name").asString())
				.append("` | ")
				.append(value.isEmpty() ? "" : "`" + value + "`")
				.append(" | ")
				.append(property.path("description").asString().replace("|", "\\|"))
				.append(" |\n");
		}
		return table.toString();
	}

	private static List<JsonNode> metadata() throws IOException {
		try (InputStream metadata = Files
			.newInputStream(Path.of("target/classes/META-INF/spring-configuration-metadata.json"))) {
			JsonNode root = JsonMapper.builder().build().readTree(Objects.requireNonNull(metadata));
			return root.path("properties")
				.valueStream()
				.filter((property) -> property.path("name").asString().startsWith("wamp."))
				.sorted(Comparator.comparing((property) -> property.path("name").asString()))
				.toList();
		}
	}

}
