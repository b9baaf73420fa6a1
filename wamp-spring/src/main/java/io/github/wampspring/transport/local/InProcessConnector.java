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

import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import io.github.wampspring.codec.PayloadMapper;
import io.github.wampspring.transport.ChannelAcceptor;
import io.github.wampspring.transport.ChannelClose;
import io.github.wampspring.transport.TransportThreads;
import io.github.wampspring.transport.WampChannel;
import io.github.wampspring.transport.WampChannelHandler;
import io.github.wampspring.transport.WampConnector;

/**
 * Connects clients to a router in the same JVM: no sockets, no frames, yet no object in
 * common. Its threads are daemons.
 */
public final class InProcessConnector implements WampConnector, AutoCloseable {

	private static final long LIMIT = 32 * 1024 * 1024;

	private final ChannelAcceptor acceptor;

	private final PayloadMapper mapper;

	private final TransportThreads threads = new TransportThreads("wamp-in-process");

	private final Set<InProcessChannel> channels = ConcurrentHashMap.newKeySet();

	/**
	 * Creates a connector.
	 * @param acceptor the router
	 * @param mapper detaches payloads from their senders
	 */
	public InProcessConnector(ChannelAcceptor acceptor, PayloadMapper mapper) {
		this.acceptor = acceptor;
		this.mapper = mapper;
	}

	/**
	 * Opens a channel to the router.
	 * @param url of no meaning here
	 */
	@Override
	public WampChannel connect(URI url, Function<WampChannel, WampChannelHandler> handlers) {
		InProcessChannel client = InProcessChannel.pair(this.mapper, LIMIT, this.threads, this.channels::remove);
		this.channels.add(client);
		client.peer().start(this.acceptor.accept(client.peer()));
		client.start(handlers.apply(client));
		return client;
	}

	/**
	 * Closes all channels and ends the threads.
	 */
	@Override
	public void close() {
		this.channels.forEach((channel) -> channel.close(ChannelClose.normal("shutting down")));
		this.threads.close();
	}

}
