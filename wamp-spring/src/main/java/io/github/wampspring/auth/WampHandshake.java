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

package io.github.wampspring.auth;

import java.security.Principal;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The HTTP request that has opened a client's WebSocket, as far as it may tell who the
 * client is. A guard has permitted the web page that it came from, if any.
 *
 * @param realm the realm that the client wants to join
 * @param principal who the web server has authenticated the request as, if it has;
 * neither a TLS client certificate nor what Spring Security has authenticated
 * @param cookies the cookies that the router was told to look at, by name, with their
 * values as they came. None has more than 4096 characters, or came with several values
 * @param origin the origin of the web page that has opened the WebSocket, as its browser
 * tells it; {@code null} for clients that are no browser
 * @param userAgent what the client says it is, if it does
 * @param remoteAddress the client's address, with its port, if there is one
 */
public record WampHandshake(String realm, @Nullable Principal principal, Map<String, String> cookies,
		@Nullable String origin, @Nullable String userAgent, @Nullable String remoteAddress) {

	public WampHandshake {
		cookies = Map.copyOf(cookies);
	}

	/**
	 * A cookie.
	 * @param name its name
	 * @return its value, {@code null} if there is none
	 */
	public @Nullable String cookie(String name) {
		return this.cookies.get(name);
	}

	/**
	 * Without the cookies, and what else may hold a secret.
	 */
	@Override
	public String toString() {
		return "WampHandshake[realm " + this.realm + ", " + this.cookies.size() + " cookies"
				+ ((this.principal != null) ? ", principal " + this.principal.getName() : "")
				+ ((this.remoteAddress != null) ? ", of " + this.remoteAddress : "") + "]";
	}

}
