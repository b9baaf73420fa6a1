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

import java.nio.ByteBuffer;
import java.util.List;

import io.github.wampspring.codec.Frame;
import org.jspecify.annotations.Nullable;

/**
 * The writing end of a connection. One call of {@link #send} at a time; the other methods
 * at any time, by any thread.
 */
public interface FrameSender {

	/**
	 * Writes frames, in their order and with as few writes as possible.
	 * @param frames the frames, at least one
	 * @param completion told when all are written; perhaps before this method returns,
	 * and by any thread
	 */
	void send(List<Frame> frames, Completion completion);

	/**
	 * Whether {@link #send} may keep its thread until the peer has read. Such a sender
	 * needs threads of its own.
	 * @param frame what is to be sent
	 * @return {@code true} if it may wait
	 */
	boolean mayBlock(Frame frame);

	/**
	 * Writes a ping, where the protocol has them, as soon as it does not break a frame.
	 * @param content at most 125 bytes
	 * @param written runs when it is written
	 */
	void ping(ByteBuffer content, Runnable written);

	/**
	 * Whether a write waits for the peer to read.
	 * @return {@code false} if there is nothing to write, or it is taken at once
	 */
	boolean isWaiting();

	/**
	 * How much the peer has taken of writes that had to wait for it: as long as this
	 * grows while {@link #isWaiting()}, it is alive.
	 * @return a number that never becomes less
	 */
	long progress();

	/**
	 * Closes in good order, after all that was sent.
	 * @param close why
	 */
	void close(ChannelClose close);

	/**
	 * Closes at once, whatever is being written: in good order if no frame would be
	 * broken by that, else by ending the connection without a word.
	 * @param close why
	 */
	void abort(ChannelClose close);

	/** Learns how a write ended. */
	interface Completion {

		/**
		 * A write is over.
		 * @param failure what failed, or {@code null} if all was written
		 */
		void done(@Nullable Throwable failure);

	}

}
