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

package io.github.wampspring.autoconfigure.cluster;

import java.nio.file.Path;
import java.util.Map;

import io.github.wampspring.autoconfigure.AheadOfTime;
import io.github.wampspring.autoconfigure.common.WampSerializerAutoConfiguration;
import io.github.wampspring.autoconfigure.router.WampRouterAutoConfiguration;
import io.github.wampspring.router.ClusterSettings;
import io.github.wampspring.router.cluster.link.ClusterLinkFactory;
import io.github.wampspring.router.cluster.link.LinkSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A clustered router whose context was made ahead of time. What its engine is follows
 * from the properties of the run.
 */
class ClusterAheadOfTimeTests {

	private static Map<String, Object> properties(String engine) {
		return Map.of("wamp.router.enabled", "true", "wamp.router.cluster.name", "shop", "wamp.router.cluster.secret",
				"a secret of the shop", "wamp.router.cluster.engine", engine);
	}

	@Test
	void aClusterIsMadeAheadOfTime(@TempDir Path directory) throws Exception {
		AheadOfTime generated = new AheadOfTime(directory, properties("nats"), ClusterAheadOfTimeTests.class,
				Application.class);
		assertThat(generated.run("run")).isEqualTo("shop: NatsLink, RedisLink");
	}

	/** Called within the class loader that has the generated classes. */
	static String run(String initializer) throws Exception {
		return "shop: " + link(initializer, "nats") + ", " + link(initializer, "redis");
	}

	private static String link(String initializer, String engine) throws Exception {
		try (GenericApplicationContext context = AheadOfTime.context(initializer, properties(engine))) {
			assertThat(context.getBean(ClusterSettings.class).name()).isEqualTo("shop");
			return context.getBean(ClusterLinkFactory.class).create(LinkSettings.defaults()).getClass().getSimpleName();
		}
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ SslAutoConfiguration.class, DataRedisAutoConfiguration.class,
			WampSerializerAutoConfiguration.class, WampRouterAutoConfiguration.class,
			WampClusterAutoConfiguration.class })
	static class Application {

	}

}
