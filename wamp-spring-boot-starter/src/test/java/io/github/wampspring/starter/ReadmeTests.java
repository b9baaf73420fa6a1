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

package io.github.wampspring.starter;

import java.io.File;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

import javax.tools.ToolProvider;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathFactory;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Builds the application of the README from the README's own text, in an empty folder,
 * and reads the log of its run. The continuous integration does the same once more with
 * Maven, as the README says it.
 */
class ReadmeTests {

	private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

	private static final Pattern FILE = Pattern.compile("<!-- file: (\\S+) -->\n```\\w+\n(.*?)```\n", Pattern.DOTALL);

	private final Map<String, String> files = new LinkedHashMap<>();

	@TempDir
	private Path directory;

	@BeforeEach
	void extract() throws IOException {
		FILE.matcher(Files.readString(ROOT.resolve("README.md")))
			.results()
			.forEach((match) -> this.files.put(match.group(1), match.group(2)));
		for (Map.Entry<String, String> file : this.files.entrySet()) {
			Path path = this.directory.resolve(file.getKey());
			Files.createDirectories(path.getParent());
			Files.writeString(path, file.getValue());
		}
	}

	@Test
	void theApplicationDoesWhatTheReadmeSays() throws Exception {
		compile();
		Path output = this.directory.resolve("output");
		String classPath = String.join(File.pathSeparator, this.directory.resolve("classes").toString(),
				this.directory.resolve("src/main/resources").toString(), System.getProperty("java.class.path"));
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				classPath, "com.example.Application")
			.directory(this.directory.toFile())
			.redirectErrorStream(true)
			.redirectOutput(output.toFile())
			.start();
		try {
			await().atMost(Duration.ofSeconds(90))
				.untilAsserted(() -> assertThat(output).content().contains("event received: 5"));
			assertThat(process.isAlive()).isTrue();
			assertThat(output).content().doesNotContain("WARN").doesNotContain("ERROR");
		}
		finally {
			process.destroyForcibly();
		}
	}

	@Test
	void thePomNamesThisProjectAndItsVersionOfSpringBoot() throws Exception {
		String readme = this.files.get("pom.xml");
		String project = Files.readString(ROOT.resolve("pom.xml"));
		assertThat(value(readme, "/project/parent/version")).isEqualTo(value(project, "/project/parent/version"));
		assertThat(value(readme, "/project/dependencies/dependency/groupId"))
			.isEqualTo(value(project, "/project/groupId"));
		assertThat(value(readme, "/project/dependencies/dependency/artifactId"))
			.isEqualTo(value(Files.readString(Path.of("pom.xml")), "/project/artifactId"));
		assertThat(value(readme, "/project/dependencies/dependency/version"))
			.isEqualTo(value(project, "/project/version"));
	}

	private void compile() {
		int status = ToolProvider.getSystemJavaCompiler()
			.run(null, null, null, "-parameters", "-proc:none", "-d", this.directory.resolve("classes").toString(),
					"-cp", System.getProperty("java.class.path"),
					this.directory.resolve("src/main/java/com/example/Application.java").toString());
		assertThat(status).isZero();
	}

	private static String value(String xml, String path) throws Exception {
		return XPathFactory.newInstance()
			.newXPath()
			.evaluate(path,
					DocumentBuilderFactory.newInstance()
						.newDocumentBuilder()
						.parse(new InputSource(new StringReader(xml))));
	}

}
