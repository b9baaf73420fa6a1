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

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.WampException;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.Uris;
import io.github.wampspring.router.cluster.Frame.Entry;
import io.github.wampspring.router.cluster.link.NodeId;
import io.github.wampspring.router.routing.Assignment;
import io.github.wampspring.router.routing.Callee;
import io.github.wampspring.router.routing.PendingCall;
import io.github.wampspring.router.routing.Publication;
import io.github.wampspring.router.routing.RealmRouting;
import io.github.wampspring.router.routing.RegistrationDirectory.Refused;
import io.github.wampspring.router.routing.Registration;
import io.github.wampspring.router.routing.RemoteCalls;
import io.github.wampspring.router.routing.RetainedEvents.Aged;
import io.github.wampspring.router.routing.Subscription;
import io.github.wampspring.transport.LogLimiter;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * What this instance hears from the others of one realm, and knows of them. It comes by
 * one thread at a time.
 */
final class RealmInbox {

	private static final Log logger = LogFactory.getLog(RealmInbox.class);

	/** What is passed over can be a stranger's choice. */
	private static final LogLimiter limiter = new LogLimiter(logger);

	private final String name;

	private final Cluster cluster;

	private final RealmRouting routing;

	private final ClusterSessions local;

	private final OwnEntries own;

	private final Claims claims;

	private final RemoteCallees callees;

	private final EventsOfOthers events;

	private final Map<NodeId, RemoteNode> nodes = new ConcurrentHashMap<>();

	RealmInbox(String name, Cluster cluster, RealmRouting routing, ClusterSessions local, OwnEntries own,
			Claims claims) {
		this.name = name;
		this.cluster = cluster;
		this.routing = routing;
		this.local = local;
		this.own = own;
		this.claims = claims;
		this.callees = new RemoteCallees(name, cluster, routing);
		this.events = new EventsOfOthers(cluster.overlap());
	}

	/** Since when all events of other instances have come. */
	EventsOfOthers events() {
		return this.events;
	}

	/** Broker and dealer of this instance. */
	RealmRouting routing() {
		return this.routing;
	}

	/** Those of other instances. */
	RemoteCallees callees() {
		return this.callees;
	}

	/** The sessions of all other instances. */
	Stream<RemoteSession> sessions() {
		return this.nodes.values().stream().flatMap((node) -> node.sessions().values().stream());
	}

	/**
	 * A session of another instance.
	 * @return {@code null} if there is none
	 */
	@Nullable RemoteSession session(long id) {
		for (RemoteNode node : this.nodes.values()) {
			RemoteSession session = node.sessions().get(id);
			if (session != null) {
				return session;
			}
		}
		return null;
	}

	private RemoteNode node(NodeId id) {
		return this.nodes.computeIfAbsent(id,
				(key) -> new RemoteNode(key, this.cluster.nanos(),
						(callee) -> tell(key, callee, Frame.Place.What.OFFERED),
						(callee) -> tell(key, callee, Frame.Place.What.FREE)));
	}

	private void tell(NodeId to, Callee callee, Frame.Place.What what) {
		this.cluster.sendOrInterrupt(to,
				new Frame.Place(this.name, callee.registration().id(), callee.port().info().id(), what));
	}

	void begins(NodeId id) {
		this.events.begins(id, this.nodes.containsKey(id));
		RemoteNode node = node(id);
		interrupt(node);
		node.sessions().values().forEach((session) -> session.setRoom(true));
		node.stale().addAll(node.entries().keySet());
		// it may lack what it was told
		this.own.unsettle();
		this.own.claimAgain((claims) -> this.cluster.sendOrInterrupt(id, claims));
	}

	void completed(NodeId id) {
		RemoteNode node = this.nodes.get(id);
		if (node != null) {
			List.copyOf(node.stale()).forEach((key) -> remove(node, key, false));
		}
	}

	void interrupted(NodeId id) {
		this.events.lost();
		RemoteNode node = this.nodes.get(id);
		if (node != null) {
			interrupt(node);
			// when the way there is open
			this.cluster.execute(() -> tellAgain(node));
		}
	}

	/** It may not have heard whom it was to end. */
	private void tellAgain(RemoteNode node) {
		node.sessions().values().forEach(RemoteSession::killAgain);
		node.revoked().values().forEach((revoke) -> this.cluster.sendOrInterrupt(node.id(), revoke));
	}

