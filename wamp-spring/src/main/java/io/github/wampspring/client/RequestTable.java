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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongFunction;

import io.github.wampspring.WampCanceledException;
import io.github.wampspring.WampConnectionException;
import io.github.wampspring.WampException;
import io.github.wampspring.WampTimeoutException;
import io.github.wampspring.protocol.Ids;
import io.github.wampspring.protocol.MessageType;
import io.github.wampspring.protocol.ProtocolViolation;
import io.github.wampspring.protocol.WampMessage;
import io.github.wampspring.transport.ReceivingThread;
import io.github.wampspring.transport.WampChannel;
import org.jspecify.annotations.Nullable;

/**
 * The requests of a session, and those that wait for an answer. An ID is given and its
 * message put into the channel's queue under one lock, so that IDs leave in their order.
 */
final class RequestTable {

	private final WampChannel channel;

	private final Duration sendTimeout;

	private final ReentrantLock lock = new ReentrantLock();

	private final Map<Long, PendingRequest<?>> pending = new ConcurrentHashMap<>();

	private long lastId;

	private boolean ended;

	private @Nullable String closedBecause = "the session has not joined yet";

	RequestTable(WampChannel channel, Duration sendTimeout) {
		this.channel = channel;
		this.sendTimeout = sendTimeout;
	}

