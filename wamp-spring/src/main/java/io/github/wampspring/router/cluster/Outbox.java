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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;

import io.github.wampspring.router.cluster.link.ClusterLink;
import io.github.wampspring.router.cluster.link.NodeId;
import io.github.wampspring.router.cluster.link.Sent;
import org.jspecify.annotations.Nullable;

/**
 * What goes out, numbered: frames to one node are counted for that node, broadcasts for
 * all. A frame gets its numbers and is given to the link under one lock, so that the
 * order on the way is that of the numbers.
 * <p>
 * A node takes frames of realms only after a {@link Frame.Begin}: the way to it is shut
 * until one went out, at the beginning and whenever another one is due.
 */
final class Outbox {

	private final Object lock = new Object();

	private final Map<NodeId, Receiver> receivers = new HashMap<>();

	private @Nullable ClusterLink link;

	private long broadcasts;

	/**
	 * Where the numbers for new receivers begin: behind those of all that were forgotten,
	 * so that one that has not forgotten this node sees a gap.
	 */
	private long floor;

	private long syncs;

	void open(ClusterLink link) {
		synchronized (this.lock) {
			this.link = link;
		}
	}

	void add(NodeId node) {
		synchronized (this.lock) {
			this.receivers.putIfAbsent(node, new Receiver(this.floor));
		}
	}

	void remove(NodeId node) {
		synchronized (this.lock) {
			Receiver receiver = this.receivers.remove(node);
			if (receiver != null) {
				this.floor = Math.max(this.floor, receiver.sent) + 1;
			}
		}
	}

	/**
	 * Sends nothing of realms to a node any more until a {@link Frame.Begin} went out.
	 */
	void awaitBegin(NodeId node) {
		synchronized (this.lock) {
			Receiver receiver = this.receivers.get(node);
			if (receiver != null) {
				receiver.begun = false;
			}
		}
	}

	/**
	 * Makes no calls to a node any more until its state has begun to come: it would not
	 * be heard what becomes of them.
	 */
	void awaitState(NodeId node) {
		synchronized (this.lock) {
			Receiver receiver = this.receivers.get(node);
			if (receiver != null) {
				receiver.heard = false;
			}
		}
	}

	/** A node's state has begun to come. */
	void stateBegan(NodeId node) {
		synchronized (this.lock) {
			Receiver receiver = this.receivers.get(node);
			if (receiver != null) {
				receiver.heard = true;
			}
		}
	}

	Sent begin(NodeId node, ByteBuffer frame) {
		synchronized (this.lock) {
			Receiver receiver = this.receivers.get(node);
			Sent sent = send(node, receiver, frame);
			if (receiver != null && sent == Sent.QUEUED) {
				receiver.begun = true;
			}
			return sent;
		}
	}

	/**
	 * Sends what nodes say of themselves.
	 */
	Sent tell(NodeId node, ByteBuffer frame) {
		synchronized (this.lock) {
			return send(node, this.receivers.get(node), frame);
		}
	}

	/**
	 * Sends a frame of a realm that may be refused, and leaves the rest of the queue to
	 * those that must not be lost.
	 * @param call whether it is a call, which has to be answered
	 */
	Sent send(NodeId node, ByteBuffer frame, boolean call) {
		synchronized (this.lock) {
			Receiver receiver = this.receivers.get(node);
			if (this.link == null || receiver == null || !receiver.begun || (call && !receiver.heard)) {
				return Sent.DISCONNECTED;
			}
			boolean full = frame.remaining() <= this.link.maxFrame() && !this.link.hasRoom(frame.remaining());
			return full ? Sent.FULL : send(node, receiver, frame);
		}
	}

	/**
	 * Sends a frame of a realm. A number is used up even if it is not sent, except when
	 * it is too large and would be each time.
	 */
	Sent sendOrInterrupt(NodeId node, ByteBuffer frame) {
		synchronized (this.lock) {
			Receiver receiver = this.receivers.get(node);
			Sent sent = part(node, frame);
			if (receiver != null && sent != Sent.QUEUED && sent != Sent.TOO_LARGE) {
				receiver.sent++;
			}
			return sent;
		}
	}

	/**
	 * Sends a part of this node's state.
	 */
	Sent part(NodeId node, ByteBuffer frame) {
		synchronized (this.lock) {
			Receiver receiver = this.receivers.get(node);
			return (receiver != null && receiver.begun) ? send(node, receiver, frame) : Sent.DISCONNECTED;
		}
	}

	private Sent send(NodeId node, @Nullable Receiver receiver, ByteBuffer frame) {
		if (this.link == null || receiver == null) {
			return Sent.DISCONNECTED;
		}
		FrameCodec.number(frame, receiver.sent + 1, this.broadcasts);
		Sent sent = this.link.send(node, frame);
		if (sent == Sent.QUEUED) {
			receiver.sent++;
		}
		return sent;
	}

	/**
	 * Sends a frame to all.
	 * @param interrupts whether a number is used up as of {@link #sendOrInterrupt}
	 */
	Sent broadcast(ByteBuffer frame, boolean interrupts) {
		synchronized (this.lock) {
			if (this.link == null) {
				return Sent.DISCONNECTED;
			}
			FrameCodec.number(frame, 0, this.broadcasts + 1);
			Sent sent = this.link.broadcast(frame);
			if (sent == Sent.QUEUED || (interrupts && sent != Sent.TOO_LARGE)) {
				this.broadcasts++;
			}
			return sent;
		}
	}

	/**
	 * Sends a frame to all that may be refused where there is no room for it, and that
	 * all miss where it does not go out for another reason.
	 */
	Sent offer(ByteBuffer frame) {
		synchronized (this.lock) {
			boolean full = this.link != null && frame.remaining() <= this.link.maxFrame()
					&& !this.link.hasRoom(frame.remaining());
			return full ? Sent.FULL : broadcast(frame, true);
		}
	}

	/**
	 * Broadcasts a frame that tells how many frames were sent to each node.
	 */
	Sent broadcast(Function<Map<NodeId, Long>, ByteBuffer> frame) {
		synchronized (this.lock) {
			Map<NodeId, Long> sent = new LinkedHashMap<>();
			this.receivers.forEach((node, receiver) -> sent.put(node, receiver.sent));
			return broadcast(frame.apply(sent), false);
		}
	}

	/**
	 * Broadcasts a frame with an ID that counts up.
	 * @param begins is told the ID before
	 * @param frame makes the frame
	 */
	Sent sync(LongConsumer begins, LongFunction<ByteBuffer> frame) {
		synchronized (this.lock) {
			long id = ++this.syncs;
			begins.accept(id);
			return broadcast(frame.apply(id), true);
		}
	}

	/**
	 * Sends a frame with such an ID to one node.
	 * @return the ID, 0 if it was not sent
	 */
	long sync(NodeId node, LongFunction<ByteBuffer> frame) {
		synchronized (this.lock) {
			long id = ++this.syncs;
			return (tell(node, frame.apply(id)) == Sent.QUEUED) ? id : 0;
		}
	}

	private static final class Receiver {

		private long sent;

		private boolean begun;

		private boolean heard;

		Receiver(long sent) {
			this.sent = sent;
		}

	}

}
