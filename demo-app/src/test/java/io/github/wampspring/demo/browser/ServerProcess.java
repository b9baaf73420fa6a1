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

package io.github.wampspring.demo.browser;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A server in a process of its own, which may be killed. What it prints tells its port.
 */
final class ServerProcess implements AutoCloseable {

	private static final Pattern NATS = Pattern.compile("Listening for client connections on 127\\.0\\.0\\.1:(\\d+)");

	private static final Pattern DEMO = Pattern.compile("Tomcat started on port (\\d+)");

	private final Process process;

	private final Path log;

	private final Pattern port;

	private ServerProcess(List<String> command, Pattern port) {
		try {
			this.log = Files.createTempFile("server", ".log");
			this.process = new ProcessBuilder(command).redirectErrorStream(true)
				.redirectOutput(this.log.toFile())
				.start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.port = port;
		// Also where the tests are ended themselves
		Runtime.getRuntime().addShutdownHook(new Thread(this.process::destroyForcibly));
	}

	/**
	 * Starts a NATS server.
	 * @param program where it is
	 * @return the server, which may not listen yet
	 */
	static ServerProcess nats(File program) {
		return new ServerProcess(List.of(program.getPath(), "-a", "127.0.0.1", "-p", "-1"), NATS);
	}

	/**
	 * Starts the demo.
	 * @param arguments properties, as on the command line
	 * @return the demo, which may not listen yet
	 */
	static ServerProcess demo(String... arguments) {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
						"-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
						"io.github.wampspring.demo.DemoApplication"));
		command.addAll(List.of(arguments));
		return new ServerProcess(command, DEMO);
	}

	/** Where it listens; waits until it does. */
	int port() {
		DemoPage.await().until(() -> !this.process.isAlive() || this.port.matcher(output()).find());
		Matcher matcher = this.port.matcher(output());
		assertThat(matcher.find()).as(this::output).isTrue();
		return Integer.parseInt(matcher.group(1));
	}

	String output() {
		try {
			return Files.readString(this.log);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** As {@code kill -9} does. */
	void kill() {
		this.process.destroyForcibly().onExit().join();
	}

	@Override
	public void close() {
		kill();
		try {
			Files.delete(this.log);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
