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
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

import io.github.wampspring.router.ClusterSettings;
import io.github.wampspring.router.cluster.Peer.Stage;
import io.github.wampspring.router.cluster.link.ClusterLink;
import io.github.wampspring.router.cluster.link.NodeId;
import io.github.wampspring.router.cluster.link.Sent;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Who is there, and whether all that they have said has come. All of it happens in turn:
 * whoever brings something, the link's thread or a timer, waits until the one before is
 * done, and so do those who brought it wait on the other side. Nobody who sends waits for
 * the turn.
 * <p>
 * A node that lacks a frame of another one, or does not know it, asks it for its state.
 * The other one ends what is under way between the two, says that its state begins, and
 * sends it, with what happens meanwhile between the parts. So both know that frames were
 * lost, each asks once, and nothing that was begun before waits for an answer that does
 * not come.
 */
final class Membership implements ClusterLink.Listener {

	private static final Log logger = LogFactory.getLog(ClusterNode.class);

	private static final Pattern NUMBER = Pattern.compile("\\d+");

	/** How many other nodes are known at a time. */
	static final int MAX_NODES = 256;

	/** How many nodes that have said goodbye are remembered, whose frames may be late. */
	private static final int MAX_DEPARTED = 256;

	private static final int MAX_UNHEARD = 3;

	private static final int PROBES = 2;

	private static final long PROBE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

	/** How long a node may take to answer that is said to have no receiver. */
	private static final long UNREACHABLE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

	/** When to look again whether there is room for the next part of the state. */
	private static final long PACE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

	private final String cluster;

	private final NodeId self;

	private final FrameCodec codec;

	private final Outbox outbox;

	private final Barriers barriers;

	private final HybridClock clock;

	private final ScheduledExecutorService scheduler;

	private final ClusterListener listener;

	private final LongSupplier nanos;

	private final LongSupplier millis;

	private final long heartbeat;

	private final long timeout;

	private final Warnings warnings = new Warnings(logger);

	private final Object turn = new Object();

	private final Map<NodeId, Peer> peers = new ConcurrentHashMap<>();

	private final Set<NodeId> departed = Collections.newSetFromMap(new LinkedHashMap<>() {

		@Override
		protected boolean removeEldestEntry(Map.Entry<NodeId, Boolean> eldest) {
			return size() > MAX_DEPARTED;
		}

	});

	/** What else is to be done in turn. */
	private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

	private final AtomicLong resynchronizations = new AtomicLong();

	private final AtomicLong refused = new AtomicLong();

	private final AtomicLong late = new AtomicLong();

	/** The last frame that the link has refused. */
	private volatile @Nullable Refusal refusal;

	/** Whether another node was there, once. */
	private volatile boolean met;

	private volatile @Nullable ClusterLink link;

	private volatile boolean connected;

	private volatile @Nullable String problem;

	private volatile boolean deaf;

	private volatile boolean leaving;

	private boolean closed;

	private int unheard;

	private long tickedAt;

	Membership(ClusterSettings settings, NodeId self, FrameCodec codec, Outbox outbox, Barriers barriers,
			HybridClock clock, ScheduledExecutorService scheduler, ClusterListener listener, LongSupplier nanos,
			LongSupplier millis) {
		this.cluster = settings.name();
		this.self = self;
		this.codec = codec;
		this.outbox = outbox;
		this.barriers = barriers;
		this.clock = clock;
		this.scheduler = scheduler;
		this.listener = listener;
		this.nanos = nanos;
		this.millis = millis;
		this.heartbeat = settings.heartbeat().toNanos();
		this.timeout = settings.timeout().toNanos();
	}

	void start(ClusterLink link) {
		synchronized (this.turn) {
			this.link = link;
			this.tickedAt = now();
		}
	}

	/** When it has returned, the listener is told nothing more. */
	void close() {
		synchronized (this.turn) {
			this.closed = true;
			this.peers.values().forEach((peer) -> peer.transfer = null);
		}
	}

	void leaving() {
		this.leaving = true;
	}

	Map<NodeId, Peer> peers() {
		return this.peers;
	}

