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

import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.protocol.CloseUris;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.MessageType;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.ProtocolViolation;
import io.github.wampspring.protocol.Uris;
import io.github.wampspring.protocol.WampMessage;
import io.github.wampspring.protocol.WampMessage.Abort;
import io.github.wampspring.protocol.WampMessage.Goodbye;
import io.github.wampspring.protocol.WampMessage.Welcome;
import io.github.wampspring.router.engine.Admissions.Place;
import io.github.wampspring.router.engine.Resumptions.Resumption;
import io.github.wampspring.router.engine.SessionState.Phase;
import io.github.wampspring.transport.ChannelClose;
import io.github.wampspring.transport.WampChannel;
import io.github.wampspring.transport.WampChannelHandler;
import org.jspecify.annotations.Nullable;

/**
 * The router's end of one channel: from HELLO to GOODBYE, ABORT or the end of the
 * channel. Whoever moves the {@link SessionState} on from {@code ESTABLISHED} takes the
 * session out of its realm. See the section "Sessions" of the specification.
 */
final class SessionHandler implements WampChannelHandler {

	private static final Set<Phase> JOINING = EnumSet.of(Phase.JOINING);

	private static final Set<Phase> ESTABLISHED = EnumSet.of(Phase.ESTABLISHED);

	private static final Set<Phase> TALKING = EnumSet.of(Phase.JOINING, Phase.ESTABLISHED);

	private static final Set<Phase> OPEN = EnumSet.of(Phase.JOINING, Phase.ESTABLISHED, Phase.LEAVING);

	private final DefaultWampRouter router;

	private final WampChannel channel;

	private final SessionState state;

	private final Place place;

	private final Handshake handshake;

	private final CompletableFuture<Void> closed = new CompletableFuture<>();

	/** There from the moment when the session is established. */
	private volatile @Nullable EstablishedSession session;

	SessionHandler(DefaultWampRouter router, WampChannel channel, Place place) {
		this.place = place;
		this.router = router;
		this.channel = channel;
		this.state = new SessionState(channel);
		this.handshake = new Handshake(router, this);
	}

	WampChannel channel() {
		return this.channel;
	}

	SessionState state() {
		return this.state;
	}

	/**
	 * Its place among all channels.
	 */
	Place place() {
		return this.place;
	}

	/**
	 * Completes when the channel is closed.
	 */
	CompletableFuture<Void> closed() {
		return this.closed;
	}

	void startTimer() {
		this.state.time(Phase.JOINING,
				() -> this.router.schedule(this::timeout, this.router.settings().handshakeTimeout()));
	}

	@Override
	public void onMessage(WampMessage message) {
		EstablishedSession session = this.session;
		switch (this.state.phase()) {
			case JOINING -> {
				if (message.type() == MessageType.ABORT) {
					close(ChannelClose.normal("The client aborted"));
				}
				else {
					this.handshake.receive(message);
				}
			}
			case ESTABLISHED -> {
				if (session != null) {
					session.receive(message);
				}
			}
			case LEAVING -> {
				if (message.type() == MessageType.GOODBYE) {
					close(ChannelClose.normal("The session is closed"));
				}
				else if (message.type() == MessageType.ABORT) {
					close(ChannelClose.normal("The client aborted"));
				}
			}
			case CLOSED -> {
				// whatever it is, it comes too late
			}
		}
	}

	@Override
	public void onOversized(MessageType type, long request, int limit) {
		EstablishedSession session = this.session;
		Phase phase = this.state.phase();
		if (phase == Phase.JOINING) {
			throw new ProtocolViolation("a " + type + " of more than " + limit + " bytes");
		}
		if (phase == Phase.ESTABLISHED && session != null) {
			session.receiveOversized(type, request, limit);
		}
	}

	@Override
	public void onViolation(ProtocolViolation violation) {
		String message = String.valueOf(violation.getMessage());
		this.router.violated();
		if (!abort(TALKING, ErrorUris.PROTOCOL_VIOLATION, message, ChannelClose.violation(message))) {
			close(ChannelClose.violation(message));
		}
		else {
			this.router.log().violated(this, message);
		}
	}

	/**
	 * Something failed while a message was being handled, outside of the thread that
	 * received it.
	 */
	void onFailure(Throwable failure) {
		this.router.log().failed(this, failure);
		close(new ChannelClose(1011, "internal error", failure));
	}

	@Override
	public void onClose(ChannelClose close) {
		this.router.remove(this);
		this.router.ended(close);
		leavePlace();
		try {
			end(this.state.move(OPEN, Phase.CLOSED, null));
		}
		finally {
			this.closed.complete(null);
		}
	}

	/**
	 * Gives the place back when nothing is found out for the client any more, so that
	 * this is bounded as handshakes are, also for clients that leave at once. What comes
	 * to no end keeps it no longer than a handshake may take.
	 */
	private void leavePlace() {
		CompletableFuture<?> work = this.handshake.work();
		if (work.isDone()) {
			this.place.closed();
			return;
		}
		Future<?> latest = this.router.schedule(this.place::closed, this.router.settings().handshakeTimeout());
		work.whenComplete((done, failure) -> {
			latest.cancel(false);
			this.place.closed();
		});
	}

