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
import java.util.concurrent.ConcurrentHashMap;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.protocol.Uris;
import io.github.wampspring.router.cluster.Frame.Entry;
import io.github.wampspring.router.routing.Callee;
import io.github.wampspring.router.routing.RealmRouting;
import io.github.wampspring.router.routing.RegistrationDirectory.Refused;
import io.github.wampspring.router.routing.Registration;
import io.github.wampspring.router.routing.RegistrationRequest;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The callees that other instances have of one realm, and who of them takes calls: of
 * those that cannot stand beside each other, one of the application, or else the oldest.
 * Handled by one thread at a time.
 */
final class RemoteCallees {

	private static final Log logger = LogFactory.getLog(RemoteCallees.class);

	/** What a callee is told that has to go for another one. */
	private static final String OUTRANKED = "wamp.error.procedure_already_exists";

	private final String name;

	private final Cluster cluster;

	private final RealmRouting routing;

	/** Those that have no place beside those that are there. */
	private final Map<Entry.Key, RemoteNode> displaced = new ConcurrentHashMap<>();

	RemoteCallees(String name, Cluster cluster, RealmRouting routing) {
		this.name = name;
		this.cluster = cluster;
		this.routing = routing;
	}

	/**
	 * Whether a callee of another instance may register: each instance knows its own
	 * callees best.
	 */
	@Nullable Refused judge(RemoteSession session, Entry.Callee entry) {
		Registration same = this.routing.registrations().byId(entry.registration());
		if (same != null && !(same.match() == entry.match() && same.uri().equals(entry.procedure()))) {
			return new Refused(ErrorUris.UNAVAILABLE,
					Uris.quote(entry.procedure()) + " would have the ID that another URI has");
		}
		Registration registration = this.routing.registrations().get(entry.match(), entry.procedure());
		if (registration == null) {
			return null;
		}
		RegistrationRequest request = Entries.request(entry, session);
		for (Callee callee : registration.members()) {
			if (!callee.port().isRemote() && (callee.isActive() || callee.outranks(request, entry.stamp()))) {
				Refused refused = this.routing.remoteMembers().refusal(callee, request);
				if (refused != null) {
					return refused;
				}
			}
		}
		return null;
	}

	/**
	 * A callee is there, or has changed.
	 * @param granted whether it may take calls as far as this instance is concerned
	 */
	void put(RemoteNode node, RemoteSession session, Entry.Callee entry, boolean granted) {
		node.revoked().remove(entry.key());
		Callee known = node.callees().get(entry.key());
		if (known != null && (!known.isActive() || known.stamp() != entry.stamp())) {
			// it was to be revoked and is there all the same, or it has gone and come
			// again unheard, maybe with another policy
			node.callees().remove(entry.key());
			this.routing.remoteMembers().removeCallee(known);
			known = null;
		}
		if (known == null && granted) {
			known = install(node, session, entry);
		}
		if (known != null && entry.active()) {
			this.routing.remoteMembers().announce(known);
		}
	}

	/**
	 * A callee is gone.
	 */
	void remove(RemoteNode node, Entry.Key key) {
		this.displaced.remove(key);
		node.revoked().remove(key);
		Callee callee = node.callees().remove(key);
		if (callee != null) {
			this.routing.remoteMembers().removeCallee(callee, () -> restore(key.id()));
		}
	}

	/**
	 * Where a callee has come or gone, others may have the right of way now. Called by
	 * any thread.
	 * @param registration the registration's ID
	 */
	void changed(long registration) {
		if (!this.displaced.isEmpty()) {
			this.cluster.execute(() -> restore(registration));
		}
	}

	private static boolean isUndecided(Callee callee) {
		return !callee.port().isRemote() && !callee.isActive();
	}

	/**
	 * Lets a callee of another instance take calls, and takes those away that have to go
	 * for it, as after a partition.
	 * @return {@code null} if others stay, one of here is there about which others are
	 * still being asked, or they are still being asked about this one
	 */
	private @Nullable Callee install(RemoteNode node, RemoteSession session, Entry.Callee entry) {
		Callee callee = add(node, session, entry);
		if (callee != null) {
			return callee;
		}
		Registration registration = this.routing.registrations().get(entry.match(), entry.procedure());
		RegistrationRequest request = Entries.request(entry, session);
		Instant created = Instant.ofEpochMilli(entry.created());
		List<Callee> others = (registration == null) ? List.of()
				: registration.members()
					.stream()
					.filter((other) -> this.routing.remoteMembers().isApart(other, request, entry.stamp(), created))
					.toList();
		if (entry.claim() != 0
				|| others.stream().anyMatch((other) -> isUndecided(other) || other.outranks(request, entry.stamp()))) {
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
		Callee callee = this.routing.remoteMembers()
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
			this.routing.remoteMembers().removeCallee(callee);
			return;
		}
		if (callee.isActive()) {
			logger.warn("Session " + callee.port().info().id() + " loses its registration of "
					+ Uris.quote(by.procedure()) + " in realm " + this.name
					+ ": another instance has one that goes before it, and was not known here");
			this.cluster.conflict();
			callee.port().revoke(callee, OUTRANKED);
			this.routing.remoteMembers().removeCallee(callee);
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
				this.routing.remoteMembers().announce(added);
			}
		}
	}

}
