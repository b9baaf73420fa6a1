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

package io.github.wampspring.client;

import io.github.wampspring.client.stream.ArgumentQueue;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Payload;
import org.jspecify.annotations.Nullable;

/**
 * One invocation of a registered procedure. It ends with the first {@link #complete} or
 * {@link #fail}; what comes after that is ignored. Safe for use by any thread.
 */
public interface Invocation {

	/**
	 * The session that it came by.
	 * @return the session
	 */
	WampSession session();

	/**
	 * The invocation's ID.
	 * @return the request ID that the router gave it, unique in the session
	 */
	long request();

	/**
	 * The procedure called.
	 * @return the URI; for patterns the one that was called
	 */
	String procedure();

	/**
	 * What the router tells.
	 * @return {@code INVOCATION.Details}
	 */
	Dict details();

	Payload payload();

	/**
	 * The arguments that follow those of {@link #payload()}, where the caller sends them
	 * one after the other.
	 * @return the arguments, in their order; {@code null} if all came at once
	 */
	default @Nullable ArgumentQueue following() {
		return null;
	}

	/**
	 * Whether the caller wants progressive results.
	 * @return {@code false} if {@link #progress} does nothing
	 */
	boolean isProgressWanted();

	/**
	 * Sends a progressive result, if the caller wants one and the invocation goes on.
	 * @param payload the arguments
	 * @throws io.github.wampspring.PayloadException if they cannot be sent
	 */
	void progress(Payload payload);

	/**
	 * Ends the invocation with a result. Where that cannot be sent, the caller gets an
	 * error.
	 * @param payload the arguments
	 */
	void complete(Payload payload);

	/**
	 * Ends the invocation with an error. Where its arguments cannot be sent, the caller
	 * gets the error without them.
	 * @param error the URI
	 * @param payload the arguments
	 */
	void fail(String error, Payload payload);

	/**
	 * Whether the caller does not wait any more, or the session has ended.
	 * @return {@code true} once it was interrupted
	 */
	boolean isInterrupted();

	/**
	 * Asks to be told when the invocation is interrupted, or its session ends.
	 * @param action run once, at once if it has happened already; must not block
	 */
	void onInterrupt(Runnable action);

}
