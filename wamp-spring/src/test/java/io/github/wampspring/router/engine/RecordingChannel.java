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
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

import io.github.wampspring.MessageTooLargeException;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.WampMessage;
import io.github.wampspring.transport.ChannelClose;
import io.github.wampspring.transport.ChannelInfo;
import io.github.wampspring.transport.SharedMessage;
import io.github.wampspring.transport.WampChannel;
import io.github.wampspring.transport.WampChannelHandler;

/**
 * The router's end of a channel that keeps what the router sends. A message counts as
 * sent when it was flushed.
 */
class RecordingChannel implements WampChannel {

	static final int LIMIT = 1000;

	private final ChannelInfo info;

	private final Queue<WampMessage> queued = new ConcurrentLinkedQueue<>();

	private final Queue<WampMessage> sent = new ConcurrentLinkedQueue<>();

	private final AtomicInteger pauses = new AtomicInteger();

	private volatile ChannelClose close;

	private volatile boolean full;

	private volatile boolean busy;

	private volatile CompletableFuture<Void> room = CompletableFuture.completedFuture(null);

	private volatile Predicate<WampMessage> tooLarge = (message) -> false;

	private volatile WampChannelHandler handler;

	private volatile Runnable onPrepare = () -> {
	};

	RecordingChannel(boolean local) {
		this(new ChannelInfo(local ? "in-process" : "websocket", "none", local ? null : "203.0.113.7", Map.of(), null,
				local));
	}

	RecordingChannel(ChannelInfo info) {
		this.info = info;
	}

	void setHandler(WampChannelHandler handler) {
		this.handler = handler;
	}

	/** Refuses everything from now on, as when the peer does not read. */
	void fill() {
		this.full = true;
	}

	void refuseAsTooLarge(Predicate<WampMessage> condition) {
		this.tooLarge = condition;
	}

	@Override
	public ChannelInfo info() {
		return this.info;
	}

	/**
	 * Does something when the router has chosen this channel's session as the callee, the
	 * caller or a subscriber, and has not sent the message yet.
	 */
	void onPrepare(Runnable action) {
		this.onPrepare = action;
	}

	@Override
	public Payload prepare(Payload payload) {
		this.onPrepare.run();
		return payload;
	}

	@Override
	public void prepare(SharedMessage message) {
		this.onPrepare.run();
	}

	@Override
	public boolean enqueue(WampMessage message) {
		if (this.tooLarge.test(message)) {
			throw new MessageTooLargeException(LIMIT + 1, LIMIT);
		}
		if (this.full || this.close != null) {
			return false;
		}
		this.queued.add(TestCluster.isInstead() ? TestCluster.values(message) : message);
		return true;
	}

	@Override
	public synchronized void flush() {
		WampMessage message = this.queued.poll();
		while (message != null) {
			sent(message);
			message = this.queued.poll();
		}
	}

	/** A message is on its way to the client. */
	void sent(WampMessage message) {
		this.sent.add(message);
	}

	@Override
	public boolean awaitRoom(Duration timeout) {
		return isOpen();
	}

	@Override
	public boolean hasRoom() {
		return !this.busy;
	}

	@Override
	public CompletionStage<Void> room() {
		return this.room;
	}

	/** Has no room for more. */
	void fillUp() {
		this.room = new CompletableFuture<>();
		this.busy = true;
	}

	/** Has room again. */
	void makeRoom() {
		this.busy = false;
		this.room.complete(null);
	}

	@Override
	public void pause() {
		this.pauses.incrementAndGet();
	}

	@Override
	public void resume() {
		this.pauses.decrementAndGet();
	}

	/** How many pauses have not ended. */
	int pauses() {
		return this.pauses.get();
	}

	@Override
	public boolean isOpen() {
		return this.close == null && !this.full;
	}

	@Override
	public void close(ChannelClose reason) {
		if (end(reason)) {
			flush();
			if (this.handler != null) {
				this.handler.onClose(reason);
			}
		}
	}

	/** The connection is lost. */
	void disconnect() {
		ChannelClose reason = ChannelClose.broken("gone", null);
		if (end(reason)) {
			this.handler.onClose(reason);
		}
	}

	private synchronized boolean end(ChannelClose reason) {
		if (this.close != null) {
			return false;
		}
		this.close = reason;
		return true;
	}

	ChannelClose closeReason() {
		return this.close;
	}

	WampMessage poll() {
		return this.sent.poll();
	}

	int size() {
		return this.sent.size();
	}

	boolean isEmpty() {
		return this.sent.isEmpty();
	}

	int unflushed() {
		return this.queued.size();
	}

}
