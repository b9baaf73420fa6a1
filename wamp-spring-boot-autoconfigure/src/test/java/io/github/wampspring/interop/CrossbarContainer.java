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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/**
 * Crossbar.io in a container. The image is the system property
 * {@code wamp.test.crossbar-image} or the environment's {@code WAMP_TEST_CROSSBAR_IMAGE},
 * else the published one. Its port stays the same when it is killed and started again.
 */
class CrossbarContainer extends GenericContainer<CrossbarContainer> {

	private static final String PUBLISHED_IMAGE = "crossbario/crossbar:latest";

	private static final int PORT = 8080;

	private static final Duration STARTUP = Duration.ofMinutes(1);

	private final int hostPort = PeerRouter.freePorts();

	CrossbarContainer() {
		super(DockerImageName.parse(image()));
		addFixedExposedPort(this.hostPort, PORT);
		waitingFor(Wait.forLogMessage(".*NODE_BOOT_COMPLETE.*", 1).withStartupTimeout(STARTUP));
	}

	/**
	 * Replaces the node's configuration.
	 * @param resource the class path resource with the configuration
	 * @return this container
	 */
	CrossbarContainer withConfiguration(String resource) {
		return withCopyFileToContainer(MountableFile.forClasspathResource(resource, 0644),
				"/node/.crossbar/config.json");
	}

	String url() {
		return "ws://" + getHost() + ":" + this.hostPort + "/ws";
	}

	/**
	 * Ends the router as a crash would, without a word to its sessions.
	 */
	void kill() {
		getDockerClient().killContainerCmd(getContainerId()).exec();
	}

	/**
	 * Starts the router again after {@link #kill()}, and does not wait until it answers.
	 */
	void startAgain() {
		getDockerClient().startContainerCmd(getContainerId()).exec();
	}

	private static String image() {
		String image = System.getProperty("wamp.test.crossbar-image", System.getenv("WAMP_TEST_CROSSBAR_IMAGE"));
		return (image != null) ? image : PUBLISHED_IMAGE;
	}

	/**
	 * Whether a Docker engine answers that has the image or can pull it.
	 * @return whether a container can be started
	 */
	static boolean isUsable() {
		// Testcontainers would look for the way out of a container, with an image of its
		// own.
		boolean contained = Files.exists(Path.of("/.dockerenv"))
				&& System.getenv("TESTCONTAINERS_HOST_OVERRIDE") == null;
		return !contained && (succeeds("image", "inspect", image()) || succeeds("pull", "--quiet", image()));
	}

	private static boolean succeeds(String... arguments) {
		try {
			List<String> command = new ArrayList<>(List.of("docker"));
			command.addAll(List.of(arguments));
			Process docker = new ProcessBuilder(command).redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.start();
			return docker.waitFor(5, TimeUnit.MINUTES) && docker.exitValue() == 0;
		}
		catch (IOException ex) {
			return false;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

}
