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

package io.github.wampspring.client;

import java.util.List;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.ProtocolViolation;
import io.github.wampspring.protocol.WampMessage.Abort;
import io.github.wampspring.protocol.WampMessage.Goodbye;
import io.github.wampspring.transport.ChannelClose;
import org.jspecify.annotations.Nullable;

/**
 * How a session ended.
 *
 * @param reason the URI
 * @param text a sentence
 * @param initiator who ended it
 * @param cause the exception behind it, if there is one
 */
record SessionEnd(String reason, String text, Initiator initiator, @Nullable Throwable cause) {

	/** The reason for listeners where a connection went away without a word. */
	static final String TRANSPORT_LOST = "wamp.close.transport_lost";

	/**
	 * Who ended a session.
	 */
	/**
	 * Whether the session ended against this side's wish.
	 * @return {@code false} if the application left
	 */
	boolean isLoss() {
		return this.initiator != Initiator.CLIENT || this.cause instanceof ProtocolViolation;
	}

	enum Initiator {

		/** The application, or this library. */
		CLIENT,

		/** The router, by a message. */
		ROUTER,

		/** Nobody: the connection is gone. */
		TRANSPORT

	}

	static SessionEnd left(String reason) {
		return new SessionEnd(reason, "the session was closed here (" + reason + ")", Initiator.CLIENT, null);
	}

	static SessionEnd abortedHere(String reason, String message, @Nullable Throwable cause) {
		return new SessionEnd(reason, message, Initiator.CLIENT, cause);
	}

	static SessionEnd goodbye(Goodbye goodbye) {
		return new SessionEnd(goodbye.reason(),
				"the router closed the session with " + goodbye.reason() + message(goodbye.details()), Initiator.ROUTER,
				null);
	}

	static SessionEnd abort(Abort abort, List<?> arguments) {
		String message = message(abort.details());
		if (message.isEmpty() && !arguments.isEmpty()) {
			message = ": " + arguments.get(0);
		}
		return new SessionEnd(abort.reason(), "the router aborted the session with " + abort.reason() + message,
				Initiator.ROUTER, null);
	}

	static SessionEnd violation(ProtocolViolation violation) {
		return new SessionEnd(ErrorUris.PROTOCOL_VIOLATION, "the router broke the protocol: " + violation.getMessage(),
				Initiator.CLIENT, violation);
	}

	static SessionEnd lost(ChannelClose close) {
		return new SessionEnd(TRANSPORT_LOST,
				"the connection was closed: " + close.reason() + ((close.code() != 0) ? " (" + close.code() + ")" : ""),
				Initiator.TRANSPORT, close.cause());
	}

	private static String message(Dict details) {
		String message = details.getString("message");
		return (message != null && !message.isEmpty()) ? ": " + message : "";
	}

}
