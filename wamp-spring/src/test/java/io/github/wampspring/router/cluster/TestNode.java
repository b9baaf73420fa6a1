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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import io.github.wampspring.MatchPolicy;
import io.github.wampspring.codec.Codecs;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.router.ClusterSettings;
import io.github.wampspring.router.ClusterStatus;
import io.github.wampspring.router.cluster.Frame.Entry;
import io.github.wampspring.router.cluster.link.ClusterLink;
import io.github.wampspring.router.cluster.link.LinkStatistics;
import io.github.wampspring.router.cluster.link.NodeId;
import io.github.wampspring.router.cluster.link.Sent;

/**
 * A node with a few entries, which keeps a copy of those of others, and calls them.
 */
final class TestNode implements ClusterListener {

	static final String REALM = "realm1";

	private static final int PORTION = 20;

	final String name;

	final ClusterNode node;

	final List<String> log = new CopyOnWriteArrayList<>();

	/** What each of the others has, as it is known here. */
	final Map<NodeId, Map<Entry.Key, Entry>> copies = new ConcurrentHashMap<>();

	/** Calls that have not ended. */
	final Map<Long, NodeId> calls = new ConcurrentHashMap<>();

	final AtomicLong results = new AtomicLong();

	/** Whether it calls whom it hears of, in turn. */
	volatile boolean callsBack;

	/** What comes, besides: called in turn. */
	volatile Consumer<Frame.OfRealm> inspector = (frame) -> {
	};

	private final Map<Entry.Key, Entry> entries = new LinkedHashMap<>();

	/** What has come once more since a node has begun, to tell what is no more. */
	private final Map<NodeId, Set<Entry.Key>> fresh = new ConcurrentHashMap<>();

	private final AtomicLong callIds = new AtomicLong();

	private final ClusterLink engineLink;

	private volatile GatedLink link;

	TestNode(String name, ClusterSettings settings, ScheduledExecutorService scheduler, LongSupplier nanos) {
		this.name = name;
		this.engineLink = settings.links().get();
		this.link = new GatedLink(this.engineLink);
		ClusterSettings own = new ClusterSettings(settings.name(), name, () -> this.link, "", settings.heartbeat(),
				settings.timeout(), false);
		this.node = new ClusterNode(own, new FrameCodec(Codecs.all()), scheduler, this, nanos,
				() -> 1_790_000_000_000L + nanos.getAsLong() / 1_000_000);
	}

	NodeId id() {
		return this.node.self();
	}

	ClusterStatus status() {
		return this.node.status(0, 0, 0, 0, 0, 0, (id) -> {
			Map<Entry.Key, Entry> copy = this.copies.getOrDefault(id, Map.of());
			return new RealmInbox.Counts(copy.size(), 0, 0);
		});
	}

	/**
	 * The link is not heard until it is {@link #thaw() let go}, as if all threads slept.
	 */
	void freeze() {
		this.link.frozen = true;
	}

	void thaw() {
		this.link.thaw();
	}

	/** What a sender gets told instead of sending. */
	void refuse(Sent answer) {
		this.link.answer = answer;
	}

	/** Tells the node something that the link might. */
	void hint(Consumer<ClusterLink.Listener> event) {
		event.accept(this.link.listener);
	}

	void put(long id) {
		put(id, "com.example.topic" + id);
	}

	void put(long id, String topic) {
		Entry entry = new Entry.Subscriber(id, 1, MatchPolicy.EXACT, topic, 0);
		synchronized (this.entries) {
			this.entries.put(entry.key(), entry);
			this.node.broadcastOrInterrupt(new Frame.Put(REALM, List.of(entry)));
		}
	}

	void remove(long id) {
		Entry.Key key = new Entry.Key(Entry.Kind.SUBSCRIBER, id, 1);
		synchronized (this.entries) {
			if (this.entries.remove(key) != null) {
				this.node.broadcastOrInterrupt(new Frame.Remove(REALM, key, false));
			}
		}
	}

	Map<Entry.Key, Entry> entries() {
		synchronized (this.entries) {
			return Map.copyOf(this.entries);
		}
	}

	Map<Entry.Key, Entry> copyOf(TestNode other) {
		return this.copies.getOrDefault(other.id(), Map.of());
	}

	boolean knows(TestNode other) {
		return this.node.members().contains(other.id()) && copyOf(other).equals(other.entries());
	}

	/**
	 * Calls a node, which answers.
	 * @return whether the call was made
	 */
	boolean call(NodeId to) {
		long call = this.callIds.incrementAndGet();
		this.calls.put(call, to);
		Sent sent = this.node.send(to,
				new Frame.Invoke(REALM, call, 1, 1, false, false, false, false, false, Dict.EMPTY, Payload.NONE));
		if (sent != Sent.QUEUED) {
			this.calls.remove(call);
		}
		return sent == Sent.QUEUED;
	}

	long count(String event) {
		return this.log.stream().filter(event::equals).count();
	}

	private void note(String event, NodeId node) {
		this.log.add(event + " " + node.name());
	}

