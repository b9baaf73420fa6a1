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

package io.github.wampspring.router.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import io.github.wampspring.auth.CraAuthenticationProvider;
import io.github.wampspring.auth.HandshakeIdentity;
import io.github.wampspring.auth.HandshakeIdentityProvider;
import io.github.wampspring.auth.TicketAuthenticationProvider;
import io.github.wampspring.auth.UserDirectory;
import io.github.wampspring.auth.WampAuthenticationProvider;
import io.github.wampspring.auth.WampUserLookup;
import io.github.wampspring.auth.cryptosign.CryptosignAuthenticationProvider;
import io.github.wampspring.auth.scram.ScramAuthenticationProvider;
import io.github.wampspring.auth.scram.ScramDialect;
import io.github.wampspring.auth.tls.TlsAuthenticationProvider;
import io.github.wampspring.codec.PayloadMapper;
import io.github.wampspring.router.RealmSettings;
import io.github.wampspring.router.RealmStatistics;
import io.github.wampspring.router.RouterSettings;
import io.github.wampspring.router.history.HistoryQueue;
import io.github.wampspring.router.SessionInfo;
import io.github.wampspring.router.cluster.ClusterRealm;
import io.github.wampspring.router.cluster.ClusterSessions;
import io.github.wampspring.router.routing.RealmPeers;
import io.github.wampspring.router.routing.RealmRouting;
import io.github.wampspring.router.routing.RealmRules;
import io.github.wampspring.router.routing.RequestInterceptors;
import io.github.wampspring.router.routing.RetainedEvents;
import io.github.wampspring.transport.resume.ReplayMemory;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * A realm: its sessions, its broker and its dealer, apart from all other realms.
 */
final class Realm {

	private static final Log logger = LogFactory.getLog(Realm.class);

	private final RealmSettings settings;

	private final AtomicInteger untrusted = new AtomicInteger();

	private final AtomicLong refusals = new AtomicLong();

	private final Map<String, WampAuthenticationProvider> providers = new LinkedHashMap<>();

	private final LocalSessions sessions = new LocalSessions(this::leaveLater, this::changed);

	/** The sessions here and at other instances. */
	private final SessionDirectory directory;

	/** {@code null} if there are no other instances. */
	private final @Nullable ClusterRealm cluster;

	private final RealmRouting routing;

	private final List<HistoryQueue> histories;

	private final Testaments testaments;

	private final Resumptions resumptions;

	private final Executor leaving;

	/**
	 * Creates a realm.
	 * @param router whose realm it is
	 * @param cluster what other instances have of it, {@code null} if there are none
	 */
	Realm(RealmSettings settings, DefaultWampRouter router, PayloadMapper mapper, RouterThreads threads,
			@Nullable ClusterRealm cluster) {
		this.settings = settings;
		this.leaving = threads.leaving();
		this.resumptions = new Resumptions(settings.resumption());
		this.histories = router.histories(settings);
		addProviders(router);
		RealmRules rules = new RealmRules(new Authorization(settings, router.settings(), router::schedule)::decide,
				settings.disclosure(), router.uriRules(), settings.reregister(), settings.limits(),
				settings.waitingCalls(),
				new RequestInterceptors(router.settings().interceptors(), mapper, router.interceptorExecutor()),
				this.refusals);
		MetaProcedures procedures = new MetaProcedures(mapper);
		this.cluster = cluster;
		this.directory = (cluster != null) ? new ClusteredSessions(this.sessions, cluster) : this.sessions;
		this.routing = new RealmRouting(rules, procedures::call, threads.timers(), threads.events(), this.histories,
				(cluster != null) ? cluster : RealmPeers.NONE);
		this.testaments = new Testaments(this.routing.bus(), rules, cluster);
		if (cluster != null) {
			cluster.bind(this.routing, new LocalMembers());
		}
		new SessionProcedures(this.directory).addTo(procedures);
		new RegistrationProcedures(this.routing, this.directory).addTo(procedures);
		new SubscriptionProcedures(this.routing, this.directory).addTo(procedures);
		new HistoryProcedures(this.routing.subscriptions(), rules, mapper,
				(this.cluster != null) ? this.cluster : RealmPeers.NONE)
			.addTo(procedures);
		this.testaments.addTo(procedures);
	}

	private void addProviders(DefaultWampRouter engine) {
		RouterSettings router = engine.settings();
		List<WampUserLookup> lookups = new ArrayList<>();
		lookups.add(WampUserLookup.of(this.settings.users()));
		lookups.addAll(router.userLookups());
		UserDirectory users = new UserDirectory(lookups, router.decoyKey());
		boolean bound = router.channelBindingRequired();
		Stream
			.of(new CraAuthenticationProvider(users), new TicketAuthenticationProvider(users),
					new ScramAuthenticationProvider(users, ScramDialect.SPECIFICATION, bound),
					new ScramAuthenticationProvider(users, ScramDialect.DRAFT, bound),
					new CryptosignAuthenticationProvider(users, router.cryptosignKey(), bound),
					new TlsAuthenticationProvider(users))
			.filter((provider) -> users.supports(provider.getMethod()))
			.forEach(this::add);
		HandshakeIdentity handshake = router.handshakeIdentity();
		if (handshake != null) {
			// the client is to be told before the time of its handshake is over
			add(new HandshakeIdentityProvider(handshake, router.handshakeTimeout().multipliedBy(4).dividedBy(5),
					engine::schedule));
		}
		router.authenticationProviders().forEach(this::add);
	}

