package io.github.wampspring.demo.browser;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.openqa.selenium.chrome.ChromeDriver;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the tests of the page's WAMP module, which are written in JavaScript, in Chromium.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
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
