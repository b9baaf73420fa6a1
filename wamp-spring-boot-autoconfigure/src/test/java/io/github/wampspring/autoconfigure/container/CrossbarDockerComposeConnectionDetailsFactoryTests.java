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
import java.util.Map;

import io.github.wampspring.autoconfigure.WampConnectionDetails;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

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
		assertThat(new ComposeService("redis:7").details().values()).noneMatch(WampConnectionDetails.class::isInstance);
	}

	private static WampConnectionDetails details(String image, Map<String, String> labels) {
		return new ComposeService(image, labels).details(WampConnectionDetails.class);
	}

}
