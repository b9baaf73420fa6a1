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

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import io.github.wampspring.auth.WampIdentity;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.WampMessage.Welcome;
import io.github.wampspring.router.ResumptionSettings;
import io.github.wampspring.router.SessionInfo;
import io.github.wampspring.router.routing.Owner;
import io.github.wampspring.transport.ChannelClose;
import io.github.wampspring.transport.WampChannel;
import io.github.wampspring.transport.resume.ReplayMemory;
import io.github.wampspring.transport.resume.ResumableChannel;
import io.github.wampspring.transport.resume.ResumeListener;
import io.github.wampspring.transport.resume.ResumeOffer;
import io.github.wampspring.transport.resume.ResumeRequest;
import io.github.wampspring.transport.resume.ResumeToken;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of a realm that survive the loss of their connection. See the document
 * "session-state-machine" of the specification.
 */
final class Resumptions {

	private static final String ANONYMOUS = "anonymous";

	private static final int MAX_FAILURES = 3;

	private final ResumptionSettings settings;

	private final ReplayMemory memory;

	private final Map<Long, Resumption> sessions = new ConcurrentHashMap<>();

	/** The sessions without a connection, the oldest first, by owner; the lock. */
	private final Map<String, NavigableMap<Long, Resumption>> suspended = new HashMap<>();

	/** How many sessions have no connection. */
	private volatile int count;

	/** How many connections were lost. */
	private long losses;

	Resumptions(ResumptionSettings settings) {
		this.settings = settings;
		this.memory = new ReplayMemory(settings.totalSize());
	}

	/**
	 * How many sessions have no connection.
	 */
	int suspended() {
		return this.count;
	}

	/**
	 * What is kept for the clients of sessions.
	 */
	ReplayMemory memory() {
		return this.memory;
	}

	/**
	 * How many sessions can be resumed.
	 */
	int size() {
		return this.sessions.size();
	}

	/**
	 * What a session that is about to join may do.
	 * @param hello {@code HELLO.Details}
	 * @param ends ends the session, at once
	 * @return {@code null} if the session ends with its connection
	 */
	@Nullable Resumption offer(SessionInfo info, WampChannel channel, Dict hello, Consumer<ChannelClose> ends) {
		return (this.settings.isOn() && channel instanceof ResumableChannel resumable && ResumeRequest.isAble(hello))
				? new Resumption(info, resumable, hello, ends) : null;
	}

	/**
	 * The session that a client has the token of, and says that it is its own.
	 * @param authId who the client says it is
	 * @param method by which it is going to prove that
	 * @return {@code null} if there is none
	 */
	@Nullable Resumption find(ResumeRequest request, @Nullable String authId, String method) {
		Resumption resumption = this.sessions.get(request.session());
		return resumption != null && resumption.token.matches(request.token())
				&& Objects.equals(resumption.authId, authId) && resumption.info.identity().authMethod().equals(method)
						? resumption : null;
	}

	/**
	 * The session that a client came back for. The token decides, and that the client is
	 * who it was; what is known of neither of them is not told apart.
	 * @param identity who the client is
	 * @return {@code null} if it has none
	 */
	@Nullable Resumption find(ResumeRequest request, WampIdentity identity) {
		Resumption resumption = this.sessions.get(request.session());
		return (resumption != null && resumption.token.matches(request.token()) && isSame(resumption.info, identity))
				? resumption : null;
	}

	/** The router makes up the authid of anonymous clients. */
	private static boolean isSame(SessionInfo session, WampIdentity identity) {
		WampIdentity before = session.identity();
		boolean madeUp = before.authMethod().equals(ANONYMOUS) && before.authProvider().equals("router");
		return before.authMethod().equals(identity.authMethod()) && before.authRole().equals(identity.authRole())
				&& before.authProvider().equals(identity.authProvider())
				&& (madeUp || before.authId().equals(identity.authId()));
	}

