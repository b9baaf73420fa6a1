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

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.github.wampspring.WampException;
import org.jspecify.annotations.Nullable;

/**
 * Something that an application wants done with a session, as soon as there is one: a
 * call, a publication.
 *
 * @param <R> what the router answers
 * @param <T> what the application gets
 */
public interface WampOperation<R extends @Nullable Object, T extends @Nullable Object> {

	/**
	 * How long the operation may wait for a session, and for the router to read what was
	 * sent before.
	 * @return the time
	 */
	Duration joinTimeout();

	/**
	 * How long it may take in all.
	 * @return the time, or {@code null} for no limit
	 */
	@Nullable Duration timeout();

	/**
	 * What it ends with when it takes longer than {@link #timeout()}.
	 * @return the failure
	 */
	WampException timedOut();

	/**
	 * The operation has to wait. Objects that the application may go on changing must be
	 * encoded now.
	 * @throws io.github.wampspring.PayloadException if they cannot be
	 */
	default void hold() {
	}

	/**
	 * Sends the request. Called at most once, and never after the operation was given up.
	 * Must not block.
	 * @param session an open session
	 * @return completes with the router's answer
	 */
	CompletableFuture<R> start(WampSession session);

	/**
	 * Reads the answer.
	 * @param answer the router's answer
	 * @return what the application gets
	 */
	@Nullable T read(R answer);

	/**
	 * What the application gets for a failure.
	 * @param failure why there is no answer
	 * @return the exception
	 */
	default Throwable translate(Throwable failure) {
		return failure;
	}

}
