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
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.wampspring.PayloadException;
import io.github.wampspring.WampException;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Feature.Role;
import io.github.wampspring.protocol.Feature;
import io.github.wampspring.protocol.Ids;
import io.github.wampspring.protocol.MessageType;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.RecentIds;
import io.github.wampspring.protocol.WampMessage.Error;
import io.github.wampspring.protocol.WampMessage.Interrupt;
import io.github.wampspring.protocol.WampMessage.Invocation;
import io.github.wampspring.protocol.WampMessage.Unregistered;
import io.github.wampspring.protocol.WampMessage.Unsubscribed;
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
public final class Participant implements CallerPort, CalleePort {

	/** How many subscriptions at a time may get retained events. */
	private static final int MAX_RETAINED_DELIVERIES = 16;

	/** So many calls are remembered whose arguments may still come after their end. */
	private static final int MAX_UNFINISHED = 1_000;

	private final RoutedSession session;

	/** Made when it is first needed; it does not matter by how many threads. */
	private @Nullable Dict callerDetails;

	private @Nullable Dict publisherDetails;

	/** The calls of this session, by the IDs that it gave. */
	private final Map<Long, PendingCall> calls = new ConcurrentHashMap<>();

	/** The calls that this session answers, by the IDs of its invocations. */
	private final Map<Long, Assignment> invocations = new ConcurrentHashMap<>();

	private final Map<Long, Callee> registrations = new ConcurrentHashMap<>();

	private final Map<Long, Subscriber> subscriptions = new ConcurrentHashMap<>();

	/** Requests that wait until other instances know of them. */
	private final AtomicInteger subscribing = new AtomicInteger();

	private final AtomicInteger registering = new AtomicInteger();

	private final Quota retainedDeliveries = new Quota(MAX_RETAINED_DELIVERIES);

	/** Made when it is first needed. */
	private volatile @Nullable Quota heldCalls;

	private final Quota waitingArguments = new Quota(ArgumentStream.MAX_WAITING);

	/**
	 * Made when it is first needed: calls that ended before their last arguments came.
	 */
	private volatile @Nullable RecentIds unfinished;

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

	@Override
	public SessionInfo info() {
		return this.session.info();
	}

	WampChannel channel() {
		return this.session.channel();
	}

	@Override
	public boolean isRemote() {
		return false;
	}

	@Override
	public boolean supports(Feature feature) {
		return this.session.supports(Role.CALLEE, feature);
	}

