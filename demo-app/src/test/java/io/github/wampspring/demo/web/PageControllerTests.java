package io.github.wampspring.demo.web;

import org.junit.jupiter.api.Test;

import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PageController}.
 */
class PageControllerTests {

	@Test
	void leavesTheUrlToThePageWhereTheRouterIsInThisApplication() {
		assertConfiguration("", """
				{"url": null, "path": "/ws", "realm": "realm1"}""");
	}

	@Test
	void givesTheUrlOfAnotherRouter() {
		assertConfiguration("ws://crossbar:8080/ws", """
				{"url": "ws://crossbar:8080/ws", "path": "/ws", "realm": "realm1"}""");
	}

	private static void assertConfiguration(String url, String expected) {
		MockMvcTester mvc = MockMvcTester.of(new PageController(url, "/ws", "realm1"));
		assertThat(mvc.get().uri("/demo/config")).hasStatusOk().bodyJson().isStrictlyEqualTo(expected);
	}

}