	boolean isConnected() {
		return this.connected;
	}

	boolean isDeaf() {
		return this.deaf;
	}

	@Nullable String problem() {
		String problem = this.problem;
		return (problem == null && this.connected && !this.met) ? outside() : problem;
	}

	/**
	 * Why this node has found nobody: others are there, and it refuses what they say, as
	 * they do with what it says. Once it has met one its settings are right, and frames
	 * that are refused are a stranger's, who must not put it out of service.
	 */
	private @Nullable String outside() {
		Refusal refusal = this.refusal;
		return (refusal != null && now() - refusal.at() <= this.timeout)
				? "Frames of other instances are refused. " + refusal.reason() : null;
	}

	long resynchronizations() {
		return this.resynchronizations.get();
	}

	long refusedFrames() {
		return this.refused.get();
	}

	long lateFrames() {
		return this.late.get();
	}

	private long now() {
		return this.nanos.getAsLong();
	}

	private ByteBuffer encode(Frame frame) {
		return this.codec.encode(this.self, frame);
	}

	private void inTurn(Runnable task) {
		synchronized (this.turn) {
			if (!this.closed) {
				runTasks();
				task.run();
				runTasks();
			}
		}
	}

	/**
	 * Does something in turn: after what is done now, or by a timer's thread.
	 */
	void execute(Runnable task) {
		this.tasks.add(task);
		later(0, this::runTasks);
	}

	private void runTasks() {
		for (Runnable task = this.tasks.poll(); task != null; task = this.tasks.poll()) {
			task.run();
		}
	}

	private void later(long nanos, Runnable task) {
		this.scheduler.schedule(() -> {
			try {
				inTurn(task);
			}
			catch (Throwable ex) {
				logger.error("A task of cluster '" + this.cluster + "' has failed", ex);
			}
		}, nanos, TimeUnit.NANOSECONDS);
	}

	// what the link tells

	@Override
	public void received(ByteBuffer frame) {
		inTurn(() -> open(frame));
	}

	@Override
	public void suspect(NodeId node) {
		inTurn(() -> {
			Peer peer = this.peers.get(node);
			if (peer != null && peer.probes == 0) {
				probe(peer);
				later(UNREACHABLE_NANOS, () -> unreachable(peer));
			}
		});
	}

	/**
	 * What was sent to it is lost, even if it comes back: nobody need wait for answers
	 * until it is known whether it does.
	 */
	private void unreachable(Peer peer) {
		if (peer.probes > 0 && peer.stage != Stage.WAITING && this.peers.get(peer.node()) == peer) {
			lost(peer, "the engine has no receiver for it");
		}
	}

	@Override
	public void connected() {
		inTurn(() -> {
			logger.info("Instance " + this.self + " has reached the engine of cluster '" + this.cluster + "'");
			this.connected = true;
			this.problem = null;
			this.unheard = 0;
			this.listener.connected();
			beat();
		});
	}

	@Override
	public void disconnected(String reason, long dropped) {
		inTurn(() -> {
			if (this.problem == null || this.connected) {
				logger.warn("The engine of cluster '" + this.cluster + "' cannot be reached, so that instance "
						+ this.self + " is alone until it is back: " + reason);
			}
			this.connected = false;
			this.deaf = false;
			this.unheard = 0;
			this.problem = "The engine cannot be reached: " + reason;
		});
	}

	@Override
	public void missed(long frames) {
		inTurn(() -> warn("missed", "Instance " + this.self + " was too slow for what others in cluster '"
				+ this.cluster + "' have sent: frames were lost, and are asked for"));
	}

	@Override
	public void refused(String reason) {
		inTurn(() -> {
			this.refusal = new Refusal(reason, now());
			refuse(kind(reason), reason);
		});
	}

	/**
	 * Reasons that are the same but for numbers are of one kind: these are a stranger's
	 * choice, who could otherwise use up all that is warned of.
	 */
	private static String kind(String reason) {
		return NUMBER.matcher(reason).replaceAll("");
	}

	private void refuse(String key, String reason) {
		this.refused.incrementAndGet();
		warn("refused " + key, "In cluster '" + this.cluster + "': " + reason);
	}

