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

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;

import io.github.wampspring.router.ClusterSettings;
import io.github.wampspring.router.ClusterStatus;
import io.github.wampspring.router.cluster.link.ClusterLink;
import io.github.wampspring.router.cluster.link.LinkStatistics;
import io.github.wampspring.router.cluster.link.NodeId;
import io.github.wampspring.router.cluster.link.Sent;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * This node among the others of its cluster: who is there, and frames in order, each
 * counted, so that one that is lost is seen.
 * <p>
 * The {@link ClusterListener} is called by the link's thread and by timers, under a lock
 * of its own that nothing else takes: one thing at a time, in the order of what is told.
 * Whoever sends, begins a barrier or asks for members does not take that lock, so this
 * may be done within the listener and under locks that the listener takes. Only
 * {@link #close()} takes it.
 */
public final class ClusterNode {

	private static final Log logger = LogFactory.getLog(ClusterNode.class);

	private final ClusterSettings settings;

	private final NodeId self;

	private final FrameCodec codec;

	private final ScheduledExecutorService scheduler;

	private final LongSupplier nanos;

	private final HybridClock clock;

	private final Outbox outbox = new Outbox();

	private final Barriers barriers = new Barriers();

	private final Membership membership;

	private volatile @Nullable ClusterLink link;

	private volatile @Nullable Future<?> ticks;

	private volatile boolean closed;

	/**
	 * Creates a node, which is not started.
	 * @param settings the cluster
	 * @param codec makes bytes of frames
	 * @param scheduler runs timers, which are short
	 * @param listener is told of other nodes
	 * @param nanos the time that goes on steadily
	 * @param millis the time of day
	 */
	ClusterNode(ClusterSettings settings, FrameCodec codec, ScheduledExecutorService scheduler,
			ClusterListener listener, LongSupplier nanos, LongSupplier millis) {
		this.settings = settings;
		this.self = NodeId.create(settings.node());
		this.codec = codec;
		this.scheduler = scheduler;
		this.nanos = nanos;
		this.clock = new HybridClock(millis);
		this.membership = new Membership(settings, this.self, codec, this.outbox, this.barriers, this.clock, scheduler,
				listener, nanos, millis);
	}

	/**
	 * The node's ID, another one for each {@link ClusterNode}.
	 * @return the ID
	 */
	NodeId self() {
		return this.self;
	}

	/**
	 * Makes a link and starts it. Does not wait for the engine.
	 */
	void start() {
		ClusterLink link = this.settings.links().get();
		this.link = link;
		this.outbox.open(link);
		this.membership.start(link);
		link.start(this.settings.name(), this.self, this.membership);
		long heartbeat = this.settings.heartbeat().toNanos();
		this.ticks = this.scheduler.scheduleWithFixedDelay(this::tick, heartbeat, heartbeat, TimeUnit.NANOSECONDS);
	}

	private void tick() {
		try {
			this.membership.tick();
		}
		catch (Throwable ex) {
			// the next one must come all the same
			logger.error("A heartbeat of cluster '" + this.settings.name() + "' has failed", ex);
		}
	}

	/**
	 * Tells the others that no new calls are wanted any more.
	 */
	void leaving() {
		this.membership.leaving();
		broadcastOrInterrupt(new Frame.Leaving());
	}

	/**
	 * Says goodbye and closes the link. Barriers complete, and the listener is told
	 * nothing more. Not to be called under a lock that the listener takes.
	 */
	void close() {
		if (this.closed) {
			return;
		}
		this.closed = true;
		Future<?> ticks = this.ticks;
		if (ticks != null) {
			ticks.cancel(false);
		}
		this.membership.close();
		this.outbox.broadcast(this.codec.encode(this.self, new Frame.Goodbye()), false);
		ClusterLink link = this.link;
		if (link != null) {
			link.close();
		}
		this.barriers.close().forEach((future) -> future.complete(null));
		logger.info("Instance " + this.self + " has left cluster '" + this.settings.name() + "'");
	}

	/**
	 * The time, for comparing what happens on different nodes: milliseconds since 1970
	 * shifted by 16 bits, and a counter. Larger than any before, and than any that was
	 * heard of.
	 * @return the stamp
	 */
	long stamp() {
		return this.clock.stamp();
	}

	/**
	 * The other nodes that are there: their state has come, or has begun to.
	 * @return the nodes
	 */
	List<NodeId> members() {
		return this.barriers.members();
	}

	/**
	 * Whether another node is there.
	 * @return {@code false} if this one is alone
	 */
	boolean hasMembers() {
		return !this.barriers.members().isEmpty();
	}

	/**
	 * Sends a frame to a node. Never waits. Part of the queue is not for such frames, but
	 * for those of {@link #sendOrInterrupt}.
	 * @param to the node
	 * @param frame the frame
	 * @return what became of it. It was not sent unless it is {@link Sent#QUEUED}, and
	 * nobody misses it; {@link Sent#DISCONNECTED} also while the node is not known or
	 * does not take frames, and for an {@link Frame.Invoke} while its own are not taken,
	 * since the two have yet to tell each other what they have
	 * @throws io.github.wampspring.PayloadException if a value of the frame cannot be
	 * written
	 */
	Sent send(NodeId to, Frame frame) {
		return this.outbox.send(to, this.codec.encode(this.self, frame), frame instanceof Frame.Invoke);
	}

	/**
	 * Sends a frame to some nodes, for which it is encoded once. Never waits.
	 * @param to the nodes
	 * @param frame the frame
	 * @return {@code false} if it was not {@link Sent#QUEUED} for all of them; the others
	 * do not miss it
	 * @throws io.github.wampspring.PayloadException if a value of the frame cannot be
	 * written
	 */
	boolean send(Collection<NodeId> to, Frame frame) {
		ByteBuffer encoded = this.codec.encode(this.self, frame);
		boolean all = true;
		for (Iterator<NodeId> nodes = to.iterator(); nodes.hasNext();) {
			NodeId node = nodes.next();
			ByteBuffer own = nodes.hasNext() ? FrameCodec.copy(encoded) : encoded;
			all &= this.outbox.send(node, own, frame instanceof Frame.Invoke) == Sent.QUEUED;
		}
		return all;
	}

	/**
	 * Sends a frame that must not be lost alone: if it is not {@link Sent#QUEUED}, the
	 * node will see that it is missing, and all that is under way between the two ends.
	 * Except for {@link Sent#TOO_LARGE}: it would be so again, and the sender has to find
	 * another way.
	 * @param to the node
	 * @param frame the frame
	 * @return what became of it
	 * @throws io.github.wampspring.PayloadException if a value of the frame cannot be
	 * written, which nobody misses
	 */
	Sent sendOrInterrupt(NodeId to, Frame frame) {
		return this.outbox.sendOrInterrupt(to, this.codec.encode(this.self, frame));
	}

	/**
	 * Sends a frame to all other nodes. Never waits.
	 * @param frame the frame
	 * @return what became of it. It was not sent unless it is {@link Sent#QUEUED}, and
	 * nobody misses it
	 * @throws io.github.wampspring.PayloadException if a value of the frame cannot be
	 * written
	 */
	Sent broadcast(Frame frame) {
		return this.outbox.broadcast(this.codec.encode(this.self, frame), false);
	}

	/**
	 * Sends a frame to all other nodes that must not be lost alone, as of
	 * {@link #sendOrInterrupt}.
	 * @param frame the frame
	 * @return what became of it
	 * @throws io.github.wampspring.PayloadException if a value of the frame cannot be
	 * written, which nobody misses
	 */
	Sent broadcastOrInterrupt(Frame frame) {
		return this.outbox.broadcast(this.codec.encode(this.self, frame), true);
	}

	/**
	 * Sends a frame to all other nodes that is part of the state, but may be refused:
	 * part of the queue is not for it, as of {@link #send}. Where it is not sent for
	 * another reason, all others will see that it is missing.
	 * @param frame the frame
	 * @return what became of it
	 * @throws io.github.wampspring.PayloadException if a value of the frame cannot be
	 * written, which nobody misses
	 */
	Sent offer(Frame frame) {
		return this.outbox.offer(this.codec.encode(this.self, frame));
	}

	/**
	 * Waits for the others.
	 * @return completes when all nodes that are there now have handled all that was sent
	 * to them before, or are gone; after the cluster's timeout in any case, when what is
	 * under way with those that did not answer ends. It is completed by the thread that
	 * has the listener's turn
	 */
	CompletableFuture<Void> barrier() {
		CompletableFuture<Void> future = new CompletableFuture<>();
		if (!hasMembers() || this.closed) {
			future.complete(null);
			return future;
		}
		long deadline = this.nanos.getAsLong() + this.settings.timeout().toNanos();
		this.outbox.sync((id) -> this.barriers.begin(id, future, deadline),
				(id) -> this.codec.encode(this.self, new Frame.Sync(id)));
		// those that were there a moment ago may be gone
		this.barriers.empty().forEach((empty) -> empty.complete(null));
		return future;
	}

	/**
	 * Does something in turn with what the listener is told, by another thread than the
	 * caller's.
	 * @param task what to do; nothing once the node is closed
	 */
	void execute(Runnable task) {
		this.membership.execute(task);
	}

	/**
	 * Where this node stands.
	 * @param registrations as of {@link ClusterStatus#registrations()}
	 * @param sessions as of {@link ClusterStatus#sessions()}
	 * @param pendingCalls as of {@link ClusterStatus#pendingCalls()}
	 * @param droppedEvents as of {@link ClusterStatus#droppedEvents()}
	 * @param refusedCalls as of {@link ClusterStatus#refusedCalls()}
	 * @param conflicts as of {@link ClusterStatus#conflicts()}
	 * @param counts what another node has
	 * @return the status
	 */
	ClusterStatus status(long registrations, long sessions, long pendingCalls, long droppedEvents, long refusedCalls,
			long conflicts, Function<NodeId, RealmInbox.Counts> counts) {
		ClusterLink link = this.link;
		LinkStatistics statistics = (link != null) ? link.statistics() : new LinkStatistics(false, 0, 0, 0, 0, 0, 0, 0);
		List<ClusterStatus.Member> members = new ArrayList<>();
		long now = this.nanos.getAsLong();
		this.membership.peers().values().forEach((peer) -> {
			if (peer.member) {
				RealmInbox.Counts own = counts.apply(peer.node());
				members.add(new ClusterStatus.Member(peer.node().toString(), peer.since(),
						Duration.ofNanos(Math.max(0, now - peer.heardAt)), peer.stage != Peer.Stage.COMPLETE,
						own.sessions(), own.callees()));
			}
		});
		return new ClusterStatus(this.settings.name(), this.self.toString(), state(), this.membership.problem(),
				statistics, members, registrations, sessions, pendingCalls, droppedEvents, refusedCalls,
				this.membership.resynchronizations(), conflicts, this.membership.refusedFrames());
	}

	/**
	 * Whether the engine is there.
	 */
	boolean isConnected() {
		return this.membership.isConnected();
	}

	private ClusterStatus.State state() {
		if (this.closed) {
			return ClusterStatus.State.CLOSED;
		}
		if (!isConnected()) {
			return ClusterStatus.State.DISCONNECTED;
		}
		return this.membership.isDeaf() ? ClusterStatus.State.DEAF : ClusterStatus.State.CONNECTED;
	}

	/**
	 * How many frames came twice or too late, and were dropped.
	 */
	long lateFrames() {
		return this.membership.lateFrames();
	}

}
