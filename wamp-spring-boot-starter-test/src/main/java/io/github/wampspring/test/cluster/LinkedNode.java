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

package io.github.wampspring.test.cluster;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.github.wampspring.router.cluster.link.ClusterLink;
import io.github.wampspring.router.cluster.link.NodeId;
import io.github.wampspring.router.cluster.link.Sent;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A node that records what it is told. Its frames are two numbers: which stream, and
 * which place in it.
 */
final class LinkedNode implements ClusterLink.Listener, AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final int FRAME = 8;

	private final NodeId id;

	private final ClusterLink link;

	private final List<ByteBuffer> frames = new ArrayList<>();

	private final List<String> reasons = new ArrayList<>();

	private final Set<NodeId> suspects = new LinkedHashSet<>();

	private final Set<Thread> threads = new LinkedHashSet<>();

	private volatile Consumer<ByteBuffer> onFrame = (frame) -> {
	};

	private boolean connected;

	private int connections;

	private long dropped;

	private long missed;

	private int calls;

	private int underWay;

	private boolean overlapped;

	LinkedNode(String name, ClusterLink link) {
		this.id = NodeId.create(name);
		this.link = link;
	}

	LinkedNode start(String cluster) {
		this.link.start(cluster, this.id, this);
		return this;
	}

	NodeId id() {
		return this.id;
	}

	ClusterLink link() {
		return this.link;
	}

	/**
	 * Runs at each frame, by the thread that brings it.
	 * @param onFrame what runs
	 */
	void onFrame(Consumer<ByteBuffer> onFrame) {
		this.onFrame = onFrame;
	}

	static ByteBuffer frame(int stream, int number) {
		return ByteBuffer.allocate(FRAME).putInt(stream).putInt(number).flip();
	}

	/**
	 * Sends a frame that must go, and waits for room where there is none.
	 * @param to the node
	 * @param stream which stream
	 * @param number which place in it
	 */
	void send(NodeId to, int stream, int number) {
		insist(() -> this.link.send(to, frame(stream, number)));
	}

	void broadcast(int stream, int number) {
		insist(() -> this.link.broadcast(frame(stream, number)));
	}

	static void insist(Supplier<Sent> send) {
		Sent first = send.get();
		if (first != Sent.QUEUED) {
			await("room for a frame", () -> send.get() == Sent.QUEUED);
		}
	}

	@Override
	public void received(ByteBuffer frame) {
		begin();
		try {
			synchronized (this) {
				this.frames.add(frame.duplicate());
			}
			this.onFrame.accept(frame);
		}
		finally {
			end();
		}
	}

	@Override
	public void suspect(NodeId node) {
		begin();
		synchronized (this) {
			this.suspects.add(node);
		}
		end();
	}

	@Override
	public void connected() {
		begin();
		synchronized (this) {
			this.connected = true;
			this.connections++;
		}
		end();
	}

	@Override
	public void disconnected(String reason, long dropped) {
		begin();
		synchronized (this) {
			this.connected = false;
			this.reasons.add(reason);
			this.dropped += dropped;
		}
		end();
	}

	@Override
	public void missed(long frames) {
		begin();
		synchronized (this) {
			this.missed += frames;
		}
		end();
	}

	private synchronized void begin() {
		this.calls++;
		this.overlapped |= this.underWay++ > 0;
		this.threads.add(Thread.currentThread());
	}

	private synchronized void end() {
		this.underWay--;
	}

	/**
	 * The numbers that came of a stream, in the order in which they came.
	 * @param stream the stream
	 * @return the numbers
	 */
	synchronized List<Integer> numbers(int stream) {
		List<Integer> numbers = new ArrayList<>();
		for (ByteBuffer frame : this.frames) {
			if (frame.remaining() == FRAME && frame.getInt(frame.position()) == stream) {
				numbers.add(frame.getInt(frame.position() + 4));
			}
		}
		return numbers;
	}

	/**
	 * The streams of all frames, in the order in which they came.
	 * @return the numbers
	 */
	synchronized List<Integer> streams() {
		return this.frames.stream().map((frame) -> frame.getInt(frame.position())).toList();
	}

	synchronized List<ByteBuffer> frames() {
		return List.copyOf(this.frames);
	}

	synchronized List<String> reasons() {
		return List.copyOf(this.reasons);
	}

	synchronized Set<NodeId> suspects() {
		return Set.copyOf(this.suspects);
	}

	synchronized boolean isConnected() {
		return this.connected;
	}

	synchronized int connections() {
		return this.connections;
	}

	synchronized long dropped() {
		return this.dropped;
	}

	synchronized long missed() {
		return this.missed;
	}

	synchronized int calls() {
		return this.calls;
	}

	synchronized Set<Thread> threads() {
		return Set.copyOf(this.threads);
	}

	synchronized boolean hasOverlapped() {
		return this.overlapped;
	}

	LinkedNode awaitConnected() {
		try {
			await(this.id + " to be connected", this::isConnected);
		}
		catch (ConditionTimeoutException ex) {
			throw new AssertionError(this.id + " is not connected: " + reasons(), ex);
		}
		return this;
	}

	static void await(String what, BooleanSupplier condition) {
		Awaitility.await(what)
			.pollInSameThread()
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(5))
			.atMost(PATIENCE)
			.until(condition::getAsBoolean);
	}

	@Override
	public void close() {
		this.link.close();
	}

}
