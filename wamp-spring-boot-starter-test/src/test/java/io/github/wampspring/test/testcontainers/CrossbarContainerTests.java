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

import io.github.wampspring.autoconfigure.WampConnectionDetails;
import io.github.wampspring.client.WampConnection;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;

import static io.github.wampspring.test.WampAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@RequiresCrossbarImage
class CrossbarContainerTests {

	@Test
	void takesNoOtherImage() {
		assertThatIllegalStateException().isThrownBy(() -> new CrossbarContainer("redis:latest"));
	}

	@Nested
	@Testcontainers
	@SpringBootTest(classes = Client.class)
	class OfThePublishedName {

		@Container
		@ServiceConnection
		static final CrossbarContainer crossbar = new CrossbarContainer(CrossbarImage.name());

		@Test
		void isJoined(@Autowired WampConnection connection, @Autowired WampConnectionDetails details) {
			assertThat(details.getUrls()).containsExactly(crossbar.getUrl());
			assertThat(connection).isJoined();
		}

	}

	@Nested
	@Testcontainers
	@SpringBootTest(classes = Client.class,
			properties = { "wamp.connections.cloud.realm=realm1", "wamp.auto-startup=false", "wamp.realm=realm1" })
	class GenericForANamedConnection {

		@Container
		@ServiceConnection("crossbario/crossbar")
		static final GenericContainer<?> crossbar = new GenericContainer<>(CrossbarImage.name()).withExposedPorts(8080)
			.withLabel("io.github.wampspring.connection", "cloud")
			.waitingFor(Wait.forLogMessage(".*NODE_BOOT_COMPLETE.*", 1));

		@Test
		void isJoinedByThatOne(@Autowired @Qualifier("cloud") WampConnection connection,
				@Autowired ApplicationContext context) {
			assertThat(context.getBeansOfType(WampConnectionDetails.class)).isNotEmpty();
			assertThat(connection).isJoined();
			assertThat(connection.getState().url()).endsWith(":" + crossbar.getFirstMappedPort() + "/ws");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Client {

	}

}
