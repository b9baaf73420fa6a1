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

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * A channel whose socket can be written to without Netty's queue: at a fraction of its
 * cost, and by any thread. Whoever does so sees to it that nothing waits in the queue,
 * and that nobody else writes.
 */
final class DirectSocketChannel extends NioSocketChannel {

	/**
	 * Creates a channel that is not connected yet.
	 */
	DirectSocketChannel() {
	}

	private DirectSocketChannel(Channel parent, SocketChannel socket) {
		super(parent, socket);
	}

	/**
	 * Writes what the socket takes at once.
	 * @param bytes loses what was taken
	 * @throws IOException if the socket cannot be written to
	 */
	void writeNow(ByteBuf bytes) throws IOException {
		int readable = bytes.readableBytes();
		bytes.skipBytes(javaChannel().write(bytes.internalNioBuffer(bytes.readerIndex(), readable)));
	}

	/** Whose channels are such. */
	static final class Server extends NioServerSocketChannel {

		private static final Log logger = LogFactory.getLog(Server.class);

		private static void closeQuietly(SocketChannel socket) {
			try {
				socket.close();
			}
			catch (IOException ex) {
				// it is gone, one way or the other
			}
		}

		@Override
		protected int doReadMessages(List<Object> channels) throws Exception {
			SocketChannel socket = javaChannel().accept();
			if (socket == null) {
				return 0;
			}
			try {
				channels.add(new DirectSocketChannel(this, socket));
				return 1;
			}
			catch (RuntimeException | Error ex) {
				// what is thrown from here ends the listening
				logger.warn("A connection was accepted and could not be served", ex);
				closeQuietly(socket);
				return 0;
			}
		}

	}

}