	private void add(WampAuthenticationProvider provider) {
		this.providers.put(provider.getMethod(), provider);
	}

	RealmSettings settings() {
		return this.settings;
	}

	String name() {
		return this.settings.name();
	}

	Map<String, WampAuthenticationProvider> providers() {
		return this.providers;
	}

	/**
	 * Where calls and events go.
	 */
	RealmRouting routing() {
		return this.routing;
	}

	LocalSessions sessions() {
		return this.sessions;
	}

	/**
	 * The sessions here and at other instances.
	 */
	SessionDirectory directory() {
		return this.directory;
	}

	/**
	 * The sessions that survive the loss of their connection.
	 */
	Resumptions resumptions() {
		return this.resumptions;
	}

	/**
	 * Makes room for one more session.
	 * @return {@code false} if there are too many
	 */
	boolean reserve(boolean trusted) {
		if (trusted) {
			return true;
		}
		if (this.untrusted.incrementAndGet() > this.settings.limits().sessions()) {
			this.untrusted.decrementAndGet();
			this.refusals.incrementAndGet();
			return false;
		}
		return true;
	}

	/**
	 * Gives back the room of a session that has left or could not join.
	 */
	void release(boolean trusted) {
		if (!trusted) {
			this.untrusted.decrementAndGet();
		}
	}

	/**
	 * Lets a session in. To be called under its lock.
	 */
	void add(RouterSession session) {
		this.sessions.add(session);
		if (this.cluster != null) {
			this.cluster.joined(session.info(), session.calleeFeatures());
		}
		this.routing.metaEvents().joined(session.info());
	}

	/** A session was given attributes. */
	private void changed(RouterSession session) {
		if (this.cluster != null) {
			this.cluster.changed(session.info(), session.calleeFeatures());
		}
	}

	void publishMetaEvents() {
		this.routing.metaEvents().publish();
	}

	/**
	 * Forgets a session that is closed already. Its calls end, and so do those that it
	 * would have answered. All of it is done, whatever part of it fails.
	 */
	void leave(RouterSession session) {
		remove(session);
		clear(session, false);
	}

	/**
	 * The same, but the work is done by another thread.
	 * @param quietly whether there are neither testaments nor an event of its leaving
	 */
	private void leaveLater(RouterSession session, boolean quietly) {
		remove(session);
		try {
			this.leaving.execute(() -> clear(session, quietly));
		}
		catch (RejectedExecutionException | OutOfMemoryError ex) {
			// no thread to be had, and nothing may stay
			clear(session, quietly);
		}
	}

	private void remove(RouterSession session) {
		session.gate().close();
		this.sessions.remove(session);
		release(session.info().trusted());
	}

	private void clear(RouterSession session, boolean quietly) {
		attempt(session, () -> this.routing.dealer().leave(session.participant()));
		attempt(session, () -> this.routing.subscribing().leave(session.participant()));
		attempt(session, () -> this.testaments.leave(session, quietly));
		ClusterRealm cluster = this.cluster;
		if (cluster != null) {
			attempt(session, () -> cluster.left(session.id(), quietly));
		}
		if (!quietly) {
			attempt(session, () -> this.routing.metaEvents().left(session.info()));
		}
		attempt(session, this.routing.metaEvents()::publish);
	}

	private static void attempt(RouterSession session, Runnable part) {
		try {
			part.run();
		}
		catch (RuntimeException | Error ex) {
			logger.error("Something of session " + session.id() + ", which has left, may have stayed", ex);
		}
	}

	RealmStatistics statistics() {
		long waiting = 0;
		for (RouterSession session : this.sessions.values()) {
			waiting += session.channel().waiting();
		}
		RetainedEvents retained = this.routing.retained();
		ReplayMemory replays = this.resumptions.memory();
		return new RealmStatistics(this.sessions.values().size(), retained.count(), retained.size(), retained.dropped(),
				this.routing.dealer().pending(), waiting, this.refusals.get(), this.resumptions.suspended(),
				replays.used(), replays.dropped(), this.histories.stream().mapToLong(HistoryQueue::lost).sum());
	}

	/** What other instances do to the sessions of this one. */
	private final class LocalMembers implements ClusterSessions {

		@Override
		public void kill(long session, String reason, @Nullable String message, boolean quietly) {
			Realm.this.sessions.kill(session, reason, message, quietly);
		}

		@Override
		public void change(long session, Map<String, @Nullable Object> changes) {
			SessionInfo found = Realm.this.sessions.find(session);
			if (found != null) {
				Realm.this.sessions.change(found, changes);
			}
		}

	}

}
