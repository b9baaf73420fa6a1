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

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * Puts frames together from their parts. The parts of a sender come in order, and not
 * those of two of its frames mixed, so that there is one frame under way for each sender
 * at the most; where a part is missing the frame is dropped. Memory is taken by what has
 * come, never by what a part says of the whole. Used by one thread.
 */
final class FrameAssembler {

	/** How long the next part of a frame may take. */
	static final long MAX_NANOS = 30_000_000_000L;

	/** What a part costs beside its bytes. */
	private static final int PART_COST = 64;

	private final int maxFrame;

	private final long maxUnfinished;

	private final LongSupplier clock;

	/** By the sender's incarnation, that whose last part came first at the beginning. */
	private final Map<Long, Unfinished> unfinished = new LinkedHashMap<>();

	private long size;

	FrameAssembler(int maxFrame, long maxUnfinished, LongSupplier clock) {
		this.maxFrame = maxFrame;
		this.maxUnfinished = maxUnfinished;
		this.clock = clock;
	}

	/**
	 * Takes a part.
	 * @param sender who sent it
	 * @param number the number of its frame
	 * @param total the size of the frame
	 * @param offset where the part begins
	 * @param part the part
	 * @return the frame, if it is complete
	 */
	@Nullable ByteBuffer add(long sender, int number, int total, int offset, ByteBuffer part) {
		Unfinished frame = this.unfinished.remove(sender);
		if (frame != null && !frame.continues(number, total, offset)) {
			this.size -= frame.cost;
			frame = null;
		}
		if (frame == null) {
			if (offset != 0 || total < 0 || total > this.maxFrame) {
				return null;
			}
			frame = new Unfinished(number, total);
		}
		else {
			this.size -= frame.cost;
		}
		if (!part.hasRemaining() || part.remaining() > total - offset) {
			return null;
		}
		frame.add(part, this.clock.getAsLong());
		if (frame.received == total) {
			return frame.join();
		}
		this.size += frame.cost;
		this.unfinished.put(sender, frame);
		evict(frame.touched);
		return null;
	}

	/**
	 * Drops what has waited for too long, and what there is no room for.
	 */
	private void evict(long now) {
		for (Iterator<Unfinished> frames = this.unfinished.values().iterator(); frames.hasNext();) {
			Unfinished eldest = frames.next();
			if (this.size <= this.maxUnfinished && now - eldest.touched <= MAX_NANOS) {
				return;
			}
			this.size -= eldest.cost;
			frames.remove();
		}
	}

	void clear() {
		this.unfinished.clear();
		this.size = 0;
	}

	/**
	 * What the parts take.
	 * @return a number of bytes
	 */
	long size() {
		return this.size;
	}

	private static final class Unfinished {

		private final int number;

		private final int total;

		private final List<ByteBuffer> parts = new ArrayList<>();

		private int received;

		private long cost;

		private long touched;

		Unfinished(int number, int total) {
			this.number = number;
			this.total = total;
		}

		boolean continues(int number, int total, int offset) {
			return number == this.number && total == this.total && offset == this.received;
		}

		void add(ByteBuffer part, long now) {
			this.parts.add(part);
			this.received += part.remaining();
			this.cost += part.remaining() + PART_COST;
			this.touched = now;
		}

		ByteBuffer join() {
			ByteBuffer frame = ByteBuffer.allocate(this.total);
			this.parts.forEach(frame::put);
			return frame.flip();
		}

	}

}
