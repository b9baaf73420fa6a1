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
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.protocol.CloseUris;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.MessageType;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.ProtocolViolation;
import io.github.wampspring.protocol.WampMessage;
import io.github.wampspring.protocol.WampMessage.Abort;
import io.github.wampspring.protocol.WampMessage.Challenge;
import io.github.wampspring.protocol.WampMessage.Goodbye;
import io.github.wampspring.protocol.WampMessage.Hello;
import io.github.wampspring.protocol.WampMessage.Received;
import io.github.wampspring.protocol.WampMessage.Welcome;
import io.github.wampspring.transport.ChannelClose;
import io.github.wampspring.transport.WampChannel;
import io.github.wampspring.transport.WampChannelHandler;
import io.github.wampspring.transport.resume.ReplayLimits;
import io.github.wampspring.transport.resume.ReplayMemory;
import io.github.wampspring.transport.resume.ResumableChannel;
import io.github.wampspring.transport.resume.ResumeListener;
import io.github.wampspring.transport.resume.ResumeOffer;
import io.github.wampspring.transport.resume.ResumeRequest;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Brings a session back that lost its connection, at the router that has it, until that
 * refuses it or its time is over; then the session ends. See the document
 * "session-state-machine" of the specification.
 */
final class SessionResumer implements ResumeListener {

	private static final Log logger = LogFactory.getLog(SessionResumer.class);

	/** The first pause, at random up to this; each further one is up to twice as long. */
	private static final long FIRST_MILLIS = 50;

	private static final long LONGEST_MILLIS = 2000;

	private final URI url;

	private final JoinAttempt joined;

	private final ConnectionLoop loop;

	private final ConnectionSettings settings;

	private final ResumableChannel channel;

	private volatile String token = "";

	private volatile long session;

	private volatile @Nullable Attempt attempt;

	/** For the connection's thread. */
	private long pause;

	SessionResumer(URI url, JoinAttempt joined, ConnectionLoop loop, ConnectionSettings settings,
			ResumableChannel channel) {
		this.url = url;
		this.joined = joined;
		this.loop = loop;
		this.settings = settings;
		this.channel = channel;
	}

	/**
	 * The router has accepted the session, and nothing else was sent or received.
	 * @param welcome what it says
	 */
	void welcomed(Welcome welcome) {
		ResumeOffer offer = ResumeOffer.of(welcome.details());
		if (offer != null) {
			Duration within = this.settings.resumeWithin();
			this.token = offer.token();
			this.session = welcome.session();
			this.channel.begin(ReplayLimits.defaults(), new ReplayMemory(Long.MAX_VALUE),
					(offer.within().compareTo(within) < 0) ? offer.within() : within, true, this);
			// tells the router that WELCOME has come
			this.channel.acknowledge();
		}
	}

	@Override
	public boolean onLoss(ChannelClose close) {
		this.loop.execute(() -> {
			if (this.channel.isSuspended()) {
				this.loop.suspended(this.joined, close);
				this.pause = FIRST_MILLIS;
				tryLater();
			}
		});
		return true;
	}

	@Override
	public void onResume() {
		// this class knows
	}

	@Override
	public void onEnd() {
		Attempt attempt = this.attempt;
		if (attempt != null) {
			attempt.giveUp("the session has ended");
		}
	}

	private void tryLater() {
		long pause = ThreadLocalRandom.current().nextLong(this.pause);
		this.pause = Math.min(2 * this.pause, LONGEST_MILLIS);
		this.loop.later(this::tryNow, pause);
	}

	private void tryNow() {
		if (!this.channel.isSuspended()) {
			return;
		}
		Attempt attempt = new Attempt();
		this.attempt = attempt;
		try {
			WampChannel transport = this.settings.connectors().apply(this.url).connect(this.url, attempt::open);
			if (!this.channel.isSuspended()) {
				attempt.giveUp("the session has ended");
				// it may have given up before there was a connection to be closed
				attempt.close("the session has ended");
				return;
			}
			this.loop.later(() -> attempt.fail("no answer to HELLO in time"),
					this.settings.connectTimeout().toMillis());
			this.loop.elsewhere(this.joined,
					() -> attempt.messages.hello(this.loop.connection(), this.settings, transport.info().bindings(),
							this.joined::busy),
					(hello) -> attempt.greet(new Hello(hello.realm(), hello.details().withAll(request()))),
					(failure) -> attempt.refuse("HELLO could not be made: " + failure));
		}
		catch (Throwable ex) {
			logger.debug("Session " + this.session + " could not be resumed yet", ex);
			attempt.fail("the connection failed");
		}
	}

	private Dict request() {
		return new ResumeRequest(this.session, this.token, this.channel.received()).toDetails();
	}

	/**
	 * One connection over which the session may go on. Handles what comes before. Comes
	 * to one decision, once: that the session goes on, that it ends, or another attempt.
	 */
	private final class Attempt implements WampChannelHandler {

