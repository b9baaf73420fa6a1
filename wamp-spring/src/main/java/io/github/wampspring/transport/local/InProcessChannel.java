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

package io.github.wampspring.transport.local;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import io.github.wampspring.codec.PayloadMapper;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.WampMessage;
import io.github.wampspring.transport.ChannelBindings;
import io.github.wampspring.transport.ChannelClose;
import io.github.wampspring.transport.ChannelInfo;
import io.github.wampspring.transport.Inbound;
import io.github.wampspring.transport.TransportThreads;
import io.github.wampspring.transport.WampChannel;
import io.github.wampspring.transport.WampChannelHandler;
import org.jspecify.annotations.Nullable;

/**
 * One of the two ends of a channel within the JVM. What is sent here waits in the other
 * end's mailbox and is delivered by a thread of the executor.
 */
final class InProcessChannel implements WampChannel {

	private static final ChannelInfo INFO = new ChannelInfo("in-process", "none", null, Map.of(), null, true)
		.with(ChannelBindings.none("the router is in the same JVM, with nothing between"));

	private final PayloadMapper mapper;

	private final boolean cutsOff;

	private final Inbound inbound = new Inbound(this::close);

	private final Mailbox mailbox;

	private final AtomicReference<@Nullable ChannelClose> closing = new AtomicReference<>();

	private @Nullable InProcessChannel peer;

	private final Consumer<InProcessChannel> onClosed;

	private InProcessChannel(PayloadMapper mapper, long limit, boolean cutsOff, TransportThreads threads,
			Consumer<InProcessChannel> onClosed) {
		this.onClosed = onClosed;
		this.mapper = mapper;
		this.cutsOff = cutsOff;
		this.mailbox = new Mailbox(limit, threads, this.inbound, this::closed);
	}

	/**
	 * Creates both ends.
	 * @param onClosed called by each end when it is closed
	 * @return the client's end
	 */
	static InProcessChannel pair(PayloadMapper mapper, long limit, TransportThreads threads,
			Consumer<InProcessChannel> onClosed) {
		InProcessChannel client = new InProcessChannel(mapper, limit, false, threads, onClosed);
		InProcessChannel router = new InProcessChannel(mapper, limit, true, threads, onClosed);
		client.peer = router;
		router.peer = client;
		return client;
	}

	InProcessChannel peer() {
		InProcessChannel peer = this.peer;
		if (peer == null) {
			throw new IllegalStateException("an end without another");
		}
		return peer;
	}

	void start(WampChannelHandler handler) {
		this.inbound.start(handler);
		this.mailbox.start();
	}

	@Override
	public ChannelInfo info() {
		return INFO;
	}

	@Override
	public Payload prepare(Payload payload) {
		return this.mapper.detach(payload);
	}

	@Override
	public boolean enqueue(WampMessage message) {
		if (!isOpen()) {
			return false;
		}
		WampMessage detached = Detached.of(message, this.mapper);
		if (!this.cutsOff) {
			peer().mailbox.add(detached);
			return true;
		}
		if (peer().mailbox.offer(detached)) {
			return true;
		}
		abort(ChannelClose
			.broken("The peer does not take its messages: " + peer().mailbox.size() + " bytes wait for it", null));
		return false;
	}

	@Override
	public void flush() {
		peer().mailbox.flush();
	}

	@Override
	public boolean hasRoom() {
		return peer().mailbox.hasRoom();
	}

	@Override
	public CompletionStage<@Nullable Void> room() {
		return peer().mailbox.room();
	}

	@Override
	public boolean awaitRoom(Duration timeout) throws InterruptedException {
		return peer().mailbox.awaitRoom(timeout) && isOpen();
	}

	@Override
	public void pause() {
		this.mailbox.reading().pause();
	}

	@Override
	public void resume() {
		this.mailbox.reading().resume();
	}

	@Override
	public boolean isOpen() {
		return this.closing.get() == null;
	}

	@Override
	public void close(ChannelClose reason) {
		if (this.closing.compareAndSet(null, reason)) {
			peer().mailbox.close(reason);
			this.mailbox.end(reason);
		}
	}

	private void abort(ChannelClose reason) {
		if (this.closing.compareAndSet(null, reason)) {
			peer().mailbox.end(reason);
			this.mailbox.end(reason);
		}
	}

	/** This end was closed by the other, or is done with its own close. */
	private void closed(ChannelClose reason) {
		this.closing.compareAndSet(null, reason);
		this.onClosed.accept(this);
	}

}
