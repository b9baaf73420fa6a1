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

/**
 * Tells whether this thread is delivering what came over a connection. Such a thread must
 * not wait for an answer: it is the one that would have to receive it.
 */
public final class ReceivingThread {

	private static final ThreadLocal<boolean[]> CURRENT = ThreadLocal.withInitial(() -> new boolean[1]);

	private ReceivingThread() {
	}

	/**
	 * Whether this thread is receiving at this moment.
	 * @return {@code true} if it must not block
	 */
	public static boolean isCurrent() {
		return CURRENT.get()[0];
	}

	/**
	 * Marks this thread.
	 * @return what {@link #exit} needs to put back
	 */
	static boolean enter() {
		boolean[] current = CURRENT.get();
		boolean before = current[0];
		current[0] = true;
		return before;
	}

	static void exit(boolean before) {
		CURRENT.get()[0] = before;
	}

}
