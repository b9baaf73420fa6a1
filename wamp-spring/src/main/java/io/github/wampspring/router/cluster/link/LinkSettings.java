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

import java.time.Duration;

/**
 * Limits and times of a link.
 *
 * @param maxFrame how large a frame may be, in bytes. An engine may allow less
 * @param queueFrames how many frames may wait for the engine
 * @param queueBytes how large these may be together; one quarter more behind a frame that
 * is larger itself. What is on its way to the engine, up to a mebibyte, comes in addition
 * @param receiveFrames how many frames may wait for the listener
 * @param receiveBytes how large these may be together
 * @param timeout after which time without an answer the engine is lost
 * @param minBackoff how long to wait after the first attempt that failed; twice as long
 * after each further one
 * @param maxBackoff how long to wait at the most
 */
public record LinkSettings(int maxFrame, int queueFrames, long queueBytes, int receiveFrames, long receiveBytes,
		Duration timeout, Duration minBackoff, Duration maxBackoff) {

	private static final LinkSettings DEFAULTS = new LinkSettings(256 * 1024, 65_536, 16 * 1024 * 1024, 65_536,
			16 * 1024 * 1024, Duration.ofSeconds(5), Duration.ofMillis(100), Duration.ofSeconds(10));

	/** The smallest {@link #maxFrame()}. */
	public static final int MIN_FRAME = 1024;

	public LinkSettings {
		if (maxFrame < MIN_FRAME) {
			throw new IllegalArgumentException("maxFrame must be at least " + MIN_FRAME + " bytes");
		}
		if (queueFrames < 1 || receiveFrames < 1 || queueBytes < maxFrame || receiveBytes < maxFrame) {
			throw new IllegalArgumentException("Each queue must have room for at least one frame of maxFrame bytes");
		}
		if (timeout.toMillis() < 1 || minBackoff.toMillis() < 1 || maxBackoff.compareTo(minBackoff) < 0) {
			throw new IllegalArgumentException("timeout and minBackoff must be at least a millisecond, "
					+ "and maxBackoff not shorter than minBackoff");
		}
	}

	/**
	 * The settings that fit most: frames of 256 KiB, queues of 65,536 frames and 16 MiB,
	 * a timeout of 5 s, between 100 ms and 10 s until the next attempt.
	 * @return the settings
	 */
	public static LinkSettings defaults() {
		return DEFAULTS;
	}

	/**
	 * With another size of frames.
	 * @param maxFrame in bytes
	 * @return the settings
	 */
	public LinkSettings withMaxFrame(int maxFrame) {
		return new LinkSettings(maxFrame, this.queueFrames, this.queueBytes, this.receiveFrames, this.receiveBytes,
				this.timeout, this.minBackoff, this.maxBackoff);
	}

	/**
	 * With another bound of what waits for the engine.
	 * @param frames how many frames
	 * @param bytes how large they may be together
	 * @return the settings
	 */
	public LinkSettings withQueue(int frames, long bytes) {
		return new LinkSettings(this.maxFrame, frames, bytes, this.receiveFrames, this.receiveBytes, this.timeout,
				this.minBackoff, this.maxBackoff);
	}

	/**
	 * With another bound of what waits for the listener.
	 * @param frames how many frames
	 * @param bytes how large they may be together
	 * @return the settings
	 */
	public LinkSettings withReceiveQueue(int frames, long bytes) {
		return new LinkSettings(this.maxFrame, this.queueFrames, this.queueBytes, frames, bytes, this.timeout,
				this.minBackoff, this.maxBackoff);
	}

	/**
	 * With another time after which the engine is lost.
	 * @param timeout the time
	 * @return the settings
	 */
	public LinkSettings withTimeout(Duration timeout) {
		return new LinkSettings(this.maxFrame, this.queueFrames, this.queueBytes, this.receiveFrames, this.receiveBytes,
				timeout, this.minBackoff, this.maxBackoff);
	}

	/**
	 * With other times between attempts.
	 * @param min after the first one
	 * @param max at the most
	 * @return the settings
	 */
	public LinkSettings withBackoff(Duration min, Duration max) {
		return new LinkSettings(this.maxFrame, this.queueFrames, this.queueBytes, this.receiveFrames, this.receiveBytes,
				this.timeout, min, max);
	}

}
