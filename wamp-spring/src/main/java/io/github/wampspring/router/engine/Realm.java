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

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;

import io.github.wampspring.auth.CraAuthenticationProvider;
import io.github.wampspring.auth.TicketAuthenticationProvider;
import io.github.wampspring.auth.WampAuthenticationProvider;
import io.github.wampspring.auth.WampUserLookup;
import io.github.wampspring.codec.PayloadMapper;
import io.github.wampspring.protocol.WampMessage.Welcome;
import io.github.wampspring.router.RealmSettings;
import io.github.wampspring.router.RouterSettings;
import io.github.wampspring.router.SessionInfo;
import io.github.wampspring.router.routing.Broker;
import io.github.wampspring.router.routing.Dealer;
import io.github.wampspring.router.routing.MetaEvents;
import io.github.wampspring.router.routing.RealmRegistrations;
import io.github.wampspring.router.routing.RealmRules;
import io.github.wampspring.router.routing.RealmSubscriptions;
import io.github.wampspring.router.routing.RetainedEvents;
import org.jspecify.annotations.Nullable;

/**
 * A realm: its sessions, its broker and its dealer, apart from all other realms.
 */
final class Realm {

	private final RealmSettings settings;

	private final Map<String, WampAuthenticationProvider> providers = new LinkedHashMap<>();

	private final Map<Long, RouterSession> sessions = new ConcurrentHashMap<>();

	private final MetaEvents metaEvents = new MetaEvents();

	private final RealmRegistrations registrations;

	private final RealmSubscriptions subscriptions;

	private final Dealer dealer;

	private final Broker broker;

	private final Testaments testaments;

	Realm(RealmSettings settings, RouterSettings router, PayloadMapper mapper, ScheduledExecutorService scheduler) {
		this.settings = settings;
		addProviders(router);
		RealmRules rules = new RealmRules(new Authorization(router.authorizers(), settings.permissions())::decide,
				settings.disclosure(), router.strictUris());
		RetainedEvents retained = new RetainedEvents(settings.limits().retainedEvents());
		this.subscriptions = new RealmSubscriptions(retained, rules, this.metaEvents);
		this.broker = new Broker(this.subscriptions, retained, rules);
		this.metaEvents.setBroker(this.broker);
		this.registrations = new RealmRegistrations(rules, this.metaEvents);
		this.testaments = new Testaments(this.broker, rules);
		MetaProcedures procedures = new MetaProcedures(mapper);
		new SessionProcedures(this).addTo(procedures);
		new RegistrationProcedures(this.registrations).addTo(procedures);
		new SubscriptionProcedures(this.subscriptions).addTo(procedures);
		this.testaments.addTo(procedures);
		this.dealer = new Dealer(this.registrations, procedures::call, rules, scheduler);
	}

	private void addProviders(RouterSettings router) {
		WampUserLookup users = WampUserLookup.of(this.settings.users());
		for (WampUserLookup lookup : router.userLookups()) {
			users = users.orElse(lookup);
		}
		if (!this.settings.users().isEmpty() || !router.userLookups().isEmpty()) {
			add(new CraAuthenticationProvider(users));
			add(new TicketAuthenticationProvider(users));
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

	Dealer dealer() {
		return this.dealer;
	}

	Broker broker() {
		return this.broker;
	}

	RealmRegistrations registrations() {
		return this.registrations;
	}

	RealmSubscriptions subscriptions() {
		return this.subscriptions;
	}

	Collection<RouterSession> sessions() {
		return this.sessions.values();
	}

	@Nullable RouterSession session(long id) {
		return this.sessions.get(id);
	}

	/**
	 * Lets a session in.
	 */
	void join(RouterSession session, Welcome welcome) {
		session.whileOpen(() -> {
			this.sessions.put(session.id(), session);
			this.metaEvents.joined(session.info());
			return session.channel().enqueue(welcome);
		});
		session.channel().flush();
		this.metaEvents.publish();
	}

	/**
	 * Forgets a session that is closed already. Its calls end, and so do those that it
	 * would have answered.
	 */
	void leave(RouterSession session) {
		this.sessions.remove(session.id());
		this.dealer.leave(session.participant());
		this.subscriptions.leave(session.participant());
		this.testaments.publish(session);
		this.metaEvents.left(session.info());
		this.metaEvents.publish();
	}

	List<SessionInfo> sessionInfos() {
		return this.sessions.values().stream().map(RouterSession::info).toList();
	}

}
