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

package io.github.wampspring.demo.web;

import java.net.URI;
import java.util.List;

import io.github.wampspring.autoconfigure.WampProperties;
import io.github.wampspring.demo.readings.Instance;
import org.junit.jupiter.api.Test;

import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PageController}.
 */
class PageControllerTests {

	@Test
	void leavesTheUrlToThePageWhereTheRouterIsInThisApplication() {
		assertConfiguration(List.of(), "", """
				{"url": null, "path": "/ws", "realm": "realm1", "instance": "left", "cluster": null}""");
	}

	@Test
	void givesTheUrlOfAnotherRouter() {
		assertConfiguration(
				List.of(URI.create("ws://joe:secret@crossbar:8080/ws?token=secret"), URI.create("ws://other:8080/ws")),
				"demo",
				"""
						{"url": "ws://crossbar:8080/ws", "path": "/ws", "realm": "realm1", "instance": "left", "cluster": null}""");
	}

	@Test
	void tellsThatTheRouterIsInACluster() {
		assertConfiguration(List.of(), "demo", """
				{"url": null, "path": "/ws", "realm": "realm1", "instance": "left", "cluster": "demo"}""");
	}

	private static void assertConfiguration(List<URI> urls, String cluster, String expected) {
		WampProperties wamp = new WampProperties();
		wamp.setUrls(urls);
		MockMvcTester mvc = MockMvcTester.of(new PageController(new Instance("left"), wamp, "/ws", cluster));
		assertThat(mvc.get().uri("/demo/config")).hasStatusOk().bodyJson().isStrictlyEqualTo(expected);
	}

}
