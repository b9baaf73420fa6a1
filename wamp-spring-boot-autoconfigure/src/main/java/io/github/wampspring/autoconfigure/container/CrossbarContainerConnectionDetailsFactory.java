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
import org.testcontainers.containers.Container;
import org.testcontainers.containers.GenericContainer;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionDetailsFactory;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionSource;

/**
 * Connection details of a container with Crossbar.io, or with another router that
 * {@code @ServiceConnection} names {@code crossbario/crossbar}: the port 8080, or else
 * the first one that is exposed, and the path {@code /ws}. The container's labels
 * {@code io.github.wampspring.port}, {@code .path} and {@code .connection} tell others,
 * and the name of the connection that it is for.
 */
class CrossbarContainerConnectionDetailsFactory
		extends ContainerConnectionDetailsFactory<Container<?>, WampConnectionDetails> {

	CrossbarContainerConnectionDetailsFactory() {
		super(Crossbar.IMAGE);
	}

	@Override
	protected WampConnectionDetails getContainerConnectionDetails(ContainerConnectionSource<Container<?>> source) {
		return new CrossbarConnectionDetails(source);
	}

	private static final class CrossbarConnectionDetails extends ContainerConnectionDetails<Container<?>>
			implements WampConnectionDetails {

		private CrossbarConnectionDetails(ContainerConnectionSource<Container<?>> source) {
			super(source);
		}

		private Map<String, String> labels() {
			return (getContainer() instanceof GenericContainer<?> container) ? container.getLabels() : Map.of();
		}

		@Override
		public List<URI> getUrls() {
			Container<?> container = getContainer();
			int port = (container.getExposedPorts().contains(Crossbar.port(labels())))
					? container.getMappedPort(Crossbar.port(labels())) : container.getFirstMappedPort();
			return List.of(Crossbar.url(getSslBundle() != null, container.getHost(), port, labels()));
		}

		@Override
		public String getConnection() {
			return labels().getOrDefault(Crossbar.CONNECTION, WampConnectionDetails.super.getConnection());
		}

		@Override
		public @Nullable SslBundle getSslBundle() {
			return super.getSslBundle();
		}

	}

}
