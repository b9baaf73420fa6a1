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

package io.github.wampspring.transport.websocket;

import java.net.URI;
import java.util.Locale;
import java.util.Map;

import io.github.wampspring.transport.LogLimiter;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.support.OriginHandshakeInterceptor;

/**
 * Lets in the pages of this server and of the allowed origins, as Spring does, and says
 * so in the log when it refuses one. Behind a proxy that calls the scheme {@code wss}, a
 * page of the same host over {@code https} is of this server, too.
 */
public class WampOriginInterceptor extends OriginHandshakeInterceptor {

	private static final int MAX_LENGTH = 200;

	private final LogLimiter limiter = new LogLimiter(LogFactory.getLog(WampOriginInterceptor.class));

	@Override
	public boolean beforeHandshake(ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler handler,
			Map<String, Object> attributes) throws Exception {
		String origin = request.getHeaders().getOrigin();
		if (isSameServer(origin, request.getURI()) || super.beforeHandshake(request, response, handler, attributes)) {
			return true;
		}
		this.limiter.warn(() -> "Refused a WebSocket of a page from " + printable(origin)
				+ ": if such pages may connect, add their origin to wamp.router.allowed-origins");
		return false;
	}

	private static boolean isSameServer(@Nullable String origin, URI url) {
		String scheme = (url.getScheme() != null) ? url.getScheme().toLowerCase(Locale.ROOT) : "";
		if (origin == null || url.getHost() == null || !(scheme.equals("ws") || scheme.equals("wss"))) {
			return false;
		}
		try {
			URI page = new URI(origin);
			return (scheme.equals("wss") ? "https" : "http").equalsIgnoreCase(page.getScheme())
					&& url.getHost().equalsIgnoreCase(page.getHost()) && port(url) == port(page);
		}
		catch (java.net.URISyntaxException ex) {
			return false;
		}
	}

	private static int port(URI url) {
		if (url.getPort() != -1) {
			return url.getPort();
		}
		return switch (url.getScheme().toLowerCase(Locale.ROOT)) {
			case "https", "wss" -> 443;
			default -> 80;
		};
	}

	/** What a stranger sent, fit for a line of the log. */
	private static String printable(@Nullable String origin) {
		if (origin == null) {
			return "nowhere";
		}
		String text = origin.replaceAll("\\p{Cntrl}", "?");
		return "'" + ((text.length() <= MAX_LENGTH) ? text : text.substring(0, MAX_LENGTH) + "...") + "'";
	}

}