	/** Neither knows any more what the other one has been told. */
	private void interrupt(RemoteNode node) {
		node.places().clear();
		node.endCalls("Messages between instances of the router were lost: it is not known whether the call was done");
		// when the way there is open
		this.cluster.execute(() -> this.routing.remoteCalls().askAgain(List.copyOf(node.callees().values())));
	}

	/** No new calls go there. */
	void leaving(NodeId id) {
		RemoteNode node = this.nodes.get(id);
		if (node != null) {
			List.copyOf(node.callees().keySet()).forEach((key) -> remove(node, key, false));
		}
	}

	/**
	 * A node is gone, with all that it had.
	 * @param orderly whether it has said goodbye, so that nothing of it was lost
	 */
	void left(NodeId id, boolean orderly) {
		this.events.left(id, orderly);
		end(id, true);
	}

	/**
	 * The cluster is left: nothing is known of the others any more, and they are not gone
	 * for that.
	 */
	void forgetAll() {
		List.copyOf(this.nodes.keySet()).forEach((id) -> end(id, false));
	}

	private void end(NodeId id, boolean dead) {
		RemoteNode node = this.nodes.remove(id);
		if (node == null) {
			return;
		}
		node.setGone();
		// before calls that wait look for another callee
		node.callees().values().forEach(Callee::deactivate);
		List<Entry.Testament> testaments = new ArrayList<>();
		List<Entry.Session> sessions = new ArrayList<>();
		for (Entry entry : node.entries().values()) {
			if (entry instanceof Entry.Testament testament) {
				if (dead) {
					testaments.add(testament);
				}
			}
			else if (entry instanceof Entry.Session session) {
				sessions.add(session);
			}
			else {
				attempt(() -> remove(node, entry.key(), false));
			}
		}
		attempt(node.places()::clear);
		attempt(() -> node.endCalls("The callee is gone"));
		// each instance tells its own subscribers
		testaments.stream()
			.sorted((one, other) -> (one.session() != other.session()) ? Long.compare(one.session(), other.session())
					: (one.detached() != other.detached()) ? (one.detached() ? -1 : 1)
							: Long.compare(one.number(), other.number()))
			.forEach((testament) -> attempt(() -> publish(testament)));
		sessions.forEach((session) -> attempt(() -> remove(node, session.key(), !dead)));
		this.claims.left(id);
	}

	/** Published as of now, so that it is newer than what was retained before. */
	private void publish(Entry.Testament testament) {
		Publication publication = Entries.publication(testament.event());
		this.routing.deliver(publication.isRetained() ? publication.at(this.cluster.stamp()) : publication);
	}

	private static void attempt(Runnable part) {
		try {
			part.run();
		}
		catch (WampException ex) {
			limiter.warn(() -> "Something that another instance has told is passed over: " + ex.getMessage());
		}
		catch (RuntimeException | Error ex) {
			logger.error("Something that another instance has told was not done", ex);
		}
	}

	void received(NodeId id, Frame.OfRealm frame) {
		RemoteNode node = node(id);
		if (frame instanceof Frame.Put put) {
			put.entries().forEach((entry) -> attempt(() -> put(node, entry)));
			this.routing.metaEvents().publish();
		}
		else if (frame instanceof Frame.Remove remove) {
			remove(node, remove.key(), remove.quietly());
			this.routing.metaEvents().publish();
		}
		else if (frame instanceof Frame.Invoke invoke) {
			invoke(node, invoke);
		}
		else if (frame instanceof Frame.Proceed proceed) {
			proceed(node, proceed);
		}
		else if (frame instanceof Frame.Cancel cancel) {
			PendingCall call = node.incoming().get(cancel.call());
			if (call != null) {
				call.cancel(cancel.mode(), cancel.reason(), "The caller cancelled the call");
			}
		}
		else if (frame instanceof Frame.Result result) {
			result(node, result);
		}
		else if (frame instanceof Frame.Failure failure) {
			Assignment assignment = ended(node, failure.call());
			if (assignment != null) {
				this.routing.remoteCalls().failed(assignment, failure.uri(), failure.attributes(), failure.payload());
			}
		}
		else if (frame instanceof Frame.Refusal refusal) {
			Assignment assignment = ended(node, refusal.call());
			if (assignment != null) {
				this.routing.remoteCalls().refused(assignment, refusal.full(), refusal.later());
			}
		}
		else if (frame instanceof Frame.Place place) {
			place(node, place);
		}
		else if (frame instanceof Frame.Room room) {
			RemoteSession session = node.sessions().get(room.session());
			if (session != null) {
				session.setRoom(room.free());
			}
		}
		else if (frame instanceof Frame.Event event) {
			deliver(event);
		}
		else if (frame instanceof Frame.Verdict verdict) {
			this.claims.answered(id, verdict.claim(), verdict.error(), verdict.message());
		}
		else if (frame instanceof Frame.Kill kill) {
			this.local.kill(kill.session(), kill.reason(), kill.message(), kill.quietly());
		}
		else if (frame instanceof Frame.Modify modify) {
			this.local.change(modify.session(), modify.changes().asMap());
		}
		else if (frame instanceof Frame.Revoke revoke) {
			revoke(revoke);
		}
		else if (frame instanceof Frame.Stored stored) {
			stored(id, stored);
		}
	}

