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

import java.io.IOException;
import java.security.Principal;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import io.github.wampspring.transport.ChannelInfo;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpUpgradeHandler;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.socket.WebSocketExtension;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketHttpHeaders;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.server.standard.StandardWebSocketUpgradeStrategy;
import org.springframework.web.socket.server.support.DefaultHandshakeHandler;

/**
 * The handshake of {@link WampWebSocketHandler}: Spring's, on the server's Jakarta
 * WebSocket container, without compression. Browsers always ask for it, and it would cost
 * each session several hundred KiB.
 */
public class WampHandshakeHandler extends DefaultHandshakeHandler {

	/** Where the container has them, see Jakarta Servlet, section 3.10. */
	private static final String CERTIFICATES = "jakarta.servlet.request.X509Certificate";

	private static final String UPGRADE = WampHandshakeHandler.class.getName() + ".upgrade";

	/**
	 * Creates a handshake handler.
	 */
	public WampHandshakeHandler() {
		super(new PlainUpgradeStrategy());
	}

	/**
	 * What the container put in the place of HTTP, for a session that is being opened.
	 * @return the container's handler, or {@code null} if another handshake was used
	 */
	static @Nullable HttpUpgradeHandler takeUpgrade(WebSocketSession session) {
		return (session.getAttributes().remove(UPGRADE) instanceof AtomicReference<?> upgrade
				&& upgrade.get() instanceof HttpUpgradeHandler handler) ? handler : null;
	}

	private static final class PlainUpgradeStrategy extends StandardWebSocketUpgradeStrategy {

		@Override
		public void upgrade(ServerHttpRequest request, ServerHttpResponse response, @Nullable String selectedProtocol,
				List<WebSocketExtension> selectedExtensions, @Nullable Principal user, WebSocketHandler wsHandler,
				Map<String, Object> attributes) {
			PlainRequest plain = new PlainRequest(getHttpServletRequest(request));
			attributes.put(UPGRADE, plain.upgrade);
			if (plain.getAttribute(CERTIFICATES) instanceof X509Certificate[] chain && chain.length > 0) {
				attributes.putIfAbsent(ChannelInfo.PEER_CERTIFICATES, List.of(chain));
			}
			// Tomcat looks for extensions in the request itself
			super.upgrade(new ServletServerHttpRequest(plain), response, selectedProtocol, List.of(), user, wsHandler,
					attributes);
		}

	}

	private static final class PlainRequest extends HttpServletRequestWrapper {

		private final AtomicReference<@Nullable HttpUpgradeHandler> upgrade = new AtomicReference<>();

		PlainRequest(HttpServletRequest request) {
			super(request);
		}

		@Override
		public <T extends HttpUpgradeHandler> T upgrade(Class<T> type) throws IOException, ServletException {
			T handler = super.upgrade(type);
			this.upgrade.set(handler);
			return handler;
		}

		@Override
		public Enumeration<String> getHeaders(String name) {
			return WebSocketHttpHeaders.SEC_WEBSOCKET_EXTENSIONS.equalsIgnoreCase(name) ? Collections.emptyEnumeration()
					: super.getHeaders(name);
		}

		@Override
		public @Nullable String getHeader(String name) {
			return WebSocketHttpHeaders.SEC_WEBSOCKET_EXTENSIONS.equalsIgnoreCase(name) ? null : super.getHeader(name);
		}

	}

}
