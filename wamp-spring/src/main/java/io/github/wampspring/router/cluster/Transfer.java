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

package io.github.wampspring.router.cluster;

import java.util.ArrayDeque;

/**
 * This node's state on its way to another one: never more of it than the receiver has
 * asked for by its answers.
 */
final class Transfer {

	/** After how many bytes the receiver is asked whether it has handled them. */
	private static final int WINDOW = 256 * 1024;

	/** How many such answers may be missing. */
	private static final int MAX_UNANSWERED = 4;

	private final ClusterListener.State state;

	private final ArrayDeque<Long> unanswered = new ArrayDeque<>();

	private long size;

	private long progressAt;

	/** Whether it goes on later, when there may be room. */
	boolean paused;

	Transfer(ClusterListener.State state, long now) {
		this.state = state;
		this.progressAt = now;
	}

	ClusterListener.State state() {
		return this.state;
	}

	void sent(int size) {
		this.size += size;
	}

	/** Whether the receiver is to be asked. */
	boolean isWindowFull() {
		return this.size >= WINDOW;
	}

	void asked(long id) {
		this.size = 0;
		this.unanswered.add(id);
	}

	boolean isWaiting() {
		return this.unanswered.size() >= MAX_UNANSWERED;
	}

	/**
	 * Takes an answer.
	 * @return whether it was one to a question of this transfer
	 */
	boolean answered(long id, long now) {
		if (!this.unanswered.contains(id)) {
			return false;
		}
		while (this.unanswered.remove() != id) {
			// later answers stand for earlier ones
		}
		this.progressAt = now;
		return true;
	}

	/** Since when a receiver that has to answer does not. */
	long progressAt() {
		return this.progressAt;
	}

}
