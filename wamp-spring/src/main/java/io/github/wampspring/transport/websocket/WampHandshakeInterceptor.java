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

import java.util.Map;

import io.github.wampspring.transport.ChannelInfo;
import io.github.wampspring.transport.HandshakeGuard;
import io.github.wampspring.transport.RemoteAddress;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.server.HandshakeInterceptor;

/**
 * Asks a guard about each handshake.
 */
public class WampHandshakeInterceptor implements HandshakeInterceptor {

	/** Where the connection comes from, if Tomcat tells. */
	private static final String TOMCAT_PEER = "org.apache.tomcat.peerAddr";

	private static final String PERMITTED = WampHandshakeInterceptor.class.getName() + ".permitted";

	private final HandshakeGuard guard;

	/**
	 * Creates an interceptor.
	 * @param guard decides
	 */
	public WampHandshakeInterceptor(HandshakeGuard guard) {
		this.guard = guard;
	}

	@Override
	public boolean beforeHandshake(ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler handler,
			Map<String, Object> attributes) {
		if (this.guard.permits(request.getURI(), request.getHeaders(), request.getRemoteAddress())) {
			if (mayTellItsAddress(request)) {
				attributes.put(ChannelInfo.TOLD_ADDRESS, true);
			}
			attributes.put(PERMITTED, true);
			return true;
		}
		response.setStatusCode(HttpStatus.FORBIDDEN);
		return false;
	}

	/**
	 * Whether a guard has permitted the handshake of a session that is being opened. To
	 * be asked once.
	 */
	static boolean takePermission(WebSocketSession session) {
		return session.getAttributes().remove(PERMITTED) != null;
	}

	/**
	 * Whether the client may have told its address, if that is one of this machine.
	 * Filters that have read the headers, and Tomcat, have taken them away.
	 */
	private static boolean mayTellItsAddress(ServerHttpRequest request) {
		if (!(request instanceof ServletServerHttpRequest servlet)) {
			return false;
		}
		ServletRequest first = servlet.getServletRequest();
		while (first instanceof ServletRequestWrapper wrapper) {
			first = wrapper.getRequest();
		}
		return (first.getAttribute(TOMCAT_PEER) instanceof String peer && RemoteAddress.key(peer) != null)
				|| (first instanceof HttpServletRequest http && RemoteAddress.mayBeTold(http::getHeader));
	}

	@Override
	public void afterHandshake(ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler handler,
			@Nullable Exception exception) {
	}

}
