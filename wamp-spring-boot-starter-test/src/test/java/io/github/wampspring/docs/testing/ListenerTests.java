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

import io.github.wampspring.core.WampTemplate;
import io.github.wampspring.test.WampStubs;
import io.github.wampspring.test.autoconfigure.AutoConfigureTestWampRouter;
import io.github.wampspring.test.autoconfigure.AutoConfigureTestWampRouter.Transport;
import io.github.wampspring.test.autoconfigure.LocalWampUrl;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

// tag::class[]
@SpringBootTest(classes = ShopApplication.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
@AutoConfigureTestWampRouter(transport = Transport.LISTENER)
class ListenerTests {

	@Test
	void tellsAnotherProgram(@LocalWampUrl String url, @Autowired WampStubs stubs) {
		stubs.when("com.prices.of").thenReturn(3);
		try (ConfigurableApplicationContext other = new SpringApplicationBuilder(Other.class)
			.web(WebApplicationType.NONE)
			.properties("wamp.urls=" + url)
			.run()) {
			WampTemplate wamp = other.getBean(WampTemplate.class);
			assertThat(wamp.call("com.shop.total", Long.class, "tea", 4)).isEqualTo(12);
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Other {

	}

}
// end::class[]