	/**
	 * A session has lost its connection.
	 * @return which one has to end for that: of whoever has most sessions without a
	 * connection the one that was the last to lose it, or {@code null} if none has to
	 */
	private @Nullable Resumption suspend(Resumption resumption) {
		synchronized (this.suspended) {
			NavigableMap<Long, Resumption> most = this.suspended.computeIfAbsent(resumption.owner,
					(owner) -> new TreeMap<>());
			resumption.place = ++this.losses;
			most.put(resumption.place, resumption);
			this.count++;
			if (this.count <= this.settings.sessions()) {
				return null;
			}
			for (NavigableMap<Long, Resumption> others : this.suspended.values()) {
				most = (others.size() > most.size()) ? others : most;
			}
			Resumption last = most.lastEntry().getValue();
			release(last);
			return last;
		}
	}

	private void release(Resumption resumption) {
		synchronized (this.suspended) {
			NavigableMap<Long, Resumption> own = this.suspended.get(resumption.owner);
			if (own != null && own.remove(resumption.place, resumption)) {
				this.count--;
				if (own.isEmpty()) {
					this.suspended.remove(resumption.owner);
				}
			}
		}
	}

	/** One session. */
	final class Resumption implements ResumeListener {

		private final SessionInfo info;

		private final ResumableChannel channel;

		private final Duration within;

		private final Consumer<ChannelClose> ends;

		/** Who the client says it is, which the router may know better. */
		private final @Nullable String authId;

		private final ResumeToken token = new ResumeToken();

		/** How often somebody had the token, but not the credentials. */
		private final AtomicInteger failures = new AtomicInteger();

		private final String owner;

		/** The number of its last loss. */
		private long place;

		private volatile boolean lost;

		private Resumption(SessionInfo info, ResumableChannel channel, Dict hello, Consumer<ChannelClose> ends) {
			this.info = info;
			this.owner = Owner.of(info);
			this.channel = channel;
			this.within = ResumeRequest.within(hello, Resumptions.this.settings.within());
			this.authId = hello.getString("authid");
			this.ends = ends;
		}

		/**
		 * Whether who has the token may still fail to prove who it is, regardless of
		 * others.
		 */
		boolean mayFail() {
			return this.failures.get() < MAX_FAILURES;
		}

		/**
		 * Somebody has the token, and is not the owner, or has the wrong credentials.
		 * @return whether it is excused
		 */
		boolean failed() {
			return this.failures.incrementAndGet() <= MAX_FAILURES;
		}

		/**
		 * What WELCOME says of it.
		 */
		Dict details() {
			return offer(this.token.current(), 0, false).toDetails();
		}

		private ResumeOffer offer(String token, long received, boolean resumed) {
			return new ResumeOffer(token, received, this.within, resumed);
		}

		/**
		 * WELCOME is in the channel's queue.
		 */
		void begin() {
			Resumptions.this.sessions.put(this.info.id(), this);
			this.channel.begin(Resumptions.this.settings.buffer(), Resumptions.this.memory, this.within, false, this);
		}

		/**
		 * Takes the transport of a channel that came for this session, and has none of
		 * its own.
		 * @return {@code false} if the session cannot go on over it
		 */
		boolean resume(ResumeRequest request, WampChannel other, Dict authExtra) {
			// the router's proof, if the method has one
			Dict extra = authExtra.isEmpty() ? Dict.EMPTY : Dict.of("authextra", authExtra);
			boolean resumed = other instanceof ResumableChannel resumable
					&& this.channel.attach(resumable, request.received(), (received) -> new Welcome(this.info.id(),
							offer(this.token.renew(request.token()), received, true).toDetails().withAll(extra)));
			this.lost = !resumed;
			return resumed;
		}

		/**
		 * Ends the session now if its client could not go on with it: the next one of
		 * that client must not find the registrations taken. To be called without a lock.
		 */
		void endIfLost() {
			if (this.lost) {
				this.ends.accept(ChannelClose.normal("The session could not be resumed by its client"));
			}
		}

		@Override
		public boolean onLoss(ChannelClose close) {
			Resumption ended = suspend(this);
			if (ended != null && ended != this) {
				ended.channel.endIfSuspended(ChannelClose
					.cutOff("More sessions are without a connection than may be, and its owner has most of them"));
			}
			return ended != this;
		}

		@Override
		public void onResume() {
			release(this);
		}

		@Override
		public String owner() {
			return this.owner;
		}

		@Override
		public void onHeard() {
			this.token.known();
		}

		@Override
		public void onEnd() {
			onResume();
			Resumptions.this.sessions.remove(this.info.id());
		}

	}

}
