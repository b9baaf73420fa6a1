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

import java.io.EOFException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.channels.UnresolvedAddressException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.net.ssl.SSLException;

import io.github.wampspring.transport.ConnectFailedException;
import io.github.wampspring.transport.SafeUrl;
import org.apache.tomcat.websocket.AuthenticationException;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.util.StringUtils;

/**
 * Says in a sentence why a WebSocket could not be opened.
 */
final class HandshakeFailure {

	/** In Tomcat's messages, in whatever language. */
	private static final Pattern STATUS = Pattern.compile("\\[(\\d{3})]");

	private static final Pattern LOCATION = Pattern.compile("\\[(wss?://[^]]+)]");

	private static final String WAMP_1 = "wamp";

	private HandshakeFailure() {
	}

	/**
	 * The other side chose no subprotocol of ours.
	 */
	static ConnectFailedException subprotocol(URI url, List<String> offered, @Nullable String chosen,
			Map<String, List<String>> headers) {
		StringBuilder text = new StringBuilder().append(SafeUrl.of(url));
		if (WAMP_1.equalsIgnoreCase(chosen)) {
			text.append(" speaks only WAMP v1 (subprotocol wamp), which is another protocol;");
		}
		else if (StringUtils.hasLength(chosen)) {
			text.append(" chose the subprotocol ").append(chosen).append(", which was not offered;");
		}
		else {
			text.append(" is a WebSocket endpoint, but accepted none of the WAMP v2 subprotocols;");
		}
		text.append(" offered were ").append(String.join(", ", offered));
		List<String> server = headers.getOrDefault("server", List.of());
		if (!server.isEmpty()) {
			text.append(" (the server calls itself ").append(server.get(0)).append(')');
		}
		return new ConnectFailedException(text.toString(), true, null);
	}

	/**
	 * The container failed to open the WebSocket.
	 */
	static ConnectFailedException of(URI url, WebSocketSettings settings, Throwable failure) {
		String text;
		Throwable cause = find(failure, ConnectException.class);
		if (cause != null) {
			text = "refused the connection: nothing listens there";
		}
		else if (find(failure, UnresolvedAddressException.class) != null) {
			text = "cannot be found: the host name is unknown";
		}
		else if ((cause = find(failure, SSLException.class)) != null) {
			text = "failed the TLS handshake: " + cause.getMessage();
		}
		else if (find(failure, TimeoutException.class) != null) {
			text = "did not answer within " + settings.connectTimeout().toMillis() + " ms";
		}
		else if (find(failure, EOFException.class) != null) {
			text = "closed the connection without an answer to the WebSocket handshake";
		}
		else if (find(failure, AuthenticationException.class) != null) {
			text = status(HttpStatus.UNAUTHORIZED.value());
		}
		else {
			text = message(failure);
		}
		return new ConnectFailedException(SafeUrl.of(url) + " " + text, false, failure);
	}

	private static String message(Throwable failure) {
		String message = String.valueOf(failure.getMessage());
		Matcher location = LOCATION.matcher(message);
		if (failure.getCause() == null && location.find()) {
			return "redirects to " + location.group(1) + ", and redirects are not followed: use that URL";
		}
		Matcher status = STATUS.matcher(message);
		return status.find() ? status(Integer.parseInt(status.group(1)))
				: "does not answer as a WebSocket endpoint: " + message;
	}

	private static String status(int code) {
		HttpStatus status = HttpStatus.resolve(code);
		return "answered the WebSocket handshake with the HTTP status " + code
				+ ((status != null) ? " " + status.getReasonPhrase() : "") + switch (code) {
					case 401, 403 -> ": it wants other credentials or headers";
					case 404 -> ": there is no WebSocket endpoint at this path";
					case 200, 400, 405, 426 -> ": there is an HTTP server, but no WAMP endpoint at this path";
					default -> "";
				};
	}

	private static @Nullable Throwable find(Throwable failure, Class<? extends Throwable> type) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (type.isInstance(cause)) {
				return cause;
			}
		}
		return null;
	}

}
