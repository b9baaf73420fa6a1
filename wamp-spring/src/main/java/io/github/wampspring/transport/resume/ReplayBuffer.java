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

package io.github.wampspring.transport.resume;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

import io.github.wampspring.transport.SharedMessage;

/**
 * The latest messages of one direction, which are counted from 0 on. Guarded by whoever
 * has it.
 */
final class ReplayBuffer {

	private final ReplayLimits limits;

	private final ReplayMemory memory;

	private final Deque<Kept> kept = new ArrayDeque<>();

	/** Read by others, too. */
	private volatile long size;

	private long first;

	/**
	 * Creates a buffer that is empty.
	 * @param limits how much is kept
	 * @param memory counts it
	 */
	ReplayBuffer(ReplayLimits limits, ReplayMemory memory) {
		this.limits = limits;
		this.memory = memory;
	}

	/**
	 * Keeps a message; lets go of the oldest ones if it is too much.
	 * @param length its bytes
	 */
	void add(SharedMessage message, long length) {
		this.kept.add(new Kept(message, length));
		resize(length);
		while (this.kept.size() > this.limits.messages() || this.size > this.limits.size()) {
			removeFirst();
		}
	}

	private void removeFirst() {
		resize(-this.kept.removeFirst().length());
		this.first++;
	}

	private void resize(long more) {
		this.size = this.size + more;
		this.memory.use(more);
	}

	/**
	 * Whether a message can be kept without letting go of another one.
	 */
	boolean hasRoom() {
		return this.kept.size() < this.limits.messages() && this.size < this.limits.size();
	}

	/**
	 * The number of the first message that is there.
	 */
	long first() {
		return this.first;
	}

	/**
	 * The number that the next message will have: so many there have been.
	 */
	long next() {
		return this.first + this.kept.size();
	}

	/**
	 * How much is kept; may be asked without being the owner.
	 */
	long size() {
		return this.size;
	}

	/**
	 * Lets go of what the peer has.
	 * @param received how many messages it has received
	 */
	void received(long received) {
		while (this.first < received && !this.kept.isEmpty()) {
			removeFirst();
		}
	}

	void forEach(Consumer<SharedMessage> action) {
		this.kept.forEach((message) -> action.accept(message.message()));
	}

	void clear() {
		this.first = next();
		this.kept.clear();
		resize(-this.size);
	}

	private record Kept(SharedMessage message, long length) {
	}

}
