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

import java.nio.file.Files;
import java.nio.file.Path;

import org.testcontainers.DockerClientFactory;

/**
 * The image of Crossbar.io for tests: the environment's {@code WAMP_TEST_CROSSBAR_IMAGE},
 * else the published one.
 */
public final class CrossbarImage {

	private CrossbarImage() {
	}

	public static String name() {
		return System.getenv().getOrDefault("WAMP_TEST_CROSSBAR_IMAGE", "crossbario/crossbar:latest");
	}

	static boolean isUsable() {
		// Testcontainers would look for the way out of a container, with an image of its
		// own.
		boolean contained = Files.exists(Path.of("/.dockerenv"))
				&& System.getenv("TESTCONTAINERS_HOST_OVERRIDE") == null;
		return !contained && DockerClientFactory.instance().isDockerAvailable();
	}

}
