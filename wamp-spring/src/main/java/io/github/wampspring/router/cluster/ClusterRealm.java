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
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.InvocationPolicy;
import io.github.wampspring.MatchPolicy;
import io.github.wampspring.PayloadException;
import io.github.wampspring.WampException;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Feature;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.Uris;
import io.github.wampspring.router.SessionAttributes;
import io.github.wampspring.router.SessionInfo;
import io.github.wampspring.router.cluster.ClusterListener.State;
import io.github.wampspring.router.cluster.Frame.Entry;
import io.github.wampspring.router.cluster.link.NodeId;
import io.github.wampspring.router.cluster.link.Sent;
import io.github.wampspring.router.routing.Assignment;
import io.github.wampspring.router.routing.Callee;
import io.github.wampspring.router.routing.PendingCall;
import io.github.wampspring.router.routing.Publication;
import io.github.wampspring.router.routing.Quota;
import io.github.wampspring.router.routing.RealmPeers;
import io.github.wampspring.router.routing.RealmRouting;
import io.github.wampspring.router.routing.RegistrationDirectory.Refused;
import io.github.wampspring.router.routing.Registration;
import io.github.wampspring.router.routing.RetainedEvents.Aged;
import io.github.wampspring.router.routing.RouteIds;
import io.github.wampspring.router.routing.Subscription;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * One realm of this instance among those of the others. What comes from them is handled
 * by one thread at a time.
 */
public final class ClusterRealm implements RealmPeers {

	private static final Log logger = LogFactory.getLog(ClusterRealm.class);

	/** What a callee is told whose registration was not the oldest. */
	private static final String OUTRANKED = "wamp.error.procedure_already_exists";

	private final String name;

	private final Cluster cluster;

	private final RouteIds registrationIds;

	private final RouteIds subscriptionIds;

	private final OwnEntries own;

	private final Claims claims = new Claims();

	private final Map<NodeId, RemoteNode> nodes = new ConcurrentHashMap<>();

	/** Callees of others that have no place beside those that are there. */
	private final Map<Entry.Key, RemoteNode> displaced = new ConcurrentHashMap<>();

	private @Nullable RealmRouting routing;

	private @Nullable ClusterSessions local;

	ClusterRealm(String name, Cluster cluster, String key) {
		this.name = name;
		this.cluster = cluster;
		this.registrationIds = new DerivedIds(key, "registration", name);
		this.subscriptionIds = new DerivedIds(key, "subscription", name);
		this.own = new OwnEntries(name, cluster);
	}

	/**
	 * Connects it with the realm of this instance. To be called once, before the cluster
	 * is started.
	 * @param routing its broker and dealer
	 * @param local its sessions
	 */
	public void bind(RealmRouting routing, ClusterSessions local) {
		this.routing = routing;
		this.local = local;
	}

	String name() {
		return this.name;
	}

	private RealmRouting routing() {
		return Objects.requireNonNull(this.routing);
	}

	private ClusterSessions local() {
		return Objects.requireNonNull(this.local);
	}

	/**
	 * All that this instance has, for another one.
	 */
	State state() {
		State entries = this.own.state();
		State retained = new RetainedState(this.name,
				routing().retained()
					.all()
					.stream()
					.filter((event) -> isOfThis(event.publication().publisher()))
					.iterator());
		return (to) -> entries.next(to) || retained.next(to);
	}

	/** Those of other instances' sessions come from these. */
	private boolean isOfThis(long publisher) {
		return publisher == 0 || session(publisher) == null;
	}

	// sessions

	/**
	 * A session has joined here.
	 * @param features what it has announced as a callee
	 */
	public void joined(SessionInfo session, Set<Feature> features) {
		this.own.put(Entries.of(session, features));
	}

	/**
	 * A session of this instance was given attributes.
	 * @param features what it has announced as a callee
	 */
	public void changed(SessionInfo session, Set<Feature> features) {
		this.own.replace(Entries.of(session, features));
	}

	/**
	 * A session has left here, and so has all that it had.
	 */
	public void left(long session, boolean quietly) {
		this.own.removeSession(session, quietly);
	}

	/**
	 * The sessions of all other instances.
	 */
	public List<SessionInfo> sessions() {
		return this.nodes.values()
			.stream()
			.flatMap((node) -> node.sessions().values().stream())
			.filter((session) -> !session.isKilled())
			.map(RemoteSession::info)
			.toList();
	}

	/**
	 * A session of another instance.
	 * @return {@code null} if there is none
	 */
	public @Nullable SessionInfo find(long session) {
		RemoteSession found = session(session);
		return (found != null && !found.isKilled()) ? found.info() : null;
	}