	private void warn(String key, String message) {
		this.warnings.warn(now(), key, message);
	}

	// frames

	private void open(ByteBuffer bytes) {
		FrameCodec.Received frame;
		try {
			frame = this.codec.open(bytes);
		}
		catch (MalformedFrameException ex) {
			refuse(kind(String.valueOf(ex.getMessage())), "A frame was refused: " + ex.getMessage());
			return;
		}
		if (frame.sender().equals(this.self)) {
			heardMyself();
			return;
		}
		Peer peer = this.peers.get(frame.sender());
		if (peer == null) {
			if (frame.kind() == FrameCodec.GOODBYE || this.departed.contains(frame.sender())) {
				this.late.incrementAndGet();
				return;
			}
			peer = meet(frame.sender());
			if (peer == null) {
				return;
			}
		}
		receive(peer, frame);
	}

	private @Nullable Peer meet(NodeId node) {
		if (this.peers.size() >= MAX_NODES) {
			refuse("full", "Frames of instance " + node + " and maybe others are refused, since there are " + MAX_NODES
					+ " already");
			return null;
		}
		Peer peer = new Peer(node, Instant.ofEpochMilli(this.millis.getAsLong()));
		peer.heardAt = now();
		this.peers.put(node, peer);
		this.outbox.add(node);
		ask(peer);
		return peer;
	}

	private void receive(Peer peer, FrameCodec.Received frame) {
		Peer.Order order = peer.count(frame.unicast(), frame.broadcasts());
		if (order == Peer.Order.LATE) {
			this.late.incrementAndGet();
			return;
		}
		peer.heardAt = now();
		peer.probes = 0;
		if (order == Peer.Order.GAP && peer.stage != Stage.WAITING && frame.kind() != FrameCodec.BEGIN) {
			lost(peer, "frames of it were lost");
		}
		if (peer.stage == Stage.WAITING && !frame.isOfNode()) {
			return;
		}
		Frame content;
		try {
			content = frame.frame();
		}
		catch (MalformedFrameException ex) {
			refuse(peer.node().toString(), "A frame of instance " + peer.node() + " was refused: " + ex.getMessage());
			if (order == Peer.Order.GAP && peer.stage != Stage.WAITING) {
				lost(peer, "frames of it were lost");
			}
			return;
		}
		if (content instanceof Frame.OfRealm ofRealm) {
			heard(ofRealm);
			this.listener.received(peer.node(), ofRealm);
		}
		else if (content != null) {
			handle(peer, content, frame.unicast() == 0);
		}
	}

	private void heard(Frame.OfRealm frame) {
		if (frame instanceof Frame.Event event) {
			this.clock.heard(event.stamp());
		}
		else if (frame instanceof Frame.Put put) {
			for (Frame.Entry entry : put.entries()) {
				if (entry instanceof Frame.Entry.Callee callee) {
					this.clock.heard(callee.stamp());
				}
				else if (entry instanceof Frame.Entry.Retained retained) {
					this.clock.heard(retained.event().stamp());
				}
			}
		}
	}

	private void handle(Peer peer, Frame frame, boolean toAll) {
		if (frame instanceof Frame.Heartbeat heartbeat) {
			this.clock.heard(heartbeat.stamp());
			check(peer, heartbeat.sent().get(this.self));
		}
		else if (frame instanceof Frame.Resync) {
			sendState(peer);
		}
		else if (frame instanceof Frame.Begin begin) {
			this.clock.heard(begin.stamp());
			begins(peer);
		}
		else if (frame instanceof Frame.End && peer.stage == Stage.COMING) {
			peer.stage = Stage.COMPLETE;
			this.listener.completed(peer.node());
		}
		else if (frame instanceof Frame.Leaving && peer.member) {
			this.listener.leaving(peer.node());
		}
		else if (frame instanceof Frame.Goodbye) {
			this.departed.add(peer.node());
			leave(peer, "it has said goodbye");
		}
		else if (frame instanceof Frame.Sync sync) {
			// a broadcast one is a barrier's: whoever lacks something is asked again
			// after it has come
			if (!toAll || peer.stage == Stage.COMPLETE) {
				this.outbox.tell(peer.node(), encode(new Frame.Synced(sync.id())));
			}
		}
		else if (frame instanceof Frame.Synced synced) {
			answered(peer, synced.id());
		}
	}

