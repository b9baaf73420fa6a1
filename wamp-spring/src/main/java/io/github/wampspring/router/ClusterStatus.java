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

package io.github.wampspring.router;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.github.wampspring.router.cluster.link.LinkStatistics;
import org.jspecify.annotations.Nullable;

/**
 * Where an instance of a cluster stands.
 *
 * @param name the cluster's name
 * @param node the ID of this instance, another one after each start
 * @param state whether it is part of the cluster
 * @param problem what is wrong, for people; {@code null} if nothing is. An instance that
 * is connected has one while it has never met another one and refuses the frames of
 * others, such as for another secret
 * @param link the link to the engine
 * @param members the other instances that are there
 * @param registrations how many callees of other instances are known
 * @param sessions how many sessions of other instances are known
 * @param pendingCalls how many calls of sessions here are under way at other instances
 * @param droppedEvents how many events did not go out, since too much waited
 * @param refusedCalls how many calls were refused, since too much waited
 * @param resynchronizations how often frames were lost, so that the state of an instance
 * was asked for again
 * @param conflicts how many registrations of this instance were revoked, since another
 * instance had one that goes before
 * @param refusedFrames how many frames were refused: not signed, of another version,
 * malformed
 */
public record ClusterStatus(String name, String node, State state, @Nullable String problem, LinkStatistics link,
		List<Member> members, long registrations, long sessions, long pendingCalls, long droppedEvents,
		long refusedCalls, long resynchronizations, long conflicts, long refusedFrames) {

	public ClusterStatus {
		members = List.copyOf(members);
	}

	/**
	 * Another instance.
	 *
	 * @param node its ID
	 * @param since since when it is known
	 * @param silence how long nothing has been heard of it
	 * @param synchronizing whether its state is still coming
	 * @param sessions how many sessions it has
	 * @param registrations how many callees it has
	 */
	public record Member(String node, Instant since, Duration silence, boolean synchronizing, long sessions,
			long registrations) {
	}

	/** Whether an instance is part of its cluster. */
	public enum State {

		/** The engine is there, and the instance hears itself through it. */
		CONNECTED,
		/** The engine cannot be reached: the instance is an island. */
		DISCONNECTED,
		/**
		 * The engine seems to be there, but the instance does not hear itself through it.
		 */
		DEAF,
		/** The router is closed. */
		CLOSED

	}

}
