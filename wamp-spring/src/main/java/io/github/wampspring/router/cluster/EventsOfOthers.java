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

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;

import io.github.wampspring.protocol.Ids;
import io.github.wampspring.router.cluster.link.NodeId;
import io.github.wampspring.router.routing.HistoryOrder;

/**
 * Since when this instance has all events that others have published. Changed by the
 * thread that has the listener's turn.
 */
final class EventsOfOthers {

	private static final int MAX_GONE = 1_000;

	private final Duration overlap;

	/** The nodes that were lost, and may come back. */
	private final Set<NodeId> gone = new LinkedHashSet<>();

	private volatile HistoryOrder order;

	EventsOfOthers(Duration overlap) {
		this.overlap = overlap;
		this.order = newOrder();
	}

	private HistoryOrder newOrder() {
		return new HistoryOrder(Long.toHexString(Ids.random()), this.overlap, Instant.now());
	}

	HistoryOrder order() {
		return this.order;
	}

	/** What others have published may not have come. */
	void lost() {
		this.order = newOrder();
	}

	/**
	 * A node begins to tell what it has.
	 * @param known whether it has done so before
	 */
	void begins(NodeId node, boolean known) {
		// a new instance is not told of what was published before the others knew of it
		boolean isNew = Instant.now().isBefore(this.order.since().plus(this.overlap));
		if (this.gone.remove(node) || known || isNew) {
			lost();
		}
	}

	/**
	 * A node is gone.
	 * @param orderly whether it has said goodbye, so that nothing of it was lost
	 */
	void left(NodeId node, boolean orderly) {
		if (!orderly) {
			lost();
			this.gone.add(node);
			if (this.gone.size() > MAX_GONE) {
				this.gone.remove(this.gone.iterator().next());
			}
		}
	}

}
