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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.github.wampspring.router.cluster.link.nats.NatsSettings;

/**
 * A NATS server of the test's own.
 */
class NatsServer extends EngineProcess {

	NatsServer(String... options) {
		super("nats", List.of(options));
		start();
	}

	private static Path program() {
		return peers().resolve("bin/nats-server");
	}

	/** Whether it is there. Named by the tests' conditions. */
	static boolean isInstalled() {
		return Files.isExecutable(program());
	}

	@Override
	List<String> command() {
		return List.of(program().toString(), "-a", "127.0.0.1", "-p", Integer.toString(port()));
	}

	/**
	 * A server with a file of configuration.
	 * @param configuration what is in the file
	 * @return the running server
	 */
	static NatsServer configured(String configuration) {
		try {
			Path file = Files.createTempFile("wamp-nats", ".conf");
			Files.writeString(file, configuration);
			file.toFile().deleteOnExit();
			return new NatsServer("-c", file.toString());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	NatsSettings settings() {
		return NatsSettings.of("nats://127.0.0.1:" + port());
	}

}
