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

import java.net.URI;

import io.github.wampspring.protocol.WampMessage.Challenge;
import io.github.wampspring.transport.ChannelClose;
import io.github.wampspring.transport.ChannelInfo;

/**
 * Told of a connection's life, in this order: connect, challenge (where the router asks
 * for a proof of identity), join, leave, disconnect; and again from the beginning with
 * each new session. The callbacks of one connection come one after the other, on a thread
 * of their own: they may block and may call. What they throw is logged.
 */
public interface WampSessionListener {

	/**
	 * The transport is connected; HELLO follows.
	 * @param connection the connection
	 * @param url where to
	 * @param channel what is known about the transport
	 */
	default void onConnect(WampConnection connection, URI url, ChannelInfo channel) {
	}

	/**
	 * The router asks for a proof of identity. It is answered by the
	 * {@link io.github.wampspring.auth.WampAuthenticator} of its method.
	 * @param connection the connection
	 * @param challenge the challenge
	 */
	default void onChallenge(WampConnection connection, Challenge challenge) {
	}

	/**
	 * The session has joined, and the router has answered every registration and
	 * subscription of the connection.
	 * @param connection the connection
	 * @param session the session
	 */
	default void onJoin(WampConnection connection, WampSession session) {
	}

	/**
	 * The session has ended, or the router has refused it.
	 * @param connection the connection
	 * @param details how it ended
	 */
	default void onLeave(WampConnection connection, LeaveDetails details) {
	}

	/**
	 * The transport is closed.
	 * @param connection the connection
	 * @param close why
	 */
	default void onDisconnect(WampConnection connection, ChannelClose close) {
	}

	/**
	 * The connection has given up, for a reason that another attempt cannot heal: there
	 * is no such realm, the router refuses the authentication, or the endpoint does not
	 * speak WAMP v2.
	 * @param connection the connection
	 * @param failure why
	 */
	default void onGiveUp(WampConnection connection, Throwable failure) {
	}

}
