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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

import io.github.wampspring.router.cluster.link.ClusterLink;
import io.github.wampspring.router.cluster.link.LinkSettings;
import io.github.wampspring.router.cluster.link.LinkStatistics;
import io.github.wampspring.router.cluster.link.NodeId;
import io.github.wampspring.router.cluster.link.Sent;
import org.jspecify.annotations.Nullable;

/**
 * An engine in memory that has no threads: each thing that can happen happens in a
 * {@link #step()}, in an order that the seed decides, and the same with the same seed.
 * The frames of a pair of nodes keep their order, those of different pairs overtake each
 * other. For one thread; what a listener throws comes out of the step.
 */
public final class SteppedEngine extends FaultyNetwork {

	private final Random random;

	private final List<Link> links = new ArrayList<>();

	private boolean running = true;

	private boolean stalled;

	/**
	 * Creates an engine that runs.
	 * @param seed decides the order of what happens
	 */
	public SteppedEngine(long seed) {
		this.random = new Random(seed);
	}

	/**
	 * A link over this engine.
	 * @param settings its limits. Times are none: a link connects again in a step
	 * @return the link, which is not started
	 */
	public ClusterLink link(LinkSettings settings) {
		return new Link(settings);
	}

	/**
	 * Does one of the things that can happen: a link connects, the engine takes a frame,
	 * or a listener is told something.
	 * @return {@code false} if nothing can happen any more
	 */
	public boolean step() {
		List<Runnable> possible = new ArrayList<>();
		this.links.forEach((link) -> link.collect(possible));
		if (possible.isEmpty()) {
			return false;
		}
		possible.get(this.random.nextInt(possible.size())).run();
		return true;
	}

	/**
	 * Goes on until nothing can happen any more.
	 * @param maxSteps how many steps at the most
	 * @return how many there were
	 */
	public int run(int maxSteps) {
		int steps = 0;
		while (steps < maxSteps && step()) {
			steps++;
		}
		return steps;
	}

	/**
	 * Ends all connections, and loses what had not arrived.
	 */
	public void stop() {
		this.running = false;
		this.links.forEach(Link::lose);
	}

	/**
	 * Takes connections again.
	 */
	public void start() {
		this.running = true;
	}

	/**
	 * Takes no frames and no connections any more. What it has still arrives.
	 */
	public void stall() {
		this.stalled = true;
	}

	/**
	 * Goes on after a {@link #stall()}.
	 */
	public void resume() {
		this.stalled = false;
	}

	/**
	 * A link and what is on its way to and from it.
	 */
	private final class Link implements ClusterLink {

		private final LinkSettings settings;

		private final ArrayDeque<Outgoing> outbound = new ArrayDeque<>();

		private final ArrayDeque<Consumer<Listener>> news = new ArrayDeque<>();

		private final Map<NodeId, ArrayDeque<ByteBuffer>> inbound = new LinkedHashMap<>();

		private String cluster = "";

		private @Nullable NodeId self;

		private @Nullable Listener listener;

		private boolean connected;

		private boolean closed;

		private long queuedBytes;

		/** More than usual behind what only an empty queue takes. */
		private long frameLimit;

		private long byteLimit;

		private int arrivedFrames;

		private long arrivedBytes;

		private long sent;

		private long received;

		private long full;

		private long dropped;

		private long missed;

		Link(LinkSettings settings) {
			this.settings = settings;
		}

		@Override
		public void start(String cluster, NodeId self, Listener listener) {
			if (this.listener != null || this.closed) {
				throw new IllegalStateException("A cluster link is started once");
			}
			this.cluster = cluster;
			this.self = self;
			this.listener = listener;
			SteppedEngine.this.links.add(this);
		}

		@Override
		public Sent send(NodeId to, List<ByteBuffer> frames) {
			return add(to, frames);
		}

		@Override
		public Sent broadcast(List<ByteBuffer> frames) {
			return add(null, frames);
		}

		private Sent add(@Nullable NodeId to, List<ByteBuffer> frames) {
			long size = 0;
			for (ByteBuffer frame : frames) {
				if (frame.remaining() > maxFrame()) {
					return Sent.TOO_LARGE;
				}
				size += frame.remaining();
			}
			if (!this.connected) {
				return Sent.DISCONNECTED;
			}
			if (this.outbound.isEmpty()) {
				this.frameLimit = Math.max(this.settings.queueFrames(),
						frames.size() + this.settings.queueFrames() / 4);
				this.byteLimit = Math.max(this.settings.queueBytes(), size + this.settings.queueBytes() / 4);
			}
			else if (this.outbound.size() + frames.size() > this.frameLimit
					|| this.queuedBytes + size > this.byteLimit) {
				this.full += frames.size();
				return Sent.FULL;
			}
			frames.forEach((frame) -> this.outbound.add(new Outgoing(to, frame.slice())));
			this.queuedBytes += size;
			return Sent.QUEUED;
		}

