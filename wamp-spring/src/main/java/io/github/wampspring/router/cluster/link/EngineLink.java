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
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * What links over engines have in common: bounded queues on both sides, one thread that
 * connects, again and again, and sends, and one that tells the listener. An engine adds
 * how to {@linkplain #connect connect} to it.
 */
public abstract class EngineLink implements ClusterLink {

	private static final Log logger = LogFactory.getLog(EngineLink.class);

	/** How long a close waits for what is queued, and for a listener. */
	private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

	/** An engine that is silent for so long is asked whether it is there. */
	private static final Duration MAX_CONFIRM_INTERVAL = Duration.ofSeconds(2);

	private final LinkSettings settings;

	private final OutboundQueue outbound;

	private final InboundQueue inbound;

	private final AtomicLong sent = new AtomicLong();

	private final AtomicLong dropped = new AtomicLong();

	private final Object lock = new Object();

	private boolean started;

	private boolean closed;

	/** Whether the engine is there, so that a close may wait for it. */
	private boolean serving;

	private @Nullable EngineConnection connection;

	private @Nullable Thread sender;

	private @Nullable Thread receiver;

	/**
	 * Creates a link, which is not started.
	 * @param settings limits and times
	 */
	protected EngineLink(LinkSettings settings) {
		this.settings = settings;
		this.outbound = new OutboundQueue(settings);
		this.inbound = new InboundQueue(settings);
	}

	/**
	 * Connects to the engine and waits until it is certain that frames for this node
	 * come. Called by a thread of its own, which is interrupted when the link is closed;
	 * takes not much longer than {@link LinkSettings#timeout()}, and leaves nothing
	 * behind when it fails.
	 * @param cluster the name of the cluster
	 * @param self this node
	 * @param events is told what happens
	 * @return the connection
	 * @throws Exception if the engine cannot be reached, with a message for people
	 */
	protected abstract EngineConnection connect(String cluster, NodeId self, EngineEvents events) throws Exception;

	/**
	 * The limits and times.
	 * @return the settings
	 */
	protected final LinkSettings settings() {
		return this.settings;
	}

	@Override
	public final void start(String cluster, NodeId self, Listener listener) {
		NodeId.checkName("cluster", cluster);
		synchronized (this.lock) {
			if (this.started || this.closed) {
				throw new IllegalStateException("A cluster link is started once");
			}
			this.started = true;
			this.receiver = thread("in", cluster, () -> this.inbound.tell(listener));
			this.sender = thread("out", cluster, () -> run(cluster, self));
			this.receiver.start();
			this.sender.start();
		}
	}

	private static Thread thread(String direction, String cluster, Runnable task) {
		Thread thread = new Thread(task, "wamp-link-" + direction + "-" + cluster);
		thread.setDaemon(true);
		return thread;
	}

	@Override
	public final Sent send(NodeId to, List<ByteBuffer> frames) {
		return fits(frames) ? this.outbound.add(to, frames) : Sent.TOO_LARGE;
	}

	@Override
	public final Sent broadcast(List<ByteBuffer> frames) {
		return fits(frames) ? this.outbound.add(null, frames) : Sent.TOO_LARGE;
	}

	private boolean fits(List<ByteBuffer> frames) {
		int max = maxFrame();
		for (ByteBuffer frame : frames) {
			if (frame.remaining() > max) {
				return false;
			}
		}
		return true;
	}

	@Override
	public int maxFrame() {
		return this.settings.maxFrame();
	}

	@Override
	public final LinkStatistics statistics() {
		return this.outbound.statistics(this.sent.get(), this.inbound.received(), this.dropped.get(),
				this.inbound.missed());
	}

	@Override
	public final boolean hasRoom(long bytes) {
		return this.outbound.hasRoom(1 + bytes / maxFrame(), bytes);
	}

	@Override
	public final boolean isBusy() {
		return this.outbound.isBusy();
	}

	/**
	 * Connects, sends, and connects again.
	 */
	private void run(String cluster, NodeId self) {
		int failures = 0;
		while (!isClosed()) {
			Session session = new Session();
			long begin = System.nanoTime();
			EngineConnection connection = null;
			try {
				connection = connect(cluster, self, session);
				serve(connection, session);
				end(session);
			}
			catch (Throwable ex) {
				logger.debug("A cluster link is disconnected", ex);
				long lost = end(session);
				if (!isClosed()) {
					this.inbound.disconnected(session.reason(ex), lost);
				}
			}
			if (connection != null) {
				connection.close();
			}
			if (System.nanoTime() - begin > this.settings.maxBackoff().toNanos()) {
				failures = 0;
			}
			if (isClosed() || !pause(failures++)) {
				return;
			}
		}
	}

	private void serve(EngineConnection connection, Session session) throws Exception {
		synchronized (this.lock) {
			if (this.closed) {
				return;
			}
			this.connection = connection;
			this.serving = true;
		}
		this.outbound.open((frames) -> offer(connection, session, frames));
		session.begin();
		long interval = Math.min(MAX_CONFIRM_INTERVAL.toNanos(), this.settings.timeout().toNanos());
		long confirmed = System.nanoTime();
		while (true) {
			List<OutboundFrame> frames = this.outbound.take(interval);
			session.check();
			if (!frames.isEmpty()) {
				session.handed(frames.size());
				connection.send(frames);
				this.sent.addAndGet(frames.size());
			}
			else if (this.outbound.isDrained()) {
				connection.confirm();
				return;
			}
			if (System.nanoTime() - confirmed >= interval) {
				connection.confirm();
				confirmed = System.nanoTime();
			}
		}
	}

	/**
	 * Sends by the thread of whoever sends. Under the queue's lock, while the link's own
	 * thread waits for frames.
	 */
	private boolean offer(EngineConnection connection, Session session, List<OutboundFrame> frames) {
		// a caller's interrupt is not the engine's
		boolean interrupted = Thread.interrupted();
		try {
			if (!connection.offer(frames)) {
				return false;
			}
		}
		catch (Throwable ex) {
			logger.debug("A cluster link cannot send", ex);
			session.lost(session.reason(ex));
		}
		finally {
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
		session.handed(frames.size());
		this.sent.addAndGet(frames.size());
		return true;
	}

	/**
	 * Ends a session.
	 * @return how many frames may be lost with it
	 */
	private long end(Session session) {
		synchronized (this.lock) {
			this.connection = null;
			this.serving = false;
		}
		long lost = session.end() + (session.begun ? this.outbound.shut() : 0);
		this.dropped.addAndGet(lost);
		return lost;
	}

	private boolean pause(int failures) {
		long millis = Math.min(this.settings.maxBackoff().toMillis(),
				this.settings.minBackoff().toMillis() << Math.min(failures, 20));
		try {
			// jitter, so that nodes that lost the engine together do not come back
			// together
			TimeUnit.MILLISECONDS.sleep(millis - ThreadLocalRandom.current().nextLong(millis / 4 + 1));
			return true;
		}
		catch (InterruptedException ex) {
			return !isClosed();
		}
	}

	private boolean isClosed() {
		synchronized (this.lock) {
			return this.closed;
		}
	}

	@Override
	public final void close() {
		Thread sender;
		Thread receiver;
		synchronized (this.lock) {
			if (this.closed) {
				return;
			}
			this.closed = true;
			sender = this.sender;
			receiver = this.receiver;
			if (sender != null && !this.serving) {
				sender.interrupt();
			}
		}
		this.outbound.close();
		if (sender != null && !join(sender)) {
			abort();
			sender.interrupt();
		}
		this.inbound.close();
		if (receiver != null && !join(receiver)) {
			receiver.interrupt();
		}
	}

	private void abort() {
		EngineConnection connection;
		synchronized (this.lock) {
			connection = this.connection;
		}
		if (connection != null) {
			connection.close();
		}
	}

	/**
	 * Waits for a thread, unless it is this one.
	 * @return whether there is nothing left to do
	 */
	private static boolean join(Thread thread) {
		if (thread == Thread.currentThread()) {
			return true;
		}
		try {
			thread.join(CLOSE_TIMEOUT.toMillis());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		return !thread.isAlive();
	}

	/**
	 * One connection, from when it is made until it is lost.
	 */
	private final class Session implements EngineEvents {

		private boolean ended;

		private volatile boolean begun;

		private long unconfirmed;

		private @Nullable String reason;

		synchronized void begin() {
			this.begun = true;
			EngineLink.this.inbound.connected();
		}

		synchronized void handed(int frames) {
			this.unconfirmed += frames;
		}

		synchronized long end() {
			this.ended = true;
			return Math.max(0, this.unconfirmed);
		}

		synchronized void check() throws EngineLostException {
			if (this.reason != null) {
				throw new EngineLostException(this.reason);
			}
		}

		/**
		 * Why the connection ended: what the engine has said, rather than what came of
		 * it.
		 */
		synchronized String reason(Throwable failure) {
			if (this.reason != null) {
				return this.reason;
			}
			String message = failure.getMessage();
			return (message != null) ? message : failure.toString();
		}

		@Override
		public synchronized void received(ByteBuffer frame) {
			if (!this.ended) {
				EngineLink.this.inbound.received(frame);
			}
		}

		@Override
		public synchronized void suspect(NodeId node) {
			if (!this.ended) {
				EngineLink.this.inbound.suspect(node);
			}
		}

		@Override
		public synchronized void confirmed(int frames) {
			this.unconfirmed -= frames;
		}

		@Override
		public void lost(String reason) {
			synchronized (this) {
				if (this.ended || this.reason != null) {
					return;
				}
				this.reason = reason;
			}
			EngineLink.this.outbound.wake();
		}

	}

}
