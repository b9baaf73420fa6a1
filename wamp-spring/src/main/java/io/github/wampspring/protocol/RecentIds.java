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

package io.github.wampspring.protocol;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Remembers the IDs that were added last, up to a number of them. Safe for use by any
 * thread.
 */
public final class RecentIds {

	private final int capacity;

	private final Set<Long> ids = new LinkedHashSet<>();

	/**
	 * Creates an empty memory.
	 * @param capacity how many IDs are remembered
	 */
	public RecentIds(int capacity) {
		this.capacity = capacity;
	}

	/**
	 * Remembers an ID, and forgets the oldest one where there are too many.
	 * @param id the ID
	 */
	public synchronized void add(long id) {
		this.ids.add(id);
		if (this.ids.size() > this.capacity) {
			Iterator<Long> oldest = this.ids.iterator();
			oldest.next();
			oldest.remove();
		}
	}

	/**
	 * Whether an ID is remembered.
	 * @param id the ID
	 * @return {@code false} if it was never added, or is forgotten
	 */
	public synchronized boolean contains(long id) {
		return this.ids.contains(id);
	}

	/**
	 * Forgets an ID.
	 * @param id the ID
	 */
	public synchronized void remove(long id) {
		this.ids.remove(id);
	}

}