	private void stored(NodeId to, Frame.Stored question) {
		this.routing.stored()
			.whenComplete((done, failure) -> this.cluster.sendOrInterrupt(to,
					new Frame.Verdict(this.name, question.claim(), null, null)));
	}

	private void deliver(Frame.Event event) {
		this.routing.deliver(Entries.publication(event));
	}

	private void revoke(Frame.Revoke revoke) {
		if (revoke.registration()) {
			Registration registration = this.routing.registrations().byId(revoke.id());
			if (registration != null) {
				this.routing.registering().revoke(registration, revoke.session(), revoke.reason());
			}
			return;
		}
		Subscription subscription = this.routing.subscriptions().byId(revoke.id());
		if (subscription != null) {
			this.routing.subscribing().revoke(subscription, revoke.session(), revoke.reason());
		}
	}

	private void invoke(RemoteNode node, Frame.Invoke invoke) {
		RemoteCaller caller = new RemoteCaller(this.name, this.cluster, node, invoke);
		try {
			invoke(node, invoke, caller);
		}
		catch (RuntimeException | Error ex) {
			logger.error("A call of another instance could not be made", ex);
			PendingCall call = node.incoming().remove(invoke.call());
			if (call != null) {
				call.abandon();
			}
			this.cluster.sendOrInterrupt(node.id(),
					new Frame.Failure(this.name, invoke.call(), ErrorUris.RUNTIME_ERROR, Dict.EMPTY, Payload.NONE));
		}
	}

	private void invoke(RemoteNode node, Frame.Invoke invoke, RemoteCaller caller) {
		this.routing.remoteCalls()
			.invoke(caller,
					new RemoteCalls.Invocation(invoke.call(), invoke.registration(), invoke.session(),
							invoke.progress(), invoke.offered(), invoke.waits(), invoke.details(), invoke.payload()),
					(call) -> node.incoming().put(invoke.call(), call));
	}

	private void place(RemoteNode node, Frame.Place place) {
		if (place.what() == Frame.Place.What.GIVEN_BACK) {
			this.routing.remoteCalls().givenBack(node.places(), place.registration(), place.session());
			return;
		}
		Callee callee = node.callees().get(new Entry.Key(Entry.Kind.CALLEE, place.registration(), place.session()));
		if (callee != null && place.what() == Frame.Place.What.FREE) {
			this.routing.remoteCalls().free(callee);
		}
		else if (callee != null) {
			this.routing.remoteCalls().offered(callee);
		}
		else if (place.what() == Frame.Place.What.OFFERED) {
			this.cluster.sendOrInterrupt(node.id(),
					new Frame.Place(this.name, place.registration(), place.session(), Frame.Place.What.GIVEN_BACK));
		}
	}

	private void proceed(RemoteNode node, Frame.Proceed proceed) {
		PendingCall call = node.incoming().get(proceed.call());
		if (call != null) {
			this.routing.remoteCalls().proceed(call, proceed.details(), proceed.payload());
		}
	}

