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

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.protocol.CloseUris;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.MessageType;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.ProtocolViolation;
import io.github.wampspring.protocol.WampMessage.Abort;
import io.github.wampspring.protocol.WampMessage.Goodbye;
import io.github.wampspring.protocol.WampMessage.Welcome;
import io.github.wampspring.protocol.WampMessage;
import io.github.wampspring.transport.ChannelClose;
import io.github.wampspring.transport.WampChannel;
import io.github.wampspring.transport.WampChannelHandler;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The router's end of one channel: from HELLO to GOODBYE, ABORT or the end of the
 * channel. See the section "Sessions" of the specification.
 */
final class SessionHandler implements WampChannelHandler {

	private static final Log logger = LogFactory.getLog(SessionHandler.class);

	private final DefaultWampRouter router;

	private final WampChannel channel;

	/** There until the session is established. */
	private volatile @Nullable Handshake handshake;

	private final CompletableFuture<Void> closed = new CompletableFuture<>();

	private State state = State.JOINING;

	private @Nullable Future<?> timer;

	/** There while the session is established. */
	private volatile @Nullable EstablishedSession established;

	SessionHandler(DefaultWampRouter router, WampChannel channel) {
		this.router = router;
		this.channel = channel;
		this.handshake = new Handshake(router, this);
	}

	WampChannel channel() {
		return this.channel;
	}

	/**
	 * Completes when the channel is closed.
	 */
	CompletableFuture<Void> closed() {
		return this.closed;
	}

	synchronized void startTimer() {
		this.timer = this.router.schedule(this::timeout, this.router.settings().handshakeTimeout());
	}

	@Override
	public void onMessage(WampMessage message) {
		EstablishedSession established = this.established;
		if (established != null) {
			established.receive(message);
			return;
		}
		State state = state();
		if (state == State.LEAVING && message.type() == MessageType.GOODBYE) {
			close(ChannelClose.normal("The session is closed"));
		}
		else if (message.type() == MessageType.ABORT) {
			close(ChannelClose.normal("The client aborted"));
		}
		else if (state == State.JOINING) {
			Handshake handshake = this.handshake;
			if (handshake != null) {
				handshake.receive(message);
			}
		}
	}

	@Override
	public void onOversized(MessageType type, long request, int limit) {
		EstablishedSession established = this.established;
		if (established != null) {
			established.receiveOversized(type, request, limit);
		}
		else if (state() == State.JOINING) {
			throw new ProtocolViolation("a " + type + " of more than " + limit + " bytes or characters");
		}
	}

	@Override
	public void onViolation(ProtocolViolation violation) {
		String message = String.valueOf(violation.getMessage());
		logger.info("Closing " + this + " after a protocol violation: " + message);
		abort(ErrorUris.PROTOCOL_VIOLATION, message, ChannelClose.violation(message));
	}

	@Override
	public void onClose(ChannelClose close) {
		this.router.remove(this);
		moveTo(State.CLOSED);
		leave(null);
		this.closed.complete(null);
	}

	/**
	 * The client is let in.
	 * @return {@code false} if the channel was closed meanwhile
	 */
	boolean establish(Realm realm, RouterSession session, Welcome welcome) {
		synchronized (this) {
			if (this.state != State.JOINING) {
				return false;
			}
			this.state = State.ESTABLISHED;
			cancelTimer();
			this.handshake = null;
			this.established = new EstablishedSession(realm, session, this, this.router.settings().strictRequestIds());
		}
		realm.join(session, welcome);
		return true;
	}

	/**
	 * Closes the session from this side and waits for the client's GOODBYE.
	 * @return {@code false} if there was no session, or it was being closed already
	 */
	boolean goodbye(String reason, @Nullable String message) {
		synchronized (this) {
			if (this.state != State.ESTABLISHED) {
				return false;
			}
			this.state = State.LEAVING;
			this.timer = this.router.schedule(() -> close(ChannelClose.normal("The client did not answer GOODBYE")),
					this.router.settings().shutdownTimeout());
		}
		Dict details = Dict.EMPTY.withPresent("message", message);
		leave(new Goodbye(details, reason, Payload.NONE));
		this.channel.flush();
		return true;
	}

	/**
	 * The client says GOODBYE.
	 */
	void answerGoodbye() {
		if (moveTo(State.CLOSED)) {
			leave(null);
			this.channel.send(new Goodbye(Dict.EMPTY, CloseUris.GOODBYE_AND_OUT, Payload.NONE));
			this.channel.close(ChannelClose.normal("The session is closed"));
		}
	}

	/**
	 * Refuses the client, or ends its session, with ABORT.
	 */
	void abort(String reason, String message, ChannelClose close) {
		if (moveTo(State.CLOSED)) {
			Abort abort = new Abort(Dict.of("message", message), reason, Payload.NONE);
			if (!leave(abort)) {
				this.channel.enqueue(abort);
			}
			this.channel.flush();
			this.channel.close(close);
		}
	}

	/**
	 * Ends whatever there is, without a word.
	 */
	void close(ChannelClose close) {
		if (moveTo(State.CLOSED)) {
			leave(null);
			this.channel.close(close);
		}
	}

	/**
	 * The router shuts down.
	 */
	void shutDown() {
		if (!goodbye(CloseUris.SYSTEM_SHUTDOWN, "The router shuts down") && state() == State.JOINING) {
			abort(CloseUris.SYSTEM_SHUTDOWN, "The router shuts down", ChannelClose.normal("The router shuts down"));
		}
	}

	private void timeout() {
		if (state() == State.JOINING) {
			String message = "No session was established within " + this.router.settings().handshakeTimeout().toMillis()
					+ " ms";
			abort(CloseUris.TIMEOUT, message, ChannelClose.normal(message));
		}
	}

	/**
	 * Takes the session, if there is one, out of its realm.
	 * @param last the last message to the client
	 * @return {@code false} if there is none any more
	 */
	private boolean leave(@Nullable WampMessage last) {
		EstablishedSession session = this.established;
		this.established = null;
		return session != null && session.leave(last);
	}

	private synchronized State state() {
		return this.state;
	}

	private synchronized boolean moveTo(State next) {
		if (this.state == next) {
			return false;
		}
		this.state = next;
		cancelTimer();
		return true;
	}

	private void cancelTimer() {
		if (this.timer != null) {
			this.timer.cancel(false);
			this.timer = null;
		}
	}

	@Override
	public String toString() {
		EstablishedSession session = this.established;
		String address = this.channel.info().remoteAddress();
		return ((session != null) ? "session " + session.id() : "a channel") + " of "
				+ ((address != null) ? address : this.channel.info().transport());
	}

	private enum State {

		/** Until WELCOME. */
		JOINING,
		/** From WELCOME on. */
		ESTABLISHED,
		/** GOODBYE was sent and is not answered yet. */
		LEAVING,
		/** The channel is closed, or will be when all was sent. */
		CLOSED

	}

}
