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

package io.github.wampspring.transport.websocket;

import java.nio.ByteBuffer;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How much may be written to a peer without a chance that the write blocks. What the peer
 * has proven to have read by answering a ping is in no buffer any more; as long as the
 * rest fits in the buffers of any kernel, writing it takes no waiting. Pings have a
 * random content, so that none can be answered unread.
 */
final class Credit {

	/** Far below the buffers of the kernels on both sides. */
	private static final int LIMIT = 16 * 1024;

	/** What a frame costs besides its payload. */
	private static final int FRAME = 16;

	private long written;

	private long writtenBeforePing;

	private volatile long proven;

	private volatile long ping;

	/**
	 * Counts what is written. For the thread that sends.
	 */
	void written(int length) {
		this.written += length + FRAME;
	}

	/**
	 * Whether a frame can be written without waiting. For the thread that sends.
	 */
	boolean covers(int length) {
		return this.written + length - this.proven <= LIMIT;
	}

	/**
	 * Whether a ping should be sent to get more credit. For the thread that sends.
	 */
	boolean wantsPing() {
		return this.ping == 0 && this.written - this.proven > LIMIT / 2;
	}

	/**
	 * Makes a ping. For the thread that sends.
	 * @return its content
	 */
	ByteBuffer ping() {
		long content = ThreadLocalRandom.current().nextLong() | 1;
		this.writtenBeforePing = this.written;
		this.ping = content;
		return ByteBuffer.allocate(Long.BYTES).putLong(0, content);
	}

	/**
	 * Takes a pong. For the thread that receives.
	 * @param content its content
	 */
	void pong(ByteBuffer content) {
		long ping = this.ping;
		if (ping != 0 && content.remaining() == Long.BYTES && content.getLong(content.position()) == ping) {
			this.proven = this.writtenBeforePing;
			this.ping = 0;
		}
	}

}
