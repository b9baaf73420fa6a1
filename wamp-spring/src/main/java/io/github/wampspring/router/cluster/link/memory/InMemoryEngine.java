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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.wampspring.router.cluster.link.ClusterLink;
import io.github.wampspring.router.cluster.link.EngineConnection;
import io.github.wampspring.router.cluster.link.EngineEvents;
import io.github.wampspring.router.cluster.link.EngineLink;
import io.github.wampspring.router.cluster.link.EngineLostException;
import io.github.wampspring.router.cluster.link.LinkSettings;
import io.github.wampspring.router.cluster.link.NodeId;
import io.github.wampspring.router.cluster.link.OutboundFrame;

/**
 * An engine within one JVM, whose links have threads as those over the network have. It
 * can stop, stall, lose frames and be partitioned. {@link SteppedEngine} is the one that
 * does the same each time.
 */
public final class InMemoryEngine extends FaultyNetwork {

	private final Map<String, Map<NodeId, Connection>> clusters = new LinkedHashMap<>();

	private boolean running = true;

	private boolean stalled;

	/**
	 * Creates an engine that runs.
	 */
	public InMemoryEngine() {
	}

	/**
	 * A link over this engine.
	 * @param settings limits and times
	 * @return the link, which is not started
	 */
	public ClusterLink link(LinkSettings settings) {
		return new EngineLink(settings) {

			@Override
			protected EngineConnection connect(String cluster, NodeId self, EngineEvents events) throws Exception {
				return new Connection(cluster, self, events, settings).open();
			}

		};
	}

	/**
	 * Ends all connections, and takes no new ones.
	 */
	public synchronized void stop() {
		this.running = false;
		for (Map<NodeId, Connection> nodes : this.clusters.values()) {
			for (Connection connection : nodes.values()) {
				connection.lost = true;
				connection.events.lost("The engine was stopped");
			}
		}
		this.clusters.clear();
		notifyAll();
	}

	/**
	 * Takes connections again.
	 */
	public synchronized void start() {
		this.running = true;
	}

	/**
	 * Takes and answers nothing any more, without an end of connections.
	 */
	public synchronized void stall() {
		this.stalled = true;
	}

	/**
	 * Goes on after a {@link #stall()}.
	 */
	public synchronized void resume() {
		this.stalled = false;
		notifyAll();
	}

	/**
	 * How a node is connected.
	 */
	private final class Connection implements EngineConnection {

		private final String cluster;

		private final NodeId self;

		private final EngineEvents events;

		private final long timeout;

		private boolean lost;

		Connection(String cluster, NodeId self, EngineEvents events, LinkSettings settings) {
			this.cluster = cluster;
			this.self = self;
			this.events = events;
			this.timeout = settings.timeout().toNanos();
		}

		Connection open() throws EngineLostException, InterruptedException {
			synchronized (InMemoryEngine.this) {
				awaitAnswer();
				InMemoryEngine.this.clusters.computeIfAbsent(this.cluster, (name) -> new LinkedHashMap<>())
					.put(this.self, this);
				return this;
			}
		}

		@Override
		public void send(List<OutboundFrame> frames) throws EngineLostException, InterruptedException {
			synchronized (InMemoryEngine.this) {
				awaitAnswer();
				frames.forEach(this::route);
				this.events.confirmed(frames.size());
			}
		}

		private void route(OutboundFrame frame) {
			Map<NodeId, Connection> nodes = InMemoryEngine.this.clusters.getOrDefault(this.cluster, Map.of());
			if (frame.to() == null) {
				new ArrayList<>(nodes.values()).forEach((node) -> deliver(node, frame.content()));
				return;
			}
			Connection node = nodes.get(frame.to());
			if (node != null) {
				deliver(node, frame.content());
			}
			else {
				this.events.suspect(frame.to());
			}
		}

		private void deliver(Connection node, ByteBuffer frame) {
			if (!loses(this.self, node.self, frame)) {
				node.events.received(frame.asReadOnlyBuffer());
			}
		}

		@Override
		public void confirm() throws EngineLostException, InterruptedException {
			synchronized (InMemoryEngine.this) {
				awaitAnswer();
			}
		}

		/** Waits as for the answer of an engine over the network. */
		private void awaitAnswer() throws EngineLostException, InterruptedException {
			long end = System.nanoTime() + this.timeout;
			while (InMemoryEngine.this.stalled && InMemoryEngine.this.running && !this.lost) {
				long left = (end - System.nanoTime()) / 1_000_000;
				if (left <= 0) {
					throw new EngineLostException("The engine has not answered in time");
				}
				InMemoryEngine.this.wait(left);
			}
			if (this.lost || !InMemoryEngine.this.running) {
				throw new EngineLostException("The engine was stopped");
			}
		}

		@Override
		public void close() {
			synchronized (InMemoryEngine.this) {
				this.lost = true;
				Map<NodeId, Connection> nodes = InMemoryEngine.this.clusters.get(this.cluster);
				if (nodes != null && nodes.remove(this.self, this) && nodes.isEmpty()) {
					InMemoryEngine.this.clusters.remove(this.cluster);
				}
				InMemoryEngine.this.notifyAll();
			}
		}

	}

}
