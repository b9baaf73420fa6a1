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
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

import io.github.wampspring.router.cluster.link.NodeId;

/**
 * The members, and which {@link Frame.Sync} each of them has answered last. A node
 * answers them in their order, so that they end in it, too. Whoever gets futures from
 * here completes them, without locks that others take in the other order.
 */
final class Barriers {

	private final TreeMap<Long, Barrier> pending = new TreeMap<>();

	/** Up to which barrier each member is done, or need not answer. */
	private final Map<NodeId, Long> done = new LinkedHashMap<>();

	private long last;

	private volatile List<NodeId> members = List.of();

	List<NodeId> members() {
		return this.members;
	}

	synchronized void joined(NodeId node) {
		this.done.putIfAbsent(node, this.last);
		this.members = List.copyOf(this.done.keySet());
	}

	synchronized List<CompletableFuture<Void>> left(NodeId node) {
		this.done.remove(node);
		this.members = List.copyOf(this.done.keySet());
		return completed();
	}

	/**
	 * Begins a barrier for all members.
	 * @param id larger than those before
	 */
	synchronized void begin(long id, CompletableFuture<Void> future, long deadline) {
		this.last = id;
		this.pending.put(id, new Barrier(future, deadline));
	}

	/** Those whose nodes were none any more when they began. */
	synchronized List<CompletableFuture<Void>> empty() {
		return this.done.isEmpty() ? completed() : List.of();
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
		this.done.computeIfPresent(node, (member, before) -> Math.max(before, id));
		return completed();
	}

	private List<CompletableFuture<Void>> completed() {
		long all = this.done.isEmpty() ? Long.MAX_VALUE : Collections.min(this.done.values());
		List<CompletableFuture<Void>> completed = new ArrayList<>();
		while (!this.pending.isEmpty() && this.pending.firstKey() <= all) {
			completed.add(this.pending.pollFirstEntry().getValue().future);
		}
		return completed;
	}

	/**
	 * The last barrier that waits for a node.
	 * @return its ID, 0 for none
	 */
	synchronized long lastOf(NodeId node) {
		Long done = this.done.get(node);
		return (done != null && !this.pending.isEmpty() && this.pending.lastKey() > done) ? this.pending.lastKey() : 0;
	}

	/**
	 * Ends those whose time has come.
	 * @param now the time
	 * @param late takes the nodes that have not answered
	 */
	synchronized List<CompletableFuture<Void>> expired(long now, Set<NodeId> late) {
		List<CompletableFuture<Void>> expired = new ArrayList<>();
		long last = 0;
		Iterator<Map.Entry<Long, Barrier>> barriers = this.pending.entrySet().iterator();
		while (barriers.hasNext()) {
			Map.Entry<Long, Barrier> barrier = barriers.next();
			if (now - barrier.getValue().deadline < 0) {
				break;
			}
			barriers.remove();
			last = barrier.getKey();
			expired.add(barrier.getValue().future);
		}
		for (Map.Entry<NodeId, Long> member : this.done.entrySet()) {
			if (member.getValue() < last) {
				late.add(member.getKey());
			}
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
		this.done.clear();
		this.members = List.of();
		return futures;
	}

	private static final class Barrier {

		private final CompletableFuture<Void> future;

		private long deadline;

		Barrier(CompletableFuture<Void> future, long deadline) {
			this.future = future;
			this.deadline = deadline;
		}

	}

}
