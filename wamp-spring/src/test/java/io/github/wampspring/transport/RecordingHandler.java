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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.wampspring.protocol.MessageType;
import io.github.wampspring.protocol.ProtocolViolation;
import io.github.wampspring.protocol.WampMessage;

/** Keeps what comes over a channel. */
public class RecordingHandler implements WampChannelHandler {

	public final BlockingQueue<WampMessage> messages = new LinkedBlockingQueue<>();

	final BlockingQueue<String> oversized = new LinkedBlockingQueue<>();

	public final BlockingQueue<ProtocolViolation> violations = new LinkedBlockingQueue<>();

	public final CompletableFuture<ChannelClose> close = new CompletableFuture<>();

	public final AtomicInteger afterClose = new AtomicInteger();

	final AtomicInteger inside = new AtomicInteger();

	public final AtomicInteger collisions = new AtomicInteger();

	@Override
	public void onMessage(WampMessage message) {
		enter();
		this.messages.add(message);
		this.inside.decrementAndGet();
	}

	@Override
	public void onOversized(MessageType type, long request, int limit) {
		enter();
		this.oversized.add(type + " " + request + " " + limit);
		this.inside.decrementAndGet();
	}

	@Override
	public void onViolation(ProtocolViolation violation) {
		enter();
		this.violations.add(violation);
		this.inside.decrementAndGet();
	}

	@Override
	public void onClose(ChannelClose close) {
		enter();
		if (!this.close.complete(close)) {
			this.afterClose.incrementAndGet();
		}
		this.inside.decrementAndGet();
	}

	private void enter() {
		if (this.inside.incrementAndGet() > 1) {
			this.collisions.incrementAndGet();
		}
		if (this.close.isDone()) {
			this.afterClose.incrementAndGet();
		}
	}

	public WampMessage next() throws InterruptedException {
		return take(this.messages);
	}

	public List<WampMessage> next(int count) throws InterruptedException {
		List<WampMessage> list = new ArrayList<>();
		while (list.size() < count) {
			list.add(next());
		}
		return list;
	}

	public String nextOversized() throws InterruptedException {
		return take(this.oversized);
	}

	public ProtocolViolation nextViolation() throws InterruptedException {
		return take(this.violations);
	}

	public ChannelClose closed() throws Exception {
		return closed(Duration.ofSeconds(20));
	}

	public ChannelClose closed(Duration timeout) throws Exception {
		try {
			return this.close.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (TimeoutException ex) {
			throw new AssertionError("not closed in time", ex);
		}
	}

	private static <T> T take(BlockingQueue<T> queue) throws InterruptedException {
		T item = queue.poll(20, TimeUnit.SECONDS);
		if (item == null) {
			throw new AssertionError("nothing came in time");
		}
		return item;
	}

}
