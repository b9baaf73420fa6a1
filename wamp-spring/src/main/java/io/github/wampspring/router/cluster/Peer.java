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

import java.time.Instant;

import io.github.wampspring.router.cluster.link.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * Another node as it is seen here. Written by whoever has the turn.
 */
final class Peer {

	private final NodeId node;

	private final Instant since;

	volatile Stage stage = Stage.WAITING;

	/** Whether its state has begun to come, once. */
	volatile boolean member;

	volatile long heardAt;

	/** Whether it wants no new calls. */
	boolean leaving;

	/** When it was asked for its state. */
	long askedAt;

	/** How often it was asked since it had none. */
	int asks;

	/** Whether it is owed this node's state, which could not be begun. */
	boolean stateDue;

	@Nullable Transfer transfer;

	/**
	 * What asks it whether it has handled the state that it was given, 0 for nothing, and
	 * which barrier waits for it.
	 */
	long catchUp;

	long catchUpBarrier;

	/** How often it was probed since it is suspected, 0 if it is not. */
	int probes;

	long probedAt;

	/** The number of the last frame to this node alone. */
	private long unicast;

	/** The number of the last broadcast. */
	private long broadcasts;

	Peer(NodeId node, Instant since) {
		this.node = node;
		this.since = since;
	}

	NodeId node() {
		return this.node;
	}

	/** Since when it is known. */
	Instant since() {
		return this.since;
	}

	long unicast() {
		return this.unicast;
	}

	/**
	 * The node says how many frames it has sent to this node alone.
	 * @return {@code false} if more have come: not all were its own, and those that
	 * follow would be taken for late ones
	 */
	boolean limit(long sent) {
		boolean right = this.unicast <= sent;
		this.unicast = Math.min(this.unicast, sent);
		return right;
	}

	/**
	 * Takes note of a frame's numbers.
	 * @return what they say
	 */
	Order count(long unicast, long broadcasts) {
		boolean toAll = unicast == 0;
		if (toAll ? broadcasts <= this.broadcasts : unicast <= this.unicast) {
			return Order.LATE;
		}
		boolean next = toAll ? broadcasts == this.broadcasts + 1
				: (unicast == this.unicast + 1 && broadcasts == this.broadcasts);
		this.unicast = toAll ? this.unicast : unicast;
		this.broadcasts = Math.max(this.broadcasts, broadcasts);
		return next ? Order.NEXT : Order.GAP;
	}

	/**
	 * How much of its state is here.
	 */
	enum Stage {

		/** It has to send it anew. */
		WAITING,
		/** It has begun to come. */
		COMING,
		/** It is here. */
		COMPLETE

	}

	/**
	 * What the numbers of a frame say.
	 */
	enum Order {

		/** Nothing is missing before it. */
		NEXT,
		/** Something is. */
		GAP,
		/** It has come before, or after a newer one. */
		LATE

	}

}
