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

package io.github.wampspring.test.testcontainers;

import java.net.URI;
import java.time.Duration;

import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/**
 * Crossbar.io in a container, with a realm {@code realm1} for everybody unless it is
 * configured otherwise. {@code @ServiceConnection} on it tells the application where it
 * is.
 */
public class CrossbarContainer extends GenericContainer<CrossbarContainer> {

	private static final DockerImageName IMAGE = DockerImageName.parse("crossbario/crossbar");

	private static final int PORT = 8080;

	private static final Duration STARTUP = Duration.ofMinutes(1);

	/**
	 * Creates a container, which is not started.
	 * @param image the image, such as {@code crossbario/crossbar:latest}
	 */
	public CrossbarContainer(String image) {
		this(DockerImageName.parse(image));
	}

	/**
	 * Creates a container, which is not started.
	 * @param image the image: {@code crossbario/crossbar}, or one that is declared a
	 * compatible substitute for it
	 */
	public CrossbarContainer(DockerImageName image) {
		super(image);
		image.assertCompatibleWith(IMAGE);
		withExposedPorts(PORT);
		waitingFor(Wait.forLogMessage(".*NODE_BOOT_COMPLETE.*", 1).withStartupTimeout(STARTUP));
	}

	/**
	 * Replaces the node's configuration.
	 * @param resource the class path resource with the configuration, which must listen
	 * at port 8080
	 * @return this container
	 */
	public CrossbarContainer withConfiguration(String resource) {
		return withCopyFileToContainer(MountableFile.forClasspathResource(resource, 0644),
				"/node/.crossbar/config.json");
	}

	/**
	 * The URL of the router.
	 * @return the URL, of the path {@code /ws}
	 */
	public URI getUrl() {
		return URI.create("ws://" + getHost() + ":" + getMappedPort(PORT) + "/ws");
	}

}