	private @Nullable RemoteSession session(long id) {
		for (RemoteNode node : this.nodes.values()) {
			RemoteSession session = node.sessions().get(id);
			if (session != null) {
				return session;
			}
		}
		return null;
	}

	/**
	 * Ends a session of another instance.
	 * @return {@code false} if there is none, it is ending already, or its instance
	 * cannot be told
	 */
	public boolean kill(long session, String reason, @Nullable String message, boolean quietly) {
		RemoteSession found = session(session);
		if (found == null || !found.kill()) {
			return false;
		}
		boolean sent = send(found.node().id(),
				new Frame.Kill(this.name, session, reason, message, quietly)) == Sent.QUEUED;
		if (!sent) {
			found.revive();
		}
		return sent;
	}

	/**
	 * Gives attributes to a session of another instance.
	 * @return {@code false} if there would be too many
	 * @throws WampException if its instance cannot be told
	 */
	public boolean change(long session, Map<String, @Nullable Object> changes) {
		RemoteSession found = session(session);
		if (found == null) {
			return true;
		}
		SessionAttributes attributes = found.info().attributes();
		SessionAttributes changed = SessionAttributes.of(Dict.copyOf(attributes.claimed()));
		changed.change(attributes.changes());
		if (!changed.change(changes)) {
			return false;
		}
		if (send(found.node().id(), new Frame.Modify(this.name, session, Dict.copyOf(changes))) != Sent.QUEUED) {
			throw new WampException(ErrorUris.UNAVAILABLE, "The instance of session " + session + " is out of reach");
		}
		attributes.change(changes);
		return true;
	}

	// testaments

	/**
	 * A session of this instance has made a testament.
	 * @param number counts up for each session
	 * @param detached whether it is of this scope
	 * @param publication what is published
	 */
	public void testament(long session, long number, boolean detached, Publication publication) {
		try {
			this.own
				.put(new Entry.Testament(session, number, detached, Entries.event(this.name, prepared(publication))));
		}
		catch (PayloadException ex) {
			logger.warn("A testament of session " + session + " cannot go to other instances: " + ex.getMessage());
		}
	}

	/**
	 * A session of this instance has taken a testament back.
	 */
	public void removeTestament(long session, long number) {
		this.own.remove(new Entry.Key(Entry.Kind.TESTAMENT, session, number), true);
	}

	// what broker and dealer tell

	@Override
	public RouteIds registrationIds() {
		return this.registrationIds;
	}

	@Override
	public RouteIds subscriptionIds() {
		return this.subscriptionIds;
	}

	@Override
	public long stamp() {
		return this.cluster.stamp();
	}

	@Override
	public @Nullable CompletableFuture<@Nullable Refused> claim(Callee callee) {
		List<NodeId> members = this.cluster.members();
		if (members.isEmpty()) {
			this.own.put(Entries.of(callee, 0, false));
			return null;
		}
		Claims.Claim claim = this.claims.begin(members);
		this.own.put(Entries.of(callee, claim.id(), false));
		this.claims.retain(claim, this.cluster.members());
		return claim.outcome();
	}

	@Override
	public void activated(Callee callee) {
		if (!callee.port().isRemote()) {
			this.own.replace(Entries.of(callee, 0, true));
			changed(callee);
		}
	}

	@Override
	public void removed(Callee callee) {
		if (!callee.port().isRemote()) {
			this.own.remove(new Entry.Key(Entry.Kind.CALLEE, callee.registration().id(), callee.port().info().id()),
					false);
		}
		changed(callee);
	}

	/** Where a callee has come or gone, others may have the right of way now. */
	private void changed(Callee callee) {
		if (!this.displaced.isEmpty()) {
			this.cluster.execute(() -> restore(callee.registration().id()));
		}
	}

	@Override
	public @Nullable CompletableFuture<?> subscribing(MatchPolicy match, String topic, long session) {
		if (!this.cluster.hasMembers()) {
			return null;
		}
		long id = this.subscriptionIds.next(match, topic);
		this.own.putIfAbsent(new Entry.Subscriber(id, session, match, topic, Instant.now().toEpochMilli()));
		return this.own.isSettled(id) ? null : this.cluster.barrier().thenRun(() -> this.own.settle(id));
	}

	@Override
	public void subscribed(Subscription subscription, long session) {
		this.own.putIfAbsent(new Entry.Subscriber(subscription.id(), session, subscription.match(), subscription.uri(),
				subscription.created().toEpochMilli()));
		if (!this.cluster.hasMembers()) {
			this.own.settle(subscription.id());
		}
	}

