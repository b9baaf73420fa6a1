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

import org.jspecify.annotations.Nullable;

/**
 * Knows what a thread handles at this moment, so that nobody waits for himself.
 */
final class RunningHandler {

	private static final ThreadLocal<@Nullable Object> CURRENT = new ThreadLocal<>();

	private RunningHandler() {
	}

	/**
	 * What this thread handles.
	 * @return an invocation or a queue of events, or {@code null}
	 */
	static @Nullable Object current() {
		return CURRENT.get();
	}

	/**
	 * This thread begins to handle something.
	 * @param handled an invocation or a queue of events
	 * @return what {@link #exit} needs to put back
	 */
	static @Nullable Object enter(Object handled) {
		Object before = CURRENT.get();
		CURRENT.set(handled);
		return before;
	}

	/**
	 * Ends what {@link #enter} began.
	 * @param before what that returned
	 */
	static void exit(@Nullable Object before) {
		if (before == null) {
			CURRENT.remove();
		}
		else {
			CURRENT.set(before);
		}
	}

}