	private void callBack(NodeId node) {
		if (this.callsBack) {
			call(node);
		}
	}

	private void endCalls(NodeId node) {
		this.calls.values().removeIf(node::equals);
	}

	@Override
	public void begins(NodeId node) {
		note("begins", node);
		endCalls(node);
		this.fresh.put(node, new HashSet<>());
		this.copies.computeIfAbsent(node, (id) -> new ConcurrentHashMap<>());
		callBack(node);
	}

	@Override
	public void completed(NodeId node) {
		note("completed", node);
		Set<Entry.Key> fresh = this.fresh.remove(node);
		this.copies.get(node).keySet().retainAll(fresh);
	}

	@Override
	public void received(NodeId node, Frame.OfRealm frame) {
		this.inspector.accept(frame);
		Set<Entry.Key> fresh = this.fresh.getOrDefault(node, new HashSet<>());
		if (frame instanceof Frame.Put put) {
			put.entries().forEach((entry) -> {
				this.copies.get(node).put(entry.key(), entry);
				fresh.add(entry.key());
			});
		}
		else if (frame instanceof Frame.Remove remove) {
			this.copies.get(node).remove(remove.key());
			fresh.remove(remove.key());
		}
		else if (frame instanceof Frame.Invoke invoke) {
			this.node.sendOrInterrupt(node, new Frame.Result(REALM, invoke.call(), false, Dict.EMPTY, Payload.NONE));
		}
		else if (frame instanceof Frame.Result result) {
			if (this.calls.remove(result.call()) != null) {
				this.results.incrementAndGet();
			}
		}
	}

	@Override
	public void interrupted(NodeId node) {
		note("interrupted", node);
		endCalls(node);
		callBack(node);
	}

	@Override
	public void leaving(NodeId node) {
		note("leaving", node);
	}

	@Override
	public void left(NodeId node, String reason, boolean orderly) {
		note("left", node);
		endCalls(node);
		this.copies.remove(node);
		this.fresh.remove(node);
	}

	@Override
	public State state() {
		this.log.add("state");
		Iterator<Entry.Key> keys;
		synchronized (this.entries) {
			keys = new ArrayList<>(this.entries.keySet()).iterator();
		}
		return (to) -> {
			synchronized (this.entries) {
				List<Entry> portion = new ArrayList<>();
				while (keys.hasNext() && portion.size() < PORTION) {
					Entry entry = this.entries.get(keys.next());
					if (entry != null) {
						portion.add(entry);
					}
				}
				if (!portion.isEmpty()) {
					to.accept(new Frame.Put(REALM, portion));
				}
			}
			return keys.hasNext();
		};
	}

	@Override
	public String toString() {
		return this.name;
	}

	/**
	 * A link whose listener can be made to sleep, while what comes waits for it.
	 */
	private static final class GatedLink implements ClusterLink {

		private final ClusterLink link;

		private final ArrayDeque<Consumer<Listener>> waiting = new ArrayDeque<>();

		private volatile boolean frozen;

		private volatile Sent answer = Sent.QUEUED;

		private Listener listener = (frame) -> {
		};

		GatedLink(ClusterLink link) {
			this.link = link;
		}

		void thaw() {
			this.frozen = false;
			while (!this.waiting.isEmpty()) {
				this.waiting.remove().accept(this.listener);
			}
		}

		private void tell(Consumer<Listener> event) {
			if (this.frozen) {
				this.waiting.add(event);
			}
			else {
				event.accept(this.listener);
			}
		}

		@Override
		public void start(String cluster, NodeId self, Listener listener) {
			this.listener = listener;
			this.link.start(cluster, self, new Listener() {

				@Override
				public void received(ByteBuffer frame) {
					tell((target) -> target.received(frame));
				}

				@Override
				public void suspect(NodeId node) {
					tell((target) -> target.suspect(node));
				}

				@Override
				public void connected() {
					tell(Listener::connected);
				}

				@Override
				public void disconnected(String reason, long dropped) {
					tell((target) -> target.disconnected(reason, dropped));
				}

				@Override
				public void missed(long frames) {
					tell((target) -> target.missed(frames));
				}

				@Override
				public void refused(String reason) {
					tell((target) -> target.refused(reason));
				}

			});
		}

		@Override
		public Sent send(NodeId to, List<ByteBuffer> frames) {
			return (this.answer == Sent.QUEUED) ? this.link.send(to, frames) : this.answer;
		}

		@Override
		public Sent broadcast(List<ByteBuffer> frames) {
			return (this.answer == Sent.QUEUED) ? this.link.broadcast(frames) : this.answer;
		}

		@Override
		public int maxFrame() {
			return this.link.maxFrame();
		}

		@Override
		public LinkStatistics statistics() {
			return this.link.statistics();
		}

		@Override
		public boolean hasRoom(long bytes) {
			return this.link.hasRoom(bytes);
		}

		@Override
		public boolean isBusy() {
			return this.link.isBusy();
		}

		@Override
		public void close() {
			this.link.close();
		}

	}

}
