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

package io.github.wampspring.client.stream;

import java.util.concurrent.CompletionStage;

import io.github.wampspring.protocol.Payload;

/**
 * Where the arguments of a call go that follow the first ones. Safe for use by any
 * thread, though only one at a time knows their order.
 */
public interface ArgumentSink {

	/**
	 * Sends arguments, which are not the last ones. Waits until the router reads, where
	 * the thread may wait.
	 * @param payload the arguments
	 * @return {@code false} if the call has ended
	 * @throws io.github.wampspring.WampException if the router does not read
	 * @throws io.github.wampspring.PayloadException if they cannot be sent
	 */
	boolean next(Payload payload);

	/**
	 * Tells the callee that no more arguments come.
	 */
	void complete();

	/**
	 * There are no more arguments since something failed: cancels the call and ends it.
	 * @param failure what the call ends with
	 */
	void fail(Throwable failure);

	/**
	 * Whether the router reads what is sent.
	 * @return {@code false} if as much waits to be sent as may
	 */
	boolean hasRoom();

	/**
	 * Tells when the router has read enough.
	 * @return completes by any thread, never exceptionally
	 */
	CompletionStage<?> room();

	/**
	 * Asks to be told when the call has ended, in whatever way.
	 * @param action run once, by any thread; must not block
	 */
	void onEnd(Runnable action);

}
