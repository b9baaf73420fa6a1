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

import java.net.InetSocketAddress;
import java.util.function.Supplier;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

import io.github.wampspring.transport.netty.NettyServerSettings;
import io.github.wampspring.transport.netty.NettyWebSocketServer;
import org.jspecify.annotations.Nullable;

/** A listener of its own, on Netty. */
public final class NettyTestServer extends TestServer {

	private final NettyWebSocketServer server;

	private final int port;

	public NettyTestServer(Setup setup) {
		this(setup, 2);
	}

	public NettyTestServer(Setup setup, int threads) {
		super(setup);
		this.server = new NettyWebSocketServer(
				new NettyServerSettings(new InetSocketAddress("127.0.0.1", 0), "/ws", threads,
						NettyServerSettings.DEFAULT_MAX_CONNECTIONS),
				this::accept, setup.serializers(), setup.settings(), setup.guard(),
				(setup.host() != null) ? tls(setup.host()) : null);
		this.port = this.server.start().getPort();
	}

	private static @Nullable Supplier<SSLEngine> tls(String host) {
		SSLContext context = TestCertificates.identity(host);
		return () -> {
			SSLEngine engine = context.createSSLEngine();
			engine.setUseClientMode(false);
			return engine;
		};
	}

	@Override
	public int port() {
		return this.port;
	}

	@Override
	public int channelCount() {
		return this.server.getChannelCount();
	}

	@Override
	public void close() {
		this.server.close();
	}

}
