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

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/**
 * The demo's page in a browser, as a visitor uses it.
 */
final class DemoPage implements AutoCloseable {

	private final ChromeDriver browser;

	private DemoPage(ChromeDriver browser) {
		this.browser = browser;
	}

	static DemoPage open(int port) {
		DemoPage page = new DemoPage(Browser.start(1280, 900));
		page.browser.get("http://localhost:" + port + "/");
		return page;
	}

	/** Patient: the machine may have more to do than this test. */
	static ConditionFactory await() {
		return Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(100));
	}

	String text(String id) {
		return find("#" + id).getText();
	}

	/** The number that an element shows, or the largest if it shows none yet. */
	int number(String id) {
		String text = text(id);
		return text.matches("\\d+") ? Integer.parseInt(text) : Integer.MAX_VALUE;
	}

	@Nullable String attribute(String id, String name) {
		return find("#" + id).getDomAttribute(name);
	}

	List<String> texts(String selector) {
		return script("return Array.from(document.querySelectorAll(arguments[0]), (found) => found.textContent)",
				selector);
	}

	void click(String selector) {
		WebElement element = find(selector);
		script("arguments[0].scrollIntoView({ block: 'center' })", element);
		element.click();
	}

	/** Fills a form's fields, named like {@code x=2}, and sends it. */
	void submit(String form, String... fields) {
		for (String field : fields) {
			String[] parts = field.split("=");
			WebElement input = find("#" + form + " [name=" + parts[0] + "]");
			input.clear();
			input.sendKeys(parts[1]);
		}
		click("#" + form + " .primary");
	}

	/** How many pixels of a canvas are not transparent. */
	long drawnPixels(String canvas) {
		return this.<Long>script("""
				const canvas = document.querySelector(arguments[0]);
				const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
				return data.filter((value, index) => index % 4 === 3 && value > 0).length;
				""", canvas);
	}

	/** How many readings have arrived. */
	long readingsDrawn() {
		return counted("data-drawn");
	}

	/** How many readings the charts show. */
	long readingsShown() {
		return counted("data-points");
	}

	private long counted(String attribute) {
		String number = attribute("panels", attribute);
		return (number != null) ? Long.parseLong(number) : 0;
	}

	void reload() {
		this.browser.navigate().refresh();
	}

	/** The visitor's system prefers this colour scheme. */
	void prefer(String scheme) {
		command("Emulation.setEmulatedMedia",
				Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
	}

	void resize(int width, int height) {
		command("Emulation.setDeviceMetricsOverride",
				Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
	}

	/** What visitors who see or hear differently would find wrong. */
	List<String> inaccessible() {
		return asyncScript("""
				const done = arguments[0];
				const script = document.createElement('script');
				script.src = '/webjars/axe-core/axe.min.js';
				script.onload = () => axe.run().then(({ violations }) => done(violations.map(({ id, help, nodes }) =>
					`${id}: ${help}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' ')}`)));
				document.head.append(script);
				""");
	}

	/** Messages of the browser's console that are errors. */
	List<String> consoleErrors() {
		return this.browser.manage()
			.logs()
			.get(LogType.BROWSER)
			.getAll()
			.stream()
			.filter((entry) -> entry.getLevel().getName().equals("SEVERE"))
			.map(LogEntry::getMessage)
			.toList();
	}

	@SuppressWarnings("unchecked")
	<T> T script(String script, Object... arguments) {
		return (T) this.browser.executeScript(script, arguments);
	}

	@SuppressWarnings("unchecked")
	<T> T asyncScript(String script, Object... arguments) {
		return (T) this.browser.executeAsyncScript(script, arguments);
	}

	private WebElement find(String selector) {
		return this.browser.findElement(By.cssSelector(selector));
	}

	private void command(String name, Map<String, Object> parameters) {
		this.browser.executeCdpCommand(name, parameters);
	}

	@Override
	public void close() {
		this.browser.quit();
	}

}
