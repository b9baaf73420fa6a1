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

import java.net.URI;
import java.util.List;
import java.util.Map;

import io.github.wampspring.autoconfigure.WampConnectionDetails;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetailsFactories;
import org.springframework.boot.docker.compose.core.ConnectionPorts;
import org.springframework.boot.docker.compose.core.ImageReference;
import org.springframework.boot.docker.compose.core.RunningService;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionSource;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

class CrossbarDockerComposeConnectionDetailsFactoryTests {

	@Test
	void knowsTheImageOfCrossbar() {
		WampConnectionDetails details = details("crossbario/crossbar:latest", Map.of());
		assertThat(details.getUrls()).containsExactly(URI.create("ws://127.0.0.1:18080/ws"));
		assertThat(details.getConnection()).isEqualTo("default");
		assertThat(details.getSslBundle()).isNull();
	}

	@Test
	void knowsOtherImagesByLabels() {
		WampConnectionDetails details = details("example/nexus:3",
				Map.of("org.springframework.boot.service-connection", "crossbario/crossbar",
						"io.github.wampspring.port", "8000", "io.github.wampspring.path", "router",
						"io.github.wampspring.connection", "cloud"));
		assertThat(details.getUrls()).containsExactly(URI.create("ws://127.0.0.1:18000/router"));
		assertThat(details.getConnection()).isEqualTo("cloud");
	}

	@Test
	void leavesOtherServicesAlone() {
		assertThat(all("redis:7", Map.of()).values()).noneMatch(WampConnectionDetails.class::isInstance);
	}

	private static WampConnectionDetails details(String image, Map<String, String> labels) {
		return (WampConnectionDetails) all(image, labels).values()
			.stream()
			.filter(WampConnectionDetails.class::isInstance)
			.findFirst()
			.orElseThrow();
	}

	private static Map<Class<?>, ConnectionDetails> all(String image, Map<String, String> labels) {
		RunningService service = mock(RunningService.class);
		given(service.image()).willReturn(ImageReference.of(image));
		given(service.labels()).willReturn(labels);
		given(service.host()).willReturn("127.0.0.1");
		given(service.ports()).willReturn(new Ports());
		DockerComposeConnectionSource source = mock(DockerComposeConnectionSource.class);
		given(source.getRunningService()).willReturn(service);
		given(source.getEnvironment()).willReturn(new MockEnvironment());
		return new ConnectionDetailsFactories(null).getConnectionDetails(source, false);
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
