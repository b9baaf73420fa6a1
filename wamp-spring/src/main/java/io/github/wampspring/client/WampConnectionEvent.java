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

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Something in a connection's life. Events of one connection come in this order:
 * {@link Connected}, {@link Challenged} (where the router asks for a proof of identity),
 * {@link Joined}, {@link Left}, {@link Disconnected}; and again from the beginning with
 * each new session. Between {@link Joined} and {@link Left}, a session that survives the
 * loss of its transport is {@link Suspended} and {@link Resumed}. They are told one after
 * the other, on a thread of their own, which may block and may call.
 */
public sealed interface WampConnectionEvent {

	/**
	 * The connection.
	 * @return the connection
	 */
	WampConnection connection();

	/**
	 * The transport is connected; HELLO follows.
	 *
	 * @param connection the connection
	 * @param url where to, without user information and query
	 * @param transport how: {@code websocket} or {@code in-process}
	 * @param serializer how messages are written: {@code json}, {@code msgpack},
	 * {@code cbor}; {@code none} in-process
	 */
	record Connected(WampConnection connection, String url, String transport,
			String serializer) implements WampConnectionEvent {
	}

	/**
	 * The router has asked for a proof of identity. It is answered by the
	 * {@link io.github.wampspring.auth.WampAuthenticator} of that method.
	 *
	 * @param connection the connection
	 * @param method the method of authentication, such as {@code ticket}
	 * @param extra what else the router has told
	 */
	record Challenged(WampConnection connection, String method,
			Map<String, @Nullable Object> extra) implements WampConnectionEvent {
	}

	/**
	 * The session has joined, and the router has answered every registration and
	 * subscription of the connection.
	 *
	 * @param connection the connection
	 * @param session the session
	 */
	record Joined(WampConnection connection, WampSession session) implements WampConnectionEvent {
	}

	/**
	 * The router has taken a registration or subscription away, without having been
	 * asked. Comes between {@link Joined} and {@link Left}, maybe before {@link Joined}.
	 *
	 * @param connection the connection
	 * @param handle the registration or subscription
	 * @param reason what the router gives as a reason, if it gives one
	 */
	record Revoked(WampConnection connection, WampHandle handle,
			@Nullable String reason) implements WampConnectionEvent {
	}

	/**
	 * The session has lost its transport and is being resumed. It is still open, and
	 * {@link Resumed} or {@link Left} follows.
	 *
	 * @param connection the connection
	 * @param session the session
	 * @param code the WebSocket's close code, 0 where there is none
	 * @param reason a sentence
	 */
	record Suspended(WampConnection connection, WampSession session, int code,
			String reason) implements WampConnectionEvent {
	}

	/**
	 * The session goes on over another transport, as if nothing had happened.
	 *
	 * @param connection the connection
	 * @param session the session
	 */
	record Resumed(WampConnection connection, WampSession session) implements WampConnectionEvent {
	}

	/**
	 * The session has ended, or the router has refused it.
	 *
	 * @param connection the connection
	 * @param session the session's ID, 0 if the router had not accepted it
	 * @param reason the URI that GOODBYE or ABORT gave, or
	 * {@code wamp.close.transport_lost}
	 * @param message a sentence
	 */
	record Left(WampConnection connection, long session, String reason, String message) implements WampConnectionEvent {

		/**
		 * Whether there was a session.
		 * @return {@code false} if the router refused it
		 */
		public boolean wasJoined() {
			return this.session != 0;
		}

	}

	/**
	 * The transport is closed.
	 *
	 * @param connection the connection
	 * @param code the WebSocket's close code, 0 where there is none
	 * @param reason a sentence
	 * @param cause the exception that broke the transport, if one did
	 */
	record Disconnected(WampConnection connection, int code, String reason,
			@Nullable Throwable cause) implements WampConnectionEvent {
	}

	/**
	 * The connection has given up, for a reason that another attempt cannot heal: there
	 * is no such realm, the router refuses the authentication, or the endpoint does not
	 * speak WAMP v2. {@link WampConnection#reconnect()} tries again.
	 *
	 * @param connection the connection
	 * @param failure why
	 */
	record GaveUp(WampConnection connection, Throwable failure) implements WampConnectionEvent {
	}

}
