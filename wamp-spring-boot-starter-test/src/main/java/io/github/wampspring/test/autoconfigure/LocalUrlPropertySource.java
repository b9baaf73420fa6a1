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

package io.github.wampspring.test.autoconfigure;

import io.github.wampspring.autoconfigure.router.RouterEndpoint;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.test.http.server.LocalTestWebServer;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;
import org.springframework.util.StringUtils;

/**
 * Tells the URL of the router's WebSocket endpoint, once it is known.
 */
final class LocalUrlPropertySource extends PropertySource<ApplicationContext> {

	/** The property with the URL. */
	static final String URL = "local.wamp.router.url";

	private static final String PORT = "local.wamp.router.port";

	LocalUrlPropertySource(ApplicationContext context) {
		super("localWampRouterUrl", context);
	}

	@Override
	public @Nullable Object getProperty(String name) {
		if (!URL.equals(name)) {
			return null;
		}
		String url = url(getSource());
		if (url == null) {
			// exceptions would be passed over
			throw new AssertionError("The WAMP router of this test has no URL: let it listen by"
					+ " @AutoConfigureTestWampRouter(transport = LISTENER) or wamp.router.listen=localhost:0, or have a"
					+ " web server by webEnvironment = RANDOM_PORT");
		}
		return url;
	}

	/**
	 * The URL of this moment.
	 * @param context the application
	 * @return the URL, {@code null} if there is none, or it is not known yet
	 */
	static @Nullable String url(ApplicationContext context) {
		Environment environment = context.getEnvironment();
		String port = environment.getProperty(PORT);
		if (port != null) {
			boolean secure = StringUtils.hasText(environment.getProperty("wamp.router.ssl.bundle"));
			return (secure ? "wss" : "ws") + "://localhost:" + port
					+ environment.getProperty("wamp.router.path", "/ws");
		}
		RouterEndpoint endpoint = context.getBeanProvider(RouterEndpoint.class).getIfAvailable();
		LocalTestWebServer server = (endpoint != null) ? LocalTestWebServer.get(context) : null;
		return (endpoint != null && server != null) ? url(server, endpoint, environment) : null;
	}

	/**
	 * The endpoint's path has the context path already, and so has that of the server.
	 */
	private static @Nullable String url(LocalTestWebServer server, RouterEndpoint endpoint, Environment environment) {
		String port = environment.getProperty("local.server.port");
		return (port != null) ? ((server.scheme() == LocalTestWebServer.Scheme.HTTPS) ? "wss" : "ws") + "://localhost:"
				+ port + endpoint.path() : null;
	}

}
