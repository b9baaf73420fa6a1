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

import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.wampspring.transport.ConnectFailedException;
import io.github.wampspring.transport.framed.ChannelSettings;
import io.github.wampspring.transport.framed.HandshakeFailure;
import org.apache.tomcat.websocket.AuthenticationException;

import org.springframework.http.HttpStatus;

/**
 * Says in a sentence why Tomcat's client could not open a WebSocket.
 */
final class TomcatFailure {

	/** In Tomcat's messages, in whatever language. */
	private static final Pattern STATUS = Pattern.compile("\\[(\\d{3})]");

	private static final Pattern LOCATION = Pattern.compile("\\[(wss?://[^]]+)]");

	private TomcatFailure() {
	}

	static ConnectFailedException of(URI url, ChannelSettings settings, Throwable failure) {
		ConnectFailedException known = HandshakeFailure.of(url, settings, failure);
		if (known != null) {
			return known;
		}
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof AuthenticationException) {
				return HandshakeFailure.status(url, HttpStatus.UNAUTHORIZED.value(), failure);
			}
		}
		String message = String.valueOf(failure.getMessage());
		Matcher location = LOCATION.matcher(message);
		if (failure.getCause() == null && location.find()) {
			return HandshakeFailure.redirect(url, location.group(1), failure);
		}
		Matcher status = STATUS.matcher(message);
		return status.find() ? HandshakeFailure.status(url, Integer.parseInt(status.group(1)), failure)
				: HandshakeFailure.noWebSocket(url, message, failure);
	}

}
