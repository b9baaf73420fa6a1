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

import java.util.function.Consumer;

import io.github.wampspring.router.cluster.link.NodeId;

/**
 * Is told by a {@link ClusterNode} of the other nodes, by one thread and one thing at a
 * time. Must not block.
 */
interface ClusterListener {

	/**
	 * A node is there, new or again: its state follows. What was under way with it has
	 * ended, and the entries that it had before are gone unless they come once more until
	 * {@link #completed}.
	 */
	void begins(NodeId node);

	/**
	 * The state of a node has come as a whole.
	 */
	void completed(NodeId node);

	/**
	 * A frame of a node that is there.
	 */
	void received(NodeId node, Frame.OfRealm frame);

	/**
	 * Frames between the two nodes were lost, or may have been: what is under way between
	 * them ends. The state of the node stays until it comes anew.
	 */
	void interrupted(NodeId node);

	/**
	 * A node wants no new calls any more.
	 */
	void leaving(NodeId node);

	/**
	 * A node is gone, with all that it had.
	 * @param reason why, for people
	 * @param orderly whether it has said goodbye, so that nothing of it was lost
	 */
	void left(NodeId node, String reason, boolean orderly);

	/**
	 * The engine is reached, maybe again: what others have sent before has not come.
	 */
	default void connected() {
	}

	/**
	 * The state of this node, for another one.
	 * @return gives it part by part
	 */
	State state();

	/** What gives a state part by part. */
	@FunctionalInterface
	interface State {

		/**
		 * Sends the next part. What changes afterwards is sent afterwards.
		 * @param to takes frames of moderate size, a few kilobytes to 64 KiB
		 * @return {@code false} if there is no more
		 */
		boolean next(Consumer<Frame.OfRealm> to);

	}

}
