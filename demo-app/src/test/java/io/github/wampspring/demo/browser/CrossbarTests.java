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

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.github.wampspring.router.WampRouter;
import io.github.wampspring.test.testcontainers.CrossbarContainer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testcontainers.DockerClientFactory;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The demo as a component of Crossbar.io, which also serves the page's session. The image
 * is the environment's {@code WAMP_TEST_CROSSBAR_IMAGE}, else the published one.
 */
class CrossbarTests {

	private static final String IMAGE = System.getenv()
		.getOrDefault("WAMP_TEST_CROSSBAR_IMAGE", "crossbario/crossbar:latest");

	@SuppressWarnings("NullAway.Init")
	private static CrossbarContainer crossbar;

	@BeforeAll
	static void start() {
		// Testcontainers would look for the way out of a container, with an image of its
		// own.
		boolean contained = Files.exists(Path.of("/.dockerenv"))
				&& System.getenv("TESTCONTAINERS_HOST_OVERRIDE") == null;
		Assumptions.assumeTrue(!contained && DockerClientFactory.instance().isDockerAvailable(),
				"No Docker engine answers");
		crossbar = new CrossbarContainer(IMAGE);
		crossbar.start();
	}

	@AfterAll
	static void stop() {
		if (crossbar != null) {
			crossbar.stop();
		}
	}

	@Test
	void demoIsAComponentOfCrossbar() {
		String url = crossbar.getUrl().toString();
		try (ConfigurableApplicationContext application = TwoInstancesTests.startComponent("component", url);
				DemoPage page = DemoPage.open(TwoInstancesTests.port(application))) {
			DemoPage.await().until(() -> page.text("status-text").equals("Joined realm1"));
			assertThat(page.text("fact-router")).isEqualTo(url);
			assertThat(application.getBeanNamesForType(WampRouter.class)).isEmpty();
			DemoPage.await().until(() -> page.readingsDrawn() > 2);
			DemoPage.await()
				.untilAsserted(() -> assertThat(page.texts("#procedures td:first-child")).contains("com.myapp.add2",
						"com.myapp.readings.recent.component"));
			DemoPage.await()
				.until(() -> page.texts("#sessions tr").stream().anyMatch((row) -> row.contains("this page")));
			page.submit("add2-form", "x=2", "y=3");
			DemoPage.await().until(() -> page.text("add2-answer").startsWith("5\n"));
			page.submit("divide-form", "dividend=7", "divisor=0");
			DemoPage.await().until(() -> page.text("divide-answer").contains("com.myapp.error.division_by_zero"));
			page.submit("countdown-form", "from=90");
			DemoPage.await().until(() -> page.number("countdown-value") < 89);
			page.click("#countdown-cancel");
			DemoPage.await().until(() -> page.text("countdown-note").endsWith("wamp.error.canceled"));
			page.click("#who-call");
			DemoPage.await().until(() -> page.texts("#who-tally li").equals(List.of("component12")));
		}
	}

}
