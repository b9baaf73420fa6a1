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

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.router.cluster.Frame.Entry;
import io.github.wampspring.router.cluster.link.NodeId;
import io.github.wampspring.router.routing.RegistrationDirectory.Refused;
import org.jspecify.annotations.Nullable;

/**
 * The callees of this instance that wait until all others have agreed to them. Of two
 * that cannot stand beside each other, the older one stays.
 */
final class Claims {

	private final Map<Long, Claim> claims = new ConcurrentHashMap<>();

	private final AtomicLong last = new AtomicLong();

	/**
	 * A new claim.
	 * @param nodes who has to agree
	 */
	Claim begin(List<NodeId> nodes) {
		Claim claim = new Claim(this.last.incrementAndGet(), nodes);
		this.claims.put(claim.id, claim);
		return claim;
	}

	/**
	 * A node has answered.
	 * @param error the URI of the error, {@code null} if it agrees
	 */
	void answered(NodeId node, long id, @Nullable String error, @Nullable String message) {
		Claim claim = this.claims.get(id);
		if (claim != null && error != null) {
			end(claim, new Refused(error, (message != null) ? message : error));
		}
		else if (claim != null) {
			answered(claim, node);
		}
	}

	/**
	 * A node is gone, and need not agree to anything.
	 */
	void left(NodeId node) {
		this.claims.values().forEach((claim) -> answered(claim, node));
	}

	/**
	 * Goes on if all who have to agree are gone meanwhile.
	 * @param nodes who is there
	 */
	void retain(Claim claim, List<NodeId> nodes) {
		for (NodeId node : claim.copy()) {
			if (!nodes.contains(node)) {
				answered(claim, node);
			}
		}
	}

	/**
	 * Nobody is waited for any more.
	 * @param refused what becomes of it
	 */
	void forget(Claim claim, Refused refused) {
		end(claim, refused);
	}

	private void answered(Claim claim, NodeId node) {
		if (claim.agreed(node)) {
			end(claim, null);
		}
	}

	/**
	 * Nobody is asked any more.
	 */
	void close() {
		this.claims.values()
			.forEach((claim) -> end(claim, new Refused(ErrorUris.UNAVAILABLE, "The router is shutting down")));
	}

	private void end(Claim claim, @Nullable Refused refused) {
		if (this.claims.remove(claim.id, claim)) {
			claim.outcome.complete(refused);
		}
	}

	/** One of them. */
	static final class Claim {

		private final long id;

		private final Set<NodeId> waiting;

		private final CompletableFuture<@Nullable Refused> outcome = new CompletableFuture<>();

		private Claim(long id, List<NodeId> waiting) {
			this.id = id;
			this.waiting = new HashSet<>(waiting);
		}

		long id() {
			return this.id;
		}

		/**
		 * Completes with {@code null} if all have agreed.
		 */
		CompletableFuture<@Nullable Refused> outcome() {
			return this.outcome;
		}

		private synchronized List<NodeId> copy() {
			return List.copyOf(this.waiting);
		}

		/** Whether that was the last one. */
		private synchronized boolean agreed(NodeId node) {
			return this.waiting.remove(node) && this.waiting.isEmpty();
		}

	}

}
