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

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.router.cluster.Frame.Entry;
import io.github.wampspring.router.cluster.link.NodeId;
import io.github.wampspring.router.routing.Assignment;
import io.github.wampspring.router.routing.Callee;
import io.github.wampspring.router.routing.OfferedPlaces;
import io.github.wampspring.router.routing.PendingCall;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * What is known of another instance in one realm, and the calls between the two. The
 * entries change in the order of the node's frames only; calls by any thread.
 */
final class RemoteNode {

	private static final Log logger = LogFactory.getLog(RemoteNode.class);

	/** So long nobody is asked to wait for a queue that was full. */
	private static final long FULL_NANOS = 20_000_000;

	private final NodeId id;

	private final LongSupplier nanos;

	private final Map<Entry.Key, Entry> entries = new ConcurrentHashMap<>();

	/** The entries that have not come again since the node's state began to come. */
	private final Set<Entry.Key> stale = ConcurrentHashMap.newKeySet();

	private final Map<Long, RemoteSession> sessions = new ConcurrentHashMap<>();

	/** The callees that take calls here. */
	private final Map<Entry.Key, Callee> callees = new ConcurrentHashMap<>();

	private final Map<Entry.Key, Frame.Revoke> revoked = new ConcurrentHashMap<>();

	/** Calls from here to callees there. */
	private final Map<Long, Assignment> outgoing = new ConcurrentHashMap<>();

	/** Calls from there to callees here. */
	private final Map<Long, PendingCall> incoming = new ConcurrentHashMap<>();

	private final OfferedPlaces places;

	private final AtomicLong lastCall = new AtomicLong();

	private volatile boolean gone;

	private volatile boolean full;

	private volatile long fullSince;

	/**
	 * Nothing is known yet.
	 * @param offers tells the node that a place at a callee here is kept for it
	 */
	RemoteNode(NodeId id, LongSupplier nanos, Consumer<Callee> offers, Consumer<Callee> notices) {
		this.places = new OfferedPlaces(offers, notices);
		this.id = id;
		this.nanos = nanos;
	}

	NodeId id() {
		return this.id;
	}

	Map<Entry.Key, Entry> entries() {
		return this.entries;
	}

	Set<Entry.Key> stale() {
		return this.stale;
	}

	Map<Long, RemoteSession> sessions() {
		return this.sessions;
	}

	Map<Entry.Key, Callee> callees() {
		return this.callees;
	}

	Map<Long, Assignment> outgoing() {
		return this.outgoing;
	}

	Map<Long, PendingCall> incoming() {
		return this.incoming;
	}

	/** Callees that were revoked from here, and are not known to have gone. */
	Map<Entry.Key, Frame.Revoke> revoked() {
		return this.revoked;
	}

	/** The places at callees here that calls from there wait for. */
	OfferedPlaces places() {
		return this.places;
	}

	long nextCall() {
		return this.lastCall.incrementAndGet();
	}

	boolean isGone() {
		return this.gone;
	}

	void setGone() {
		this.gone = true;
	}

	/** A frame was not taken. */
	void setFull() {
		this.fullSince = this.nanos.getAsLong();
		this.full = true;
	}

	boolean isFull() {
		if (this.full && this.nanos.getAsLong() - this.fullSince > FULL_NANOS) {
			this.full = false;
		}
		return this.full;
	}

	/**
	 * Whatever is under way between the two instances ends.
	 * @param text why, for the callers
	 */
	void endCalls(String text) {
		for (Long id : this.outgoing.keySet()) {
			Assignment assignment = this.outgoing.remove(id);
			if (assignment != null) {
				attempt(() -> {
					assignment.release();
					assignment.call().error(ErrorUris.CANCELED, text);
				});
			}
		}
		for (Long id : this.incoming.keySet()) {
			PendingCall call = this.incoming.remove(id);
			if (call != null) {
				attempt(call::abandon);
			}
		}
	}

	/** What goes wrong with one call must not keep the others from ending. */
	private static void attempt(Runnable part) {
		try {
			part.run();
		}
		catch (RuntimeException | Error ex) {
			logger.error("A call between instances may not have ended properly", ex);
		}
	}

}
