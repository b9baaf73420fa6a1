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

package io.github.wampspring.router.routing;

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
import io.github.wampspring.transport.SharedMessage;
import io.github.wampspring.transport.WampChannel;
import org.jspecify.annotations.Nullable;

/**
 * What a session takes part in, and the messages to it whose order matters. Those go out
 * under the session's lock: an EVENT comes after its SUBSCRIBED and not after its
 * UNSUBSCRIBED, and the IDs of INVOCATIONs count up by one. No other session's lock is
 * ever taken meanwhile.
 */
public final class Participant {

	private final RoutedSession session;

	/** Made when it is first needed; it does not matter by how many threads. */
	private @Nullable Dict callerDetails;

	private @Nullable Dict publisherDetails;

	/** The calls of this session, by the IDs that it gave. */
	private final Map<Long, PendingCall> calls = new ConcurrentHashMap<>();

	/** The calls that this session answers, by the IDs of its invocations. */
	private final Map<Long, PendingCall> invocations = new ConcurrentHashMap<>();

	private final Map<Long, Callee> registrations = new ConcurrentHashMap<>();

	private final Map<Long, Subscriber> subscriptions = new ConcurrentHashMap<>();

	private volatile long lastInvocation;

	public Participant(RoutedSession session) {
		this.session = session;
	}

	public RoutedSession session() {
		return this.session;
	}

	long id() {
		return info().id();
	}

	SessionInfo info() {
		return this.session.info();
	}

	WampChannel channel() {
		return this.session.channel();
	}

	boolean supports(Role role, Feature feature) {
		return this.session.supports(role, feature);
	}

	/**
	 * What callees are told about this session.
	 */
	Dict callerDetails() {
		Dict details = this.callerDetails;
		if (details == null) {
			details = Dict.of("caller", id())
				.with("caller_authid", info().authId())
				.with("caller_authrole", info().authRole());
			this.callerDetails = details;
		}
		return details;
	}

	/**
	 * What subscribers are told about this session.
	 */
	public Dict publisherDetails() {
		Dict details = this.publisherDetails;
		if (details == null) {
			details = Dict.of("publisher", id())
				.with("publisher_authid", info().authId())
				.with("publisher_authrole", info().authRole());
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

	long lastInvocation() {
		return this.lastInvocation;
	}

	boolean isClosed() {
		return this.session.isClosed();
	}

	/**
	 * Sends a message whose order does not matter.
	 */
	void send(WampMessage message) {
		tell(message);
		flush();
	}

	void flush() {
		channel().flush();
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
		this.session.whileOpen(() -> channel().enqueue(message));
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
		return this.session.whileOpen(() -> {
			action.run();
			channel().enqueue(message);
			then.run();
			return true;
		});
	}

	/**
	 * Enqueues an event, unless the subscription has ended.
	 */
	void deliver(Subscriber subscriber, SharedMessage event, long publication) {
		this.session.whileOpen(() -> subscriber.accepts(publication) && channel().enqueue(event));
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
		if (isClosed()) {
			callee.deactivate();
		}
		return this.session.whileOpen(() -> callee.isActive() && enqueue(callee, call, details, payload));
	}

	private boolean enqueue(Callee callee, PendingCall call, Dict details, Payload payload) {
		long last = this.lastInvocation;
		long id = Ids.next(last);
		boolean accepted = false;
		this.lastInvocation = id;
		this.invocations.put(id, call);
		try {
			if (!call.assign(callee, id)) {
				return false;
			}
			accepted = channel().enqueue(new Invocation(id, callee.registration().id(), details, payload));
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

	/**
	 * Interrupts an invocation; never before the invocation itself was enqueued.
	 */
	void interrupt(long invocation, Dict options) {
		tell(new Interrupt(invocation, options));
		flush();
	}

}
