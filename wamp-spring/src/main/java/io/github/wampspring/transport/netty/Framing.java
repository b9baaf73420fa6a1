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

import io.github.wampspring.codec.Frame;
import io.github.wampspring.transport.ChannelClose;
import io.github.wampspring.transport.framed.ChannelReceiver;
import io.netty.buffer.ByteBuf;

/**
 * How messages are told apart in a stream of bytes.
 */
interface Framing {

	/** The most that is written besides the bytes of a message's part. */
	int OVERHEAD = 14;

	/**
	 * Makes the reader of a connection.
	 * @param receiver gets the messages
	 * @param peer gets the rest
	 * @return a reader at the beginning of the stream
	 */
	FrameReader reader(ChannelReceiver receiver, FrameReader.Peer peer);

	/**
	 * Writes a part of a message, with what has to stand before it.
	 * @param frame the message
	 * @param start where the part begins; 0 at the beginning of a message
	 * @param length its bytes
	 * @param out where to, with room for {@link #OVERHEAD} besides
	 */
	void write(Frame frame, int start, int length, ByteBuf out);

	/**
	 * Whether pings, pongs and the close may stand between the parts of a message.
	 * @return {@code false} if they have to wait for its end
	 */
	boolean isInterruptible();

	/**
	 * Writes a ping.
	 * @param content at most 125 bytes
	 * @param out where to
	 */
	void ping(ByteBuffer content, ByteBuf out);

	/**
	 * Writes the answer to a ping.
	 * @param content the ping's
	 * @param out where to
	 */
	void pong(ByteBuffer content, ByteBuf out);

	/**
	 * Writes the last words.
	 * @param close why
	 * @param out where to
	 * @return whether the peer answers them
	 */
	boolean close(ChannelClose close, ByteBuf out);

}
