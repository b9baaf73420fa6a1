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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Feature.Role;
import io.github.wampspring.protocol.Feature;
import io.github.wampspring.protocol.Ids;
import io.github.wampspring.protocol.MessageType;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.WampMessage.Error;
import io.github.wampspring.protocol.WampMessage.Interrupt;
import io.github.wampspring.protocol.WampMessage.Invocation;
import io.github.wampspring.protocol.WampMessage;
import io.github.wampspring.router.SessionInfo;
import io.github.wampspring.router.engine.Testaments.Testament;
import io.github.wampspring.transport.SharedMessage;
import io.github.wampspring.transport.WampChannel;
import org.jspecify.annotations.Nullable;

/**
 * A session that has joined a realm: what it takes part in, and the messages to it whose
 * order matters. Those go out under the session's lock: an EVENT comes after its
 * SUBSCRIBED and not after its UNSUBSCRIBED, and the IDs of INVOCATIONs count up by one.
 * No other session's lock is ever taken meanwhile.
 */
final class RouterSession {

	private final SessionInfo info;

	private final Feature.Announcement features;

	private final WampChannel channel;

	private final SessionHandler handler;

	/** Made when it is first needed; it does not matter by how many threads. */
	private @Nullable Dict callerDetails;

	private @Nullable Dict publisherDetails;

	/** The calls of this session, by the IDs that it gave. */
	private final Map<Long, PendingCall> calls = new ConcurrentHashMap<>();

	/** The calls that this session answers, by the IDs of its invocations. */
	private final Map<Long, PendingCall> invocations = new ConcurrentHashMap<>();

	private final Map<Long, Callee> registrations = new ConcurrentHashMap<>();

	private final Map<Long, Subscriber> subscriptions = new ConcurrentHashMap<>();

	private final List<Testament> testaments = new ArrayList<>(0);

	private final Object lock = new Object();

	private volatile boolean closed;

	private volatile long lastInvocation;

	RouterSession(SessionInfo info, Feature.Announcement features, WampChannel channel, SessionHandler handler) {
		this.info = info;
		this.features = features;
		this.channel = channel;
		this.handler = handler;
	}

	long id() {
		return this.info.id();
	}

	SessionInfo info() {
		return this.info;
	}

	WampChannel channel() {
		return this.channel;
	}

	SessionHandler handler() {
		return this.handler;
	}

	boolean supports(Role role, Feature feature) {
		return this.features.has(role, feature);
	}

	/**
	 * What callees are told about this session.
	 */
	Dict callerDetails() {
		Dict details = this.callerDetails;
		if (details == null) {
			details = Dict.of("caller", this.info.id())
				.with("caller_authid", this.info.authId())
				.with("caller_authrole", this.info.authRole());
			this.callerDetails = details;
		}
		return details;
	}

	/**
	 * What subscribers are told about this session.
	 */
	Dict publisherDetails() {
		Dict details = this.publisherDetails;
		if (details == null) {
			details = Dict.of("publisher", this.info.id())
				.with("publisher_authid", this.info.authId())
				.with("publisher_authrole", this.info.authRole());
			this.publisherDetails = details;
		}
		return details;
	}

	Map<Long, PendingCall> calls() {
		return this.calls;
	}

	Map<Long, PendingCall> invocations() {
		return this.invocations;
	}

	Map<Long, Callee> registrations() {
		return this.registrations;
	}

	Map<Long, Subscriber> subscriptions() {
		return this.subscriptions;
	}

	/**
	 * What is published when this session ends; guarded by itself.
	 */
	List<Testament> testaments() {
		return this.testaments;
	}

	long lastInvocation() {
		return this.lastInvocation;
	}

	boolean isClosed() {
		return this.closed;
	}

	/**
	 * Sends a message whose order does not matter.
	 */
	void send(WampMessage message) {
		if (!this.closed) {
			this.channel.send(message);
		}
	}

	void flush() {
		this.channel.flush();
	}

	/**
	 * Tells the client that a request failed.
	 */
	void refuse(MessageType type, long request, String error, String message) {
		send(new Error(type, request, Dict.EMPTY, error, Payload.of(message)));
	}

	/**
	 * Enqueues a message, in order with those of {@link #doAndTell}.
	 */
	void tell(WampMessage message) {
		doAndTell(() -> {
		}, message);
	}

	/**
	 * Does something and enqueues the message that tells the client of it, before
	 * anything that follows from it is enqueued.
	 * @param action what to do
	 * @param message what to tell
	 * @return {@code false} if the session is closed; then nothing was done
	 */
	boolean doAndTell(Runnable action, WampMessage message) {
		return doAndTell(action, message, () -> {
		});
	}

	/**
	 * Does something, enqueues the message that tells the client of it, and then what
	 * comes first after it.
	 * @param action what to do
	 * @param message what to tell
	 * @param then enqueues further messages
	 * @return {@code false} if the session is closed; then nothing was done
	 */
	boolean doAndTell(Runnable action, WampMessage message, Runnable then) {
		synchronized (this.lock) {
			if (this.closed) {
				return false;
			}
			action.run();
			this.channel.enqueue(message);
			then.run();
			return true;
		}
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

	/**
	 * Enqueues an event, unless the subscription has ended.
	 */
	void deliver(Subscriber subscriber, SharedMessage event, long publication) {
		synchronized (this.lock) {
			if (!this.closed && subscriber.accepts(publication)) {
				this.channel.enqueue(event);
			}
		}
	}

	/**
	 * Enqueues an invocation.
	 * @param callee the registration's part that belongs to this session
	 * @param call the call
	 * @param details the details
	 * @param payload the arguments in the channel's own form
	 * @return {@code false} if the session, the registration or the call has ended
	 */
	boolean invoke(Callee callee, PendingCall call, Dict details, Payload payload) {
		synchronized (this.lock) {
			if (this.closed || !callee.isActive()) {
				callee.deactivate();
				return false;
			}
			long last = this.lastInvocation;
			long id = Ids.next(last);
			boolean accepted = false;
			this.lastInvocation = id;
			this.invocations.put(id, call);
			try {
				if (!call.assign(callee, id)) {
					return false;
				}
				accepted = this.channel.enqueue(new Invocation(id, callee.registration().id(), details, payload));
				if (!accepted) {
					callee.deactivate();
				}
			}
			finally {
				if (!accepted) {
					call.unassign();
					this.invocations.remove(id);
					this.lastInvocation = last;
				}
			}
			return accepted;
		}
	}

	/**
	 * Interrupts an invocation; never before the invocation itself was enqueued.
	 */
	void interrupt(long invocation, Dict options) {
		synchronized (this.lock) {
			if (!this.closed) {
				this.channel.enqueue(new Interrupt(invocation, options));
			}
		}
		this.channel.flush();
	}

}
