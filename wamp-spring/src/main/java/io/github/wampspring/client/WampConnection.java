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

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import io.github.wampspring.WampConnectionException;
import io.github.wampspring.protocol.Dict;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a session joined: connects, joins, answers challenges, and when the session ends
 * backs off and joins again. SessionRegistrations and subscriptions made here come back
 * at every join; their handlers run on the connection's executor, never on the thread
 * that receives.
 */
public interface WampConnection {

	/**
	 * The name.
	 * @return {@code default} for the connection of {@code wamp.*}
	 */
	String getName();

	/**
	 * What the connection is doing.
	 * @return the state of this moment
	 */
	ConnectionState getState();

	/**
	 * The session of this moment.
	 * @return the joined session, or {@code null}
	 */
	@Nullable WampSession getSession();

	/**
	 * Waits for a joined session without blocking.
	 * @param timeout how long to wait at the most
	 * @return completes with the session at once where there is one; with a
	 * {@link WampConnectionException} that says why there is none after the timeout, or
	 * at once when the connection has given up or is closed
	 * @throws IllegalArgumentException if the timeout is negative
	 */
	CompletableFuture<WampSession> session(Duration timeout);

	/**
	 * Does something with a session: at once where one is joined and nobody waits for it,
	 * else in the order of submission once one is.
	 * @param <R> what the router answers
	 * @param <T> what the application gets
	 * @param operation what to do
	 * @return completes with what the operation reads from the answer, or with what it
	 * makes of the failure; on the receiving thread, or on one that stands for it and
	 * must not block either. Cancelling it cancels the operation, and one that has not
	 * been sent never is
	 * @throws io.github.wampspring.PayloadException if the operation must wait, and its
	 * arguments cannot be encoded
	 */
	<R extends @Nullable Object, T extends @Nullable Object> CompletableFuture<T> submit(WampOperation<R, T> operation);

	/**
	 * Tries again now: after the connection has given up, or instead of waiting for the
	 * next attempt. Does nothing while a session is joined or being joined. Returns at
	 * once.
	 * @throws IllegalStateException if the connection has not been started, or was
	 * stopped
	 */
	void reconnect();

	/**
	 * What runs the handlers.
	 * @return the executor
	 */
	Executor getExecutor();

	/**
	 * Registers a procedure at this and every later join.
	 * @param procedure the URI or pattern
	 * @param options {@code REGISTER.Options}
	 * @param handler run on the connection's executor
	 * @return the handle
	 */
	WampRegistration register(String procedure, Dict options, InvocationHandler handler);

	/**
	 * Subscribes to a topic at this and every later join. Events are handled one after
	 * the other.
	 * @param topic the URI or pattern
	 * @param options {@code SUBSCRIBE.Options}
	 * @param handler run on the connection's executor
	 * @return the handle
	 */
	WampSubscription subscribe(String topic, Dict options, EventHandler handler);

	/**
	 * All registrations made here.
	 * @return a snapshot
	 */
	List<WampRegistration> getRegistrations();

	/**
	 * All subscriptions made here.
	 * @return a snapshot
	 */
	List<WampSubscription> getSubscriptions();

}
