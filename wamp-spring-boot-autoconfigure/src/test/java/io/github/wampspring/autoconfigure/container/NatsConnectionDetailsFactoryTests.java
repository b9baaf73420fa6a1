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

import java.util.Map;

import io.github.wampspring.autoconfigure.cluster.NatsConnectionDetails;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.boot.testcontainers.service.connection.ServiceConnectionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Where NATS is when it runs in a container. None runs here: the containers only tell
 * what a running one would.
 */
class NatsConnectionDetailsFactoryTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ServiceConnectionAutoConfiguration.class));

	@Test
	void aServiceOfDockerComposeIsKnownByItsImage() {
		NatsConnectionDetails details = new ComposeService("nats:2.15").details(NatsConnectionDetails.class);
		assertThat(details.getServers()).containsExactly("nats://127.0.0.1:14222");
		assertThat(details.getSslBundle()).isNull();
		assertThat(details.getUsername()).isNull();
		assertThat(details.getToken()).isNull();
	}

	@Test
	void aServiceOfDockerComposeIsKnownByALabel() {
		Map<String, String> labels = Map.of("org.springframework.boot.service-connection", "nats");
		assertThat(new ComposeService("example/nats-with-users", "::1", labels).details(NatsConnectionDetails.class)
			.getServers()).containsExactly("nats://[::1]:14222");
	}

	@Test
	void otherServicesAreLeftAlone() {
		assertThat(new ComposeService("redis:7").details().values()).noneMatch(NatsConnectionDetails.class::isInstance);
	}

	@Test
	void theUsualPortOfAContainerIsTaken() {
		this.runner.withUserConfiguration(WithTheUsualPort.class)
			.run((context) -> assertThat(context.getBean(NatsConnectionDetails.class).getServers())
				.containsExactly("nats://docker:14222"));
	}

	@Test
	void theFirstPortOfAContainerIsTakenWhereThereIsNoUsualOne() {
		this.runner.withUserConfiguration(WithAnotherPort.class)
			.run((context) -> assertThat(context.getBean(NatsConnectionDetails.class).getServers())
				.containsExactly("nats://docker:15000"));
	}

	@Configuration(proxyBeanMethods = false)
	static class WithTheUsualPort {

		@Bean(destroyMethod = "")
		@ServiceConnection(name = "nats")
		Stub nats() {
			return new Stub("nats:2.15", 8222, 4222);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class WithAnotherPort {

		@Bean(destroyMethod = "")
		@ServiceConnection(name = "nats")
		Stub engine() {
			return new Stub("example/engine:1", 5000);
		}

	}

	/** Seems to run. */
	static class Stub extends GenericContainer<Stub> {

		Stub(String image, Integer... ports) {
			super(image);
			withExposedPorts(ports);
		}

		@Override
		public void start() {
		}

		@Override
		public boolean isRunning() {
			return true;
		}

		@Override
		public String getHost() {
			return "docker";
		}

		@Override
		public Integer getMappedPort(int originalPort) {
			return originalPort + 10_000;
		}

		@Override
		public Integer getFirstMappedPort() {
			return getMappedPort(getExposedPorts().get(0));
		}

	}

}
