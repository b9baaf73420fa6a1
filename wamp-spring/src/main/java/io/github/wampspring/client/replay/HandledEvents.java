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

package io.github.wampspring.client.replay;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * The publications that a handler has come to the end with, the last ones of them.
 * Changed by one thread at a time.
 */
final class HandledEvents {

	private final Set<Long> handled = new LinkedHashSet<>();

	private volatile int capacity = 1;

	/** What was there before the first event that is to be handled. */
	private @Nullable Long baseline;

	/** The last one in the order of the router. */
	private @Nullable Long last;

	/** The order in which the last one came, "" if that is that of no router. */
	private String order = "";

	/** Whether something is not known to be handled any more. */
	private boolean forgotten;

	void setCapacity(int capacity) {
		this.capacity = capacity;
	}

	synchronized boolean contains(long publication) {
		return this.handled.contains(publication);
	}

	/**
	 * An event has been handled.
	 * @param ordered whether it came in the order of publication, unlike one that was
	 * retained
	 * @param order the order in which its router tells events
	 */
	synchronized void add(long publication, boolean ordered, String order) {
		if (ordered) {
			this.last = publication;
			this.order = order;
		}
		add(publication);
	}

	/** An event need not be handled, since it was there before the first one. */
	synchronized void add(long publication) {
		this.handled.add(publication);
		Iterator<Long> oldest = this.handled.iterator();
		while (this.handled.size() > this.capacity) {
			oldest.next();
			oldest.remove();
			this.forgotten = true;
		}
	}

	/**
	 * Nothing before this publication is to be handled.
	 * @param publication its ID; 0 if there was none
	 * @param order the order in which its router tells events
	 */
	synchronized void begin(long publication, String order) {
		this.baseline = publication;
		this.order = order;
	}

	/** The order of the router in which nothing is missing before the last event. */
	synchronized String order() {
		return this.order;
	}

	/** How many events are known at the most. */
	int capacity() {
		return this.capacity;
	}

	/**
	 * The oldest events that are known, where others have been forgotten: what was there
	 * before them may have been handled or not.
	 * @return IDs, none if all are known that were handled
	 */
	synchronized Set<Long> oldest() {
		return this.forgotten ? this.handled.stream().limit(1 + this.handled.size() / 4).collect(Collectors.toSet())
				: Set.of();
	}

	/** Whether it is known since when events are to be handled. */
	synchronized boolean hasBegun() {
		return this.last != null || this.baseline != null;
	}

	/**
	 * The publications after which events may be missing, the best one to begin with
	 * first. The further one goes back, the more of what comes after it is known already.
	 * @return IDs, 0 for the beginning of the history
	 */
	synchronized List<Long> starts() {
		Set<Long> starts = new LinkedHashSet<>();
		if (this.last == null) {
			if (this.baseline != null) {
				starts.add(this.baseline);
			}
			return List.copyOf(starts);
		}
		starts.add(this.last);
		List<Long> all = new ArrayList<>(this.handled);
		for (int step = 1; step <= all.size(); step *= 2) {
			starts.add(all.get(all.size() - step));
		}
		if (this.baseline != null && this.baseline != 0 && !this.forgotten) {
			starts.add(this.baseline);
		}
		return List.copyOf(starts);
	}

}
