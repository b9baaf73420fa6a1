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

package io.github.wampspring.router.cluster.link.memory;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

import io.github.wampspring.router.cluster.link.NodeId;

/**
 * What may go wrong between nodes.
 */
public abstract sealed class FaultyNetwork permits InMemoryEngine, SteppedEngine {

	private final Map<NodeId, Integer> sides = new HashMap<>();

	private LossRule losses = (from, to, frame) -> false;

	private int lastSide;

	FaultyNetwork() {
	}

	/**
	 * Decides which frames are lost from now on. None is at the beginning. Nobody is told
	 * of a loss, and the order of the others stays.
	 * @param losses the rule
	 */
	public synchronized void setLosses(LossRule losses) {
		this.losses = losses;
	}

	/**
	 * Cuts nodes off from all others, those that come later included. They go on hearing
	 * each other.
	 * @param nodes the nodes
	 */
	public synchronized void partition(Collection<NodeId> nodes) {
		int side = ++this.lastSide;
		nodes.forEach((node) -> this.sides.put(node, side));
	}

	/**
	 * Ends all partitions.
	 */
	public synchronized void heal() {
		this.sides.clear();
	}

	final synchronized boolean loses(NodeId from, NodeId to, ByteBuffer frame) {
		return !this.sides.getOrDefault(from, 0).equals(this.sides.getOrDefault(to, 0))
				|| this.losses.loses(from, to, frame);
	}

	/**
	 * Which frames are lost.
	 */
	@FunctionalInterface
	public interface LossRule {

		/**
		 * Decides on one frame.
		 * @param from its sender
		 * @param to a node that it is for; asked for each node of a broadcast
		 * @param frame the frame, not to be changed
		 * @return whether it is lost on the way to that node
		 */
		boolean loses(NodeId from, NodeId to, ByteBuffer frame);

	}

}
