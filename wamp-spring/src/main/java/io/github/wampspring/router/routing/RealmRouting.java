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

package io.github.wampspring.router.routing;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import io.github.wampspring.router.history.HistoryQueue;
import io.github.wampspring.router.routing.Dealer.ReservedProcedures;

/**
 * Broker and dealer of a realm, put together: for one JVM or, where the realm has other
 * instances, with these.
 */
public final class RealmRouting {

	private final Routes<Subscription> subscriptions;

	private final Routes<Registration> registrations;

	private final RetainedEvents retained;

	private final EventDelivery delivery;

	private final EventBus bus;

	private final MetaEvents metaEvents;

	private final RealmSubscriptions subscribing;

	private final RealmRegistrations registering;

	private final RealmRules rules;

	private final Broker broker;

	private final Dealer dealer;

	private final RemoteCalls remoteCalls;

	private final List<HistoryQueue> histories;

	private final RemoteMembers remoteMembers;

	/**
	 * Puts broker and dealer together.
	 * @param rules what is allowed
	 * @param reserved the procedures of the router itself
	 * @param timers for timeouts
	 * @param events brings subscribers what would keep others waiting
	 * @param histories the topics and patterns whose events are kept
	 * @param peers the other instances
	 */
	public RealmRouting(RealmRules rules, ReservedProcedures reserved, Timers timers, Executor events,
			List<HistoryQueue> histories, RealmPeers peers) {
		this.rules = rules;
		this.histories = histories;
		this.subscriptions = new Routes<>(peers.subscriptionIds(), Subscription::new);
		this.registrations = new Routes<>(peers.registrationIds(), Registration::new);
		this.retained = new RetainedEvents(rules.realmLimits(), timers.nanos());
		this.delivery = new EventDelivery(this.subscriptions, this.retained,
				new Histories(this.subscriptions, histories));
		this.bus = (peers != RealmPeers.NONE) ? new PeersEventBus(this.delivery, peers) : this.delivery;
		// each instance tells its own subscribers what the meta API has to tell
		this.metaEvents = new MetaEvents(this.delivery, this.subscriptions::hasMatch, events);
		this.subscribing = new RealmSubscriptions(this.subscriptions, this.retained, rules, this.metaEvents, events,
				peers);
		this.broker = new Broker(this.subscriptions, this.bus, this.retained, rules);
		RegistrationDirectory directory = new RegistrationDirectory(this.registrations, rules, this.metaEvents, peers);
		this.registering = new RealmRegistrations(directory, rules, this.metaEvents);
		CallTimeouts timeouts = new CallTimeouts(timers);
		this.dealer = new Dealer(directory, this.registering, reserved, rules, timeouts);
		this.remoteCalls = new RemoteCalls(this.registrations, this.dealer, timeouts, rules);
		this.remoteMembers = new RemoteMembers(this.subscriptions, directory, this.subscribing, this.metaEvents);
		this.subscriptions.all().forEach((subscription) -> peers.subscribed(subscription, 0));
	}

	/**
	 * Completes when all is stored that was published here, never exceptionally.
	 */
	public CompletableFuture<?> stored() {
		return CompletableFuture
			.allOf(this.histories.stream().map(HistoryQueue::settled).toArray(CompletableFuture<?>[]::new));
	}

	/** The subscriptions that there are. */
	public Routes<Subscription> subscriptions() {
		return this.subscriptions;
	}

	/** The registrations that there are. */
	public Routes<Registration> registrations() {
		return this.registrations;
	}

	/** Where publications of this instance go. */
	public EventBus bus() {
		return this.bus;
	}

	/**
	 * Brings a publication of another instance to the subscribers here.
	 */
	public void deliver(Publication publication) {
		this.delivery.publishOfPeer(publication);
	}

	/** Calls between instances. */
	public RemoteCalls remoteCalls() {
		return this.remoteCalls;
	}

	/** What other instances have. */
	public RemoteMembers remoteMembers() {
		return this.remoteMembers;
	}

	public MetaEvents metaEvents() {
		return this.metaEvents;
	}

	/** Where SUBSCRIBE and UNSUBSCRIBE go. */
	public RealmSubscriptions subscribing() {
		return this.subscribing;
	}

	/** Where REGISTER and UNREGISTER go. */
	public RealmRegistrations registering() {
		return this.registering;
	}

	/**
	 * The retained events.
	 */
	public RetainedEvents retained() {
		return this.retained;
	}

	public Broker broker() {
		return this.broker;
	}

	public Dealer dealer() {
		return this.dealer;
	}

}
