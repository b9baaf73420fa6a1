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

package io.github.wampspring.router.cluster.link;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * A node of a cluster during one of its lives. A node that starts again is another one:
 * nothing that was meant for its former life reaches it.
 *
 * @param name what people call it: up to 128 letters, digits and {@code . _ -}
 * @param incarnation which of its lives it is
 */
public record NodeId(String name, long incarnation) {

	private static final SecureRandom RANDOM = new SecureRandom();

	/** How long names of nodes and of clusters may be. */
	static final int MAX_NAME = 128;

	public NodeId {
		checkName("node", name);
	}

	/**
	 * A new life of a node.
	 * @param name the node's name
	 * @return an ID with an incarnation that nobody had before
	 * @throws IllegalArgumentException if the name is none
	 */
	public static NodeId create(String name) {
		return new NodeId(name, RANDOM.nextLong());
	}

	/**
	 * Checks the name of a node or a cluster.
	 * @param what whose name it is
	 * @param name the name
	 * @throws IllegalArgumentException if it is empty, too long or has other characters
	 */
	static void checkName(String what, String name) {
		if (name.isEmpty() || name.length() > MAX_NAME || !name.chars().allMatch(NodeId::isAllowed)) {
			throw new IllegalArgumentException("The name of a " + what + " has 1 to " + MAX_NAME
					+ " letters, digits, '.', '_' and '-', which \"" + name + "\" has not");
		}
	}

	private static boolean isAllowed(int c) {
		return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_'
				|| c == '-';
	}

	/**
	 * The ID as one token of a subject or channel: without dots, different for different
	 * nodes.
	 * @return the token
	 */
	public String toToken() {
		return this.name.replace('.', '=') + "~" + HexFormat.of().toHexDigits(this.incarnation);
	}

	/**
	 * Reads what {@link #toToken()} has written.
	 * @param token the token
	 * @return the ID
	 * @throws IllegalArgumentException if it is no such token
	 */
	public static NodeId ofToken(String token) {
		int end = token.lastIndexOf('~');
		if (end < 0 || token.length() - end != 17) {
			throw new IllegalArgumentException("Not the token of a node: " + token);
		}
		return new NodeId(token.substring(0, end).replace('=', '.'),
				HexFormat.fromHexDigitsToLong(token, end + 1, token.length()));
	}

	@Override
	public String toString() {
		return this.name + "~" + HexFormat.of().toHexDigits(this.incarnation);
	}

}
