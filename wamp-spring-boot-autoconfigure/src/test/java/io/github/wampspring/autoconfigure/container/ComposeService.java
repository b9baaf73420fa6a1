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

package io.github.wampspring.autoconfigure.container;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetailsFactories;
import org.springframework.boot.docker.compose.core.ConnectionPorts;
import org.springframework.boot.docker.compose.core.ImageReference;
import org.springframework.boot.docker.compose.core.RunningService;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionSource;
import org.springframework.mock.env.MockEnvironment;

import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * A service of Docker Compose that seems to run.
 *
 * @param image its image
 * @param host where its ports are
 * @param labels its labels
 */
record ComposeService(String image, String host, Map<String, String> labels) {

	ComposeService(String image) {
		this(image, Map.of());
	}

	ComposeService(String image, Map<String, String> labels) {
		this(image, "127.0.0.1", labels);
	}

	/**
	 * What all factories together make of it.
	 */
	Map<Class<?>, ConnectionDetails> details() {
		RunningService service = mock(RunningService.class);
		given(service.image()).willReturn(ImageReference.of(this.image));
		given(service.labels()).willReturn(this.labels);
		given(service.host()).willReturn(this.host);
		given(service.ports()).willReturn(new Ports());
		DockerComposeConnectionSource source = mock(DockerComposeConnectionSource.class);
		given(source.getRunningService()).willReturn(service);
		given(source.getEnvironment()).willReturn(new MockEnvironment());
		return new ConnectionDetailsFactories(null).getConnectionDetails(source, false);
	}

	<T extends ConnectionDetails> T details(Class<T> type) {
		return details().values().stream().filter(type::isInstance).map(type::cast).findFirst().orElseThrow();
	}

	/** Each port is mapped to one that is 10,000 higher. */
	private static final class Ports implements ConnectionPorts {

		@Override
		public int get(int containerPort) {
			return containerPort + 10_000;
		}

		@Override
		public List<Integer> getAll() {
			throw new UnsupportedOperationException();
		}

		@Override
		public List<Integer> getAll(@Nullable String protocol) {
			throw new UnsupportedOperationException();
		}

	}

}
