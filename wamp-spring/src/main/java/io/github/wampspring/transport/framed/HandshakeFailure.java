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

package io.github.wampspring.transport.framed;

import java.io.EOFException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeoutException;

import javax.net.ssl.SSLException;

import io.github.wampspring.transport.ConnectFailedException;
import io.github.wampspring.transport.SafeUrl;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.util.StringUtils;

/**
 * Says in a sentence why a WebSocket could not be opened.
 */
public final class HandshakeFailure {

	private static final String WAMP_1 = "wamp";

	private HandshakeFailure() {
	}

	/**
	 * Checks that a URL is a WebSocket's.
	 * @param url the URL
	 * @return whether it wants TLS
	 * @throws ConnectFailedException if it cannot be connected
	 */
	public static boolean isSecure(URI url) {
		String scheme = (url.getScheme() != null) ? url.getScheme().toLowerCase(Locale.ROOT) : "";
		String authority = url.getRawAuthority();
		if (url.getHost() == null && authority != null && authority.contains("_")) {
			throw new ConnectFailedException(SafeUrl.of(url)
					+ " has an underscore in its host name, which no host name may have "
					+ "and Java does not take: give the host another name, such as one with a hyphen, or use its address",
					true, null);
		}
		if (url.getHost() == null || !(scheme.equals("ws") || scheme.equals("wss"))) {
			throw new ConnectFailedException(
					SafeUrl.of(url)
							+ " is not the URL of a WebSocket: it must be like ws://host:port/path or wss://host/path",
					true, null);
		}
		return scheme.equals("wss");
	}

	/**
	 * The other side chose no subprotocol of ours.
	 * @param url the URL
	 * @param offered the subprotocols that were offered
	 * @param chosen what was chosen, if anything
	 * @param headers of the response
	 * @return the failure
	 */
	public static ConnectFailedException subprotocol(URI url, List<String> offered, @Nullable String chosen,
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
	 * The network failed.
	 * @param url the URL
	 * @param settings how long was waited
	 * @param failure what was thrown
	 * @return the failure, or {@code null} if it is of another kind
	 */
	public static @Nullable ConnectFailedException of(URI url, ChannelSettings settings, Throwable failure) {
		String text;
		Throwable cause;
		if (find(failure, TimeoutException.class) != null) {
			text = "did not answer within " + settings.connectTimeout().toMillis() + " ms";
		}
		else if (find(failure, ConnectException.class) != null) {
			text = "refused the connection: nothing listens there";
		}
		else if (find(failure, UnresolvedAddressException.class) != null
				|| find(failure, UnknownHostException.class) != null) {
			text = "cannot be found: the host name is unknown";
		}
		else if ((cause = find(failure, SSLException.class)) != null) {
			text = "failed the TLS handshake: " + tlsProblem(cause.getMessage());
		}
		else if (find(failure, EOFException.class) != null || find(failure, ClosedChannelException.class) != null) {
			text = "closed the connection without an answer to the WebSocket handshake";
		}
		else {
			return null;
		}
		return failed(url, text, failure);
	}

	/**
	 * The server sends somewhere else.
	 * @param url the URL
	 * @param location where to
	 * @param failure what was thrown, if anything
	 * @return the failure
	 */
	public static ConnectFailedException redirect(URI url, String location, @Nullable Throwable failure) {
		return failed(url, "redirects to " + location + ", and redirects are not followed: use that URL", failure);
	}

	/**
	 * The answer was not what a WebSocket's endpoint says.
	 * @param url the URL
	 * @param problem what is wrong with it
	 * @param failure what was thrown, if anything
	 * @return the failure
	 */
	public static ConnectFailedException noWebSocket(URI url, String problem, @Nullable Throwable failure) {
		return failed(url, "does not answer as a WebSocket endpoint: " + problem, failure);
	}

	/**
	 * The answer was an HTTP status.
	 * @param url the URL
	 * @param code the status
	 * @param failure what was thrown, if anything
	 * @return the failure
	 */
	public static ConnectFailedException status(URI url, int code, @Nullable Throwable failure) {
		HttpStatus status = HttpStatus.resolve(code);
		return failed(url, "answered the WebSocket handshake with the HTTP status " + code
				+ ((status != null) ? " " + status.getReasonPhrase() : "") + switch (code) {
					case 401, 403 -> ": it wants other credentials or headers";
					case 404 -> ": there is no WebSocket endpoint at this path";
					case 200, 400, 405, 426 -> ": there is an HTTP server, but no WAMP endpoint at this path";
					default -> "";
				}, failure);
	}

	/**
	 * Netty dumps all the bytes that are not TLS, as many as the peer has sent, and the
	 * JDK does not say what to do.
	 */
	private static @Nullable String tlsProblem(@Nullable String message) {
		if (message != null
				&& (message.startsWith("not an SSL/TLS record") || message.contains("nrecognized SSL message"))) {
			return "what listens there does not speak TLS; without TLS the URL begins with ws:";
		}
		return message;
	}

	private static ConnectFailedException failed(URI url, String text, @Nullable Throwable failure) {
		return new ConnectFailedException(SafeUrl.of(url) + " " + text, false, failure);
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
