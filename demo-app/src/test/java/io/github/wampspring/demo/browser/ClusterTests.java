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

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two instances of the demo that share the realm over NATS, with a page at each.
 */
class ClusterTests {

	@Test
	void pageAtEitherInstanceShowsBothAndGoesOnWhenTheOtherIsKilled() {
		try (ServerProcess engine = ServerProcess.nats(natsServer());
				ServerProcess left = startInstance("left", engine, 0);
				ServerProcess right = startInstance("right", engine, 0);
				DemoPage leftPage = DemoPage.open(left.port());
				DemoPage rightPage = DemoPage.open(right.port())) {
			showsBoth(leftPage, "left", "right");
			showsBoth(rightPage, "right", "left");
			drawsReadingsOf(leftPage, "right", "left");
			drawsReadingsOf(rightPage, "left", "right");
			for (String scheme : List.of("light", "dark")) {
				rightPage.prefer(scheme);
				assertThat(rightPage.inaccessible()).as(scheme).isEmpty();
			}
			assertThat(left.output() + right.output()).doesNotContain(" WARN ", " ERROR ");
			int port = left.port();
			left.kill();
			rightPage.submit("add2-form", "x=1200", "y=34");
			goesOnAlone(rightPage, "right", "left");
			DemoPage.await().until(() -> leftPage.text("status-text").startsWith("Disconnected"));
			DemoPage.await()
				.until(() -> leftPage.texts("#instances [data-state=heard]").isEmpty()
						&& leftPage.text("fact-cluster").equals("–"));
			try (ServerProcess again = startInstance("left", engine, port)) {
				assertThat(again.port()).isEqualTo(port);
				showsBoth(leftPage, "left", "right");
				showsBoth(rightPage, "right", "left");
			}
			assertThat(rightPage.consoleErrors()).isEmpty();
		}
	}

	private static void showsBoth(DemoPage page, String own, String other) {
		DemoPage.await().until(() -> page.text("status-text").equals("Joined realm1"));
		DemoPage.await().untilAsserted(() -> {
			assertThat(page.text("fact-instance")).isEqualTo(own);
			assertThat(page.text("fact-cluster")).isEqualTo("demo: with " + other);
			assertThat(page.texts("#instances [data-state=heard] .name")).containsExactly("left", "right");
			assertThat(page.texts("#sessions tr")).hasSize(4)
				.anyMatch((row) -> row.contains("this page") && row.contains("at " + own))
				.anyMatch((row) -> row.contains("websocket") && row.contains("at " + other))
				.anyMatch((row) -> row.contains("in-process") && row.contains("at left"))
				.anyMatch((row) -> row.contains("in-process") && row.contains("at right"));
			assertThat(callees(page)).containsExactly("2");
			assertThat(page.texts("#procedures td:first-child")).contains("com.myapp.readings.recent.left",
					"com.myapp.readings.recent.right");
		});
		page.click("#who-call");
		DemoPage.await().until(() -> page.texts("#who-tally li").equals(List.of("left6", "right6")));
	}

	private static void drawsReadingsOf(DemoPage page, String... instances) {
		for (String instance : instances) {
			page.click("#instances [value=" + instance + "]");
			long drawn = page.readingsDrawn();
			DemoPage.await().until(() -> page.readingsDrawn() > drawn);
			assertThat(page.text("heap-others")).isEqualTo("others");
		}
	}

	private static void goesOnAlone(DemoPage page, String own, String other) {
		DemoPage.await().untilAsserted(() -> {
			assertThat(page.text("fact-cluster")).isEqualTo("demo: no other instance");
			assertThat(page.texts("#instances [data-state=gone] .name")).containsExactly(other);
			assertThat(page.texts("#instances [data-state=heard] .name")).containsExactly(own);
			assertThat(page.texts("#sessions tr")).hasSize(2).allMatch((row) -> row.contains("at " + own));
			assertThat(callees(page)).containsExactly("1");
			assertThat(page.texts("#procedures td:first-child")).contains("com.myapp.readings.recent." + own)
				.doesNotContain("com.myapp.readings.recent." + other);
		});
		long drawn = page.readingsDrawn();
		DemoPage.await().until(() -> page.readingsDrawn() > drawn + 1);
		page.click("#who-call");
		DemoPage.await().until(() -> page.texts("#who-tally li").equals(List.of(own + "12")));
		page.submit("add2-form", "x=2", "y=3");
		DemoPage.await().until(() -> page.text("add2-answer").startsWith("5\n"));
	}

	private static List<String> callees(DemoPage page) {
		return page.texts("#procedures [data-uri='com.myapp.who'] .number");
	}

	private static ServerProcess startInstance(String name, ServerProcess engine, int port) {
		return ServerProcess.demo("--spring.profiles.active=cluster", "--demo.instance=" + name,
				"--server.port=" + port, "--wamp.router.cluster.nats.servers=nats://127.0.0.1:" + engine.port());
	}

	/** The one that {@code .ci/peers} has installed. */
	private static File natsServer() {
		String cache = Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
			.orElse(System.getProperty("user.home") + "/.cache");
		String home = Optional.ofNullable(System.getenv("PEERS_HOME")).orElse(cache + "/wamp-peers");
		File program = Path.of(home, "bin", "nats-server").toFile();
		Assumptions.assumeTrue(program.canExecute(), "nats-server is not installed");
		return program;
	}

}
