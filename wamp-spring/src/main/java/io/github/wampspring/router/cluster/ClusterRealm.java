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

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.MatchPolicy;
import io.github.wampspring.PayloadException;
import io.github.wampspring.WampException;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Feature;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.router.SessionAttributes;
import io.github.wampspring.router.SessionInfo;
import io.github.wampspring.router.cluster.ClusterListener.State;
import io.github.wampspring.router.cluster.Frame.Entry;
import io.github.wampspring.router.cluster.link.NodeId;
import io.github.wampspring.router.cluster.link.Sent;
import io.github.wampspring.router.routing.Callee;
import io.github.wampspring.router.routing.HistoryOrder;
import io.github.wampspring.router.routing.Publication;
import io.github.wampspring.router.routing.RealmPeers;
import io.github.wampspring.router.routing.RealmRouting;
import io.github.wampspring.router.routing.RegistrationDirectory.Refused;
import io.github.wampspring.router.routing.RouteIds;
import io.github.wampspring.router.routing.Subscription;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * One realm of this instance among those of the others: tells them what this one has and
 * wants. What comes from them is for the {@link RealmInbox}.
 */
public final class ClusterRealm implements RealmPeers {

	private static final Log logger = LogFactory.getLog(ClusterRealm.class);

	private final String name;

	private final Cluster cluster;

	private final RouteIds registrationIds;

	private final RouteIds subscriptionIds;

	private final OwnEntries own;

	private final Claims claims = new Claims();

	private @Nullable RealmInbox inbox;

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
		this.inbox = new RealmInbox(this.name, this.cluster, routing, local, this.own, this.claims);
	}

	/** Takes what others tell. */
	RealmInbox inbox() {
		return Objects.requireNonNull(this.inbox);
	}

	/**
	 * All that this instance has, for another one.
	 */
	State state() {
		State entries = this.own.state();
		State retained = new RetainedState(this.name,
				inbox().routing()
					.retained()
					.all()
					.stream()
					.filter((event) -> isOfThis(event.publication().publisher()))
					.iterator());
		return (to) -> entries.next(to) || retained.next(to);
	}

	/** Those of other instances' sessions come from these. */
	private boolean isOfThis(long publisher) {
		return publisher == 0 || inbox().session(publisher) == null;
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
		return inbox().sessions().filter((session) -> !session.isKilled()).map(RemoteSession::info).toList();
	}

	/**
	 * A session of another instance.
	 * @return {@code null} if there is none
	 */
	public @Nullable SessionInfo find(long session) {
		RemoteSession found = inbox().session(session);
		return (found != null && !found.isKilled()) ? found.info() : null;
	}

	/**
	 * Ends a session of another instance.
	 * @return {@code false} if there is none, it is ending already, or its instance
	 * cannot be told
	 */
	public boolean kill(long session, String reason, @Nullable String message, boolean quietly) {
		RemoteSession found = inbox().session(session);
		return found != null && found.kill(new Frame.Kill(this.name, session, reason, message, quietly));
	}

	/**
	 * Gives attributes to a session of another instance.
	 * @return {@code false} if there would be too many
	 * @throws WampException if its instance cannot be told
	 */
	public boolean change(long session, Map<String, @Nullable Object> changes) {
		RemoteSession found = inbox().session(session);
		if (found == null) {
			return true;
		}
		SessionAttributes attributes = found.info().attributes();
		SessionAttributes changed = SessionAttributes.of(Dict.copyOf(attributes.claimed()));
		changed.change(attributes.changes());
		if (!changed.change(changes)) {
			return false;
		}
		if (this.cluster.send(found.node().id(),
				new Frame.Modify(this.name, session, Dict.copyOf(changes))) != Sent.QUEUED) {
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
			inbox().callees().changed(callee.registration().id());
		}
	}

	@Override
	public void removed(Callee callee) {
		if (!callee.port().isRemote()) {
			this.own.remove(new Entry.Key(Entry.Kind.CALLEE, callee.registration().id(), callee.port().info().id()),
					false);
		}
		inbox().callees().changed(callee.registration().id());
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
		this.own.removeSubscriber(
				new Entry.Key(Entry.Kind.SUBSCRIBER, this.subscriptionIds.next(match, topic), session), match, topic);
	}

	@Override
	public boolean revoke(Subscription subscription, long session, @Nullable String reason) {
		RemoteSession found = inbox().session(session);
		Entry.Key key = new Entry.Key(Entry.Kind.SUBSCRIBER, subscription.id(), session);
		return found != null && found.node().entries().containsKey(key) && this.cluster.send(found.node().id(),
				new Frame.Revoke(this.name, false, subscription.id(), session, reason)) == Sent.QUEUED;
	}

	@Override
	public @Nullable CompletableFuture<?> publish(Publication publication) {
		List<NodeId> instances = publication.isRetained() ? List.of() : wanting(publication.topic());
		if (instances.isEmpty() && !publication.isRetained()) {
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
		// what is retained is part of the state, also for those who are about to get that
		boolean sent = publication.isRetained() ? this.cluster.offer(event) == Sent.QUEUED || !this.cluster.hasMembers()
				: this.cluster.send(instances, event);
		if (sent) {
			return null;
		}
		this.cluster.droppedEvent();
		return CompletableFuture.failedFuture(new WampException(ErrorUris.UNAVAILABLE,
				"The event did not go to all instances of the realm: " + this.cluster.obstacle()));
	}

	private List<NodeId> wanting(String topic) {
		Set<?> instances = inbox().routing().remoteMembers().instances(topic);
		return instances.isEmpty() ? List.of() : instances.stream().map(NodeId.class::cast).toList();
	}

	@Override
	public HistoryOrder historyOrder() {
		return inbox().events().order();
	}

	@Override
	public CompletableFuture<?> stored() {
		List<NodeId> members = this.cluster.members();
		if (members.isEmpty()) {
			return CompletableFuture.completedFuture(null);
		}
		Claims.Claim claim = this.claims.begin(members);
		this.cluster.tell(new Frame.Stored(this.name, claim.id()));
		this.claims.retain(claim, this.cluster.members());
		Future<?> timeout = this.cluster.after(this.cluster.timeout(),
				() -> this.claims.forget(claim, new Refused(ErrorUris.TIMEOUT,
						"Other instances have not told in time that they have stored what was published")));
		return claim.outcome().thenAccept((refused) -> {
			timeout.cancel(false);
			if (refused != null) {
				throw new WampException(refused.error(), refused.message());
			}
		});
	}

	private Publication prepared(Publication publication) {
		Payload payload = this.cluster.prepare(publication.payload());
		return (payload == publication.payload()) ? publication : publication.with(payload);
	}

	/**
	 * The cluster is left: nothing is known of the others any more, and nobody is asked.
	 */
	void close() {
		inbox().forgetAll();
		this.claims.close();
	}

}
