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

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import io.github.wampspring.WampException;
import io.github.wampspring.core.WampTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * The demo is processed ahead of time and run from what was generated, as a process of
 * its own.
 */
class AheadOfTimeTests {

	private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");

	private static final String CLASS_PATH = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
		.filter((entry) -> !entry.endsWith("test-classes"))
		.collect(Collectors.joining(File.pathSeparator));

	@TempDir
	Path directory;

	@Test
	@Timeout(120)
	void theDemoRunsFromGeneratedCode() throws Exception {
		Path sources = this.directory.resolve("sources");
		Path resources = this.directory.resolve("resources");
		Path classes = this.directory.resolve("classes");
		Path log = this.directory.resolve("log");
		Process processing = java(log, "-cp", CLASS_PATH, "org.springframework.boot.SpringApplicationAotProcessor",
				DemoApplication.class.getName(), sources.toString(), resources.toString(), classes.toString(),
				"io.github.wampspring", "demo-app");
		assertThat(processing.waitFor()).as(() -> text(log)).isZero();
		compile(sources, classes);
		Process demo = java(log, "-Dspring.aot.enabled=true", "-cp",
				String.join(File.pathSeparator, classes.toString(), resources.toString(), CLASS_PATH),
				DemoApplication.class.getName(), "--server.port=0");
		try {
			await().atMost(60, TimeUnit.SECONDS).until(() -> PORT.matcher(text(log)).find() || !demo.isAlive());
			assertThat(text(log)).contains("Starting AOT-processed DemoApplication").containsPattern(PORT);
			Matcher port = PORT.matcher(text(log));
			port.find();
			use(Integer.parseInt(port.group(1)));
		}
		finally {
			demo.destroy();
			assertThat(demo.waitFor(20, TimeUnit.SECONDS)).isTrue();
		}
	}

	private static String text(Path log) {
		try {
			return Files.readString(log);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void use(int port) {
		try (ConfigurableApplicationContext client = new SpringApplicationBuilder(Client.class)
			.web(WebApplicationType.NONE)
			.run("--wamp.url=ws://localhost:" + port + "/ws", "--wamp.router.enabled=false",
					"--spring.main.banner-mode=off")) {
			WampTemplate wamp = client.getBean(WampTemplate.class);
			assertThat(wamp.call("com.myapp.add2", Integer.class, 2, 3)).isEqualTo(5);
			// found by @WampError, as nothing else maps it
			assertThatExceptionOfType(WampException.class).isThrownBy(() -> wamp.call("com.myapp.divide", 1, 0))
				.satisfies((ex) -> assertThat(ex.getUri()).isEqualTo("com.myapp.error.division_by_zero"));
			// checked by the validator
			assertThatExceptionOfType(WampException.class).isThrownBy(() -> wamp.call("com.myapp.countdown", -1))
				.satisfies((ex) -> assertThat(ex.getUri()).isEqualTo("wamp.error.invalid_argument"));
		}
	}

	private static Process java(Path log, String... arguments) throws IOException {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(Arrays.asList(arguments));
		return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
	}

	private static void compile(Path sources, Path classes) throws IOException {
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		Files.createDirectories(classes);
		try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
				Stream<Path> found = Files.walk(sources)) {
			List<Path> units = found.filter((file) -> file.toString().endsWith(".java")).toList();
			List<String> options = List.of("-d", classes.toString(), "-classpath",
					classes + File.pathSeparator + CLASS_PATH, "-proc:none", "-nowarn");
			assertThat(
					compiler.getTask(null, files, null, options, null, files.getJavaFileObjectsFromPaths(units)).call())
				.isTrue();
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Client {

	}

}
