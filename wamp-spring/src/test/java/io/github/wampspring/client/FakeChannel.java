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
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import io.github.wampspring.MessageTooLargeException;
import io.github.wampspring.PayloadException;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.ProtocolViolation;
import io.github.wampspring.protocol.WampMessage;
import io.github.wampspring.transport.ChannelClose;
import io.github.wampspring.transport.ChannelInfo;
import io.github.wampspring.transport.WampChannel;
import io.github.wampspring.transport.WampChannelHandler;
import org.jspecify.annotations.Nullable;

/**
 * A channel without a transport: keeps what is sent, and delivers what a test says.
 */
class FakeChannel implements WampChannel {

	/** An argument that cannot be written. */
	static final Object UNWRITABLE = new Object();

	/** An argument that is too large. */
	static final Object HUGE = new Object();

	final List<WampMessage> sent = new CopyOnWriteArrayList<>();

	private final AtomicBoolean closed = new AtomicBoolean();

	private int unflushed;

	volatile Consumer<WampMessage> onEnqueue = (message) -> {
	};

	volatile boolean full;

	volatile boolean room = true;

	volatile boolean local = true;

	volatile @Nullable ChannelClose close;

	private @Nullable WampChannelHandler handler;

	void handler(WampChannelHandler handler) {
		this.handler = handler;
	}

	private WampChannelHandler handler() {
		WampChannelHandler handler = this.handler;
		if (handler == null) {
			throw new IllegalStateException("no handler");
		}
		return handler;
	}

	void receive(WampMessage message) {
		try {
			handler().onMessage(message);
		}
		catch (ProtocolViolation ex) {
			handler().onViolation(ex);
		}
	}

	/** The connection breaks. */
	void lose(ChannelClose close) {
		if (this.closed.compareAndSet(false, true)) {
			this.close = close;
			handler().onClose(close);
		}
	}

	<T extends WampMessage> T last(Class<T> type) {
		for (int i = this.sent.size() - 1; i >= 0; i--) {
			if (type.isInstance(this.sent.get(i))) {
				return type.cast(this.sent.get(i));
			}
		}
		throw new AssertionError("no " + type.getSimpleName() + " in " + this.sent);
	}

	<T extends WampMessage> List<T> all(Class<T> type) {
		return this.sent.stream().filter(type::isInstance).map(type::cast).toList();
	}

	synchronized boolean isFlushed() {
		return this.unflushed == 0;
	}

	@Override
	public ChannelInfo info() {
		return new ChannelInfo("fake", "none", null, Map.of(), null, this.local);
	}

	@Override
	public Payload prepare(Payload payload) {
		if (payload instanceof Payload.Values values) {
			if (values.arguments().contains(UNWRITABLE)) {
				throw new PayloadException("cannot be written", null);
			}
			if (values.arguments().contains(HUGE)) {
				throw new MessageTooLargeException(100, 10);
			}
		}
		return payload;
	}

	@Override
	public boolean enqueue(WampMessage message) {
		if (this.closed.get() || this.full) {
			return false;
		}
		for (Object field : message.fields()) {
			if (field.toString().contains("unwritable")) {
				throw new PayloadException("cannot be written", null);
			}
		}
		this.sent.add(message);
		synchronized (this) {
			this.unflushed++;
		}
		this.onEnqueue.accept(message);
		return true;
	}

	@Override
	public synchronized void flush() {
		this.unflushed = 0;
	}

	@Override
	public boolean awaitRoom(Duration timeout) throws InterruptedException {
		if (Thread.interrupted()) {
			throw new InterruptedException();
		}
		return this.room;
	}

	@Override
	public boolean isOpen() {
		return !this.closed.get();
	}

	@Override
	public void close(ChannelClose reason) {
		lose(reason);
	}

}