	@Override
	public Dict callerDetails() {
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

	Map<Long, Assignment> invocations() {
		return this.invocations;
	}

	AtomicInteger subscribing() {
		return this.subscribing;
	}

	AtomicInteger registering() {
		return this.registering;
	}

	Map<Long, Callee> registrations() {
		return this.registrations;
	}

	Map<Long, Subscriber> subscriptions() {
		return this.subscriptions;
	}

	Quota retainedDeliveries() {
		return this.retainedDeliveries;
	}

	@Override
	public Quota heldCalls() {
		Quota quota = this.heldCalls;
		if (quota == null) {
			synchronized (this.calls) {
				quota = this.heldCalls;
				if (quota == null) {
					quota = new Quota(this.session.limits().heldCallSize());
					this.heldCalls = quota;
				}
			}
		}
		return quota;
	}

	@Override
	public boolean passesPayloads() {
		return this.session.supports(Role.CALLER, Feature.PAYLOAD_PASSTHRU_MODE);
	}

	@Override
	public boolean isTrusted() {
		return info().trusted();
	}

	/**
	 * What may wait for the callees of this session's calls.
	 */
	Quota waitingArguments() {
		return this.waitingArguments;
	}

	/**
	 * Remembers that arguments of a call that has ended may still come.
	 */
	void leaveUnfinished(long request) {
		RecentIds unfinished = this.unfinished;
		if (unfinished == null) {
			synchronized (this.calls) {
				unfinished = (this.unfinished != null) ? this.unfinished : new RecentIds(MAX_UNFINISHED);
				this.unfinished = unfinished;
			}
		}
		unfinished.add(request);
	}

	/**
	 * Whether a call has ended before its last arguments came.
	 */
	boolean isUnfinished(long request) {
		RecentIds unfinished = this.unfinished;
		return unfinished != null && unfinished.contains(request);
	}

	/**
	 * The last arguments have come.
	 */
	void finish(long request) {
		RecentIds unfinished = this.unfinished;
		if (unfinished != null) {
			unfinished.remove(request);
		}
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

	@Override
	public void flush() {
		channel().flush();
	}

	/**
	 * Tells the client that a request failed.
	 */
	void refuse(MessageType type, long request, String error, String message) {
		send(new Error(type, request, Dict.EMPTY, error, Payload.of(message)));
	}

	/**
	 * Tells the client that a request failed, with all that the error has.
	 */
	void refuse(MessageType type, long request, WampException error) {
		Payload payload = Payload.of(error.getArguments(), error.getKeywordArguments());
		try {
			send(new Error(type, request, Dict.EMPTY, error.getUri(), prepare(payload)));
		}
		catch (PayloadException ex) {
			send(new Error(type, request, Dict.EMPTY, error.getUri(), Payload.NONE));
		}
	}

	/**
	 * Enqueues a message, in order with all others.
	 */
	private void tell(WampMessage message) {
		this.session.whileOpen(() -> channel().enqueue(message));
	}

	@Override
	public Payload prepare(Payload payload) {
		return channel().prepare(payload);
	}

	@Override
	public void answer(WampMessage message) {
		tell(message);
	}

	@Override
	public void ended(long request, PendingCall call) {
		ArgumentStream arguments = call.arguments();
		if (arguments != null && arguments.isOpen()) {
			leaveUnfinished(request);
		}
		this.calls.remove(request, call);
	}

	/**
	 * Enqueues an event, unless the subscription has ended.
	 * @throws io.github.wampspring.PayloadException if the client cannot get it
	 */
	void deliver(Subscriber subscriber, SharedMessage event, Publication publication) {
		WampChannel channel = channel();
		channel.prepare(event);
		this.session.whileOpen(() -> subscriber.accepts(publication) && channel.enqueue(event));
	}

	@Override
	public boolean hasRoom() {
		return channel().hasRoom();
	}

	@Override
	public boolean comesLast() {
		return channel().isSuspended();
	}

	@Override
	public CompletionStage<?> room() {
		return channel().room();
	}

	@Override
	public boolean invoke(Assignment assignment, Dict details, Payload payload) {
		WampChannel channel = channel();
		Payload prepared = channel.prepare(payload);
		boolean sent = this.session
			.whileOpen(() -> assignment.callee().isActive() && enqueue(channel, assignment, details, prepared));
		if (sent) {
			channel.flush();
		}
		else if (isClosed() || !channel.isOpen()) {
			assignment.callee().deactivate();
		}
		return sent;
	}

	private boolean enqueue(WampChannel channel, Assignment assignment, Dict details, Payload payload) {
		long last = this.lastInvocation;
		long id = Ids.next(last);
		boolean accepted = false;
		this.lastInvocation = id;
		assignment.setInvocation(id);
		this.invocations.put(id, assignment);
		try {
			accepted = assignment.call().assign(assignment)
					&& channel.enqueue(new Invocation(id, assignment.callee().registration().id(), details, payload));
		}
		finally {
			if (!accepted) {
				assignment.call().unassign();
				this.invocations.remove(id);
				this.lastInvocation = last;
			}
		}
		return accepted;
	}

	@Override
	public boolean proceed(Assignment assignment, Dict details, Payload payload) {
		WampChannel channel = channel();
		Payload prepared = channel.prepare(payload);
		long id = assignment.invocation();
		boolean sent = this.session.whileOpen(() -> this.invocations.get(id) == assignment
				&& channel.enqueue(new Invocation(id, assignment.callee().registration().id(), details, prepared)));
		channel.flush();
		return sent;
	}

	@Override
	public boolean forget(Assignment assignment) {
		return this.invocations.remove(assignment.invocation(), assignment);
	}

	@Override
	public boolean interrupt(Assignment assignment, Dict options, boolean forget) {
		long id = assignment.invocation();
		boolean interrupted = this.session.whileOpen(() -> {
			boolean there = forget ? this.invocations.remove(id, assignment) : this.invocations.get(id) == assignment;
			return there && channel().enqueue(new Interrupt(id, options));
		});
		flush();
		return interrupted;
	}

	@Override
	public boolean revoke(Callee callee, @Nullable String reason) {
		long registration = callee.registration().id();
		boolean revoked = this.session.whileOpen(() -> {
			boolean active = callee.deactivate();
			this.registrations.remove(registration, callee);
			if (active && supports(Feature.REGISTRATION_REVOCATION)) {
				channel()
					.enqueue(new Unregistered(0, Dict.of("registration", registration).withPresent("reason", reason)));
			}
			return active;
		});
		callee.deactivate();
		flush();
		return revoked;
	}

	/**
	 * Ends a subscription that the subscriber has not given back: no event follows. It is
	 * told so, if it has announced that it understands.
	 * @param reason why, a URI, if there is a reason
	 * @return {@code false} if the session has ended it itself
	 */
	boolean revoke(Subscriber subscriber, @Nullable String reason) {
		long subscription = subscriber.subscription().id();
		boolean revoked = this.session.whileOpen(() -> {
			if (!this.subscriptions.remove(subscription, subscriber)) {
				return false;
			}
			subscriber.deactivate();
			if (this.session.supports(Role.SUBSCRIBER, Feature.SUBSCRIPTION_REVOCATION)) {
				channel()
					.enqueue(new Unsubscribed(0, Dict.of("subscription", subscription).withPresent("reason", reason)));
			}
			return true;
		});
		flush();
		return revoked;
	}

}
