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

package io.github.wampspring.router.engine;

import java.util.function.BooleanSupplier;

import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Feature.Role;
import io.github.wampspring.protocol.Feature;
import io.github.wampspring.protocol.MessageType;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.WampMessage.Error;
import io.github.wampspring.protocol.WampMessage;
import io.github.wampspring.router.SessionInfo;
import io.github.wampspring.router.routing.Participant;
import io.github.wampspring.router.routing.RoutedSession;
import io.github.wampspring.transport.WampChannel;
import org.jspecify.annotations.Nullable;

/**
 * A session that has joined a realm. What its client is told in an order that matters
 * goes out under the session's lock.
 */
final class RouterSession implements RoutedSession {

	private final SessionInfo info;

	private final Feature.Announcement features;

	private final WampChannel channel;

	private final SessionHandler handler;

	private final Participant participant = new Participant(this);

	private final Object lock = new Object();

	private volatile boolean closed;

	RouterSession(SessionInfo info, Feature.Announcement features, WampChannel channel, SessionHandler handler) {
		this.info = info;
		this.features = features;
		this.channel = channel;
		this.handler = handler;
	}

	long id() {
		return this.info.id();
	}

	@Override
	public SessionInfo info() {
		return this.info;
	}

	@Override
	public WampChannel channel() {
		return this.channel;
	}

	SessionHandler handler() {
		return this.handler;
	}

	/**
	 * What the session takes part in.
	 */
	Participant participant() {
		return this.participant;
	}

	@Override
	public boolean supports(Role role, Feature feature) {
		return this.features.has(role, feature);
	}

	@Override
	public boolean isClosed() {
		return this.closed;
	}

	@Override
	public boolean whileOpen(BooleanSupplier action) {
		synchronized (this.lock) {
			return !this.closed && action.getAsBoolean();
		}
	}

	/**
	 * Tells the client that a request failed.
	 */
	void refuse(MessageType type, long request, String error, String message) {
		whileOpen(() -> this.channel.enqueue(new Error(type, request, Dict.EMPTY, error, Payload.of(message))));
		this.channel.flush();
	}

	/**
	 * Closes the session for everything but its channel's last message.
	 * @param last the message to enqueue, if any
	 * @return {@code false} if it was closed already
	 */
	boolean close(@Nullable WampMessage last) {
		synchronized (this.lock) {
			if (this.closed) {
				return false;
			}
			this.closed = true;
			if (last != null) {
				this.channel.enqueue(last);
			}
			return true;
		}
	}

}
