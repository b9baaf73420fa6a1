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

package io.github.wampspring.transport;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.github.wampspring.MessageTooLargeException;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.WampMessage;
import org.jspecify.annotations.Nullable;

/**
 * A two-way channel of messages. All methods may be called by any thread; messages leave
 * in the order in which they were enqueued.
 */
public interface WampChannel {

	/**
	 * What is known about the peer.
	 * @return the information, the same for the channel's whole life
	 */
	ChannelInfo info();

	/**
	 * Encodes a payload for this channel ahead of time, which needs no lock.
	 * @param payload the payload
	 * @return the payload in the channel's own form
	 * @throws io.github.wampspring.PayloadException if an argument cannot be written
	 * @throws MessageTooLargeException if it exceeds the channel's limit
	 */
	Payload prepare(Payload payload);

	/**
	 * Puts a message into the channel's queue. Never blocks, and does no I/O, so that a
	 * request's ID can be given and its message be enqueued under one lock. Must be
	 * followed by {@link #flush()} outside of that lock.
	 * @param message the message
	 * @return {@code false} if the channel is closed, or is being closed because its
	 * queue is full
	 * @throws io.github.wampspring.PayloadException if an argument cannot be written
	 * @throws MessageTooLargeException if the message exceeds the channel's limit
	 */
	boolean enqueue(WampMessage message);

	/**
	 * Encodes a message for many receivers ahead of time, which needs no lock.
	 * @param message the message
	 * @throws io.github.wampspring.PayloadException if an argument cannot be written
	 */
	default void prepare(SharedMessage message) {
	}

	/**
	 * Puts a message for many receivers into the queue; it is encoded once for each
	 * serializer.
	 * @param message the message
	 * @return as {@link #enqueue(WampMessage)}
	 * @throws io.github.wampspring.PayloadException as {@link #enqueue(WampMessage)}, of
	 * a closed channel too
	 * @throws MessageTooLargeException likewise
	 */
	default boolean enqueue(SharedMessage message) {
		return enqueue(message.message());
	}

	/**
	 * Sees to it that what is in the queue is sent, by this thread or another.
	 */
	void flush();

	/**
	 * Enqueues and flushes.
	 * @param message the message
	 * @return as {@link #enqueue(WampMessage)}
	 */
	default boolean send(WampMessage message) {
		boolean accepted = enqueue(message);
		flush();
		return accepted;
	}

	/**
	 * Whether one more message, of whatever size, fits in the queue. While it does not,
	 * {@link #enqueue} to a peer of a server ends the channel, since that peer has not
	 * read for long; who can answer otherwise looks here first.
	 * @return {@code false} if the queue is full; {@code true} on a closed channel, whose
	 * {@link #enqueue} then tells
	 */
	default boolean hasRoom() {
		return true;
	}

	/**
	 * How much waits to be sent, since the peer does not read it.
	 * @return bytes of this moment; 0 where nobody counts them
	 */
	default long waiting() {
		return 0;
	}

	/**
	 * Tells when the queue has room, for those who must not wait.
	 * @return a stage that is complete once there is room or the channel is closed; never
	 * completed exceptionally, and by any thread
	 */
	default CompletionStage<@Nullable Void> room() {
		return CompletableFuture.completedStage(null);
	}

	/**
	 * Waits until the queue has room. For senders that may block; not for threads that
	 * receive.
	 * @param timeout how long to wait at the most
	 * @return {@code false} if there was no room in time, or the channel is closed
	 * @throws InterruptedException if the thread is interrupted
	 */
	boolean awaitRoom(Duration timeout) throws InterruptedException;

	/**
	 * Tells the channel that the peer is known: what it sends may be as large as the
	 * settings allow from now on. Before, only small messages are taken.
	 * @param session who it is, for the log
	 */
	default void established(String session) {
	}

	/**
	 * Stops reading what the peer sends, until {@link #resume()} was called as often as
	 * this method. Messages that were read already may still come. For a handler that
	 * cannot keep up; the peer's end of the connection fills and makes it wait.
	 */
	default void pause() {
	}

	/**
	 * Goes on reading after {@link #pause()}.
	 */
	default void resume() {
	}

	/**
	 * Whether there is no connection at this moment, and another one may come: what is
	 * sent waits for it.
	 * @return {@code false} also once the channel is closed
	 */
	default boolean isSuspended() {
		return false;
	}

	/**
	 * Whether messages are accepted.
	 * @return {@code false} once the channel is closed or closing
	 */
	boolean isOpen();

	/**
	 * Sends what is in the queue, then closes. The handler gets
	 * {@link WampChannelHandler#onClose} once the channel is closed.
	 * @param reason why, for the peer and the log
	 */
	void close(ChannelClose reason);

}