	private static void result(RemoteNode node, Frame.Result result) {
		if (result.progress()) {
			Assignment assignment = node.outgoing().get(result.call());
			if (assignment != null) {
				assignment.call().progress(result.payload(), result.attributes());
			}
			return;
		}
		Assignment assignment = ended(node, result.call());
		if (assignment != null) {
			assignment.call().result(result.payload(), result.attributes());
		}
	}

	private static @Nullable Assignment ended(RemoteNode node, long call) {
		Assignment assignment = node.outgoing().remove(call);
		if (assignment != null) {
			assignment.release();
		}
		return assignment;
	}

	private void put(RemoteNode node, Entry entry) {
		node.stale().remove(entry.key());
		if (entry instanceof Entry.Session session) {
			put(node, session);
		}
		else if (entry instanceof Entry.Callee callee) {
			put(node, callee);
		}
		else if (entry instanceof Entry.Subscriber subscriber) {
			if (node.entries().put(entry.key(), entry) == null) {
				this.routing.remoteMembers()
					.addSubscriber(subscriber.match(), subscriber.topic(), node.id(), subscriber.session(),
							Instant.ofEpochMilli(subscriber.created()));
			}
		}
		else if (entry instanceof Entry.Retained retained) {
			this.routing.retained()
				.restore(new Aged(Entries.publication(retained.event()), Duration.ofMillis(retained.age())));
		}
		else {
			node.entries().put(entry.key(), entry);
		}
	}

	private void put(RemoteNode node, Entry.Session entry) {
		node.entries().put(entry.key(), entry);
		RemoteSession known = node.sessions().get(entry.id());
		if (known != null) {
			known.update(entry);
			return;
		}
		RemoteSession session = new RemoteSession(this.name, this.cluster, node, entry);
		node.sessions().put(entry.id(), session);
		this.routing.metaEvents().joined(session.info());
	}

	private void put(RemoteNode node, Entry.Callee entry) {
		RemoteSession session = node.sessions().get(entry.session());
		if (session == null) {
			logger.warn("Instance " + node.id() + " has told of a callee of " + Uris.quote(entry.procedure())
					+ " without its session");
			if (entry.claim() != 0) {
				this.cluster.sendOrInterrupt(node.id(),
						new Frame.Verdict(this.name, entry.claim(), ErrorUris.NO_SUCH_SESSION, "The session is gone"));
			}
			return;
		}
		node.entries().put(entry.key(), entry);
		Refused refused = (entry.claim() != 0) ? this.callees.judge(session, entry) : null;
		if (entry.claim() != 0) {
			this.cluster.sendOrInterrupt(node.id(), new Frame.Verdict(this.name, entry.claim(),
					(refused != null) ? refused.error() : null, (refused != null) ? refused.message() : null));
		}
		this.callees.put(node, session, entry, refused == null);
	}

	private void remove(RemoteNode node, Entry.Key key, boolean quietly) {
		node.stale().remove(key);
		Entry entry = node.entries().remove(key);
		if (entry instanceof Entry.Callee) {
			this.callees.remove(node, key);
		}
		else if (entry instanceof Entry.Subscriber subscriber) {
			this.routing.remoteMembers()
				.removeSubscriber(subscriber.match(), subscriber.topic(), node.id(), subscriber.session());
		}
		else if (entry instanceof Entry.Session) {
			RemoteSession session = node.sessions().remove(key.id());
			if (session != null) {
				session.setRoom(true);
				if (!quietly) {
					this.routing.metaEvents().left(session.info());
				}
			}
		}
		this.routing.metaEvents().publish();
	}

	/** What another instance has, or all others. */
	Counts counts(@Nullable NodeId id) {
		Stream<RemoteNode> nodes = (id == null) ? this.nodes.values().stream() : Stream.ofNullable(this.nodes.get(id));
		return nodes.map(Counts::of).reduce(new Counts(0, 0, 0), Counts::plus);
	}

	/**
	 * How much there is of other instances.
	 *
	 * @param sessions how many sessions
	 * @param callees how many callees that take calls
	 * @param calls how many calls from here are under way there
	 */
	record Counts(long sessions, long callees, long calls) {

		static Counts of(RemoteNode node) {
			return new Counts(node.sessions().size(), node.callees().size(), node.outgoing().size());
		}

		Counts plus(Counts other) {
			return new Counts(this.sessions + other.sessions, this.callees + other.callees, this.calls + other.calls);
		}

	}

}
