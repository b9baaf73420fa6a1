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

package io.github.wampspring.docs.testing;

import java.time.Duration;

import io.github.wampspring.core.WampTemplate;
import org.junit.jupiter.api.Test;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

// tag::class[]
@SpringBootTest(classes = ShopApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "wamp.router.enabled=true", "wamp.urls=", "wamp.router.anonymous.enabled=true" })
class NetworkTests {

	@LocalServerPort
	private int port;

	@Test
	void tellsAnotherProgram() {
		try (ConfigurableApplicationContext other = new SpringApplicationBuilder(Other.class)
			.web(WebApplicationType.NONE)
			.properties("wamp.urls=ws://localhost:" + this.port + "/ws")
			.run()) {
			WampTemplate wamp = other.getBean(WampTemplate.class);
			wamp.register("com.prices.of", String.class, (article) -> 3L).awaitActive(Duration.ofSeconds(5));
			assertThat(wamp.call("com.shop.total", Long.class, "tea", 4)).isEqualTo(12);
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Other {

	}

}
// end::class[]
