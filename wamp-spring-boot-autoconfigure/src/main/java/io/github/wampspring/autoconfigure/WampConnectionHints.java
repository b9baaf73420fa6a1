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

package io.github.wampspring.autoconfigure;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.wampspring.client.WampConnectionEvent;
import io.github.wampspring.client.WampConnectionListener;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;

/**
 * Logs which property to change where a router refuses the session, or where there can be
 * no router.
 */
class WampConnectionHints implements WampConnectionListener, ApplicationListener<ApplicationReadyEvent> {

	private static final Log logger = LogFactory.getLog(WampConnectionHints.class);

	private static final Set<String> OWN_HOSTS = Set.of("localhost", "127.0.0.1", "[::1]");

	private final Map<String, List<URI>> urls;

	private final boolean endpoint;

	/** What was told since the last session, of connections and reasons. */
	private final Set<Told> told = ConcurrentHashMap.newKeySet();

	/**
	 * Creates hints.
	 * @param urls the URLs that are tried, by the connections' names
	 * @param endpoint whether this application's web server has a router's endpoint
	 */
	WampConnectionHints(Map<String, List<URI>> urls, boolean endpoint) {
		this.urls = urls;
		this.endpoint = endpoint;
	}

	@Override
	public void onEvent(WampConnectionEvent event) {
		String connection = event.connection().getName();
		if (event instanceof WampConnectionEvent.Joined) {
			this.told.removeIf((told) -> told.connection().equals(connection));
		}
		else if (event instanceof WampConnectionEvent.Left left && left.session() == 0) {
			String remedy = WampStartFailureAnalyzer.remedy(connection, left.reason());
			if (remedy != null && this.told.add(new Told(connection, left.reason()))) {
				logger.warn("The router answers " + left.reason() + ". " + remedy);
			}
		}
	}

	@Override
	public void onApplicationEvent(ApplicationReadyEvent event) {
		Integer port = event.getApplicationContext().getEnvironment().getProperty("local.server.port", Integer.class);
		if (port != null && !this.endpoint) {
			this.urls.forEach((connection, urls) -> warnOfOwnServer(connection, urls, port));
		}
	}

	private static void warnOfOwnServer(String connection, List<URI> urls, int port) {
		URI own = own(urls, port);
		if (own != null) {
			logger.warn(own.getScheme() + "://" + own.getHost() + ":" + port
					+ ConnectionNames.withPrefix(connection,
							" is the web server of this application itself, which has no WAMP router. Set wamp.urls to"
									+ " the router's URL; or set wamp.router.enabled=true to have one here, and no"
									+ " wamp.urls"));
		}
	}

	private static @Nullable URI own(List<URI> urls, int port) {
		for (URI url : urls) {
			if (OWN_HOSTS.contains(url.getHost()) && port(url) == port) {
				return url;
			}
		}
		return null;
	}

	private static int port(URI url) {
		if (url.getPort() != -1) {
			return url.getPort();
		}
		return "wss".equalsIgnoreCase(url.getScheme()) ? 443 : 80;
	}

	/** A reason of a connection. */
	private record Told(String connection, String reason) {
	}

}
