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

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.server.WebSession;

/**
 * Lets a WebSocket know the session that it is opened in, in a WebFlux application.
 */
public final class WebSessionFilter implements WebFilter {

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		if (!"websocket".equalsIgnoreCase(exchange.getRequest().getHeaders().getUpgrade())) {
			return chain.filter(exchange);
		}
		return exchange.getSession().doOnNext((session) -> {
			if (session.isStarted()) {
				exchange.getAttributes().put(HandshakeSession.ATTRIBUTE, new ReactiveSession(session).remember());
			}
		}).then(Mono.defer(() -> chain.filter(exchange)));
	}

	private static final class ReactiveSession extends HandshakeSession {

		private final WebSession session;

		ReactiveSession(WebSession session) {
			this.session = session;
		}

		@Override
		boolean isExpired() {
			return this.session.isExpired();
		}

		@Override
		@Nullable Object attribute(String name) {
			return this.session.getAttribute(name);
		}

	}

}
