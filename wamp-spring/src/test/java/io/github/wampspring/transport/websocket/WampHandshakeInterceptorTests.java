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

import java.util.HashMap;
import java.util.Map;

import io.github.wampspring.transport.ChannelInfo;
import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.filter.ForwardedHeaderFilter;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WampHandshakeInterceptor}.
 */
class WampHandshakeInterceptorTests {

	private final MockHttpServletRequest request = new MockHttpServletRequest();

	private final MockHttpServletResponse response = new MockHttpServletResponse();

	private final Map<String, Object> attributes = new HashMap<>();

	private boolean isTold(HttpServletRequest request) {
		assertThat(new WampHandshakeInterceptor((url, headers, remote) -> true).beforeHandshake(
				new ServletServerHttpRequest(request), new ServletServerHttpResponse(this.response),
				new AbstractWebSocketHandler() {
				}, this.attributes))
			.isTrue();
		return this.attributes.containsKey(ChannelInfo.TOLD_ADDRESS);
	}

	@ParameterizedTest
	@CsvSource({ "X-Forwarded-For, '127.0.0.1, 203.0.113.9', true", "Forwarded, for=127.0.0.1, true",
			"X-Forwarded-For, 203.0.113.9, false", "X-Other, 127.0.0.1, false" })
	void headersThatAFilterHasTakenAwayCount(String header, String value, boolean told) throws Exception {
		this.request.addHeader(header, value);
		boolean[] result = new boolean[1];
		FilterChain chain = (request, response) -> {
			assertThat(((HttpServletRequest) request).getHeader("X-Forwarded-For")).isNull();
			result[0] = isTold((HttpServletRequest) request);
		};
		new ForwardedHeaderFilter().doFilter(this.request, this.response, chain);
		assertThat(result[0]).isEqualTo(told);
	}

	@Test
	void theAddressThatTomcatsConnectionComesFromCounts() {
		this.request.setAttribute("org.apache.tomcat.peerAddr", "127.0.0.1");
		assertThat(isTold(this.request)).isFalse();
		this.request.setAttribute("org.apache.tomcat.peerAddr", "203.0.113.9");
		assertThat(isTold(this.request)).isTrue();
	}

}
