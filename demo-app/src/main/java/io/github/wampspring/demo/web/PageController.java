package io.github.wampspring.demo.web;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Tells the page where the router is: in this application, or where {@code wamp.url} says
 * that this application is itself only a component.
 */
@RestController
class PageController {

	private final PageConfiguration configuration;

	PageController(@Value("${wamp.url:}") String url, @Value("${wamp.router.path:/ws}") String path,
			@Value("${wamp.realm:realm1}") String realm) {
		this.configuration = new PageConfiguration(url.isBlank() ? null : url, path, realm);
	}

	@GetMapping("/demo/config")
	PageConfiguration configuration() {
		return this.configuration;
	}

}
