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

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.ObjLongConsumer;

import io.github.wampspring.WampConnectionException;
import io.github.wampspring.protocol.Dict;
import org.jspecify.annotations.Nullable;

import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.BackOffExecution;

/**
 * A connection's registrations and subscriptions, in the order in which they were made.
 */
final class Durables {

	private final HandlerDispatcher dispatcher;

	private final BackOff retries;

	private final boolean forceReregister;

	private final boolean returnAfterRevocation;

	private final BiConsumer<WampHandle, @Nullable String> revocations;

	private final ObjLongConsumer<Runnable> scheduler;

	private final Set<DurableHandle> handles = new LinkedHashSet<>();

	private @Nullable ClientSession session;

	private @Nullable WampConnectionException abandoned;

	/**
	 * Creates an empty collection.
	 * @param dispatcher brings handlers to the executor
	 * @param settings when to ask again for what the router refused or revoked, and
	 * whether to replace what an earlier session of ours left
	 * @param revocations told of what the router has revoked, and of its reason
	 * @param scheduler runs something after some milliseconds
	 */
	Durables(HandlerDispatcher dispatcher, ConnectionSettings settings,
			BiConsumer<WampHandle, @Nullable String> revocations, ObjLongConsumer<Runnable> scheduler) {
		this.dispatcher = dispatcher;
		this.retries = settings.registrationBackOff();
		this.forceReregister = settings.forceReregister();
		this.returnAfterRevocation = settings.returnAfterRevocation();
		this.revocations = revocations;
		this.scheduler = scheduler;
	}

	HandlerCounts counts() {
		return this.dispatcher.counts();
	}

	WampRegistration register(String procedure, Dict options, InvocationHandler handler) {
		DurableRegistration registration = new DurableRegistration(procedure, options, handler, this.dispatcher,
				this.forceReregister, this);
		add(registration);
		return registration;
	}

	WampSubscription subscribe(String topic, Dict options, EventHandler handler) {
		DurableSubscription subscription = new DurableSubscription(topic, options, handler, this.dispatcher, this);
		add(subscription);
		return subscription;
	}

	private void add(DurableHandle handle) {
		synchronized (this) {
			this.handles.add(handle);
		}
		attach(handle);
	}

	/**
	 * Asks for one, if there is a session.
	 * @param handle the registration or subscription
	 */
	void attach(DurableHandle handle) {
		ClientSession session;
		WampConnectionException abandoned;
		synchronized (this) {
			session = this.session;
			abandoned = this.abandoned;
		}
		if (session != null) {
			handle.attach(session);
		}
		else if (abandoned != null) {
			handle.abandon(abandoned);
		}
	}

	synchronized void remove(DurableHandle handle) {
		this.handles.remove(handle);
	}

	/**
	 * Asks for everything in a session, and from now on for what is added.
	 * @param session the session
	 * @return completes when the router has answered everything, in whatever way
	 */
	CompletableFuture<Void> attachAll(ClientSession session) {
		List<DurableHandle> all;
		synchronized (this) {
			this.session = session;
			all = new ArrayList<>(this.handles);
		}
		return CompletableFuture
			.allOf(all.stream().map((handle) -> handle.attach(session)).toArray(CompletableFuture[]::new));
	}

	/** There is no session any more. */
	synchronized void detachAll() {
		this.session = null;
	}

	/**
	 * A session has ended. Another one may have come already.
	 * @param session the session
	 */
	synchronized void detach(ClientSession session) {
		if (this.session == session) {
			this.session = null;
		}
	}

	/**
	 * There will be no session, unless the connection is started again.
	 * @param reason why
	 * @return tells those who wait, for a thread that may run what depends on it
	 */
	Runnable abandonAll(WampConnectionException reason) {
		List<DurableHandle> all;
		synchronized (this) {
			this.session = null;
			this.abandoned = reason;
			all = new ArrayList<>(this.handles);
		}
		return () -> all.forEach((handle) -> handle.abandon(reason));
	}

	/**
	 * Takes nothing new, neither invocations nor events.
	 * @return completes when the router will send no more invocations
	 */
	CompletableFuture<Void> suspendAll() {
		detachAll();
		subscriptions().forEach((subscription) -> subscription.queue().close(false));
		return CompletableFuture
			.allOf(registrations().stream().map(DurableRegistration::suspend).toArray(CompletableFuture[]::new));
	}

	void resumeAll() {
		synchronized (this) {
			this.abandoned = null;
		}
		subscriptions().forEach((subscription) -> subscription.queue().reopen());
	}

	List<DurableRegistration> registrations() {
		return list(DurableRegistration.class);
	}

	List<DurableSubscription> subscriptions() {
		return list(DurableSubscription.class);
	}

	private synchronized <T> List<T> list(Class<T> type) {
		return this.handles.stream().filter(type::isInstance).map(type::cast).toList();
	}

	/**
	 * How much the router has accepted, and how much not.
	 * @return such as {@code 2 registrations and 1 of 2 subscriptions}
	 */
	String describe() {
		return describe(registrations(), "registration") + " and " + describe(subscriptions(), "subscription");
	}

	private static String describe(List<? extends WampHandle> handles, String what) {
		long active = handles.stream().filter(WampHandle::isActive).count();
		long all = handles.stream().filter((handle) -> handle.getMode() != WampHandle.Mode.STOPPED).count();
		return active + ((active < all) ? " of " + all : "") + " " + what + ((all == 1) ? "" : "s");
	}

	BackOffExecution startRetries() {
		return this.retries.start();
	}

	boolean returnsAfterRevocation() {
		return this.returnAfterRevocation;
	}

	void tellRevoked(DurableHandle handle, @Nullable String reason) {
		this.revocations.accept(handle, reason);
	}

	void later(Runnable task, long millis) {
		this.scheduler.accept(task, millis);
	}

}
