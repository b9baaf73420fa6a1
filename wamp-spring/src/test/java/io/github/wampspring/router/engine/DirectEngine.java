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

package io.github.wampspring.router.engine;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import io.github.wampspring.router.cluster.link.ClusterLink;
import io.github.wampspring.router.cluster.link.LinkStatistics;
import io.github.wampspring.router.cluster.link.NodeId;
import io.github.wampspring.router.cluster.link.Sent;

/**
 * An engine without threads: what is sent arrives when {@link #settle()} is called, by
 * whoever calls it.
 */
final class DirectEngine {

	static final int MAX_FRAME = 8 * 1024 * 1024;

	private static final Map<DirectEngine, Boolean> ENGINES = Collections.synchronizedMap(new WeakHashMap<>());

	private final Map<NodeId, Link> links = Collections.synchronizedMap(new LinkedHashMap<>());

	private final ConcurrentLinkedQueue<Runnable> news = new ConcurrentLinkedQueue<>();

	private final ReentrantLock lock = new ReentrantLock();

	private final AtomicInteger frames = new AtomicInteger();

	private final AtomicLong bytes = new AtomicLong();

	/** The names of nodes that do not reach those without such a name, nor these them. */
	private volatile Set<String> apart = Set.of();

	/** The names of nodes for which nothing more is taken. */
	private final Set<String> full = ConcurrentHashMap.newKeySet();

	/** The names of nodes that have room only for what must not be lost. */
	private final Set<String> busy = ConcurrentHashMap.newKeySet();

	/** The names of nodes whose next frame to one other node is lost. */
	private final Set<String> losing = ConcurrentHashMap.newKeySet();

	/** Two names, {@code from>to}: what does not arrive for now. */
	private volatile String held = "";

	/** Guarded by the lock. */
	private final List<Runnable> late = new ArrayList<>();

	DirectEngine() {
		ENGINES.put(this, true);
	}

	/** Lets everything arrive, at all engines that there are. */
	static void settleAll() {
		if (!ENGINES.isEmpty()) {
			synchronized (ENGINES) {
				List.copyOf(ENGINES.keySet()).forEach(DirectEngine::settle);
			}
		}
	}

	ClusterLink link() {
		return new Link();
	}

	/** A node is gone at once, without a goodbye. */
	void kill(String name) {
		this.links.keySet().removeIf((node) -> node.name().equals(name));
	}

	/** Some nodes and the others do not reach each other any more. */
	void separate(String... names) {
		this.apart = Set.of(names);
	}

	/** The queue of a node is full, or has room again. */
	void setFull(String name, boolean full) {
		if (full) {
			this.full.add(name);
		}
		else {
			this.full.remove(name);
		}
	}

	/** The queue of a node has room only for what must not be lost, or for all again. */
	void setBusy(String name, boolean busy) {
		if (busy) {
			this.busy.add(name);
		}
		else {
			this.busy.remove(name);
		}
	}

	/** Loses the next frame that a node sends to one other node. */
	void loseNext(String name) {
		this.losing.add(name);
	}

	/** What a node sends to another one does not arrive before {@link #release()}. */
	void hold(String from, String to) {
		this.held = from + ">" + to;
	}

	/** What was held back arrives, in its order. */
	void release() {
		this.lock.lock();
		try {
			this.held = "";
			this.news.addAll(this.late);
			this.late.clear();
		}
		finally {
			this.lock.unlock();
		}
	}

	private void deliver(NodeId from, Link to, ByteBuffer frame) {
		if (this.held.equals(from.name() + ">" + to.self.name())) {
			this.late.add(() -> deliver(from, to, frame));
		}
		else if (reaches(from, to.self)) {
			to.listener.received(frame.asReadOnlyBuffer());
		}
	}

	private boolean reaches(NodeId from, NodeId to) {
		return this.apart.contains(from.name()) == this.apart.contains(to.name());
	}

	/** How many frames were sent. */
	int frames() {
		return this.frames.get();
	}

	/** How many bytes were sent. */
	long bytes() {
		return this.bytes.get();
	}

	/** Lets everything arrive that was sent. */
	void settle() {
		if (this.lock.isHeldByCurrentThread()) {
			return;
		}
		this.lock.lock();
		try {
			for (Runnable next = this.news.poll(); next != null; next = this.news.poll()) {
				next.run();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Lets the next thing arrive, if there is one. */
	void step() {
		this.lock.lock();
		try {
			Runnable next = this.news.poll();
			if (next != null) {
				next.run();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	private final class Link implements ClusterLink {

		private NodeId self;

		private Listener listener;

		@Override
		public void start(String cluster, NodeId self, Listener listener) {
			this.self = self;
			this.listener = listener;
			DirectEngine.this.links.put(self, this);
			DirectEngine.this.news.add(listener::connected);
		}

		@Override
		public Sent send(NodeId to, List<ByteBuffer> frames) {
			if (!DirectEngine.this.full.contains(this.self.name())
					&& DirectEngine.this.losing.remove(this.self.name())) {
				return Sent.QUEUED;
			}
			return enqueue(frames, (frame) -> {
				Link link = DirectEngine.this.links.get(to);
				if (link == null) {
					this.listener.suspect(to);
				}
				else {
					deliver(this.self, link, frame);
				}
			});
		}

		@Override
		public Sent broadcast(List<ByteBuffer> frames) {
			return enqueue(frames, (frame) -> List.copyOf(DirectEngine.this.links.values())
				.forEach((link) -> deliver(this.self, link, frame)));
		}

		private Sent enqueue(List<ByteBuffer> frames, Consumer<ByteBuffer> arrive) {
			if (!DirectEngine.this.links.containsKey(this.self)) {
				return Sent.DISCONNECTED;
			}
			if (DirectEngine.this.full.contains(this.self.name())) {
				return Sent.FULL;
			}
			if (frames.stream().anyMatch((frame) -> frame.remaining() > MAX_FRAME)) {
				return Sent.TOO_LARGE;
			}
			frames.forEach((frame) -> {
				DirectEngine.this.frames.incrementAndGet();
				DirectEngine.this.bytes.addAndGet(frame.remaining());
				DirectEngine.this.news.add(() -> arrive.accept(frame.duplicate()));
			});
			return Sent.QUEUED;
		}

		@Override
		public boolean hasRoom(long bytes) {
			return !DirectEngine.this.busy.contains(this.self.name());
		}

		@Override
		public int maxFrame() {
			return MAX_FRAME;
		}

		@Override
		public LinkStatistics statistics() {
			return new LinkStatistics(true, 0, 0, 0, 0, 0, 0, 0);
		}

		@Override
		public void close() {
			settle();
			DirectEngine.this.links.remove(this.self, this);
		}

	}

}
