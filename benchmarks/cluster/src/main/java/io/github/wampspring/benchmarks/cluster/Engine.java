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

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * An engine that has been started for the benchmark.
 *
 * @param kind which one
 * @param port where it listens
 * @param process its process
 */
record Engine(Kind kind, int port, ChildProcess process) implements AutoCloseable {

	private static final String SECRET = "0123456789abcdef0123456789abcdef";

	static Engine start(Kind kind) throws Exception {
		int port = ChildProcess.freePort();
		String listen = Integer.toString(port);
		ChildProcess process = ChildProcess.program(switch (kind) {
			case NATS -> List.of(ChildProcess.find("nats-server"), "-a", "127.0.0.1", "-p", listen, "-l", "/dev/null");
			case REDIS -> List.of(ChildProcess.find("redis-server"), "--bind", "127.0.0.1", "--port", listen, "--save",
					"", "--appendonly", "no", "--loglevel", "warning", "--logfile", "/dev/null");
		});
		while (!listens(port)) {
			Thread.sleep(20);
		}
		return new Engine(kind, port, process);
	}

	private static boolean listens(int port) {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
			return socket.isConnected();
		}
		catch (IOException ex) {
			return false;
		}
	}

	/** Starts an instance of a cluster over this engine. */
	Instance instance(String cluster, String node) throws IOException {
		List<String> options = new ArrayList<>(List.of("--wamp.router.cluster.name=" + cluster,
				"--wamp.router.cluster.node=" + node, "--wamp.router.cluster.secret=" + SECRET,
				"--wamp.router.cluster.engine=" + this.kind.property()));
		options.add((this.kind == Kind.NATS) ? "--wamp.router.cluster.nats.servers=nats://127.0.0.1:" + this.port
				: "--spring.data.redis.port=" + this.port);
		return Instance.start(options);
	}

	@Override
	public void close() {
		this.process.close();
	}

	/** Which engine. */
	enum Kind {

		/** NATS. */
		NATS,
		/** Redis. */
		REDIS;

		String property() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
