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

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

import io.github.wampspring.transport.LogLimiter;
import org.apache.commons.logging.LogFactory;

/**
 * What several channels keep together for their peers, up to a limit. Beyond that some
 * let go of all of it, until an eighth of the limit is free: first those that have a
 * transport, which go on, but what their peers have not received cannot be sent again;
 * then those without one, which end. Among both, those of the owner for whom most is kept
 * come first.
 */
public final class ReplayMemory {

	private static final LogLimiter limiter = new LogLimiter(LogFactory.getLog(ReplayMemory.class));

	private final long limit;

	private final AtomicLong used = new AtomicLong();

	private final AtomicLong dropped = new AtomicLong();

	private final Set<Holder> holders = ConcurrentHashMap.newKeySet();

	private final ReentrantLock trimming = new ReentrantLock();

	/**
	 * Creates a memory that is empty.
	 * @param limit how much may be kept, in bytes, as messages were encoded
	 */
	public ReplayMemory(long limit) {
		this.limit = limit;
	}

	/**
	 * How much is kept. A message for several channels counts for each of them.
	 * @return bytes
	 */
	public long used() {
		return this.used.get();
	}

	/**
	 * How often a channel had to let go of what it kept, since all kept too much.
	 * @return a number since the memory was made
	 */
	public long dropped() {
		return this.dropped.get();
	}

	void add(Holder holder) {
		this.holders.add(holder);
	}

	void remove(Holder holder) {
		this.holders.remove(holder);
	}

	/**
	 * Takes room, even if there is none.
	 * @param size how much more is kept; negative if it is less
	 */
	void use(long size) {
		this.used.addAndGet(size);
	}

	/**
	 * Makes room if there is none. Takes the locks of channels: to be called without the
	 * lock of any channel for sending.
	 */
	void trim() {
		while (this.used.get() > this.limit && this.trimming.tryLock()) {
			try {
				if (!trimOnce()) {
					return;
				}
			}
			finally {
				this.trimming.unlock();
			}
		}
	}

	private boolean trimOnce() {
		List<Share> shares = this.holders.stream()
			.map((holder) -> new Share(holder, holder.isSuspended(), holder.owner(), holder.size()))
			.filter((share) -> share.size() > 0)
			.toList();
		Map<String, Long> owners = shares.stream()
			.collect(Collectors.groupingBy(Share::owner, Collectors.summingLong(Share::size)));
		Comparator<Share> mostFirst = Comparator.<Share>comparingLong((share) -> owners.getOrDefault(share.owner(), 0L))
			.thenComparingLong(Share::size)
			.reversed();
		List<Share> inOrder = shares.stream()
			.sorted(Comparator.comparing(Share::suspended).thenComparing(mostFirst))
			.toList();
		int count = 0;
		for (Share share : inOrder) {
			if (count > 0 && this.used.get() <= this.limit - this.limit / 8) {
				break;
			}
			share.holder().letGo();
			this.dropped.incrementAndGet();
			count++;
		}
		int all = count;
		limiter.warn(() -> "Sessions that can be resumed keep more than " + this.limit
				+ " bytes (property wamp.router.resumption.total-size): " + all
				+ " of them let go of it, and end if they have no connection");
		return count > 0;
	}

	/** A channel. */
	interface Holder {

		/**
		 * How much it keeps, at about this moment.
		 */
		long size();

		/**
		 * Whether it has no transport.
		 */
		boolean isSuspended();

		/**
		 * Who it counts for.
		 */
		String owner();

		/**
		 * Keeps nothing any more.
		 */
		void letGo();

	}

	private record Share(Holder holder, boolean suspended, String owner, long size) {
	}

}
