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
import java.util.Map;
import java.util.stream.Stream;

import io.github.wampspring.test.autoconfigure.AutoConfigureTestWampRouter;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.openqa.selenium.chrome.ChromeDriver;

import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the tests of the page's WAMP module, which are written in JavaScript, in Chromium.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@AutoConfigureTestWampRouter
class WampModuleTests {

	private static final String RUN = """
			const done = arguments[0];
			Promise.all([import('/tests/harness.js'), import('/tests/wamp-tests.js')])
				.then(([harness, { tests }]) => harness.run(tests))
				.then(done, (ex) => done([{ name: 'loads', error: String(ex) }]));
			""";

	@LocalServerPort
	private int port;

	@TestFactory
	Stream<DynamicTest> module() {
		return outcomes().stream()
			.map((outcome) -> DynamicTest.dynamicTest(outcome.get("name"),
					() -> assertThat(outcome.get("error")).isNull()));
	}

	@SuppressWarnings("unchecked")
	private List<Map<String, String>> outcomes() {
		ChromeDriver browser = Browser.start(800, 600);
		try {
			browser.get("http://localhost:" + this.port + "/tests/blank.html");
			return (List<Map<String, String>>) browser.executeAsyncScript(RUN);
		}
		finally {
			browser.quit();
		}
	}

}
