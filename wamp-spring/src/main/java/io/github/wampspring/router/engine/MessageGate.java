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

package io.github.wampspring.router.engine;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import io.github.wampspring.transport.WampChannel;
import org.jspecify.annotations.Nullable;

/**
 * Lets a session's messages through one at a time, in their order. While it is being
 * found out whether the session may do something, the messages after that one wait; then
 * they are handled by the thread that brought the decision. As soon as one waits the
 * channel stops reading, so that only few more come, and there is a limit for channels
 * that cannot stop.
 */
final class MessageGate {

	private final WampChannel channel;

	private final Consumer<Runnable> runner;

	private final Queue<Waiting> waiting = new ArrayDeque<>(0);

	/** How many decisions are open: of one message, each asked for by the last. */
	private int held;

	/** Some thread is handling what has waited. */
	private boolean draining;

	/** Whether messages must wait at all. */
	private volatile boolean busy;

	/** The channel has stopped reading. */
	private boolean paused;

	private boolean closed;

	/**
	 * Creates a gate.
	 * @param channel where the messages come from
	 * @param runner runs a task and copes with its exceptions
	 */
	MessageGate(WampChannel channel, Consumer<Runnable> runner) {
		this.channel = channel;
		this.runner = runner;
	}

	boolean isBusy() {
		return this.busy;
	}

	/**
	 * Handles a message, now or when those before it are done. To be called by one thread
	 * at a time.
	 * @param overtakes does what the message asks for before its turn; returns
	 * {@code false} if that cannot be done yet
	 * @param limit how many may wait
	 * @return {@code false} if too many are waiting
	 */
	boolean pass(Runnable message, BooleanSupplier overtakes, int limit) {
		if (this.busy) {
			if (overtakes.getAsBoolean()) {
				return true;
			}
			synchronized (this) {
				if (this.closed) {
					return true;
				}
				if (this.busy) {
					return this.waiting.size() < limit && add(new Waiting(message, overtakes));
				}
			}
		}
		message.run();
		return true;
	}

	private boolean add(Waiting message) {
		if (!this.paused) {
			this.paused = true;
			this.channel.pause();
		}
		return this.waiting.add(message);
	}

	/**
	 * From now on messages wait. To be called while a message is being handled.
	 */
	synchronized void hold() {
		this.held++;
		this.busy = true;
	}

	/**
	 * Finishes the message that had to wait for a decision, and lets the next ones
	 * through.
	 */
	void release(Runnable rest) {
		this.runner.accept(rest);
		synchronized (this) {
			this.held--;
			if (this.held > 0 || this.draining) {
				return;
			}
			this.draining = true;
		}
		Runnable next = next();
		while (next != null) {
			this.runner.accept(next);
			next = next();
		}
		for (Waiting message : waiting()) {
			if (message.overtakes().getAsBoolean()) {
				remove(message);
			}
		}
	}

	/**
	 * What waits although all before the open decision is done.
	 */
	private synchronized List<Waiting> waiting() {
		return List.copyOf(this.waiting);
	}

	private synchronized void remove(Waiting message) {
		this.waiting.remove(message);
	}

	private synchronized @Nullable Runnable next() {
		Waiting next = (this.held > 0) ? null : this.waiting.poll();
		if (next == null) {

			this.draining = false;
			this.busy = this.held > 0;
			if (this.paused && this.held == 0) {
				this.paused = false;
				this.channel.resume();
			}
		}
		return (next != null) ? next.message() : null;
	}

	/**
	 * Forgets what waits.
	 */
	synchronized void close() {
		this.closed = true;
		if (this.paused) {
			this.paused = false;
			this.channel.resume();
		}
		this.waiting.clear();
	}

	/**
	 * A message that waits.
	 *
	 * @param message handles it
	 * @param overtakes handles it before its turn, if that can be done
	 */
	private record Waiting(Runnable message, BooleanSupplier overtakes) {
	}

}