	@Override
	public void unsubscribed(MatchPolicy match, String topic, long session) {
		this.own.remove(new Entry.Key(Entry.Kind.SUBSCRIBER, this.subscriptionIds.next(match, topic), session), false);
	}

	@Override
	public boolean revoke(Subscription subscription, long session, @Nullable String reason) {
		RemoteSession found = session(session);
		Entry.Key key = new Entry.Key(Entry.Kind.SUBSCRIBER, subscription.id(), session);
		return found != null && found.node().entries().containsKey(key) && send(found.node().id(),
				new Frame.Revoke(this.name, false, subscription.id(), session, reason)) == Sent.QUEUED;
	}

	@Override
	public @Nullable CompletableFuture<?> publish(Publication publication) {
		Collection<NodeId> instances = publication.isRetained() ? this.cluster.members() : wanting(publication.topic());
		if (instances.isEmpty()) {
			return null;
		}
		Frame.Event event;
		try {
			event = Entries.event(this.name, prepared(publication));
		}
		catch (PayloadException ex) {
			return CompletableFuture
				.failedFuture(new WampException(ErrorUris.INVALID_ARGUMENT, String.valueOf(ex.getMessage()), ex));
		}
		if (this.cluster.send(instances, event)) {
			return null;
		}
		this.cluster.droppedEvent();
		return CompletableFuture.failedFuture(new WampException(ErrorUris.UNAVAILABLE,
				"The event did not go to all instances of the realm, since too much waits for the way to them"));
	}

	private List<NodeId> wanting(String topic) {
		Set<?> instances = routing().remoteMembers().instances(topic);
		return instances.isEmpty() ? List.of() : instances.stream().map(NodeId.class::cast).toList();
	}

	private Publication prepared(Publication publication) {
		Payload payload = prepare(publication.payload());
		return (payload == publication.payload()) ? publication : publication.with(payload);
	}

	// for those who speak for sessions of other instances

	boolean prefersLocal() {
		return this.cluster.prefersLocal();
	}

	Payload prepare(Payload payload) {
		return this.cluster.prepare(payload);
	}

	Sent send(NodeId to, Frame frame) {
		return this.cluster.send(to, frame);
	}

	Sent sendOrInterrupt(NodeId to, Frame frame) {
		return this.cluster.sendOrInterrupt(to, frame);
	}

	void refused() {
		this.cluster.refusedCall();
	}

	CompletionStage<?> later() {
		return this.cluster.later();
	}

	// what others tell

	private RemoteNode node(NodeId id) {
		return this.nodes.computeIfAbsent(id, (key) -> new RemoteNode(key, this.cluster.nanos()));
	}

	void begins(NodeId id) {
		RemoteNode node = node(id);
		endCalls(node);
		node.sessions().values().forEach((session) -> session.setRoom(true));
		node.stale().addAll(node.entries().keySet());
		// it may lack what it was told
		this.own.unsettle();
		this.own.claimAgain((claims) -> sendOrInterrupt(id, claims));
	}

	void completed(NodeId id) {
		RemoteNode node = this.nodes.get(id);
		if (node != null) {
			List.copyOf(node.stale()).forEach((key) -> remove(node, key, false));
		}
	}

	void interrupted(NodeId id) {
		RemoteNode node = this.nodes.get(id);
		if (node != null) {
			endCalls(node);
		}
	}

	private static void endCalls(RemoteNode node) {
		node.endCalls("Messages between instances of the router were lost: it is not known whether the call was done");
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
	 */
	void left(NodeId id) {
		left(id, true);
	}

	/**
	 * The cluster is left: nothing is known of the others any more, and they are not gone
	 * for that.
	 */
	void forgetAll() {
		List.copyOf(this.nodes.keySet()).forEach((id) -> left(id, false));
	}

	private void left(NodeId id, boolean dead) {
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
		routing().deliver(publication.isRetained() ? publication.at(stamp()) : publication);
	}

	void close() {
		this.claims.close();
	}

	private static void attempt(Runnable part) {
		try {
			part.run();
		}
		catch (RuntimeException | Error ex) {
			logger.error("Something that another instance has told was not done", ex);
		}
	}

	void received(NodeId id, Frame.OfRealm frame) {
		RemoteNode node = node(id);
		if (frame instanceof Frame.Put put) {
			put.entries().forEach((entry) -> attempt(() -> put(node, entry)));
			routing().metaEvents().publish();
		}
		else if (frame instanceof Frame.Remove remove) {
			remove(node, remove.key(), remove.quietly());
			routing().metaEvents().publish();
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
				routing().remoteCalls().failed(assignment, failure.uri(), failure.attributes(), failure.payload());
			}
		}
		else if (frame instanceof Frame.Refusal refusal) {
			Assignment assignment = ended(node, refusal.call());
			if (assignment != null) {
				routing().remoteCalls().refused(assignment, refusal.full());
			}
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
			local().kill(kill.session(), kill.reason(), kill.message(), kill.quietly());
		}
		else if (frame instanceof Frame.Modify modify) {
			local().change(modify.session(), modify.changes().asMap());
		}
		else if (frame instanceof Frame.Revoke revoke) {
			revoke(revoke);
		}
	}