	/** Allows requests. */
	void open() {
		this.lock.lock();
		try {
			if (!this.ended) {
				this.closedBecause = null;
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Sends a request, waiting for room where this thread may.
	 * @param request completes later
	 * @param message makes the message with the request's ID
	 * @return {@code false} if it was not sent; the request has failed then
	 */
	boolean send(PendingRequest<?> request, LongFunction<? extends WampMessage> message) {
		WampException failure = awaitRoom(request.type(), request.subject());
		if (failure != null) {
			request.fail(failure);
			return false;
		}
		boolean enqueued = enqueue(request, message);
		this.channel.flush();
		return enqueued;
	}

	/**
	 * Puts a request into the channel's queue. {@link #flush()} must follow.
	 * @param request completes later
	 * @param message makes the message with the request's ID
	 * @return {@code false} if it will not be sent; the request has failed then
	 */
	boolean enqueue(PendingRequest<?> request, LongFunction<? extends WampMessage> message) {
		WampException failure = enqueue(request.type(), request.subject(), request, message);
		if (failure != null) {
			request.fail(failure);
		}
		return failure == null;
	}

	void flush() {
		this.channel.flush();
	}

	/**
	 * Sends a request that has no answer.
	 * @param type its type
	 * @param subject the URI that it is about
	 * @param message makes the message with the request's ID
	 * @return why it could not be sent, or {@code null}
	 */
	@Nullable WampException sendUnanswered(MessageType type, String subject, LongFunction<? extends WampMessage> message) {
		WampException failure = awaitRoom(type, subject);
		if (failure == null) {
			failure = enqueue(type, subject, null, message);
		}
		if (failure == null) {
			this.channel.flush();
		}
		return failure;
	}

	/**
	 * Sends a further message of a request that has not been answered.
	 * @param request the request
	 * @param message a message with its ID
	 * @return {@code false} if it has ended, or will end since nothing can be sent
	 * @throws WampException if the router does not read
	 */
	boolean follow(PendingRequest<?> request, WampMessage message) {
		WampException failure = awaitRoom(request.type(), request.subject());
		if (failure != null) {
			throw failure;
		}
		boolean enqueued;
		this.lock.lock();
		try {
			enqueued = this.closedBecause == null && this.pending.get(request.id()) == request
					&& this.channel.enqueue(message);
		}
		finally {
			this.lock.unlock();
		}
		this.channel.flush();
		return enqueued;
	}

	private @Nullable WampException enqueue(MessageType type, String subject, @Nullable PendingRequest<?> request,
			LongFunction<? extends WampMessage> message) {
		this.lock.lock();
		try {
			if (this.closedBecause != null) {
				return new WampConnectionException(type + " " + subject + " cannot be sent: " + this.closedBecause,
						null);
			}
			long id = Ids.next(this.lastId);
			boolean accepted = false;
			if (request != null) {
				request.id(id);
				this.pending.put(id, request);
			}
			try {
				accepted = this.channel.enqueue(message.apply(id));
			}
			finally {
				if (accepted) {
					this.lastId = id;
				}
				else {
					this.pending.remove(id);
				}
			}
			return accepted ? null : new WampConnectionException(type + " " + subject
					+ " cannot be sent: the connection is closed, or being closed since the router does not read",
					null);
		}
		finally {
			this.lock.unlock();
		}
	}

	private @Nullable WampException awaitRoom(MessageType type, String subject) {
		if (ReceivingThread.isCurrent()) {
			return null;
		}
		try {
			if (this.channel.awaitRoom(this.sendTimeout) || !this.channel.isOpen()) {
				return null;
			}
			return new WampTimeoutException(type + " " + subject + " cannot be sent: the router has not read for "
					+ this.sendTimeout.toMillis() + " ms", null);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return new WampCanceledException(type + " " + subject + " was not sent: the thread was interrupted", ex);
		}
	}

	/**
	 * Puts the last message into the queue.
	 * @param message GOODBYE
	 * @param because why there are no further requests
	 * @return {@code false} if there was a last message already
	 */
	boolean sendLast(WampMessage message, String because) {
		this.lock.lock();
		try {
			if (this.closedBecause != null) {
				return false;
			}
			this.closedBecause = because;
			this.channel.enqueue(message);
		}
		finally {
			this.lock.unlock();
		}
		this.channel.flush();
		return true;
	}

	/**
	 * The request that an answer belongs to.
	 * @param id its ID
	 * @param type its type
	 * @return the request, or {@code null} if nobody waits for it any more
	 * @throws ProtocolViolation if there never was such a request
	 */
	@Nullable PendingRequest<?> find(long id, MessageType type) {
		PendingRequest<?> request = this.pending.get(id);
		if (request == null) {
			requireIssued(id, type);
		}
		else if (request.type() != type) {
			throw new ProtocolViolation("request " + id + " is not a " + type + " but a " + request.type());
		}
		return request;
	}

	/**
	 * Finds a request and does not wait for it any more.
	 * @param id its ID
	 * @param type its type
	 * @return as {@link #find}
	 */
	@Nullable PendingRequest<?> take(long id, MessageType type) {
		PendingRequest<?> request = find(id, type);
		return (request != null && this.pending.remove(id, request)) ? request : null;
	}

	/**
	 * Finds a request of whatever type and does not wait for it any more.
	 * @param id its ID
	 * @return the request, or {@code null} if nobody waits for it
	 */
	@Nullable PendingRequest<?> take(long id) {
		return this.pending.remove(id);
	}

	/**
	 * Does not wait for a request any more.
	 * @param request the request
	 * @return {@code false} if it was not waited for
	 */
	boolean forget(PendingRequest<?> request) {
		return this.pending.remove(request.id(), request);
	}

	int size() {
		return this.pending.size();
	}

	private void requireIssued(long id, MessageType type) {
		this.lock.lock();
		try {
			if (id > this.lastId) {
				throw new ProtocolViolation("there is no " + type + " with the ID " + id);
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Ends all requests, and those to come.
	 * @param end why
	 * @return tells those who wait, for a thread that may run what depends on it
	 */
	Runnable close(SessionEnd end) {
		List<PendingRequest<?>> unanswered;
		this.lock.lock();
		try {
			this.ended = true;
			this.closedBecause = end.text();
			unanswered = new ArrayList<>(this.pending.values());
			this.pending.clear();
		}
		finally {
			this.lock.unlock();
		}
		return () -> unanswered.forEach((request) -> request.fail(new WampConnectionException(
				request.type() + " " + request.subject() + " got no answer: " + end.text(), end.cause())));
	}

}
