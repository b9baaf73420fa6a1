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

package io.github.wampspring.test.cluster;

import io.github.wampspring.router.cluster.link.ClusterLink;
import io.github.wampspring.router.cluster.link.LinkSettings;
import io.github.wampspring.router.cluster.link.nats.NatsLink;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIf;

@EnabledIf(value = "io.github.wampspring.test.cluster.NatsServer#isInstalled",
		disabledReason = "Not installed: nats-server (see .ci/peers/README.md)")
class NatsLinkTests extends ClusterLinkContract {

	private static NatsServer server;

	@BeforeAll
	static void startServer() {
		server = new NatsServer();
	}

	@AfterAll
	static void stopServer() {
		server.close();
	}

	@Override
	protected ClusterLink createLink(LinkSettings settings) {
		return new NatsLink(server.settings(), settings);
	}

	@Override
	protected EngineControl control() {
		return server;
	}

}
