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

import java.nio.ByteBuffer;

import io.github.wampspring.transport.ChannelClose;
import io.netty.buffer.ByteBuf;

/**
 * Tells messages apart in the stream of bytes that is read, and brings them to the
 * channel's receiver. For the event loop of one connection.
 */
interface FrameReader {

	/**
	 * Takes what was read.
	 * @param bytes the bytes, all of which are consumed
	 */
	void read(ByteBuf bytes);

	/** Takes what is no message. */
	interface Peer {

		/**
		 * The peer wants an answer.
		 */
		void ping(ByteBuffer content);

		/**
		 * The peer has said its last words. Nothing that it sends is read any more.
		 */
		void close(ChannelClose close);

		/**
		 * The peer has sent what is not allowed. Nothing that it sends is read any more.
		 */
		void violation(ChannelClose close);

	}

}