		@Override
		public int maxFrame() {
			return this.settings.maxFrame();
		}

		@Override
		public LinkStatistics statistics() {
			return new LinkStatistics(this.connected, this.outbound.size(), this.queuedBytes, this.sent, this.received,
					this.full, this.dropped, this.missed);
		}

		@Override
		public boolean hasRoom(long bytes) {
			int frames = this.settings.queueFrames();
			long size = this.settings.queueBytes();
			return this.outbound.isEmpty() || (this.outbound.size() + 1 + bytes / maxFrame() <= frames - frames / 4
					&& this.queuedBytes + bytes <= size - size / 4);
		}

		@Override
		public boolean isBusy() {
			return !this.outbound.isEmpty() && (this.outbound.size() >= this.settings.queueFrames() / 2
					|| this.queuedBytes >= this.settings.queueBytes() / 2);
		}

		@Override
		public void close() {
			while (!SteppedEngine.this.stalled && !this.outbound.isEmpty()) {
				take();
			}
			this.connected = false;
			this.closed = true;
			SteppedEngine.this.links.remove(this);
		}

		/**
		 * What can happen here.
		 * @param possible takes it
		 */
		void collect(List<Runnable> possible) {
			if (SteppedEngine.this.running && !SteppedEngine.this.stalled) {
				if (!this.connected) {
					possible.add(this::connect);
				}
				else if (!this.outbound.isEmpty()) {
					possible.add(this::take);
				}
			}
			if (!this.news.isEmpty()) {
				possible.add(() -> tell(this.news.remove()));
			}
			else {
				for (ArrayDeque<ByteBuffer> frames : this.inbound.values()) {
					if (!frames.isEmpty()) {
						possible.add(() -> arrive(frames));
					}
				}
			}
		}

		private void tell(Consumer<Listener> news) {
			if (this.listener != null) {
				news.accept(this.listener);
			}
		}

		private void connect() {
			this.connected = true;
			this.news.add(Listener::connected);
		}

		void lose() {
			if (this.connected) {
				this.connected = false;
				int lost = this.outbound.size();
				this.dropped += lost;
				this.outbound.clear();
				this.queuedBytes = 0;
				this.inbound.clear();
				this.arrivedFrames = 0;
				this.arrivedBytes = 0;
				this.news.add((listener) -> listener.disconnected("The engine was stopped", lost));
			}
		}

		private void take() {
			Outgoing frame = this.outbound.remove();
			this.queuedBytes -= frame.content.remaining();
			this.sent++;
			boolean found = false;
			for (Link link : SteppedEngine.this.links) {
				if (link.connected && link.cluster.equals(this.cluster)
						&& (frame.to == null || frame.to.equals(link.self))) {
					found = true;
					if (!loses(id(), link.id(), frame.content)) {
						link.deliver(id(), frame.content);
					}
				}
			}
			if (frame.to != null && !found) {
				this.news.add((listener) -> listener.suspect(frame.to));
			}
		}

		private NodeId id() {
			if (this.self == null) {
				throw new IllegalStateException("Not started");
			}
			return this.self;
		}

		private void deliver(NodeId from, ByteBuffer frame) {
			if (this.arrivedFrames >= this.settings.receiveFrames()
					|| this.arrivedBytes + frame.remaining() > this.settings.receiveBytes()) {
				this.missed++;
				this.news.add((listener) -> listener.missed(1));
				return;
			}
			this.arrivedFrames++;
			this.arrivedBytes += frame.remaining();
			this.inbound.computeIfAbsent(from, (node) -> new ArrayDeque<>()).add(frame.asReadOnlyBuffer());
		}

		private void arrive(ArrayDeque<ByteBuffer> frames) {
			ByteBuffer frame = frames.remove();
			this.arrivedFrames--;
			this.arrivedBytes -= frame.remaining();
			this.received++;
			tell((listener) -> listener.received(frame));
		}

	}

	private record Outgoing(@Nullable NodeId to, ByteBuffer content) {
	}

}
