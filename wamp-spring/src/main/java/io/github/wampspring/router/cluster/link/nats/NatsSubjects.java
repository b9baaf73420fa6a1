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

package io.github.wampspring.router.cluster.link.nats;

import java.util.HexFormat;

import io.github.wampspring.router.cluster.link.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * The subjects of a node.
 */
final class NatsSubjects {

	private final String prefix;

	private final String self;

	private final String hints;

	NatsSubjects(String cluster, NodeId self) {
		this.prefix = "wamp." + cluster.replace('.', '=') + ".";
		this.self = inbox(self);
		this.hints = this.prefix + "hint." + HexFormat.of().toHexDigits(self.incarnation()) + ".";
	}

	/** What is for this node. */
	String self() {
		return this.self;
	}

	/** What is for all. */
	String all() {
		return this.prefix + "all";
	}

	/** Where the server tells of all frames of this node that had no receiver. */
	String hints() {
		return this.hints + "*";
	}

	String inbox(NodeId node) {
		return this.prefix + "node." + node.toToken();
	}

	/**
	 * Where the server tells that a frame had no receiver.
	 * @param node the node that it is for
	 * @return the subject
	 */
	String hint(NodeId node) {
		return this.hints + node.toToken();
	}

	/**
	 * The node that a hint is about.
	 * @param subject the subject by which the hint came
	 * @return the node, {@code null} if the hint is somebody's invention
	 */
	@Nullable NodeId suspect(String subject) {
		if (!subject.startsWith(this.hints)) {
			return null;
		}
		try {
			return NodeId.ofToken(subject.substring(this.hints.length()));
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

}