	private void check(Peer peer, @Nullable Long sent) {
		boolean right = sent == null || peer.limit(sent);
		if (peer.stage == Stage.WAITING) {
			return;
		}
		if (sent == null) {
			lost(peer, "it does not know this instance any more");
		}
		else if (!right) {
			lost(peer, "frames have come that it has not sent");
		}
		else if (sent > peer.unicast()) {
			lost(peer, "frames of it were lost");
		}
	}

	private void begins(Peer peer) {
		peer.stage = Stage.COMING;
		peer.asks = 0;
		if (!peer.member) {
			peer.member = true;
			this.met = true;
			this.barriers.joined(peer.node());
			logger.info("Instance " + peer.node() + " is there in cluster '" + this.cluster + "'");
		}
		this.listener.begins(peer.node());
		this.outbox.stateBegan(peer.node());
		if (peer.transfer == null && !peer.stateDue) {
			catchUp(peer);
		}
	}

	private void heardMyself() {
		this.unheard = 0;
		if (this.deaf) {
			this.deaf = false;
			this.problem = null;
			logger.info("Instance " + this.self + " hears itself again in cluster '" + this.cluster + "'");
		}
	}

	// what was lost

	private void lost(Peer peer, String reason) {
		this.resynchronizations.incrementAndGet();
		warn("lost " + peer.node(), "The state of instance " + peer.node() + " in cluster '" + this.cluster
				+ "' is asked for again, and calls between the two have ended: " + reason);
		if (peer.stage == Stage.COMPLETE) {
			// the last question was answered, so there is no need to wait
			peer.askedAt = 0;
		}
		peer.stage = Stage.WAITING;
		ask(peer);
	}

	private void ask(Peer peer) {
		this.outbox.awaitState(peer.node());
		if (peer.member) {
			this.listener.interrupted(peer.node());
		}
		long now = now();
		boolean soon = peer.askedAt != 0 && now - peer.askedAt < this.heartbeat / 4;
		if (!soon && this.outbox.tell(peer.node(), encode(new Frame.Resync())) == Sent.QUEUED) {
			peer.askedAt = now;
			peer.asks++;
		}
	}

	/** Asks once more, if there was time enough for an answer. */
	private void askAgain(Peer peer, long now) {
		long patience = Math.min(this.heartbeat << Math.min(Math.max(peer.asks - 1, 0), 8), this.timeout);
		if (peer.asks == 0 || now - peer.askedAt >= patience - this.heartbeat / 4) {
			if (peer.asks > 3) {
				warn("silent " + peer.node(), "Instance " + peer.node() + " in cluster '" + this.cluster
						+ "' does not send its state, which is asked for again and again");
			}
			ask(peer);
		}
	}

	private void leave(Peer peer, String reason) {
		this.peers.remove(peer.node());
		this.outbox.remove(peer.node());
		peer.transfer = null;
		if (peer.member) {
			String message = "Instance " + peer.node() + " is gone from cluster '" + this.cluster + "': " + reason;
			if (this.departed.contains(peer.node()) || !this.connected || this.deaf) {
				logger.info(message);
			}
			else {
				// neither it nor this one has a reason to be silent
				logger.warn(message);
			}
			List<CompletableFuture<Void>> done = this.barriers.left(peer.node());
			this.listener.left(peer.node(), reason, this.departed.contains(peer.node()));
			complete(done);
		}
	}

	private static void complete(List<CompletableFuture<Void>> futures) {
		futures.forEach((future) -> future.complete(null));
	}

	// this node's state

