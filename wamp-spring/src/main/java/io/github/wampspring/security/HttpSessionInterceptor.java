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

package io.github.wampspring.security;

import java.time.Duration;
import java.util.Map;

import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;

/**
 * Lets a WebSocket know the HTTP session that it is opened in, in a servlet application.
 */
public final class HttpSessionInterceptor implements HandshakeInterceptor {

	@Override
	public boolean beforeHandshake(ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler handler,
			Map<String, Object> attributes) {
		HttpSession session = (request instanceof ServletServerHttpRequest servlet)
				? servlet.getServletRequest().getSession(false) : null;
		if (session != null) {
			attributes.put(HandshakeSession.ATTRIBUTE, new ServletSession(session).remember());
		}
		return true;
	}

	@Override
	public void afterHandshake(ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler handler,
			@Nullable Exception exception) {
	}

	private static final class ServletSession extends HandshakeSession {

		private final HttpSession session;

		ServletSession(HttpSession session) {
			this.session = session;
		}

		@Override
		boolean isExpired() {
			try {
				// this alone is refused where it was invalidated
				long idle = System.currentTimeMillis() - this.session.getLastAccessedTime();
				int seconds = this.session.getMaxInactiveInterval();
				return seconds > 0 && idle > Duration.ofSeconds(seconds).toMillis();
			}
			catch (IllegalStateException ex) {
				return true;
			}
		}

		@Override
		@Nullable Object attribute(String name) {
			try {
				return this.session.getAttribute(name);
			}
			catch (IllegalStateException ex) {
				return null;
			}
		}

	}

}
