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

package io.github.wampspring.transport.netty;

import java.net.InetSocketAddress;

/**
 * Where a listener listens, and for how many.
 *
 * @param address the address; port 0 for any that is free
 * @param path the path of the URL, such as {@code /ws}
 * @param threads how many threads serve the connections
 * @param maxConnections how many connections may be open, joined or not; further ones are
 * closed at once
 */
public record NettyServerSettings(InetSocketAddress address, String path, int threads, int maxConnections) {

	/** The default of {@link #maxConnections()}. */
	public static final int DEFAULT_MAX_CONNECTIONS = 10_000;

	public NettyServerSettings {
		if (!path.startsWith("/")) {
			throw new IllegalArgumentException("path must begin with a slash");
		}
		if (threads < 1 || maxConnections < 1) {
			throw new IllegalArgumentException("threads and maxConnections must be positive");
		}
	}

	/**
	 * The settings with the defaults for the rest.
	 * @param address the address; port 0 for any that is free
	 * @param path the path of the URL
	 * @return the settings
	 */
	public static NettyServerSettings of(InetSocketAddress address, String path) {
		return new NettyServerSettings(address, path, defaultThreads(), DEFAULT_MAX_CONNECTIONS);
	}

	/**
	 * The default of {@link #threads()}: half as many as there are processors, since they
	 * never wait, but two where there are two, so that an event for many is written by
	 * both.
	 * @return at least 1
	 */
	public static int defaultThreads() {
		int processors = Runtime.getRuntime().availableProcessors();
		return Math.max(Math.min(2, processors), processors / 2);
	}

}
