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

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Programs of others that tests need. {@code .ci/peers} has the scripts that install and
 * run them.
 */
enum Peer {

	/** A router. */
	CROSSBAR("crossbar", "crossbar/venv/bin/crossbar"),

	/** A router. */
	NEXUS("nexus", "bin/nexusd"),

	/** A client. */
	NEXUS_CLIENT("nexus", "bin/nexus-streams"),

	/** A client, with another program. */
	NEXUS_PASSTHRU("nexus", "bin/nexus-passthru"),

	/** A client. */
	AUTOBAHN_PYTHON("autobahn-python", "autobahn-python/venv/bin/python"),

	/** A client, with what it needs to encrypt payloads. */
	AUTOBAHN_CRYPTOBOX("autobahn-python", "autobahn-python/has-cryptobox"),

	/** A client. */
	AUTOBAHN_JS("autobahn-js", "autobahn-js/node_modules/autobahn/package.json"),

	/** A database. */
	POSTGRESQL("postgresql", "postgresql/bin"),

	/** An engine of clusters. */
	NATS("nats", "bin/nats-server"),

	/** An engine of clusters, of the machine's packages. */
	REDIS("redis", "") {

		@Override
		boolean isInstalled() {
			return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
				.anyMatch((folder) -> new File(folder, "redis-server").canExecute());
		}

	},

	/** Networks of this machine that can be cut. */
	NETWORK_NAMESPACES("network", "") {

		@Override
		boolean isInstalled() {
			return NetworkNamespace.isPermitted();
		}

	},

	/** Runs containers. */
	DOCKER("docker", "") {

		private final boolean usable = CrossbarContainer.isUsable();

		@Override
		boolean isInstalled() {
			return this.usable;
		}

	};

	private final String folder;

	private final String installed;

	Peer(String folder, String installed) {
		this.folder = folder;
		this.installed = installed;
	}

	boolean isInstalled() {
		return Files.exists(home().resolve(this.installed));
	}

	/**
	 * A script or program of this peer.
	 * @param name the file's name
	 * @return its path
	 */
	String script(String name) {
		return scripts().resolve(this.folder).resolve(name).toString();
	}

	/**
	 * A program that was built for the tests.
	 * @param name its name
	 * @return its path
	 */
	static String program(String name) {
		return home().resolve("bin").resolve(name).toString();
	}

	private static Path home() {
		String home = System.getenv("PEERS_HOME");
		if (home != null) {
			return Path.of(home);
		}
		String cache = System.getenv("XDG_CACHE_HOME");
		return ((cache != null) ? Path.of(cache) : Path.of(System.getProperty("user.home"), ".cache"))
			.resolve("wamp-peers");
	}

	private static Path scripts() {
		for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
			Path peers = folder.resolve(".ci/peers");
			if (Files.isDirectory(peers)) {
				return peers;
			}
		}
		throw new IllegalStateException("There is no .ci/peers above the working directory");
	}

}
