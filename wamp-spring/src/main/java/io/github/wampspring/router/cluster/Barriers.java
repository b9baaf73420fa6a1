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

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

import io.github.wampspring.router.cluster.link.NodeId;

/**
 * The members, and who of them still has to answer a {@link Frame.Sync}. Whoever gets
 * futures from here completes them, without locks that others take in the other order.
 */
final class Barriers {

	private final TreeMap<Long, Barrier> pending = new TreeMap<>();

	private final Set<NodeId> nodes = new LinkedHashSet<>();

	private volatile List<NodeId> members = List.of();

	List<NodeId> members() {
		return this.members;
	}

	synchronized void joined(NodeId node) {
		this.nodes.add(node);
		this.members = List.copyOf(this.nodes);
	}

	synchronized List<CompletableFuture<Void>> left(NodeId node) {
		this.nodes.remove(node);
		this.members = List.copyOf(this.nodes);
		return done(node, Long.MAX_VALUE);
	}

	/**
	 * Begins a barrier for all members.
	 */
	synchronized void begin(long id, CompletableFuture<Void> future, long deadline) {
		this.pending.put(id, new Barrier(future, new HashSet<>(this.nodes), deadline));
	}

	/** Those whose nodes were none any more when they began. */
	synchronized List<CompletableFuture<Void>> empty() {
		return completed();
	}

	/**
	 * A node has answered.
	 */
	synchronized List<CompletableFuture<Void>> answered(NodeId node, long id) {
		return this.pending.containsKey(id) ? done(node, id) : List.of();
	}

	/**
	 * A node is done with all up to an ID.
	 */
	synchronized List<CompletableFuture<Void>> done(NodeId node, long id) {
		this.pending.headMap(id, true).values().forEach((barrier) -> barrier.waiting.remove(node));
		return completed();
	}

	private List<CompletableFuture<Void>> completed() {
		List<CompletableFuture<Void>> completed = new ArrayList<>();
		this.pending.values().removeIf((barrier) -> barrier.waiting.isEmpty() && completed.add(barrier.future));
		return completed;
	}

	/**
	 * The last barrier that waits for a node.
	 * @return its ID, 0 for none
	 */
	synchronized long lastOf(NodeId node) {
		for (Map.Entry<Long, Barrier> entry : this.pending.descendingMap().entrySet()) {
			if (entry.getValue().waiting.contains(node)) {
				return entry.getKey();
			}
		}
		return 0;
	}

	/**
	 * Ends those whose time has come.
	 * @param now the time
	 * @param late takes the nodes that have not answered
	 */
	synchronized List<CompletableFuture<Void>> expired(long now, Set<NodeId> late) {
		List<CompletableFuture<Void>> expired = new ArrayList<>();
		Iterator<Barrier> barriers = this.pending.values().iterator();
		while (barriers.hasNext()) {
			Barrier barrier = barriers.next();
			if (now - barrier.deadline < 0) {
				break;
			}
			barriers.remove();
			late.addAll(barrier.waiting);
			expired.add(barrier.future);
		}
		return expired;
	}

	/** Gives all of them more time. */
	synchronized void delay(long nanos) {
		this.pending.values().forEach((barrier) -> barrier.deadline += nanos);
	}

	synchronized List<CompletableFuture<Void>> close() {
		List<CompletableFuture<Void>> futures = this.pending.values()
			.stream()
			.map((barrier) -> barrier.future)
			.toList();
		this.pending.clear();
		this.nodes.clear();
		this.members = List.of();
		return futures;
	}

	private static final class Barrier {

		private final CompletableFuture<Void> future;

		private final Set<NodeId> waiting;

		private long deadline;

		Barrier(CompletableFuture<Void> future, Set<NodeId> waiting, long deadline) {
			this.future = future;
			this.waiting = waiting;
			this.deadline = deadline;
		}

	}

}