	/**
	 * Sends CHALLENGE.
	 */
	void challenge(WampMessage challenge) {
		this.state.whileIn(Phase.JOINING, () -> this.channel.enqueue(challenge));
		this.channel.flush();
	}

	/**
	 * The client is let in.
	 * @param resumption what lets the session survive the loss of the connection, if that
	 * was agreed on
	 * @return {@code false} if the channel was closed meanwhile
	 */
	boolean establish(Realm realm, RouterSession session, Welcome welcome, @Nullable Resumption resumption) {
		boolean established = this.state.moveAfter(Phase.JOINING, Phase.ESTABLISHED, () -> {
			// before the client can know, since it may answer WELCOME with a large
			// message
			this.channel.established("session " + welcome.session());
			if (!this.channel.enqueue(welcome)) {
				return false;
			}
			this.session = new EstablishedSession(realm, session, this, this.router.settings().strictRequestIds());
			if (resumption != null) {
				resumption.begin();
			}
			realm.add(session);
			this.channel.established("session " + session.id() + " of " + Uris.quote(session.info().authId()));
			return true;
		});
		if (established) {
			this.place.joined();
			this.channel.flush();
			realm.publishMetaEvents();
		}
		return established;
	}

	/**
	 * Gives the channel to another session, which goes on with it.
	 * @param take does that
	 * @return {@code false} if it did not
	 */
	boolean passOn(BooleanSupplier take) {
		if (!this.state.moveAfter(Phase.JOINING, Phase.CLOSED, take)) {
			return false;
		}
		this.router.remove(this);
		this.place.closed();
		this.closed.complete(null);
		return true;
	}

	/**
	 * Closes the session from this side and waits for the client's GOODBYE.
	 * @return the session, {@code null} if there was none, or it was being closed already
	 */
	@Nullable EstablishedSession goodbye(String reason, @Nullable String message) {
		Dict details = Dict.EMPTY.withPresent("message", message);
		if (this.state.move(ESTABLISHED, Phase.LEAVING, new Goodbye(details, reason, Payload.NONE)) == null) {
			return null;
		}
		this.state.time(Phase.LEAVING,
				() -> this.router.schedule(() -> close(ChannelClose.normal("The client did not answer GOODBYE")),
						this.router.settings().shutdownTimeout()));
		this.channel.flush();
		return this.session;
	}

	/**
	 * The client says GOODBYE.
	 */
	void answerGoodbye() {
		Phase before = this.state.move(ESTABLISHED, Phase.CLOSED, null);
		if (before != null) {
			end(before);
			this.channel.send(new Goodbye(Dict.EMPTY, CloseUris.GOODBYE_AND_OUT, Payload.NONE));
			this.channel.close(ChannelClose.normal("The session is closed"));
		}
	}

	/**
	 * Refuses a client that has not joined.
	 */
	void refuse(String reason, String message) {
		abort(JOINING, reason, message, ChannelClose.normal(message));
	}

	/**
	 * Ends the session with ABORT.
	 */
	void abort(String reason, String message) {
		abort(TALKING, reason, message, ChannelClose.normal(message));
	}

	private boolean abort(Set<Phase> from, String reason, String message, ChannelClose close) {
		Phase before = this.state.move(from, Phase.CLOSED,
				new Abort(Dict.of("message", message), reason, Payload.NONE));
		if (before == null) {
			return false;
		}
		try {
			this.channel.flush();
			end(before);
		}
		finally {
			this.channel.close(close);
		}
		return true;
	}

	/**
	 * Ends whatever there is, without a word.
	 */
	void close(ChannelClose close) {
		Phase before = this.state.move(OPEN, Phase.CLOSED, null);
		if (before != null) {
			try {
				end(before);
			}
			finally {
				this.channel.close(close);
			}
		}
	}

	/**
	 * The router shuts down.
	 */
	void shutDown() {
		String message = "The router shuts down";
		this.handshake.excuse();
		EstablishedSession session = goodbye(CloseUris.SYSTEM_SHUTDOWN, message);
		if (session == null && !abort(JOINING, CloseUris.SYSTEM_SHUTDOWN, message, ChannelClose.normal(message))) {
			// it may have joined in between
			session = goodbye(CloseUris.SYSTEM_SHUTDOWN, message);
		}
		if (session != null) {
			session.leave();
		}
	}

	private void timeout() {
		this.handshake.outOfTime();
		refuse(CloseUris.TIMEOUT,
				"No session was established within " + this.router.settings().handshakeTimeout().toMillis() + " ms");
	}

	/**
	 * After the state has moved on from what it was.
	 */
	private void end(@Nullable Phase before) {
		EstablishedSession session = this.session;
		if (before == Phase.JOINING) {
			this.handshake.abandoned();
		}
		if (before == Phase.ESTABLISHED && session != null) {
			session.leave();
		}
	}

	@Override
	public String toString() {
		EstablishedSession session = this.session;
		String address = this.channel.info().remoteAddress();
		return ((session != null) ? "session " + session.id() : "a channel") + " of "
				+ ((address != null) ? address : this.channel.info().transport());
	}

}
