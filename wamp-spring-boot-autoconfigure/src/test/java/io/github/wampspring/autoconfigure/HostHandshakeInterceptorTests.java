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

import java.util.HashMap;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.socket.handler.TextWebSocketHandler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which host names a page of the same origin may come by.
 */
class HostHandshakeInterceptorTests {

	@ParameterizedTest
	@CsvSource({ "127.0.0.1, localhost, , , true", "127.0.0.1, 127.0.0.1, , , true",
			"127.0.0.1, app.localhost, , , true", "127.0.0.1, evil.example, , , false",
			"127.0.0.1, localhost.evil.example, , , false", "127.0.0.1, app.example.com, 203.0.113.7, , true",
			"203.0.113.7, app.example.com, , , true", "127.0.0.1, app.example.com, , app.example.com, true",
			"203.0.113.7, evil.example, , app.example.com, false",
			"203.0.113.7, APP.example.com, , app.example.com, true", "127.0.0.1, localhost, , app.example.com, false",
			"203.0.113.7, evil.example, , *, true" })
	void aBrowserMustMeanThisServer(String remote, String host, String forwarded, String allowed, boolean expected) {
		MockHttpServletResponse response = new MockHttpServletResponse();
		assertThat(handshake(remote, host, "http://" + host + ":8080", forwarded, allowed, response))
			.isEqualTo(expected);
		assertThat(response.getStatus()).isEqualTo(expected ? 200 : 403);
		assertThat(handshake(remote, host, null, forwarded, allowed, response)).isTrue();
		assertThat(handshake(remote, host, "http://other.example:8080", forwarded, allowed, response)).isTrue();
	}

	private static boolean handshake(String remote, String host, String origin, String forwarded, String allowed,
			MockHttpServletResponse response) {
		MockHttpServletRequest request = new MockHttpServletRequest("GET", "/ws");
		request.setRemoteAddr(remote);
		request.setServerName(host);
		request.setServerPort(8080);
		request.addHeader("Host", host + ":8080");
		if (origin != null) {
			request.addHeader("Origin", origin);
		}
		if (forwarded != null) {
			request.addHeader("X-Forwarded-For", forwarded);
		}
		try (ServletServerHttpResponse http = new ServletServerHttpResponse(response)) {
			return new HostHandshakeInterceptor((allowed != null) ? List.of(allowed) : List.of()).beforeHandshake(
					new ServletServerHttpRequest(request), http, new TextWebSocketHandler(), new HashMap<>());
		}
	}

}
