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
import java.util.concurrent.ScheduledExecutorService;

import io.github.wampspring.router.history.HistoryQueue;
import io.github.wampspring.router.routing.Dealer.ReservedProcedures;

/**
 * Broker and dealer of a realm, put together for one JVM: the event bus, the directory of
 * registrations and the IDs are those that nobody else has to be asked for.
 */
public final class RealmRouting {

	private final Routes<Subscription> subscriptions;

	private final Routes<Registration> registrations;

	private final RetainedEvents retained;

	private final EventBus bus;

	private final MetaEvents metaEvents;

	private final RealmSubscriptions subscribing;

	private final RealmRegistrations registering;

	private final RealmRules rules;

	private final Broker broker;

	private final Dealer dealer;

	/**
	 * Puts broker and dealer together.
	 * @param rules what is allowed
	 * @param reserved the procedures of the router itself
	 * @param scheduler for timeouts, and for what would keep others waiting
	 * @param histories the topics and patterns whose events are kept
	 */
	public RealmRouting(RealmRules rules, ReservedProcedures reserved, ScheduledExecutorService scheduler,
			List<HistoryQueue> histories) {
		this.rules = rules;
		this.subscriptions = new Routes<>(RouteIds.RANDOM, Subscription::new);
		this.registrations = new Routes<>(RouteIds.RANDOM, Registration::new);
		this.retained = new RetainedEvents(rules.realmLimits());
		this.bus = new EventDelivery(this.subscriptions, this.retained, new Histories(this.subscriptions, histories));
		this.metaEvents = new MetaEvents(this.bus, this.subscriptions::hasMatch, scheduler);
		this.subscribing = new RealmSubscriptions(this.subscriptions, this.retained, rules, this.metaEvents, scheduler);
		this.broker = new Broker(this.subscriptions, this.bus, this.retained, rules);
		RegistrationDirectory directory = new LocalRegistrations(this.registrations, rules, this.metaEvents);
		this.registering = new RealmRegistrations(directory, rules, this.metaEvents);
		this.dealer = new Dealer(directory, this.registering, reserved, rules, new CallTimeouts(scheduler));
	}

	/** The subscriptions that there are. */
	public Routes<Subscription> subscriptions() {
		return this.subscriptions;
	}

	/** The registrations that there are. */
	public Routes<Registration> registrations() {
		return this.registrations;
	}

	public EventBus bus() {
		return this.bus;
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
