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

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import org.springframework.data.redis.connection.RedisStandaloneConfiguration;

/**
 * A Redis server of the test's own.
 */
class RedisServer extends EngineProcess {

	RedisServer(String... options) {
		super("redis", List.of(options));
		start();
	}

	/** Whether it is there. Named by the tests' conditions. */
	static boolean isInstalled() {
		return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
			.anyMatch((folder) -> new File(folder, "redis-server").canExecute());
	}

	@Override
	List<String> command() {
		return List.of("redis-server", "--bind", "127.0.0.1", "--port", "0", portOption(), Integer.toString(port()),
				"--save", "", "--appendonly", "no", "--dir", directory().toString());
	}

	String portOption() {
		return "--port";
	}

	/**
	 * A Sentinel that watches a server under the name {@code shop}.
	 * @param server the server
	 * @return the running Sentinel
	 */
	static RedisServer sentinel(RedisServer server) {
		int port = server.port();
		return new RedisServer() {

			@Override
			List<String> command() {
				Path file = directory().resolve("sentinel.conf");
				try {
					Files.writeString(file,
							"bind 127.0.0.1\nport " + port() + "\nsentinel monitor shop 127.0.0.1 " + port + " 1\n");
				}
				catch (IOException ex) {
					throw new UncheckedIOException(ex);
				}
				return List.of("redis-server", file.toString(), "--sentinel");
			}

		};
	}

	RedisStandaloneConfiguration configuration() {
		return new RedisStandaloneConfiguration("127.0.0.1", port());
	}

}
