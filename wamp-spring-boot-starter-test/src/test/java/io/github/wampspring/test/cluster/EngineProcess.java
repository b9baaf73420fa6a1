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

package io.github.wampspring.test.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * A server as a process of the test's own, on a free port, with a directory of its own.
 */
abstract class EngineProcess implements EngineControl, AutoCloseable {

	private int port;

	private final Path directory;

	private final List<String> options;

	private Process process;

	private boolean stalled;

	EngineProcess(String name, List<String> options) {
		try {
			this.directory = Files.createTempDirectory("wamp-" + name);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.options = options;
		Runtime.getRuntime().addShutdownHook(new Thread(this::close));
	}

	/**
	 * How to run the server on the port, in the foreground.
	 * @return program and arguments
	 */
	abstract List<String> command();

	final int port() {
		return this.port;
	}

	final Path directory() {
		return this.directory;
	}

	/**
	 * A port that nobody uses, outside of the range from which outgoing connections take
	 * theirs; so is the one 10,000 above it, which a node of a Redis cluster takes.
	 */
	private static int freePort() {
		for (int attempt = 0; attempt < 100; attempt++) {
			int port = ThreadLocalRandom.current().nextInt(15000, 22000);
			try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
				return socket.getLocalPort();
			}
			catch (IOException ex) {
				// the next one
			}
		}
		throw new IllegalStateException("There is no free port");
	}

	@Override
	public void start() {
		// Somebody else may take the port at the same moment
		boolean first = this.port == 0;
		for (int attempt = 1; this.process == null; attempt++) {
			if (first) {
				this.port = freePort();
			}
			Process started = run();
			LinkedNode.await("the server to listen", () -> !started.isAlive() || listens());
			if (started.isAlive()) {
				this.process = started;
			}
			else if (attempt == 10) {
				throw new IllegalStateException("The server has ended: " + log());
			}
		}
	}

	private Process run() {
		List<String> command = new ArrayList<>(command());
		command.addAll(this.options);
		try {
			return new ProcessBuilder(command).directory(this.directory.toFile())
				.redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.appendTo(this.directory.resolve("log").toFile()))
				.start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private String log() {
		try {
			return Files.readString(this.directory.resolve("log"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private boolean listens() {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
			return socket.isConnected();
		}
		catch (IOException ex) {
			return false;
		}
	}

	@Override
	public void kill() {
		if (this.process != null) {
			this.process.destroyForcibly();
			try {
				if (!this.process.waitFor(30, TimeUnit.SECONDS)) {
					throw new IllegalStateException("The server does not end");
				}
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			this.process = null;
			this.stalled = false;
		}
	}

	@Override
	public void stall() {
		if (!this.stalled) {
			signal("STOP");
			this.stalled = true;
		}
	}

	@Override
	public void resume() {
		if (this.stalled) {
			signal("CONT");
			this.stalled = false;
		}
	}

	private void signal(String name) {
		try {
			int status = new ProcessBuilder("kill", "-" + name, Long.toString(this.process.pid())).inheritIO()
				.start()
				.waitFor();
			if (status != 0) {
				throw new IllegalStateException("kill has failed");
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public void close() {
		kill();
		try (var files = Files.walk(this.directory)) {
			files.sorted(Comparator.reverseOrder()).forEach((file) -> file.toFile().delete());
		}
		catch (IOException ex) {
			// it is gone already
		}
	}

	/**
	 * Where installed peers are; see {@code .ci/peers}.
	 */
	static Path peers() {
		String home = System.getenv("PEERS_HOME");
		if (home != null) {
			return Path.of(home);
		}
		String cache = System.getenv("XDG_CACHE_HOME");
		return ((cache != null) ? Path.of(cache) : Path.of(System.getProperty("user.home"), ".cache"))
			.resolve("wamp-peers");
	}

}
