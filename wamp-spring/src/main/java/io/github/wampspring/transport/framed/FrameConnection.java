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

package io.github.wampspring.transport.framed;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Executor;

import io.github.wampspring.codec.Frame;
import io.github.wampspring.transport.ChannelClose;
import org.jspecify.annotations.Nullable;

/**
 * A connection as its channel sees it. One call of {@link #send} at a time; the other
 * methods at any time, by any thread.
 */
public interface FrameConnection {

	/** How long the peer may take to answer a close. */
	long ANSWER_MILLIS = 5000;

	/** How long the peer may take when this side is in a hurry. */
	long SHORT_ANSWER_MILLIS = 500;

	/**
	 * What runs {@link #send} and {@link #abort}.
	 * @return an executor that can stand what these methods do
	 */
	Executor executor();

	/**
	 * Whether this thread is the only one that {@link #executor()} has.
	 * @return {@code false} also where there are several
	 */
	default boolean isOwnThread() {
		return false;
	}

	/**
	 * Writes frames, in their order and with as few writes as possible.
	 * @param frames the frames, at least one
	 * @param completion told when all are written; perhaps before this method returns,
	 * and by any thread
	 */
	void send(List<Frame> frames, Completion completion);

	/**
	 * Whether any thread may send a frame, without waiting for the peer.
	 * @param frame what is to be sent
	 * @return {@code false} if it takes the {@link #executor()}
	 */
	boolean isInline(Frame frame);

	/**
	 * Whether even a thread that must not block may send what {@link #isInline}.
	 * @return {@code false} if a write may wait for the peer after all
	 */
	default boolean neverBlocks() {
		return false;
	}

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
	 * Stops reading, where that is possible.
	 */
	default void pause() {
	}

	/**
	 * Goes on reading.
	 */
	default void resume() {
	}

	/**
	 * Leaves the peer less time to answer a close.
	 */
	void hurry();

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
