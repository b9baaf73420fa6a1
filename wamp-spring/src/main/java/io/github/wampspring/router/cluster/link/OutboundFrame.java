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

import java.nio.ByteBuffer;

import org.jspecify.annotations.Nullable;

/**
 * A frame on its way to the engine.
 *
 * @param to the node that it is for, {@code null} for all of them
 * @param content the bytes from its position to its limit, which nobody changes
 */
public record OutboundFrame(@Nullable NodeId to, ByteBuffer content) {

	/**
	 * How large it is.
	 * @return the size in bytes
	 */
	public int size() {
		return this.content.remaining();
	}

	/**
	 * The bytes as an array, without a copy where possible. It must not be changed.
	 * @return the bytes
	 */
	public byte[] toByteArray() {
		ByteBuffer content = this.content;
		if (content.hasArray() && content.arrayOffset() == 0 && content.position() == 0
				&& content.limit() == content.array().length) {
			return content.array();
		}
		byte[] bytes = new byte[content.remaining()];
		content.get(content.position(), bytes);
		return bytes;
	}

}
