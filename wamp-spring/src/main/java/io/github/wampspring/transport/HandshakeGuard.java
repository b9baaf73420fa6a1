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

import java.net.InetSocketAddress;
import java.net.URI;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * Decides who may open a WebSocket at a server, before anything is answered. Called by
 * the threads that read from the network: it must not block.
 */
@FunctionalInterface
public interface HandshakeGuard {

	/** Lets everybody in. */
	HandshakeGuard NONE = (url, headers, remote) -> true;

	/**
	 * Looks at the HTTP request that opens a WebSocket.
	 * @param url the URL as the client has called it, with the scheme {@code ws} or
	 * {@code wss}, or the {@code http} or {@code https} that stands for it
	 * @param headers the headers of the request
	 * @param remote the address of the client, or {@code null} if it is not known
	 * @return {@code false} to answer with the status 403
	 */
	boolean permits(URI url, HttpHeaders headers, @Nullable InetSocketAddress remote);

	/**
	 * This guard, and then another one.
	 * @param other asked when this one permits
	 * @return a guard that permits what both permit
	 */
	default HandshakeGuard and(HandshakeGuard other) {
		return (url, headers, remote) -> permits(url, headers, remote) && other.permits(url, headers, remote);
	}

}
