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

package io.github.wampspring.transport.suite;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import io.github.wampspring.codec.WampSerializer;
import io.github.wampspring.transport.ChannelInfo;
import io.github.wampspring.transport.HandshakeGuard;
import io.github.wampspring.transport.RecordingHandler;
import io.github.wampspring.transport.TestMessages;
import io.github.wampspring.transport.WampChannel;
import io.github.wampspring.transport.WampChannelHandler;
import io.github.wampspring.transport.framed.ChannelSettings;
import org.jspecify.annotations.Nullable;

/** A server of some transport, whose channels are handled by what a test wants. */
public abstract class TestServer implements AutoCloseable {

	public final BlockingQueue<WampChannel> channels = new LinkedBlockingQueue<>();

	public final BlockingQueue<RecordingHandler> handlers = new LinkedBlockingQueue<>();

	public final List<ChannelInfo> infos = new CopyOnWriteArrayList<>();

	private final Setup setup;

	TestServer(Setup setup) {
		this.setup = setup;
	}

	/** Handles a channel. */
	final WampChannelHandler accept(WampChannel channel) {
		if (this.setup.establish()) {
			channel.established("test");
		}
		RecordingHandler made = this.setup.handlers().apply(channel);
		this.infos.add(channel.info());
		this.channels.add(channel);
		this.handlers.add(made);
		return made;
	}

	public abstract int port();

	/** How many channels are open. */
	public abstract int channelCount();

	@Override
	public abstract void close();

	public final URI url() {
		return (this.setup.host() != null) ? URI.create("wss://localhost:" + port() + "/ws")
				: URI.create("ws://127.0.0.1:" + port() + "/ws");
	}

	/** Does a handshake with another header, and tells the answer. */
	public final String handshake(String header) throws IOException {
		try (RawPeer peer = RawPeer.client(port(), "wamp.2.json\r\n" + header, 65536)) {
			return peer.readHead();
		}
	}

	public final WampChannel nextChannel() throws InterruptedException {
		return next(this.channels);
	}

	public final RecordingHandler nextHandler() throws InterruptedException {
		return next(this.handlers);
	}

	private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
		T item = queue.poll(20, TimeUnit.SECONDS);
		if (item == null) {
			throw new AssertionError("no channel in time");
		}
		return item;
	}

	/**
	 * What a server does.
	 *
	 * @param establish whether its peers may send as much as those who have joined
	 * @param handlers makes the handler of a channel
	 * @param host whose certificate it shows, or {@code null} for no TLS
	 * @param guard who may come
	 */
	public record Setup(List<WampSerializer> serializers, ChannelSettings settings, boolean establish,
			Function<WampChannel, RecordingHandler> handlers, @Nullable String host, HandshakeGuard guard) {

		public Setup(ChannelSettings settings, Function<WampChannel, RecordingHandler> handlers) {
			this(TestMessages.serializers(), settings, true, handlers, null, HandshakeGuard.NONE);
		}

		/** To strangers, until a test calls {@link WampChannel#established}. */
		public Setup forStrangers() {
			return new Setup(this.serializers, this.settings, false, this.handlers, this.host, this.guard);
		}

		public Setup withTls(String host) {
			return new Setup(this.serializers, this.settings, this.establish, this.handlers, host, this.guard);
		}

		public Setup withGuard(HandshakeGuard guard) {
			return new Setup(this.serializers, this.settings, this.establish, this.handlers, this.host, guard);
		}

	}

}