		private final AtomicBoolean decided = new AtomicBoolean();

		private final JoinMessages messages = new JoinMessages();

		private volatile @Nullable WampChannel transport;

		/** Whether HELLO was sent, or is being sent. */
		private volatile boolean greeted;

		/** Takes messages when the session goes on. */
		private volatile @Nullable WampChannelHandler next;

		WampChannelHandler open(WampChannel transport) {
			this.transport = transport;
			return this;
		}

		void greet(Hello hello) {
			this.greeted = true;
			send(hello);
		}

		private boolean decide() {
			return this.decided.compareAndSet(false, true);
		}

		private void close(String reason) {
			WampChannel transport = this.transport;
			if (transport != null) {
				transport.close(ChannelClose.normal(reason));
			}
		}

		private void send(WampMessage message) {
			WampChannel transport = this.transport;
			if (transport != null) {
				transport.send(message);
			}
		}

		@Override
		public void onMessage(WampMessage message) {
			WampChannelHandler next = this.next;
			if (next != null) {
				next.onMessage(message);
			}
			else if (!this.greeted && !(message instanceof Abort)) {
				throw new ProtocolViolation(message.type() + " must not come before HELLO");
			}
			else if (message instanceof Welcome welcome) {
				welcomed(welcome);
			}
			else if (message instanceof Challenge challenge) {
				SessionResumer.this.loop.execute(() -> SessionResumer.this.loop.answer(SessionResumer.this.joined,
						this.messages, challenge, this::send, (failure) -> refuse(ErrorUris.AUTHENTICATION_FAILED,
								"The client has no answer to the challenge: " + failure.getMessage())));
			}
			else if (message instanceof Abort abort && abort.reason().equals(ErrorUris.UNAVAILABLE)) {
				fail("aborted by the router");
			}
			else if (message instanceof Abort abort) {
				refuse("the router says " + abort.reason());
			}
			else {
				throw new ProtocolViolation(message.type() + " must not come before WELCOME");
			}
		}

		private void welcomed(Welcome welcome) {
			WampChannel transport = this.transport;
			ResumeOffer offer = ResumeOffer.of(welcome.details());
			if (!this.messages.isProved(welcome)) {
				refuse(ErrorUris.AUTHENTICATION_FAILED, "The router has not proved who it is");
				return;
			}
			if (transport == null || !decide()) {
				return;
			}
			if (offer == null || !offer.resumed() || welcome.session() != SessionResumer.this.session) {
				send(new Goodbye(Dict.EMPTY, CloseUris.NORMAL, Payload.NONE));
				end("the router has opened another session");
			}
			else if (SessionResumer.this.channel.attach(transport, offer.received(), Received::new, this::passTo)) {
				SessionResumer.this.token = offer.token();
				SessionResumer.this.loop.execute(() -> SessionResumer.this.loop.resumed(SessionResumer.this.joined));
			}
			else {
				send(new Abort(Dict.of("message", "what is missing is not there"), ErrorUris.PROTOCOL_VIOLATION,
						Payload.NONE));
				end("what the router misses is not there any more, or the session has ended");
			}
		}

		private void passTo(WampChannelHandler next) {
			this.next = next;
		}

		/** The session ends. */
		void refuse(String reason) {
			if (decide()) {
				end(reason);
			}
		}

		private void refuse(String uri, String message) {
			if (decide()) {
				send(new Abort(Dict.of("message", message), uri, Payload.NONE));
				end(message);
			}
		}

		private void end(String reason) {
			SessionResumer.this.channel.close(ChannelClose
				.broken("The connection was lost, and the session could not be resumed: " + reason, null));
			close("the session could not be resumed");
		}

		/** There will be another attempt. */
		void fail(String reason) {
			if (decide()) {
				SessionResumer.this.loop.execute(SessionResumer.this::tryLater);
				close(reason);
			}
		}

		/** The session has ended otherwise. */
		void giveUp(String reason) {
			if (decide()) {
				close(reason);
			}
		}

		@Override
		public void onOversized(MessageType type, long request, int limit) {
			WampChannelHandler next = this.next;
			if (next == null) {
				throw new ProtocolViolation(type + " exceeds the limit of " + limit);
			}
			next.onOversized(type, request, limit);
		}

		@Override
		public void onViolation(ProtocolViolation violation) {
			WampChannelHandler next = this.next;
			if (next != null) {
				next.onViolation(violation);
			}
			else {
				refuse(ErrorUris.PROTOCOL_VIOLATION, String.valueOf(violation.getMessage()));
			}
		}

		@Override
		public void onClose(ChannelClose close) {
			WampChannelHandler next = this.next;
			if (next != null) {
				next.onClose(close);
			}
			else {
				fail(close.reason());
			}
		}

	}

}
