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

package io.github.wampspring.router.cluster.link.redis;

import java.nio.charset.StandardCharsets;

import io.github.wampspring.router.cluster.link.NodeId;

/**
 * The channels of a node.
 */
final class RedisChannels {

	private final String prefix;

	private final byte[] self;

	private final byte[] all;

	RedisChannels(String cluster, NodeId self) {
		this.prefix = "wamp:" + cluster + ":";
		this.self = inbox(self);
		this.all = bytes(this.prefix + "all");
	}

	/** What is for this node. */
	byte[] self() {
		return this.self;
	}

	/** What is for all. */
	byte[] all() {
		return this.all;
	}

	byte[] inbox(NodeId node) {
		return bytes(this.prefix + "node:" + node.toToken());
	}

	private static byte[] bytes(String channel) {
		return channel.getBytes(StandardCharsets.US_ASCII);
	}

}
