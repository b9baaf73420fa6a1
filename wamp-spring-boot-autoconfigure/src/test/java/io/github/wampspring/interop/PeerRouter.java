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
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * A router of somebody else, as a process on free ports of this machine.
 *
 * @param peer which one
 * @param port its first port
 * @param directory where its certificates are
 * @param process its process
 */
record PeerRouter(Peer peer, int port, Path directory, PeerProcess process) implements AutoCloseable {

	private static final int PORTS = 4;

	private static final Map<Peer, PeerRouter> SHARED = new ConcurrentHashMap<>();

	/**
	 * The router that tests share. It ends with the JVM.
	 * @param peer which one
	 * @return the running router
	 */
	static PeerRouter shared(Peer peer) {
		return SHARED.computeIfAbsent(peer, PeerRouter::start);
	}

	/**
	 * Starts a router of one's own.
	 * @param peer which one
	 * @return the running router
	 */
	static PeerRouter start(Peer peer) {
		int port = freePorts();
		return start(peer, port);
	}

	/**
	 * Starts a router of one's own.
	 * @param peer which one
	 * @param port its first port
	 * @return the running router
	 */
	static PeerRouter start(Peer peer, int port) {
		Path directory = Path.of("target", "interop", peer.name().toLowerCase(java.util.Locale.ROOT) + "-" + port)
			.toAbsolutePath();
		PeerProcess process = PeerProcess
			.start(List.of(peer.script("start"), Integer.toString(port), directory.toString()));
		return new PeerRouter(peer, port, directory, process.awaitReady());
	}

	/**
	 * Looks for ports in a row that nobody uses, outside of the range from which outgoing
	 * connections take theirs.
	 * @return the first one
	 */
	static int freePorts() {
		for (int attempt = 0; attempt < 100; attempt++) {
			int first = ThreadLocalRandom.current().nextInt(15000, 30000);
			if (IntStream.range(first, first + PORTS).allMatch(PeerRouter::isFree)) {
				return first;
			}
		}
		throw new IllegalStateException("There are no free ports");
	}

	private static boolean isFree(int port) {
		try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
			return socket.isBound();
		}
		catch (IOException ex) {
			return false;
		}
	}

	String url() {
		return url("/ws");
	}

	String url(String path) {
		return "ws://127.0.0.1:" + this.port + path;
	}

	/**
	 * Where it talks TLS, with a certificate for localhost.
	 * @param path the path
	 * @return the URL
	 */
	String tlsUrl(String path) {
		return "wss://localhost:" + (this.port + 1) + path;
	}

	/**
	 * Where it talks TLS, with a certificate for another host.
	 * @return the URL
	 */
	String wrongHostUrl() {
		return "wss://localhost:" + (this.port + 2) + "/ws";
	}

	/**
	 * Where it talks TLS, with a certificate for localhost, to clients that show one,
	 * too.
	 * @param path the path
	 * @return the URL
	 */
	String clientCertificateUrl(String path) {
		return "wss://localhost:" + (this.port + 3) + path;
	}

	@Override
	public void close() {
		this.process.close();
	}

}
