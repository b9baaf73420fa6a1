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

import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Tells the page where the router is: in this application, or where {@code wamp.urls}
 * says that this application is itself only a component.
 */
@RestController
class PageController {

	private final PageConfiguration configuration;

	PageController(Instance instance, WampProperties wamp, @Value("${wamp.router.path:/ws}") String path,
			@Value("${wamp.router.cluster.name:}") String cluster) {
		List<URI> urls = wamp.getUrls();
		String url = urls.isEmpty() ? null : withoutSecrets(urls.get(0));
		this.configuration = new PageConfiguration(url, path, wamp.getRealm(), instance.name(),
				(url == null && !cluster.isEmpty()) ? cluster : null);
	}

	/** Credentials and tokens of this application are not the browser's. */
	private static String withoutSecrets(URI url) {
		String port = (url.getPort() != -1) ? ":" + url.getPort() : "";
		return url.getScheme() + "://" + url.getHost() + port + url.getRawPath();
	}

	@GetMapping("/demo/config")
	PageConfiguration configuration() {
		return this.configuration;
	}

}