	private void deliver(Frame.Event event) {
		routing().deliver(Entries.publication(event));
	}

	private void revoke(Frame.Revoke revoke) {
		if (revoke.registration()) {
			Registration registration = routing().registrations().byId(revoke.id());
			if (registration != null) {
				routing().registering().revoke(registration, revoke.session(), revoke.reason());
			}
			return;
		}
		Subscription subscription = routing().subscriptions().byId(revoke.id());
		if (subscription != null) {
			routing().subscribing().revoke(subscription, revoke.session(), revoke.reason());
		}
	}

	// calls

	private void invoke(RemoteNode node, Frame.Invoke invoke) {
		RemoteCaller caller = new RemoteCaller(this, node, invoke);
		try {
			invoke(node, invoke, caller);
		}
		catch (RuntimeException | Error ex) {
			logger.error("A call of another instance could not be made", ex);
			PendingCall call = node.incoming().remove(invoke.call());
			if (call != null) {
				call.abandon();
			}
			sendOrInterrupt(node.id(),
					new Frame.Failure(this.name, invoke.call(), ErrorUris.RUNTIME_ERROR, Dict.EMPTY, Payload.NONE));
		}
	}

	private void invoke(RemoteNode node, Frame.Invoke invoke, RemoteCaller caller) {
		routing().remoteCalls()
			.invoke(caller, invoke.call(), invoke.registration(), invoke.session(), invoke.progress(), invoke.waits(),
					invoke.details(), invoke.payload(), (call) -> node.incoming().put(invoke.call(), call));
	}

	private void proceed(RemoteNode node, Frame.Proceed proceed) {
		PendingCall call = node.incoming().get(proceed.call());
		if (call != null) {
			routing().remoteCalls().proceed(call, proceed.details(), proceed.payload());
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

	// what others have

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
				routing().remoteMembers()
					.addSubscriber(subscriber.match(), subscriber.topic(), node.id(), subscriber.session(),
							Instant.ofEpochMilli(subscriber.created()));
			}
		}
		else if (entry instanceof Entry.Retained retained) {
			routing().retained()
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
		RemoteSession session = new RemoteSession(this, node, entry);
		node.sessions().put(entry.id(), session);
		routing().metaEvents().joined(session.info());
	}

	private void put(RemoteNode node, Entry.Callee entry) {
		RemoteSession session = node.sessions().get(entry.session());
		if (session == null) {
			logger.warn("Instance " + node.id() + " has told of a callee of " + Uris.quote(entry.procedure())
					+ " without its session");
			if (entry.claim() != 0) {
				sendOrInterrupt(node.id(),
						new Frame.Verdict(this.name, entry.claim(), ErrorUris.NO_SUCH_SESSION, "The session is gone"));
			}
			return;
		}
		node.entries().put(entry.key(), entry);
		Refused refused = (entry.claim() != 0) ? judge(entry) : null;
		if (entry.claim() != 0) {
			sendOrInterrupt(node.id(), new Frame.Verdict(this.name, entry.claim(),
					(refused != null) ? refused.error() : null, (refused != null) ? refused.message() : null));
		}
		Callee known = node.callees().get(entry.key());
		if (known != null && (!known.isActive() || known.stamp() != entry.stamp())) {
			// it was to be revoked and is there all the same, or it has gone and come
			// again unheard, maybe with another policy
			node.callees().remove(entry.key());
			routing().remoteMembers().removeCallee(known);
			known = null;
		}
		if (known == null && refused == null) {
			known = install(node, session, entry);
		}
		if (known != null && entry.active()) {
			routing().remoteMembers().announce(known);
		}
	}

