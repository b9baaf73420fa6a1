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
import java.util.List;

/**
 * The way from a node to the other nodes of its cluster, over an engine such as NATS or
 * Redis. All nodes of a cluster use the same kind of link.
 * <p>
 * Frames are bytes, which a link does not look into. What a node sends to another one,
 * broadcasts among it, comes in the order in which it was sent, at most once. There is no
 * order between frames of different senders. Frames are lost when the engine is, when it
 * drops a node that reads too slowly, or when the listener is too slow: whoever needs to
 * know numbers them. An engine that had stalled may still have held frames when the
 * connection to it was given up; these may come late, after newer ones, and are told by
 * their numbers too.
 * <p>
 * A link connects by itself, for as long as it takes, and again when the engine was lost.
 * It is safe for use by many threads, and used once: started, and closed.
 */
public interface ClusterLink extends AutoCloseable {

	/**
	 * Begins to connect. Neither waits for the engine nor fails if it is not there.
	 * @param cluster the name of the cluster: clusters on one engine do not hear each
	 * other
	 * @param self this node
	 * @param listener is told what happens, by one thread
	 * @throws IllegalArgumentException if the name has other characters than that of a
	 * node may have
	 * @throws IllegalStateException if it was started or closed before
	 */
	void start(String cluster, NodeId self, Listener listener);

	/**
	 * Sends a frame to a node, which may be this one. Never waits.
	 * @param to the node
	 * @param frame the bytes from its position to its limit, which stay as they are. The
	 * caller must not change the bytes any more
	 * @return what became of it
	 */
	default Sent send(NodeId to, ByteBuffer frame) {
		return send(to, List.of(frame));
	}

	/**
	 * Sends frames to a node, without others between them: all of them or none.
	 * @param to the node
	 * @param frames as of {@link #send(NodeId, ByteBuffer)}. An empty queue takes them in
	 * any case, and behind them still what there has to be room for
	 * @return what became of all of them
	 */
	Sent send(NodeId to, List<ByteBuffer> frames);

	/**
	 * Sends a frame to all nodes. This one is among them, and hears it by the engine: a
	 * node that does not hear itself is deaf.
	 * @param frame as of {@link #send(NodeId, ByteBuffer)}
	 * @return what became of it
	 */
	default Sent broadcast(ByteBuffer frame) {
		return broadcast(List.of(frame));
	}

	/**
	 * Sends frames to all nodes, without others between them: all of them or none.
	 * @param frames as of {@link #send(NodeId, List)}
	 * @return what became of all of them
	 */
	Sent broadcast(List<ByteBuffer> frames);

	/**
	 * How large a frame may be. It may change when the engine is lost and back.
	 * @return the size in bytes
	 */
	int maxFrame();

	/**
	 * Where the link stands.
	 * @return numbers of this moment
	 */
	LinkStatistics statistics();

	/**
	 * Whether there is room for what may be refused. A part of the queue is for frames
	 * that must not be lost: whoever sends others asks before, and nothing is set aside
	 * by that. {@link #send} and {@link #broadcast} take frames of both kinds.
	 * @param bytes how large the frames are together
	 * @return {@code false} if the queue to the engine would be more than three quarters
	 * full with them, in number or in bytes; {@code true} if it is empty
	 */
	default boolean hasRoom(long bytes) {
		return true;
	}

	/**
	 * Whether what is not urgent had better wait.
	 * @return {@code true} if the queue to the engine is half full, in number or in bytes
	 */
	default boolean isBusy() {
		return statistics().queuedFrames() > 0;
	}

	/**
	 * Closes the link, once and for all. What was queued before still goes out, if the
	 * engine takes it within two seconds. When it has returned, the listener is not
	 * called any more; only a call that is under way, for too long or since it closes the
	 * link itself, may still end.
	 */
	@Override
	void close();

	/**
	 * Is told what happens, by one thread and one thing at a time. It must not block:
	 * what comes meanwhile is queued, and dropped when there is no more room. What it
	 * throws is logged and does not matter otherwise.
	 */
	interface Listener {

		/**
		 * A frame has come, from any node.
		 * @param frame the bytes from its position to its limit, which are the
		 * listener's. They may be read only
		 */
		void received(ByteBuffer frame);

		/**
		 * The engine has no receiver for what was sent to a node. A hint: the node may be
		 * gone, or about to reconnect. An engine need not know.
		 * @param node the node
		 */
		default void suspect(NodeId node) {
		}

		/**
		 * The engine is there. What other nodes send from now on comes, and what is sent
		 * goes out. A frame may have come a moment before.
		 */
		default void connected() {
		}

		/**
		 * The engine was lost, or could not be reached: told after each attempt that
		 * failed. The link goes on trying.
		 * @param reason why, for people
		 * @param dropped how many frames were {@link Sent#QUEUED} and did not, or perhaps
		 * did not, go out. They are not sent any more
		 */
		default void disconnected(String reason, long dropped) {
		}

		/**
		 * Frames have come, and were dropped here, as this listener was too slow.
		 * @param frames how many, at this place between the others
		 */
		default void missed(long frames) {
		}

		/**
		 * A frame has come that is not for this node: not signed, signed with another
		 * secret, of another version, malformed.
		 * @param reason why it was refused, for people
		 */
		default void refused(String reason) {
		}

	}

}
