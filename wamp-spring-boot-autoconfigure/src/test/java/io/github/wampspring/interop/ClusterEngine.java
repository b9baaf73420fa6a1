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
 * @param port where it listens, at this machine only
 */
record ClusterEngine(PeerProcess process, int port) implements AutoCloseable {

	static ClusterEngine nats(String... options) {
		return start(options, (port) -> List.of(Peer.program("nats-server"), "-a", "127.0.0.1", "-p", port));
	}

	static ClusterEngine redis(String... options) {
		return start(options, (port) -> List.of("redis-server", "--bind", "127.0.0.1", "--port", port, "--save", "",
				"--appendonly", "no", "--dir", System.getProperty("java.io.tmpdir")));
	}

	private static ClusterEngine start(String[] options, Command command) {
		for (int attempt = 1; attempt < 10; attempt++) {
			int port = freePort();
			List<String> words = new ArrayList<>(command.listeningAt(Integer.toString(port)));
			words.addAll(List.of(options));
			PeerProcess process = PeerProcess.start(words);
			Awaitility.await()
				.pollInterval(Duration.ofMillis(50))
				.atMost(Duration.ofSeconds(30))
				.until(() -> !process.isAlive() || listens(port));
			if (process.isAlive()) {
				return new ClusterEngine(process, port);
			}
			if (process.output().stream().noneMatch((line) -> line.contains("already in use"))) {
				throw new IllegalStateException("The server has ended: " + process);
			}
		}
		throw new IllegalStateException("There is no free port");
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

	private static boolean listens(int port) {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
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
