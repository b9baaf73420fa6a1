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

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Runs an application that has the starter and no web server, in a JVM of its own. There
 * is no router: the client goes on trying.
 */
class ClientOnlyApplicationTests {

	private static final String LISTENING = "0A";

	@TempDir
	private Path directory;

	private Process process;

	private Path output;

	@BeforeEach
	void start() throws IOException {
		this.output = this.directory.resolve("output");
		this.process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				System.getProperty("java.class.path"), ClientOnlyApplication.class.getName(),
				"--wamp.urls=ws://127.0.0.1:9/ws")
			.redirectErrorStream(true)
			.redirectOutput(this.output.toFile())
			.start();
		await().atMost(Duration.ofSeconds(60))
			.untilAsserted(() -> assertThat(this.output).content().contains("RETURNS"));
	}

	@AfterEach
	void stop() {
		this.process.destroyForcibly();
	}

	@Test
	void hasNoWebServerOnItsClassPath() {
		assertThat(ClassUtils.isPresent("org.springframework.boot.web.server.WebServer", null)).isFalse();
		assertThat(this.output).content().contains("RETURNS AnnotationConfigApplicationContext");
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void opensNoPort() throws IOException {
		Set<String> sockets;
		try (Stream<Path> files = Files.list(Path.of("/proc", Long.toString(this.process.pid()), "fd"))) {
			sockets = files.map(ClientOnlyApplicationTests::target)
				.filter((target) -> target.startsWith("socket:["))
				.map((target) -> target.substring(8, target.length() - 1))
				.collect(Collectors.toSet());
		}
		assertThat(listening()).doesNotContainAnyElementsOf(sockets);
	}

	@Test
	void staysAliveAndEndsWhenItsContextIsClosed() throws Exception {
		await().untilAsserted(() -> assertThat(this.output).content().contains("nothing listens there"));
		assertThat(this.process.waitFor(1, TimeUnit.SECONDS)).as("has ended by itself").isFalse();
		try (OutputStream input = this.process.getOutputStream()) {
			input.write("close\n".getBytes(StandardCharsets.UTF_8));
		}
		assertThat(this.process.waitFor(60, TimeUnit.SECONDS)).as("has ended").isTrue();
		assertThat(this.process.exitValue()).isZero();
	}

	private List<String> listening() throws IOException {
		try (Stream<Path> tables = Stream.of("tcp", "tcp6")
			.map((table) -> Path.of("/proc", Long.toString(this.process.pid()), "net", table))) {
			return tables.filter(Files::exists)
				.flatMap(ClientOnlyApplicationTests::lines)
				.map((line) -> line.strip().split("\\s+"))
				.filter((fields) -> fields[3].equals(LISTENING))
				.map((fields) -> fields[9])
				.toList();
		}
	}

	private static Stream<String> lines(Path file) {
		try {
			return Files.readAllLines(file).stream().skip(1);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String target(Path link) {
		try {
			return Files.readSymbolicLink(link).toString();
		}
		catch (IOException ex) {
			return "";
		}
	}

}
