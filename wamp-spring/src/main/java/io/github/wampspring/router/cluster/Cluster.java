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

import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import io.github.wampspring.codec.WampSerializer;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.router.ClusterSettings;
import io.github.wampspring.router.ClusterStatus;
import io.github.wampspring.router.cluster.link.NodeId;
import io.github.wampspring.router.cluster.link.Sent;
import io.github.wampspring.router.routing.Timers;
import org.jspecify.annotations.Nullable;

/**
 * This router among the others of its cluster: its realms, and the node by which they
 * reach those of the others.
 */
public final class Cluster implements AutoCloseable {

	/** After which time a queue that was full is worth another try. */
	private static final long LATER_MILLIS = 20;

	private final ClusterSettings settings;

	private final WampSerializer serializer;

	private final FrameCodec codec;

	private final Timers timers;

	private final Map<String, ClusterRealm> realms = new LinkedHashMap<>();

	private final AtomicLong droppedEvents = new AtomicLong();

	private final AtomicLong refusedCalls = new AtomicLong();

	private final AtomicLong conflicts = new AtomicLong();

	private volatile ClusterNode node;

	/**
	 * Creates a cluster of which nothing is known yet.
	 * @param serializers the serializers of clients; {@code cbor} must be among them
	 * @param timers for heartbeats and time limits
	 */
	public Cluster(ClusterSettings settings, List<WampSerializer> serializers, Timers timers) {
		this.settings = settings;
		this.codec = new FrameCodec(serializers);
		this.serializer = serializers.stream()
			.filter((serializer) -> serializer.name().equals("cbor"))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException("A cluster needs the serializer cbor"));
		this.timers = timers;
		this.node = newNode();
	}

	private ClusterNode newNode() {
		return new ClusterNode(this.settings, this.codec, this.timers.scheduler(), new Listener(), this.timers.nanos(),
				this.timers.millis());
	}

	/**
	 * A realm that all instances have. To be called before {@link #start()}.
	 */
	public ClusterRealm realm(String name) {
		String key = this.settings.secret().isEmpty() ? this.settings.name() : this.settings.secret();
		return this.realms.computeIfAbsent(name, (realm) -> new ClusterRealm(realm, this, key));
	}

	/**
	 * Begins to look for other instances. Waits for nothing.
	 */
	public void start() {
		this.node.start();
	}

	/**
	 * Begins again after {@link #close()}, as another instance.
	 */
	public void restart() {
		this.node = newNode();
		this.node.start();
	}

	/**
	 * Asks the others not to send new calls here any more.
	 */
	public void leave() {
		this.node.leaving();
	}

	/**
	 * Leaves the cluster.
	 */
	@Override
	public void close() {
		this.node.close();
		this.realms.values().forEach(ClusterRealm::close);
	}

	/**
	 * Where this instance stands.
	 */
	public ClusterStatus status() {
		RealmInbox.Counts all = counts(null);
		return this.node.status(all.callees(), all.sessions(), all.calls(), this.droppedEvents.get(),
				this.refusedCalls.get(), this.conflicts.get(), this::counts);
	}

	/** What one of the other instances has, or all. */
	private RealmInbox.Counts counts(@Nullable NodeId node) {
		return this.realms.values()
			.stream()
			.map((realm) -> realm.inbox().counts(node))
			.reduce(new RealmInbox.Counts(0, 0, 0), RealmInbox.Counts::plus);
	}

	LongSupplier nanos() {
		return this.timers.nanos();
	}

	List<NodeId> members() {
		return this.node.members();
	}

	boolean hasMembers() {
		return this.node.hasMembers();
	}

	/**
	 * How long before an event others may have been published that have not come to an
	 * instance with it: as long as the way from each of the two publishers may take.
	 */
	Duration overlap() {
		return this.settings.timeout().plus(this.settings.heartbeat()).multipliedBy(2);
	}

	boolean prefersLocal() {
		return this.settings.preferLocal();
	}

	long stamp() {
		return this.node.stamp();
	}

	/** How long another instance may take to answer. */
	Duration timeout() {
		return this.settings.timeout();
	}

	/** Why something has not gone to other instances, for those who wanted that. */
	String obstacle() {
		return this.node.isConnected() ? "too much waits for the way to them"
				: "the engine of the cluster cannot be reached";
	}

	Sent send(NodeId to, Frame frame) {
		return this.node.send(to, frame);
	}

	boolean send(Collection<NodeId> to, Frame frame) {
		return this.node.send(to, frame);
	}

	Sent sendOrInterrupt(NodeId to, Frame frame) {
		return this.node.sendOrInterrupt(to, frame);
	}

	/** Tells all others of a change. */
	void tell(Frame frame) {
		this.node.broadcastOrInterrupt(frame);
	}

	/** Tells all others of what a client may have made as large as it likes. */
	Sent offer(Frame frame) {
		return this.node.offer(frame);
	}

	CompletableFuture<?> barrier() {
		return this.node.barrier();
	}

	/** Does something in turn with what comes from others. */
	void execute(Runnable task) {
		this.node.execute(task);
	}

	/** Does something later. */
	Future<?> after(Duration delay, Runnable task) {
		return this.timers.scheduler().schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
	}

	CompletionStage<?> later() {
		return CompletableFuture.runAsync(() -> {
		}, (task) -> this.timers.scheduler().schedule(task, LATER_MILLIS, TimeUnit.MILLISECONDS));
	}

	/**
	 * A payload as it goes into frames.
	 * @throws io.github.wampspring.PayloadException if it cannot be encoded
	 */
	Payload prepare(Payload payload) {
		return (payload instanceof Payload.Encoded || payload.isEmpty()) ? payload : this.serializer.encode(payload);
	}

	void droppedEvent() {
		this.droppedEvents.incrementAndGet();
	}

	void refusedCall() {
		this.refusedCalls.incrementAndGet();
	}

	void conflict() {
		this.conflicts.incrementAndGet();
	}

	private final class Listener implements ClusterListener {

		private void each(Consumer<RealmInbox> action) {
			Cluster.this.realms.values().forEach((realm) -> action.accept(realm.inbox()));
		}

		@Override
		public void begins(NodeId node) {
			each((inbox) -> inbox.begins(node));
		}

		@Override
		public void completed(NodeId node) {
			each((inbox) -> inbox.completed(node));
		}

		@Override
		public void received(NodeId node, Frame.OfRealm frame) {
			ClusterRealm realm = Cluster.this.realms.get(frame.realm());
			if (realm != null) {
				realm.inbox().received(node, frame);
			}
		}

		@Override
		public void interrupted(NodeId node) {
			each((inbox) -> inbox.interrupted(node));
		}

		@Override
		public void leaving(NodeId node) {
			each((inbox) -> inbox.leaving(node));
		}

		@Override
		public void left(NodeId node, String reason, boolean orderly) {
			each((inbox) -> inbox.left(node, orderly));
		}

		@Override
		public void connected() {
			each((inbox) -> inbox.events().lost());
		}

		@Override
		public State state() {
			return new States(Cluster.this.realms.values().stream().map(ClusterRealm::state).iterator());
		}

	}

	/** One after the other. */
	private static final class States implements ClusterListener.State {

		private final Iterator<ClusterListener.State> states;

		private ClusterListener.@Nullable State now;

		States(Iterator<ClusterListener.State> states) {
			this.states = states;
		}

		@Override
		public boolean next(Consumer<Frame.OfRealm> to) {
			if (this.now == null && this.states.hasNext()) {
				this.now = this.states.next();
			}
			if (this.now != null && !this.now.next(to)) {
				this.now = null;
			}
			return this.now != null || this.states.hasNext();
		}

	}

}
