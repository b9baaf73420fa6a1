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

import io.github.wampspring.test.autoconfigure.AutoConfigureTestWampRouter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The demo, as a visitor sees it in Chromium.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "demo.instance=left")
@AutoConfigureTestWampRouter
@TestInstance(Lifecycle.PER_CLASS)
class DemoPageTests {

	@SuppressWarnings("NullAway.Init")
	private DemoPage page;

	@BeforeAll
	void open(@LocalServerPort int port) {
		this.page = DemoPage.open(port);
		DemoPage.await().until(() -> this.page.text("status-text").equals("Joined realm1"));
	}

	@AfterAll
	void closeWithoutErrorsInTheConsole() {
		if (this.page != null) {
			List<String> errors = this.page.consoleErrors();
			this.page.close();
			assertThat(errors).isEmpty();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "processor", "memory", "heap", "network" })
	void drawsReadingsAsTheyArrive(String panel) {
		long drawn = this.page.readingsDrawn();
		DemoPage.await().until(() -> this.page.readingsDrawn() > drawn + 1);
		assertThat(this.page.attribute("panels", "data-state")).isEqualTo("live");
		assertThat(this.page.drawnPixels("#" + panel + "-chart canvas")).isGreaterThan(1000);
		assertThat(this.page.text(panel + "-value")).matches("[\\d.]+ (%|B|KiB|MiB|GiB|B/s|KiB/s|MiB/s)");
	}

	@Test
	void drawsTheLoadOfEachCore() {
		DemoPage.await().until(() -> this.page.readingsDrawn() > 0);
		assertThat(this.page.drawnPixels("#cores-canvas")).isGreaterThan(1000);
		assertThat(this.page.text("processor-sub"))
			.startsWith(String.valueOf(Runtime.getRuntime().availableProcessors()))
			.contains("by this application");
	}

	@Test
	void showsWhatWasReadBeforeThePageCame() {
		this.page.reload();
		DemoPage.await().until(() -> this.page.readingsShown() > this.page.readingsDrawn());
	}

	@Test
	void listsSessionsAsTheyComeAndGo() {
		DemoPage.await()
			.untilAsserted(
					() -> assertThat(this.page.texts("#sessions tr")).anyMatch((row) -> row.contains("in-process"))
						.anyMatch((row) -> row.contains("this page")));
		int before = this.page.texts("#sessions tr").size();
		this.page.asyncScript("""
				const done = arguments[0];
				import('/wamp/wamp.js').then(({ WampConnection }) => {
					const url = `ws://${location.host}/ws`;
					window.visitor = new WampConnection({ url, realm: 'realm1' });
					window.visitor.addEventListener('state', ({ detail }) => detail.state === 'joined' && done());
					window.visitor.open();
				});
				""");
		DemoPage.await().until(() -> this.page.texts("#sessions tr").size() == before + 1);
		this.page.script("window.visitor.close()");
		DemoPage.await().until(() -> this.page.texts("#sessions tr").size() == before);
	}

	@Test
	void listsTheProceduresOfTheBeans() {
		DemoPage.await()
			.untilAsserted(() -> assertThat(this.page.texts("#procedures td:first-child")).contains("com.myapp.add2",
					"com.myapp.countdown", "com.myapp.divide", "com.myapp.readings.recent.left", "com.myapp.who"));
		assertThat(this.page.texts("#procedures [data-uri='com.myapp.add2'] td")).containsExactly("com.myapp.add2",
				"exact", "roundrobin", "1");
	}

	@Test
	void callsAProcedure() {
		this.page.submit("add2-form", "x=1200", "y=34");
		DemoPage.await().until(() -> this.page.text("add2-answer").startsWith("1234\n"));
	}

	@Test
	void showsAnErrorWithItsUriAndArguments() {
		this.page.submit("divide-form", "dividend=7", "divisor=0");
		DemoPage.await()
			.untilAsserted(() -> assertThat(this.page.text("divide-answer")).contains(
					"com.myapp.error.division_by_zero", "[\"Nothing can be divided by zero\"]", "\"dividend\": 7",
					"\"remedy\": \"Choose another divisor\""));
		this.page.submit("divide-form", "dividend=7", "divisor=2");
		DemoPage.await().until(() -> this.page.text("divide-answer").startsWith("3.5\n"));
	}

	@Test
	void showsProgressiveResults() {
		this.page.submit("countdown-form", "from=3");
		DemoPage.await().until(() -> this.page.text("countdown-note").startsWith("Done: 3 progressive results"));
		assertThat(this.page.text("countdown-value")).isEqualTo("0");
	}

