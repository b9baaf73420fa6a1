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
		assertConfiguration(List.of(), """
				{"url": null, "path": "/ws", "realm": "realm1", "instance": "left"}""");
	}

	@Test
	void givesTheUrlOfAnotherRouter() {
		assertConfiguration(List.of(URI.create("ws://crossbar:8080/ws"), URI.create("ws://other:8080/ws")), """
				{"url": "ws://crossbar:8080/ws", "path": "/ws", "realm": "realm1", "instance": "left"}""");
	}

	private static void assertConfiguration(List<URI> urls, String expected) {
		WampProperties wamp = new WampProperties();
		wamp.setUrl(urls);
		MockMvcTester mvc = MockMvcTester.of(new PageController(new Instance("left"), wamp, "/ws"));
		assertThat(mvc.get().uri("/demo/config")).hasStatusOk().bodyJson().isStrictlyEqualTo(expected);
	}

}
