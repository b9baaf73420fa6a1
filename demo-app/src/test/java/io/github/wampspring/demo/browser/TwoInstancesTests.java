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

package io.github.wampspring.demo.browser;

import java.util.List;

import io.github.wampspring.demo.DemoApplication;
import io.github.wampspring.test.autoconfigure.AutoConfigureTestWampRouter;
import io.github.wampspring.test.autoconfigure.LocalWampUrl;
import org.junit.jupiter.api.Test;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A second instance of the demo is a component of the first one's router.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "demo.instance=left")
@AutoConfigureTestWampRouter
class TwoInstancesTests {

	@Test
	void secondInstanceIsAnotherCalleeAndPublisher(@LocalWampUrl String url) {
		try (ConfigurableApplicationContext second = startComponent("right", url);
				DemoPage page = DemoPage.open(port(second))) {
			DemoPage.await().until(() -> page.text("status-text").equals("Joined realm1"));
			assertThat(page.text("fact-router")).isEqualTo(url);
			DemoPage.await().until(() -> page.texts("#instances .name").equals(List.of("left", "right")));
			assertThat(page.<String>script("return document.querySelector('#instances :checked').value"))
				.as("the page shows the instance that served it")
				.isEqualTo("right");
			DemoPage.await()
				.until(() -> page.texts("#procedures [data-uri='com.myapp.who'] .number").equals(List.of("2")));
			page.click("#who-call");
			DemoPage.await().until(() -> page.texts("#who-tally li").equals(List.of("left6", "right6")));
			page.click("#instances [value=left]");
			long drawn = page.readingsDrawn();
			DemoPage.await().until(() -> page.readingsDrawn() > drawn + 1);
			second.stop();
			DemoPage.await()
				.until(() -> page.texts("#procedures [data-uri='com.myapp.who'] .number").equals(List.of("1")));
		}
	}

	static ConfigurableApplicationContext startComponent(String instance, String url) {
		return new SpringApplicationBuilder(DemoApplication.class).run("--server.port=0", "--demo.instance=" + instance,
				"--wamp.urls=" + url);
	}

	static int port(ConfigurableApplicationContext application) {
		return ((ServletWebServerApplicationContext) application).getWebServer().getPort();
	}

}