	private void sendState(Peer peer) {
		peer.transfer = null;
		peer.catchUp = 0;
		peer.stateDue = true;
		this.outbox.awaitBegin(peer.node());
		if (peer.member) {
			this.listener.interrupted(peer.node());
		}
		Sent sent = this.outbox.begin(peer.node(), encode(new Frame.Begin(this.clock.stamp())));
		if (sent == Sent.QUEUED) {
			peer.stateDue = false;
			peer.transfer = new Transfer(this.listener.state(), now());
			sendParts(peer, peer.transfer);
		}
	}

	private void sendParts(Peer peer, Transfer transfer) {
		while (peer.transfer == transfer && !transfer.isWaiting()) {
			if (this.link == null || this.link.isBusy()) {
				pause(peer, transfer);
				return;
			}
			boolean more = transfer.state().next((frame) -> sendPart(peer, transfer, frame));
			if (peer.transfer != transfer) {
				return;
			}
			if (!more) {
				endState(peer);
				return;
			}
			if (transfer.isWindowFull()) {
				long id = this.outbox.sync(peer.node(), (sync) -> encode(new Frame.Sync(sync)));
				if (id == 0) {
					beginAnewLater(peer);
				}
				transfer.asked(id);
			}
		}
	}

	private void pause(Peer peer, Transfer transfer) {
		if (!transfer.paused) {
			transfer.paused = true;
			later(PACE_NANOS, () -> {
				transfer.paused = false;
				sendParts(peer, transfer);
			});
		}
	}

	private void sendPart(Peer peer, Transfer transfer, Frame.OfRealm frame) {
		if (peer.transfer != transfer) {
			return;
		}
		ByteBuffer bytes = encode(frame);
		Sent sent = this.outbox.part(peer.node(), bytes);
		if (sent == Sent.QUEUED) {
			transfer.sent(bytes.remaining());
		}
		else if (sent == Sent.TOO_LARGE && frame instanceof Frame.Put put && put.entries().size() > 1) {
			int half = put.entries().size() / 2;
			sendPart(peer, transfer, new Frame.Put(put.realm(), put.entries().subList(0, half)));
			sendPart(peer, transfer, new Frame.Put(put.realm(), put.entries().subList(half, put.entries().size())));
		}
		else if (sent == Sent.TOO_LARGE) {
			// it would be so each time
			warn("large", "A part of this instance's state has " + bytes.remaining() + " bytes, more than the engine"
					+ " of cluster '" + this.cluster + "' takes: other instances do without it");
		}
		else {
			beginAnewLater(peer);
		}
	}

	private static void beginAnewLater(Peer peer) {
		peer.transfer = null;
		peer.stateDue = true;
	}

	private void endState(Peer peer) {
		peer.transfer = null;
		if (this.outbox.tell(peer.node(), encode(new Frame.End())) != Sent.QUEUED) {
			beginAnewLater(peer);
			return;
		}
		if (this.leaving) {
			this.outbox.tell(peer.node(), encode(new Frame.Leaving()));
		}
		catchUp(peer);
	}

	/** Asks for the answer to barriers that was lost, or was not given. */
	private void catchUp(Peer peer) {
		long barrier = this.barriers.lastOf(peer.node());
		if (barrier > 0) {
			peer.catchUpBarrier = barrier;
			peer.catchUp = this.outbox.sync(peer.node(), (sync) -> encode(new Frame.Sync(sync)));
		}
	}

	private void answered(Peer peer, long id) {
		Transfer transfer = peer.transfer;
		if (transfer != null) {
			if (transfer.answered(id, now())) {
				sendParts(peer, transfer);
			}
		}
		else if (id == peer.catchUp) {
			peer.catchUp = 0;
			complete(this.barriers.done(peer.node(), peer.catchUpBarrier));
		}
		else if (!peer.stateDue && (peer.catchUp == 0 || id > peer.catchUp)) {
			complete(this.barriers.answered(peer.node(), id));
		}
	}

	// time

	/** Says that this node is there. */
	private void beat() {
		long stamp = this.clock.stamp();
		Sent sent = this.outbox.broadcast((counts) -> encode(new Frame.Heartbeat(stamp, counts)));
		if (sent == Sent.QUEUED) {
			this.unheard++;
		}
		else if (sent == Sent.FULL) {
			later(this.heartbeat / 8, this::beatAgain);
		}
	}

