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

package io.github.wampspring.transport.websocket;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.AsynchronousChannelGroup;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.spi.AsynchronousChannelProvider;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * The channel group of the client's sockets. These send at once instead of waiting for
 * the acknowledgement of what was sent before, which would delay messages of more than
 * one write by 40 ms; and the threads that wait for the sockets also handle what comes.
 */
final class ClientIo extends AsynchronousChannelGroup {

	/**
	 * Some, since a handler may have to wait for the peer to read an answer to a ping.
	 */
	private static final int THREADS = Math.max(4, Runtime.getRuntime().availableProcessors());

	private final AsynchronousChannelGroup group;

	private ClientIo(AsynchronousChannelGroup group) {
		super(new Provider(group));
		this.group = group;
	}

	static ClientIo open(ThreadFactory threads) throws IOException {
		return new ClientIo(AsynchronousChannelGroup.withFixedThreadPool(THREADS, threads));
	}

	@Override
	public boolean isShutdown() {
		return this.group.isShutdown();
	}

	@Override
	public boolean isTerminated() {
		return this.group.isTerminated();
	}

	@Override
	public void shutdown() {
		this.group.shutdown();
	}

	@Override
	public void shutdownNow() throws IOException {
		this.group.shutdownNow();
	}

	@Override
	public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
		return this.group.awaitTermination(timeout, unit);
	}

	private static final class Provider extends AsynchronousChannelProvider {

		private final AsynchronousChannelGroup group;

		private final AsynchronousChannelProvider provider;

		Provider(AsynchronousChannelGroup group) {
			this.group = group;
			this.provider = group.provider();
		}

		@Override
		public AsynchronousSocketChannel openAsynchronousSocketChannel(AsynchronousChannelGroup group)
				throws IOException {
			return this.provider.openAsynchronousSocketChannel(this.group)
				.setOption(StandardSocketOptions.TCP_NODELAY, true);
		}

		@Override
		public AsynchronousServerSocketChannel openAsynchronousServerSocketChannel(AsynchronousChannelGroup group)
				throws IOException {
			return this.provider.openAsynchronousServerSocketChannel(this.group);
		}

		@Override
		public AsynchronousChannelGroup openAsynchronousChannelGroup(int threads, ThreadFactory factory)
				throws IOException {
			return this.provider.openAsynchronousChannelGroup(threads, factory);
		}

		@Override
		public AsynchronousChannelGroup openAsynchronousChannelGroup(ExecutorService executor, int initialSize)
				throws IOException {
			return this.provider.openAsynchronousChannelGroup(executor, initialSize);
		}

	}

}
