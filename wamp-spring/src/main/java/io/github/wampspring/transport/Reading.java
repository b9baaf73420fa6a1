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

package io.github.wampspring.transport;

import java.util.concurrent.TimeUnit;

/**
 * Whether a channel is read. It is not while its handler cannot keep up, nor for a while
 * after a message that crowded another channel's queue, whose peer reads more slowly than
 * this one sends: then the sender is slowed down instead of the receiver being cut off.
 * For how long depends on the size of what is sent, so that no receiver can slow a sender
 * down below {@value #LEAST} bytes per second, and small messages are not held up. A
 * receiver that reads nothing is not waited for at all.
 */
public final class Reading {

	/** So many bytes per second are read in any case. */
	static final int LEAST = 2 * 1024 * 1024;

	/** Shorter breaks are put together. */
	private static final long SHORTEST = TimeUnit.MILLISECONDS.toNanos(5);

	/** How often it is looked whether waiting is still of any use. */
	private static final long PART_MILLIS = 5;

	private final TransportThreads threads;

	private final Runnable pause;

	private final Runnable resume;

	/** How many want that nothing is read. */
	private int pauses;

	/** How long the peer may be made to wait. For the thread that receives. */
	private long owed;

	/**
	 * Creates the state of a channel that is read.
	 * @param threads has the clock
	 * @param pause stops the reading
	 * @param resume goes on with it
	 */
	public Reading(TransportThreads threads, Runnable pause, Runnable resume) {
		this.threads = threads;
		this.pause = pause;
		this.resume = resume;
	}

	/**
	 * Stops the reading until {@link #resume()} was called as often as this method.
	 */
	public synchronized void pause() {
		if (this.pauses++ == 0) {
			this.pause.run();
		}
	}

	/**
	 * Takes one {@link #pause()} back.
	 */
	public synchronized void resume() {
		if (--this.pauses == 0) {
			this.resume.run();
		}
	}

	public synchronized boolean isPaused() {
		return this.pauses > 0;
	}

	/**
	 * A message was handled by this thread.
	 * @param length its bytes
	 */
	public void handled(long length) {
		SendQueue<?> crowded = ReceivingThread.takeCrowded();
		if (crowded == null) {
			this.owed = 0;
			return;
		}
		this.owed += length * TimeUnit.SECONDS.toNanos(1) / LEAST;
		if (this.owed >= SHORTEST) {
			pauseUntilCalm(crowded, TimeUnit.NANOSECONDS.toMillis(this.owed));
			this.owed = 0;
		}
	}

	private void pauseUntilCalm(SendQueue<?> crowded, long millis) {
		Break rest = new Break(crowded, millis);
		pause();
		rest.run();
	}

	/**
	 * A break, which is over early when little waits, and for a peer that does not read
	 * at all. It looks by itself, so that nothing is left behind at the queue of a peer
	 * that keeps it crowded.
	 */
	private final class Break implements Runnable {

		private final SendQueue<?> crowded;

		private long left;

		Break(SendQueue<?> crowded, long millis) {
			this.crowded = crowded;
			this.left = millis;
		}

		/** Looks whether the peer reads, each time that a part of the break is over. */
		@Override
		public void run() {
			boolean useful = this.left > 0 && !this.crowded.isCalm() && this.crowded.isMoving();
			if (!useful || !again()) {
				resume();
			}
		}

		private boolean again() {
			long part = Math.min(this.left, PART_MILLIS);
			this.left -= part;
			return Reading.this.threads.later(this, part) != null;
		}

	}

}
