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

import java.util.List;

/**
 * A connection to an engine, from when it is there until it is lost: it never reconnects
 * by itself, since what it had not sent by then would come late. Used by one thread of
 * its {@link EngineLink}; only {@link #close()} may come from another one, at any time.
 */
public interface EngineConnection extends AutoCloseable {

	/**
	 * Gives frames to the engine, in their order. Waits while much is on its way, and not
	 * longer than the timeout while nothing gets on.
	 * @param frames the frames
	 * @throws Exception if the connection is lost
	 */
	void send(List<OutboundFrame> frames) throws Exception;

	/**
	 * Gives frames to the engine without waiting, if there is nothing to wait for: then
	 * no other thread has to be woken for them. Called by any thread, but by one at a
	 * time, and never while {@link #send(List)} or {@link #confirm()} is under way.
	 * @param frames the frames, which come after all that was sent before
	 * @return {@code false} if none of them was taken, since {@link #send(List)} might
	 * wait or does better
	 * @throws Exception if the connection is lost
	 */
	default boolean offer(List<OutboundFrame> frames) throws Exception {
		return false;
	}

	/**
	 * Asks the engine, by each of its connections, and waits for the answer, not longer
	 * than the timeout. All that was sent before has then come to the engine, and was
	 * {@linkplain EngineEvents#confirmed(int) confirmed}.
	 * @throws Exception if the connection is lost
	 */
	void confirm() throws Exception;

	/**
	 * Ends the connection and all its threads, without sending anything more. Whoever
	 * waits in another method fails.
	 */
	@Override
	void close();

}
