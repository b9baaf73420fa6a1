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

package io.github.wampspring.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

import org.awaitility.Awaitility;

/**
 * An engine between the instances of a cluster, for one test.
 *
 * @param process the server
 * @param host the address at which it listens
 * @param port where it listens
 */
record ClusterEngine(PeerProcess process, String host, int port) implements AutoCloseable {

	private static final String LOOPBACK = "127.0.0.1";

	static ClusterEngine nats(String... options) {
		return natsAt(LOOPBACK, options);
	}

	static ClusterEngine natsAt(String host, String... options) {
		return start(host, options, (port) -> List.of(Peer.program("nats-server"), "-a", host, "-p", port));
	}

	static ClusterEngine redis(String... options) {
		return redisAt(LOOPBACK, options);
	}

	static ClusterEngine redisAt(String host, String... options) {
		return start(host, options, (port) -> List.of("redis-server", "--bind", host, "--port", port, "--save", "",
				"--appendonly", "no", "--protected-mode", "no", "--dir", System.getProperty("java.io.tmpdir")));
	}

	private static ClusterEngine start(String host, String[] options, Command command) {
		for (int attempt = 1; attempt < 10; attempt++) {
			int port = freePort();
			List<String> words = new ArrayList<>(command.listeningAt(Integer.toString(port)));
			words.addAll(List.of(options));
			ClusterEngine engine = new ClusterEngine(PeerProcess.start(words), host, port);
			if (engine.awaitListening()) {
				return engine;
			}
			if (engine.process.output().stream().noneMatch((line) -> line.contains("already in use"))) {
				throw new IllegalStateException("The server has ended: " + engine.process);
			}
		}
		throw new IllegalStateException("There is no free port");
	}

	/**
	 * Starts it once more, where it was.
	 * @return the new one
	 */
	ClusterEngine again() {
		ClusterEngine engine = new ClusterEngine(this.process.again(), this.host, this.port);
		if (!engine.awaitListening()) {
			throw new IllegalStateException("The server has ended: " + engine.process);
		}
		return engine;
	}

	private boolean awaitListening() {
		Awaitility.await()
			.pollInterval(Duration.ofMillis(50))
			.atMost(Duration.ofSeconds(30))
			.until(() -> !this.process.isAlive() || listens());
		return this.process.isAlive();
	}

	/** Outside of the range from which outgoing connections take theirs. */
	private static int freePort() {
		for (int attempt = 0; attempt < 100; attempt++) {
			int port = ThreadLocalRandom.current().nextInt(22_000, 29_000);
			try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
				return socket.getLocalPort();
			}
			catch (IOException ex) {
				// the next one
			}
		}
		throw new UncheckedIOException(new IOException("There is no free port"));
	}

	private boolean listens() {
		try (Socket socket = new Socket(this.host, this.port)) {
			return socket.isConnected();
		}
		catch (IOException ex) {
			return false;
		}
	}

	@Override
	public void close() {
		this.process.close();
	}

	private interface Command {

		List<String> listeningAt(String port);

	}

}