	@Test
	void cancelsACall() {
		this.page.submit("countdown-form", "from=90");
		DemoPage.await().until(() -> this.page.number("countdown-value") < 89);
		this.page.click("#countdown-cancel");
		DemoPage.await()
			.untilAsserted(() -> assertThat(this.page.text("countdown-note")).startsWith("Cancelled after")
				.endsWith("wamp.error.canceled"));
	}

	@Test
	void showsThatArgumentsAreValidated() {
		this.page.submit("countdown-form", "from=1000");
		DemoPage.await().until(() -> this.page.text("countdown-note").contains("wamp.error.invalid_argument"));
	}

	@Test
	void publishesWhatTheCounterGoesOnFrom() {
		this.page.submit("counter-form", "count=70000");
		DemoPage.await().until(() -> this.page.text("counter-answer").endsWith("acknowledged"));
		DemoPage.await().until(() -> this.page.texts("#counter-events .own b").equals(List.of("70000")));
		DemoPage.await().until(() -> this.page.number("counter-value") > 70_000);
	}

	@Test
	void letsThisPageBeOneOfTheCallees() {
		this.page.click("#who-join");
		DemoPage.await()
			.until(() -> this.page.texts("#procedures [data-uri='com.myapp.who'] td")
				.equals(List.of("com.myapp.who", "exact", "roundrobin", "2")));
		this.page.click("#who-call");
		DemoPage.await().until(() -> this.page.texts("#who-tally li").equals(List.of("left6", "this page6")));
		this.page.click("#who-join");
		DemoPage.await()
			.until(() -> this.page.texts("#procedures [data-uri='com.myapp.who'] .number").equals(List.of("1")));
	}

	@Test
	void showsTheMessagesOnTheWire() {
		this.page.submit("add2-form", "x=5", "y=6");
		DemoPage.await()
			.untilAsserted(() -> assertThat(this.page.texts("#wire code"))
				.anyMatch((line) -> line.startsWith("[48, ") && line.endsWith("{}, \"com.myapp.add2\", [5, 6]]"))
				.anyMatch((line) -> line.startsWith("[50, ") && line.endsWith("{}, [11]]")));
	}

	@Test
	void isDarkOrLightAsTheSystemIsUnlessTheVisitorChooses() {
		this.page.prefer("dark");
		DemoPage.await().until(() -> background().equals("rgb(11, 16, 14)"));
		this.page.click("input[name=theme][value=light]");
		assertThat(background()).isEqualTo("rgb(243, 245, 242)");
		this.page.click("input[name=theme][value=auto]");
		this.page.prefer("light");
		DemoPage.await().until(() -> background().equals("rgb(243, 245, 242)"));
		this.page.click("input[name=theme][value=dark]");
		assertThat(background()).isEqualTo("rgb(11, 16, 14)");
		this.page.click("input[name=theme][value=auto]");
	}

	@ParameterizedTest
	@ValueSource(ints = { 320, 390, 820, 1440, 2560 })
	void fitsTheWidthOfTheScreen(int width) {
		this.page.resize(width, 900);
		try {
			assertThat(this.page.<Long>script("return document.documentElement.scrollWidth"))
				.isLessThanOrEqualTo((long) width);
		}
		finally {
			this.page.resize(1280, 900);
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 900, 1024, 1152, 1300, 1440 })
	void cutsNoColumnOfATableOff(int width) {
		DemoPage.await()
			.untilAsserted(
					() -> assertThat(this.page.texts("#sessions tr")).anyMatch((row) -> row.contains("this page")));
		this.page.resize(width, 900);
		try {
			// The longest ID and a long name and role, as another router's sessions may
			// have
			List<Object> cutOff = this.page.script("""
					const row = document.querySelector('#sessions tr:last-child').cloneNode(true);
					row.querySelector('code').textContent = '9007199254740992';
					row.children[1].firstElementChild.textContent = 'somebody-with-a-long-name@example.org';
					row.children[2].textContent = 'administrator';
					row.children[3].textContent = 'websocket, msgpack';
					row.id = 'longest';
					document.getElementById('sessions').append(row);
					return [...document.querySelectorAll('.scroller')]
						.filter((box) => box.scrollWidth > box.clientWidth)
						.map((box) => box.getAttribute('aria-labelledby'));
					""");
			assertThat(cutOff).isEmpty();
		}
		finally {
			this.page.script("document.getElementById('longest')?.remove()");
			this.page.resize(1280, 900);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "light", "dark" })
	void isAccessible(String scheme) {
		this.page.prefer(scheme);
		this.page.submit("divide-form", "dividend=7", "divisor=0");
		DemoPage.await().until(() -> this.page.text("divide-answer").contains("division_by_zero"));
		assertThat(this.page.inaccessible()).isEmpty();
	}

	private String background() {
		return this.page.script("return getComputedStyle(document.body).backgroundColor");
	}

}
