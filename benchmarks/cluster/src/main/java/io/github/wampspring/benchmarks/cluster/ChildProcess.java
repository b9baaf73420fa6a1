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
package io.github.wampspring.benchmarks.cluster;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Another process, which ends with this one.
 */
final class ChildProcess implements AutoCloseable {

	private static final int ANSWER_SECONDS = 120;

	private static final String ENDED = "";

	private final Process process;

	private final Writer commands;

	private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

	private ChildProcess(List<String> command) throws IOException {
		this.process = new ProcessBuilder(command).redirectErrorStream(true).start();
		this.commands = this.process.outputWriter(StandardCharsets.UTF_8);
		Runtime.getRuntime().addShutdownHook(new Thread(this.process::destroyForcibly));
		Thread reader = new Thread(this::read, "output of " + command.get(0));
		reader.setDaemon(true);
		reader.start();
	}

	static ChildProcess program(List<String> command) throws IOException {
		return new ChildProcess(command);
	}

	/** A JVM with the class path of this one. */
	static ChildProcess java(Class<?> main, List<String> arguments) throws IOException {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx2g", "-cp",
						System.getProperty("java.class.path"), main.getName()));
		command.addAll(arguments);
		ChildProcess process = new ChildProcess(command);
		process.answer();
		return process;
	}

	static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	/**
	 * Where a program is: on the path, or where the scripts of {@code .ci/peers} put it.
	 */
	static String find(String program) {
		List<Path> folders = new ArrayList<>();
		for (String folder : System.getenv("PATH").split(File.pathSeparator)) {
			folders.add(Path.of(folder));
		}
		String home = System.getenv("PEERS_HOME");
		String cache = System.getenv()
			.getOrDefault("XDG_CACHE_HOME", Path.of(System.getProperty("user.home"), ".cache").toString());
		folders.add((home != null) ? Path.of(home, "bin") : Path.of(cache, "wamp-peers", "bin"));
		return folders.stream()
			.map((folder) -> folder.resolve(program))
			.filter((file) -> file.toFile().canExecute())
			.findFirst()
			.orElseThrow(() -> new IllegalStateException(program + " is not on the path, see .ci/peers"))
			.toString();
	}

	private void read() {
		try (BufferedReader lines = new BufferedReader(
				new InputStreamReader(this.process.getInputStream(), StandardCharsets.UTF_8))) {
			for (String line = lines.readLine(); line != null; line = lines.readLine()) {
				if (line.startsWith(ClusterRouter.ANSWER)) {
					this.answers.add(line.substring(ClusterRouter.ANSWER.length()));
				}
				else {
					System.err.println(line);
				}
			}
		}
		catch (IOException ex) {
			// the process was killed
		}
		this.answers.add(ENDED);
	}

	String pid() {
		return Long.toString(this.process.pid());
	}

	/** Says something to the process, and waits for its answer. */
	String ask(String command) {
		try {
			this.commands.write(command + "\n");
			this.commands.flush();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return answer();
	}

	private String answer() {
		try {
			String answer = this.answers.poll(ANSWER_SECONDS, TimeUnit.SECONDS);
			if (answer == null || answer.equals(ENDED)) {
				throw new IllegalStateException("A process " + ((answer != null) ? "has ended" : "does not answer"));
			}
			return answer;
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** As by {@code kill -9}. */
	void kill() {
		this.process.destroyForcibly();
	}

	@Override
	public void close() {
		kill();
	}

}
