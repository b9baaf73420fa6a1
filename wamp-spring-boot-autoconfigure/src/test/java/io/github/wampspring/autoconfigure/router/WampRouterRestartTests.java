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

package io.github.wampspring.autoconfigure.router;

import java.time.Duration;

import io.github.wampspring.annotation.WampProcedure;
import io.github.wampspring.autoconfigure.WampAutoConfigurations;
import io.github.wampspring.core.WampTemplate;
import io.github.wampspring.router.WampRouter;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A context with a router that stops and starts again, as for a checkpoint.
 */
@ExtendWith(OutputCaptureExtension.class)
class WampRouterRestartTests {

	@Test
	void everybodyJoinsAgainAfterARestart() {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
			.web(WebApplicationType.SERVLET)
			.properties("server.port=0", "wamp.router.enabled=true", "wamp.fail-fast=true",
					"wamp.router.anonymous.enabled=true")
			.run()) {
			WampRouter router = context.getBean(WampRouter.class);
			for (int i = 0; i < 2; i++) {
				assertThat(context.getBean(WampTemplate.class).call("com.myapp.twice", Integer.class, 21))
					.isEqualTo(42);
				int port = ((WebServerApplicationContext) context).getWebServer().getPort();
				new ApplicationContextRunner().withConfiguration(WampAutoConfigurations.ALL)
					.withPropertyValues("wamp.urls=ws://localhost:" + port + "/ws", "wamp.keep-alive=false",
							"wamp.fail-fast=true")
					.run((client) -> assertThat(
							client.getBean(WampTemplate.class).call("com.myapp.twice", Integer.class, 4))
						.isEqualTo(8));
				context.stop();
				assertThat(router.isRunning()).isFalse();
				assertThat(router.sessions("realm1")).isEmpty();
				context.start();
				Awaitility.await()
					.atMost(Duration.ofSeconds(30))
					.until(() -> router.registrations("realm1").size() == 1);
				assertThat(router.sessions("realm1")).hasSize(1);
			}
		}
	}

	@Test
	void aRealmThatNoPermissionIsForIsNamed(CapturedOutput output) {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
			.web(WebApplicationType.SERVLET)
			.properties("server.port=0", "wamp.router.enabled=true", "wamp.fail-fast=true",
					"wamp.router.anonymous.enabled=true", "wamp.router.realms=realm1,realm2",
					"wamp.router.permissions[0].role=anonymous", "wamp.router.permissions[0].uri=com.myapp.",
					"wamp.router.permissions[0].match=prefix", "wamp.router.permissions[0].allow=call",
					"wamp.router.permissions[0].realms=realm1")
			.run()) {
			assertThat(output).contains("may do nothing in the realm realm2")
				.doesNotContain("nothing in the realm realm1");
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@WampProcedure("com.myapp.twice")
		int twice(int value) {
			return 2 * value;
		}

	}

}