	private void beatAgain() {
		long stamp = this.clock.stamp();
		this.outbox.broadcast((counts) -> encode(new Frame.Heartbeat(stamp, counts)));
	}

	/** Each heartbeat. */
	void tick() {
		inTurn(() -> {
			long now = now();
			long late = now - this.tickedAt - this.heartbeat;
			this.tickedAt = now;
			if (late > this.heartbeat) {
				forgive(now, late);
			}
			checkMyself();
			for (Peer peer : List.copyOf(this.peers.values())) {
				check(peer, now);
			}
			Set<NodeId> silent = new HashSet<>();
			List<CompletableFuture<Void>> expired = this.barriers.expired(now, silent);
			silent.forEach((node) -> unanswered(node, now));
			complete(expired);
			beat();
		});
	}

	/** This node itself has slept: others could not be heard meanwhile. */
	private void forgive(long now, long late) {
		for (Peer peer : this.peers.values()) {
			long heardAt = peer.heardAt + late;
			peer.heardAt = (now - heardAt > 0) ? heardAt : now;
		}
		this.barriers.delay(late);
	}

	private void checkMyself() {
		if (this.connected && !this.deaf && this.unheard >= MAX_UNHEARD) {
			this.deaf = true;
			this.problem = "The engine is there, but this instance does not hear itself through it";
			logger.error("Instance " + this.self + " does not hear itself in cluster '" + this.cluster
					+ "', although the engine is there: it is deaf to others, too");
		}
	}

	private void check(Peer peer, long now) {
		long silence = now - peer.heardAt;
		if (silence >= this.timeout) {
			silent(peer, silence);
			return;
		}
		if (this.timeout - silence < this.heartbeat) {
			expire(peer, now, this.timeout - silence);
		}
		if (silence >= 2 * this.heartbeat) {
			// it may be that nothing else is sent to it, by which the engine would notice
			this.outbox.sync(peer.node(), (sync) -> encode(new Frame.Sync(sync)));
		}
		if (peer.stage == Stage.WAITING) {
			askAgain(peer, now);
		}
		Transfer transfer = peer.transfer;
		if (peer.stateDue) {
			sendState(peer);
		}
		else if (transfer != null && transfer.isWaiting() && now - transfer.progressAt() > this.timeout) {
			sendState(peer);
		}
	}

	private void silent(Peer peer, long silence) {
		leave(peer, "nothing was heard of it for " + TimeUnit.NANOSECONDS.toMillis(silence) + " ms");
	}

	/** Its time is over before the next heartbeat. */
	private void expire(Peer peer, long now, long left) {
		later(left, () -> {
			long silence = now() - peer.heardAt;
			boolean slept = now() - now > left + this.heartbeat;
			if (silence >= this.timeout && !slept && this.peers.get(peer.node()) == peer) {
				silent(peer, silence);
			}
		});
	}

	/** A node has not answered, although it is heard of. */
	private void unanswered(NodeId node, long now) {
		Peer peer = this.peers.get(node);
		if (peer != null && now - peer.heardAt <= 2 * this.heartbeat && peer.stage == Stage.COMPLETE
				&& peer.transfer == null && !peer.stateDue) {
			lost(peer, "it is there, but does not answer");
			sendState(peer);
		}
	}

	private void probe(Peer peer) {
		peer.probes++;
		peer.probedAt = now();
		if (this.outbox.sync(peer.node(), (sync) -> encode(new Frame.Sync(sync))) == 0) {
			// only time can tell
			peer.probes = 0;
			return;
		}
		later(PROBE_NANOS, () -> {
			if (peer.probes == 0 || this.peers.get(peer.node()) != peer) {
				return;
			}
			if (now() - peer.probedAt > PROBE_NANOS + this.heartbeat) {
				// this node itself has slept
				peer.probes = 0;
			}
			else if (peer.probes < PROBES) {
				probe(peer);
			}
			else {
				leave(peer, "the engine has no receiver for it, and it does not answer");
			}
		});
	}

	private record Refusal(String reason, long at) {
	}

}
