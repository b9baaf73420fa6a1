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

package io.github.wampspring.autoconfigure.actuate;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * What the endpoint {@code wamp} tells. No secret is in it: no header, ticket, user
 * information or query of a URL, and nothing of payloads.
 *
 * @param connections the connections by their names
 * @param router the embedded router, if there is one
 */
public record WampDescriptor(Map<String, Connection> connections,
		@Nullable Router router) implements OperationResponseBody {

	/**
	 * A connection.
	 *
	 * @param state what it is doing, in lower case
	 * @param since since when
	 * @param url the router's URL, without user information and query
	 * @param realm the realm, while a session is joined
	 * @param session the session's ID, while one is joined
	 * @param authId the session's authid
	 * @param authRole the session's authrole
	 * @param attempts attempts to connect since the last join
	 * @param reason why there is no session
	 * @param joins how often a session has joined, if known
	 * @param pendingRequests how many requests wait for the router's answer, if known
	 * @param runningInvocations how many invocations have not ended, if known
	 * @param registrations the registrations
	 * @param subscriptions the subscriptions
	 */
	public record Connection(String state, Instant since, @Nullable String url, @Nullable String realm,
			@Nullable Long session, @Nullable String authId, @Nullable String authRole, long attempts,
			@Nullable String reason, @Nullable Long joins, @Nullable Integer pendingRequests,
			@Nullable Integer runningInvocations, List<Registration> registrations,
			List<Subscription> subscriptions) implements OperationResponseBody {
	}

	/**
	 * A registration of this application.
	 *
	 * @param id the ID to operate on it, if it is an annotated method's
	 * @param procedure the URI or pattern
	 * @param match how it matches
	 * @param mode started, paused or stopped
	 * @param active whether the router has accepted it in the session of this moment
	 * @param method the bean method, if it is annotated
	 * @param failure why it is not active
	 */
	public record Registration(@Nullable String id, String procedure, String match, String mode, boolean active,
			@Nullable String method, @Nullable String failure) implements OperationResponseBody {
	}

	/**
	 * A subscription of this application.
	 *
	 * @param id the ID to operate on it, if it is an annotated method's
	 * @param topic the URI or pattern
	 * @param match how it matches
	 * @param mode started, paused or stopped
	 * @param active whether the router has accepted it in the session of this moment
	 * @param waitingEvents how many events wait for the handler
	 * @param droppedEvents how many events were dropped
	 * @param method the bean method, if it is annotated
	 * @param failure why it is not active
	 */
	public record Subscription(@Nullable String id, String topic, String match, String mode, boolean active,
			int waitingEvents, long droppedEvents, @Nullable String method,
			@Nullable String failure) implements OperationResponseBody {
	}

	/**
	 * The embedded router.
	 *
	 * @param running whether it accepts sessions
	 * @param realms its realms
	 * @param cluster where it stands in its cluster, if it is in one
	 */
	public record Router(boolean running, Map<String, RealmSummary> realms, @Nullable Cluster cluster) {
	}

	/**
	 * An instance of a cluster.
	 *
	 * @param name the cluster's name
	 * @param node the ID of this instance, another one after each start
	 * @param state whether it is part of the cluster, in lower case
	 * @param problem what is wrong, if something is
	 * @param members how many other instances there are
	 * @param instances these, the first ones only
	 * @param sessions how many sessions there are at other instances
	 * @param registrations how many callees there are at other instances
	 * @param pendingCalls how many calls of sessions here are under way at other
	 * instances
	 * @param waitingFrames how many frames wait to be sent to other instances
	 * @param waitingSize how large these are together, in bytes
	 * @param lostFrames how many frames were lost with the engine, or came faster than
	 * they were read
	 * @param refusedFrames how many frames were refused: not signed, of another version,
	 * malformed
	 * @param droppedEvents how many events were dropped, since too much waited
	 * @param refusedCalls how many calls were refused, since too much waited
	 * @param resynchronizations how often the state of another instance was asked for
	 * again
	 * @param conflicts how many registrations here were revoked, since another instance
	 * had one that goes before
	 */
	public record Cluster(String name, String node, String state, @Nullable String problem, int members,
			List<Instance> instances, long sessions, long registrations, long pendingCalls, int waitingFrames,
			long waitingSize, long lostFrames, long refusedFrames, long droppedEvents, long refusedCalls,
			long resynchronizations, long conflicts) {
	}

	/**
	 * Another instance of the cluster.
	 *
	 * @param node its ID, another one after each start
	 * @param since since when it is known
	 * @param silence how long nothing was heard of it, in milliseconds
	 * @param synchronizing whether its state is still coming
	 * @param sessions how many sessions it has
	 * @param registrations how many callees it has
	 */
	public record Instance(String node, Instant since, long silence, boolean synchronizing, long sessions,
			long registrations) {
	}

	/**
	 * How much a realm of the router holds.
	 *
	 * @param sessions the number of sessions
	 * @param registrations the number of registrations
	 * @param subscriptions the number of subscriptions
	 * @param retainedEvents the number of retained events
	 */
	public record RealmSummary(long sessions, int registrations, int subscriptions, long retainedEvents) {
	}

	/**
	 * A realm of the router, each listing with the first entries only.
	 *
	 * @param realm its name
	 * @param limit how many entries a listing has at the most
	 * @param totals how many there are
	 * @param sessions the sessions
	 * @param registrations the registrations
	 * @param subscriptions the subscriptions
	 */
	public record Realm(String realm, int limit, RealmSummary totals, List<Session> sessions,
			List<RouterRegistration> registrations,
			List<RouterSubscription> subscriptions) implements OperationResponseBody {
	}

	/**
	 * A session at the router.
	 *
	 * @param id its ID
	 * @param authId its authid
	 * @param authRole its authrole
	 * @param authMethod how it was authenticated
	 * @param transport {@code websocket} or {@code in-process}
	 * @param serializer the serializer's name
	 * @param remoteAddress the peer's address, if there is one
	 * @param joined when it joined
	 */
	public record Session(long id, String authId, String authRole, String authMethod, String transport,
			String serializer, @Nullable String remoteAddress, Instant joined) {
	}

	/**
	 * A registration at the router.
	 *
	 * @param id its ID
	 * @param procedure the URI or pattern
	 * @param match how it matches
	 * @param invoke how a callee is chosen
	 * @param callees how many callees it has
	 */
	public record RouterRegistration(long id, String procedure, String match, String invoke, int callees) {
	}

	/**
	 * A subscription at the router.
	 *
	 * @param id its ID
	 * @param topic the URI or pattern
	 * @param match how it matches
	 * @param subscribers how many subscribers it has
	 */
	public record RouterSubscription(long id, String topic, String match, int subscribers) {
	}

}
