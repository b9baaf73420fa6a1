package io.github.wampspring.transport;

import java.io.IOException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import io.github.wampspring.protocol.codec.Frame;
import jakarta.websocket.SendResult;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be sent over a WebSocket, and how it gets there. One thread at a time
 * sends, in the order of the queue. A lone small frame is sent at once by the thread that
 * brings it, where that cannot block it; all else by a thread of the executor, gathered
 * in batches, so that a busy channel needs one write for many frames.
 */
final class SendQueue {

	private static final Object PING = new Object();

	/** Frames up to this length fit in the session's buffer, whatever the characters. */
	private static final int SMALL = 2048;

	/** After so much, a drain lets others go first. */
	private static final int TURN = 512 * 1024;

	private final Queue<Object> items = new ConcurrentLinkedQueue<>();

	private final AtomicLong size = new AtomicLong();

	private final AtomicBoolean busy = new AtomicBoolean();

	private final FrameSender sender;

	private final Executor executor;

	private final SendPolicy policy;

	private final Owner owner;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition room = this.lock.newCondition();

	private volatile boolean ended;

	private volatile long sentAt = System.nanoTime();

	private volatile boolean handedOver;

	SendQueue(FrameSender sender, Executor executor, SendPolicy policy, Owner owner) {
		this.sender = sender;
		this.executor = executor;
		this.policy = policy;
		this.owner = owner;
	}

	/**
	 * Adds a frame.
	 * @return the bytes that wait now, this frame excepted
	 */
	long add(Frame frame) {
		long before = this.size.getAndAdd(frame.length());
		this.items.add(frame);
		return before;
	}

	void addPing() {
		this.items.add(PING);
	}

	void addClose(ChannelClose close) {
		this.items.add(close);
	}

	long size() {
		return this.size.get();
	}

	/**
	 * Whether a frame was handed over to the container longer ago, and it still waits for
	 * the peer to read.
	 */
	boolean isStuck(long now, long nanos) {
		return this.handedOver && now - this.sentAt > nanos;
	}

	void flush() {
		if (!this.items.isEmpty() && this.busy.compareAndSet(false, true) && !sendAtOnce()) {
			drainLater();
		}
	}

	/**
	 * Drops what waits, and everything that comes later.
	 */
	void end() {
		this.ended = true;
		this.items.clear();
		signalRoom();
	}

	boolean awaitRoom(long limit, Duration timeout) throws InterruptedException {
		if (this.size.get() < limit || this.ended) {
			return !this.ended;
		}
		long nanos = timeout.toNanos();
		this.lock.lockInterruptibly();
		try {
			while (this.size.get() >= limit && !this.ended && nanos > 0) {
				// looks again by itself, so that senders need no lock to signal
				long look = Math.min(nanos, TimeUnit.MILLISECONDS.toNanos(1));
				nanos -= look - Math.max(0, this.room.awaitNanos(look));
			}
			return this.size.get() < limit && !this.ended;
		}
		finally {
			this.lock.unlock();
		}
	}

	private boolean sendAtOnce() {
		if (!(this.items.peek() instanceof Frame frame) || frame.length() > SMALL
				|| !this.policy.mayInline(System.nanoTime() - this.sentAt)) {
			return false;
		}
		this.items.poll();
		this.sentAt = System.nanoTime();
		this.handedOver = true;
		try {
			this.sender.send(frame, (result) -> sentAtOnce(frame, result));
		}
		catch (RuntimeException ex) {
			fail(ex);
		}
		return true;
	}

	private void sentAtOnce(Frame frame, SendResult result) {
		this.handedOver = false;
		if (!result.isOK()) {
			fail(result.getException());
			return;
		}
		this.size.addAndGet(-frame.length());
		idle();
	}

	private void idle() {
		this.busy.set(false);
		if (!this.items.isEmpty() && this.busy.compareAndSet(false, true)) {
			drainLater();
		}
	}

	private void drainLater() {
		try {
			this.executor.execute(this::drain);
		}
		catch (RejectedExecutionException ex) {
			end();
		}
	}

	private void drain() {
		try {
			do {
				if (!sendAll()) {
					drainLater();
					return;
				}
				this.sentAt = System.nanoTime();
				this.busy.set(false);
			}
			while (!this.items.isEmpty() && this.busy.compareAndSet(false, true));
		}
		catch (IOException | RuntimeException ex) {
			fail(ex);
		}
	}

	private boolean sendAll() throws IOException {
		Object item = this.items.poll();
		if (item instanceof Frame frame && this.items.isEmpty()) {
			this.sender.send(frame);
			this.size.addAndGet(-frame.length());
			return true;
		}
		this.sender.startBatch();
		int sent = 0;
		while (item != null && sent < TURN) {
			if (item instanceof Frame frame) {
				this.sender.send(frame);
				this.size.addAndGet(-frame.length());
				sent += frame.length();
			}
			else if (item instanceof ChannelClose close) {
				end();
				this.sender.endBatch();
				this.owner.drained(close);
				return true;
			}
			else {
				this.sender.ping();
			}
			item = (sent < TURN) ? this.items.poll() : null;
		}
		this.sender.endBatch();
		return sent < TURN;
	}

	private void fail(@Nullable Throwable cause) {
		end();
		this.owner.failed(cause);
	}

	private void signalRoom() {
		this.lock.lock();
		try {
			this.room.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Learns how it ended. */
	interface Owner {

		void drained(ChannelClose close);

		void failed(@Nullable Throwable cause);

	}

}
