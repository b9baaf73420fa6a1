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

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;
import org.springframework.web.util.WebUtils;

/**
 * Guards the rule that pages of the same origin may connect against names that do not
 * belong to this server: a page whose host name was made to point here (DNS rebinding) is
 * of the same origin by its Host header.
 */
class HostHandshakeInterceptor implements HandshakeInterceptor {

	private static final Log logger = LogFactory.getLog(HostHandshakeInterceptor.class);

	private static final List<String> FORWARDED = List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host");

	private final List<String> allowed;

	private final AtomicLong lastWarning = new AtomicLong(System.nanoTime() - TimeUnit.MINUTES.toNanos(1));

	/**
	 * Creates an interceptor.
	 * @param allowed the names of this server; without any, a browser of this machine
	 * must use one of its local names
	 */
	HostHandshakeInterceptor(List<String> allowed) {
		this.allowed = allowed.stream().map((host) -> host.toLowerCase(Locale.ROOT)).toList();
	}

	@Override
	public boolean beforeHandshake(ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler handler,
			Map<String, Object> attributes) {
		HttpHeaders headers = request.getHeaders();
		if (headers.getOrigin() == null || !WebUtils.isSameOrigin(request) || isAllowed(request)) {
			return true;
		}
		response.setStatusCode(HttpStatus.FORBIDDEN);
		long last = this.lastWarning.get();
		long now = System.nanoTime();
		if (now - last >= TimeUnit.MINUTES.toNanos(1) && this.lastWarning.compareAndSet(last, now)) {
			logger.warn("Refused a web page, since this server may not be meant by the host of its origin "
					+ shorten(headers.getOrigin())
					+ ". If it is, name it in wamp.router.allowed-hosts. Further refusals within a minute are not logged");
		}
		return false;
	}

	private boolean isAllowed(ServerHttpRequest request) {
		InetSocketAddress hostHeader = request.getHeaders().getHost();
		String host = (hostHeader != null) ? hostHeader.getHostString().toLowerCase(Locale.ROOT) : "";
		if (!this.allowed.isEmpty()) {
			return this.allowed.contains("*") || this.allowed.contains(host);
		}
		InetSocketAddress remote = request.getRemoteAddress();
		boolean sameMachine = remote != null && remote.getAddress() != null && remote.getAddress().isLoopbackAddress();
		return !sameMachine || isLocal(host) || FORWARDED.stream().anyMatch(request.getHeaders()::containsHeader);
	}

	private static boolean isLocal(String host) {
		return host.equals("localhost") || host.endsWith(".localhost") || host.startsWith("127.") || host.equals("::1")
				|| host.equals("[::1]") || host.equals("0:0:0:0:0:0:0:1");
	}

	private static String shorten(String origin) {
		String line = origin.replaceAll("\\p{Cntrl}", "?");
		return (line.length() > 200) ? line.substring(0, 200) + "..." : line;
	}

	@Override
	public void afterHandshake(ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler handler,
			@Nullable Exception exception) {
	}

}
