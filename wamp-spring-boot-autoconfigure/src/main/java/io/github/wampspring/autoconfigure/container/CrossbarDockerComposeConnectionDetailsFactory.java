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

import io.github.wampspring.autoconfigure.WampConnectionDetails;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.docker.compose.core.RunningService;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionDetailsFactory;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionSource;
import org.springframework.boot.ssl.SslBundle;

/**
 * Connection details of a service with the image of Crossbar.io: the port that 8080 is
 * mapped to. The labels {@code io.github.wampspring.port}, {@code .path} and
 * {@code .connection} tell another port within the container, another path, and the name
 * of the connection that it is for.
 */
class CrossbarDockerComposeConnectionDetailsFactory
		extends DockerComposeConnectionDetailsFactory<WampConnectionDetails> {

	CrossbarDockerComposeConnectionDetailsFactory() {
		super(Crossbar.IMAGE);
	}

	@Override
	protected WampConnectionDetails getDockerComposeConnectionDetails(DockerComposeConnectionSource source) {
		return new CrossbarConnectionDetails(source.getRunningService());
	}

	private static final class CrossbarConnectionDetails extends DockerComposeConnectionDetails
			implements WampConnectionDetails {

		private final URI url;

		private final String connection;

		private final @Nullable SslBundle sslBundle;

		private CrossbarConnectionDetails(RunningService service) {
			super(service);
			this.sslBundle = getSslBundle(service);
			this.url = Crossbar.url(this.sslBundle != null, service.host(),
					service.ports().get(Crossbar.port(service.labels())), service.labels());
			this.connection = service.labels()
				.getOrDefault(Crossbar.CONNECTION, WampConnectionDetails.super.getConnection());
		}

		@Override
		public List<URI> getUrls() {
			return List.of(this.url);
		}

		@Override
		public String getConnection() {
			return this.connection;
		}

		@Override
		public @Nullable SslBundle getSslBundle() {
			return this.sslBundle;
		}

	}

}