	/**
	 * Whether a callee of another instance may register: each instance knows its own
	 * callees best.
	 */
	private @Nullable Refused judge(Entry.Callee entry) {
		Registration registration = routing().registrations().get(entry.match(), entry.procedure());
		if (registration == null) {
			return null;
		}
		for (Callee callee : registration.members()) {
			boolean apart = registration.policy() == InvocationPolicy.SINGLE || registration.policy() != entry.policy();
			if (apart && !callee.port().isRemote() && (callee.isActive() || isOlder(callee, entry))) {
				return new Refused((registration.policy() != entry.policy())
						? ErrorUris.PROCEDURE_EXISTS_INVOCATION_POLICY_CONFLICT : ErrorUris.PROCEDURE_ALREADY_EXISTS,
						Uris.quote(entry.procedure()) + " is registered already");
			}
		}
		return null;
	}

	private static boolean isUndecided(Callee callee) {
		return !callee.port().isRemote() && !callee.isActive();
	}

	private static boolean isOlder(Callee callee, Entry.Callee entry) {
		return (callee.stamp() != entry.stamp()) ? callee.stamp() < entry.stamp()
				: callee.port().info().id() < entry.session();
	}

	/**
	 * Lets a callee of another instance take calls, and takes those away that are younger
	 * and cannot stand beside it, as after a partition.
	 * @return {@code null} if older ones are there, or one of here about which others are
	 * still being asked
	 */
	private @Nullable Callee install(RemoteNode node, RemoteSession session, Entry.Callee entry) {
		Callee callee = add(node, session, entry);
		if (callee != null) {
			return callee;
		}
		Registration registration = routing().registrations().get(entry.match(), entry.procedure());
		List<Callee> others = (registration != null) ? registration.members() : List.of();
		if (others.stream().anyMatch((other) -> isUndecided(other) || isOlder(other, entry))) {
			this.displaced.put(entry.key(), node);
			return null;
		}
		others.forEach((other) -> displace(other, entry));
		Callee added = add(node, session, entry);
		if (added == null) {
			this.displaced.put(entry.key(), node);
		}
		return added;
	}

	private @Nullable Callee add(RemoteNode node, RemoteSession session, Entry.Callee entry) {
		Callee callee = routing().remoteMembers()
			.addCallee(Entries.request(entry, session), entry.stamp(), Instant.ofEpochMilli(entry.created()));
		if (callee != null) {
			this.displaced.remove(entry.key());
			node.callees().put(entry.key(), callee);
		}
		return callee;
	}

	private void displace(Callee callee, Entry.Callee by) {
		if (callee.port() instanceof RemoteSession session) {
			Entry.Key key = new Entry.Key(Entry.Kind.CALLEE, callee.registration().id(), session.info().id());
			session.node().callees().remove(key);
			this.displaced.put(key, session.node());
			routing().remoteMembers().removeCallee(callee);
			return;
		}
		if (callee.isActive()) {
			logger.warn("Session " + callee.port().info().id() + " loses its registration of "
					+ Uris.quote(by.procedure()) + " in realm " + this.name
					+ ": another instance has an older one, which was not known here");
			this.cluster.conflict();
			callee.port().revoke(callee, OUTRANKED);
			routing().remoteMembers().removeCallee(callee);
		}
	}

	/**
	 * Lets callees take calls that had no place before, if there is one now.
	 */
	private void restore(long registration) {
		for (Map.Entry<Entry.Key, RemoteNode> entry : this.displaced.entrySet()) {
			RemoteNode node = entry.getValue();
			if (entry.getKey().id() != registration) {
				continue;
			}
			Entry known = node.entries().get(entry.getKey());
			RemoteSession session = node.sessions().get(entry.getKey().member());
			if (node.isGone() || session == null || !(known instanceof Entry.Callee callee)) {
				this.displaced.remove(entry.getKey());
				continue;
			}
			Callee added = install(node, session, callee);
			if (added != null && callee.active()) {
				routing().remoteMembers().announce(added);
			}
		}
	}

	private void remove(RemoteNode node, Entry.Key key, boolean quietly) {
		node.stale().remove(key);
		Entry entry = node.entries().remove(key);
		if (entry instanceof Entry.Callee) {
			this.displaced.remove(key);
			Callee callee = node.callees().remove(key);
			if (callee != null) {
				routing().remoteMembers().removeCallee(callee);
			}
		}
		else if (entry instanceof Entry.Subscriber subscriber) {
			routing().remoteMembers()
				.removeSubscriber(subscriber.match(), subscriber.topic(), node.id(), subscriber.session());
		}
		else if (entry instanceof Entry.Session) {
			RemoteSession session = node.sessions().remove(key.id());
			if (session != null) {
				session.setRoom(true);
				if (!quietly) {
					routing().metaEvents().left(session.info());
				}
			}
		}
		routing().metaEvents().publish();
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
