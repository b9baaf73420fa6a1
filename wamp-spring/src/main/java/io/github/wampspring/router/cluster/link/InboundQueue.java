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

package io.github.wampspring.router.cluster.link;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.github.wampspring.router.cluster.link.ClusterLink.Listener;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * What waits for the listener: frames, bounded, and what happened between them. What
 * happens again and again while the listener is slow becomes one event.
 */
final class InboundQueue {

	private static final Log logger = LogFactory.getLog(ClusterLink.class);

	private static final int BATCH = 256;

	/** How many nodes may be suspected at a time. A hint more is none. */
	private static final int MAX_SUSPECTS = 1024;

	private static final long QUIET_NANOS = 10_000_000_000L;

	private final int maxFrames;

	private final long maxBytes;

	private final ArrayDeque<Event> events = new ArrayDeque<>();

	private final Set<NodeId> suspects = new LinkedHashSet<>();

	private int frames;

	private long bytes;

	private volatile boolean closed;

	/** Written by the listener's thread only. */
	private volatile long received;

	private long missed;

	private long failedAt;

	private boolean failed;

	InboundQueue(LinkSettings settings) {
		this.maxFrames = settings.receiveFrames();
		this.maxBytes = settings.receiveBytes();
	}

	synchronized void received(ByteBuffer frame) {
		int size = frame.remaining();
		if (this.frames >= this.maxFrames || (this.frames > 0 && this.bytes + size > this.maxBytes)) {
			this.missed++;
			Event last = this.events.peekLast();
			if (last instanceof Missed gap) {
				this.events.removeLast();
				add(new Missed(gap.count + 1));
			}
			else {
				add(new Missed(1));
			}
			return;
		}
		this.frames++;
		this.bytes += size;
		add(new Frame(frame));
	}

	synchronized void suspect(NodeId node) {
		if (this.suspects.size() < MAX_SUSPECTS && this.suspects.add(node)) {
			add(new Suspect(node));
		}
	}

	synchronized void connected() {
		add(new Connected());
	}

	synchronized void disconnected(String reason, long dropped) {
		long sum = dropped;
		Event last = this.events.peekLast();
		Event former = null;
		if (last instanceof Connected) {
			this.events.removeLast();
			former = this.events.peekLast();
			if (!(former instanceof Disconnected)) {
				this.events.add(last);
			}
		}
		else {
			former = last;
		}
		if (former instanceof Disconnected before) {
			this.events.removeLast();
			sum += before.dropped;
		}
		add(new Disconnected(reason, sum));
	}

	private void add(Event event) {
		if (!this.closed) {
			this.events.add(event);
			if (this.events.size() == 1) {
				notifyAll();
			}
		}
	}

	synchronized void close() {
		this.closed = true;
		this.events.clear();
		notifyAll();
	}

	long received() {
		return this.received;
	}

	synchronized long missed() {
		return this.missed;
	}

	/**
	 * Tells the listener, until the queue is closed.
	 * @param listener the listener
	 */
	void tell(Listener listener) {
		List<Event> batch = new ArrayList<>(BATCH);
		while (take(batch)) {
			int frames = 0;
			long bytes = 0;
			for (Event event : batch) {
				if (this.closed) {
					return;
				}
				if (event instanceof Frame frame) {
					frames++;
					bytes += frame.size;
				}
				else if (event instanceof Suspect suspect) {
					forget(suspect.node);
				}
				tell(listener, event);
			}
			synchronized (this) {
				this.frames -= frames;
				this.bytes -= bytes;
			}
			batch.clear();
		}
	}

	private synchronized boolean take(List<Event> batch) {
		while (this.events.isEmpty() && !this.closed) {
			try {
				wait();
			}
			catch (InterruptedException ex) {
				// by the listener, or by close, which is asked next
			}
		}
		while (batch.size() < BATCH && !this.events.isEmpty()) {
			batch.add(this.events.remove());
		}
		return !this.closed;
	}

	private synchronized void forget(NodeId node) {
		this.suspects.remove(node);
	}

	private void tell(Listener listener, Event event) {
		try {
			if (event instanceof Frame) {
				this.received++;
			}
			event.tell(listener);
		}
		catch (Throwable ex) {
			// One of a kind is as good as a thousand
			long now = System.nanoTime();
			if (!this.failed || now - this.failedAt > QUIET_NANOS) {
				this.failed = true;
				this.failedAt = now;
				logger.error("The listener of a cluster link has failed; it goes on with the next event", ex);
			}
		}
	}

	private interface Event {

		void tell(Listener listener);

	}

	private static final class Frame implements Event {

		private final ByteBuffer content;

		private final int size;

		Frame(ByteBuffer content) {
			this.content = content;
			this.size = content.remaining();
		}

		@Override
		public void tell(Listener listener) {
			listener.received(this.content);
		}

	}

	private record Suspect(NodeId node) implements Event {

		@Override
		public void tell(Listener listener) {
			listener.suspect(this.node);
		}

	}

	private record Connected() implements Event {

		@Override
		public void tell(Listener listener) {
			listener.connected();
		}

	}

	private record Disconnected(String reason, long dropped) implements Event {

		@Override
		public void tell(Listener listener) {
			listener.disconnected(this.reason, this.dropped);
		}

	}

	private record Missed(long count) implements Event {

		@Override
		public void tell(Listener listener) {
			listener.missed(this.count);
		}

	}

}
