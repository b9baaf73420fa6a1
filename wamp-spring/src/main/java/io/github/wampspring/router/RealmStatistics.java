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

/**
 * How much of what is bounded a realm holds, and what it had to let go.
 *
 * @param sessions the sessions that have joined
 * @param retainedEvents the retained events
 * @param retainedSize how much space they take, in bytes
 * @param droppedRetainedEvents the retained events that had to go since there was no room
 * for them, since the router was made
 * @param pendingCalls the calls under way
 * @param waitingSize how much waits to be sent to the sessions, in bytes
 * @param refusals the requests that were refused since a limit of the session or the
 * realm was reached, and the sessions since the realm was full; since the router was made
 * @param suspendedSessions the sessions that have lost their connection and may be
 * resumed
 * @param replaySize how much is kept for clients that can resume their sessions, in bytes
 * @param droppedReplays how often it was let go of what was kept for such a client, since
 * more was kept for all of them than may be; since the router was made
 * @param lostEvents the events that were published, but not stored in a history, since
 * the router was made
 */
public record RealmStatistics(long sessions, long retainedEvents, long retainedSize, long droppedRetainedEvents,
		long pendingCalls, long waitingSize, long refusals, long suspendedSessions, long replaySize,
		long droppedReplays, long lostEvents) {

	/** Of a realm that does not exist. */
	public static final RealmStatistics NONE = new RealmStatistics(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

}
