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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.github.wampspring.autoconfigure.actuate.WampDescriptor.Cluster;
import io.github.wampspring.autoconfigure.actuate.WampDescriptor.Instance;
import io.github.wampspring.autoconfigure.actuate.WampDescriptor.Realm;
import io.github.wampspring.autoconfigure.actuate.WampDescriptor.RealmSummary;
import io.github.wampspring.autoconfigure.actuate.WampDescriptor.Router;
import io.github.wampspring.autoconfigure.actuate.WampDescriptor.RouterRegistration;
import io.github.wampspring.autoconfigure.actuate.WampDescriptor.RouterSubscription;
import io.github.wampspring.autoconfigure.actuate.WampDescriptor.Session;
import io.github.wampspring.router.ClusterStatus;
import io.github.wampspring.router.RealmStatistics;
import io.github.wampspring.router.RegistrationInfo;
import io.github.wampspring.router.SessionInfo;
import io.github.wampspring.router.SubscriptionInfo;
import io.github.wampspring.router.WampRouter;
import io.github.wampspring.router.cluster.link.LinkStatistics;
import org.jspecify.annotations.Nullable;

/**
 * What the endpoint tells of the embedded router.
 *
 * @param router the router
 */
record RouterView(WampRouter router) {

	private static final int MAX_INSTANCES = 100;

	Router describe() {
		Map<String, RealmSummary> realms = new LinkedHashMap<>();
		this.router.realms()
			.stream()
			.sorted()
			.forEach((realm) -> realms.put(realm,
					summary(realm, this.router.registrations(realm), this.router.subscriptions(realm))));
		ClusterStatus cluster = this.router.cluster();
		return new Router(this.router.isRunning(), realms, (cluster != null) ? cluster(cluster) : null);
	}

	private static Cluster cluster(ClusterStatus status) {
		LinkStatistics link = status.link();
		return new Cluster(status.name(), status.node(), status.state().name().toLowerCase(Locale.ROOT),
				WampEndpoint.abbreviate(status.problem()), status.members().size(),
				status.members().stream().limit(MAX_INSTANCES).map(RouterView::instance).toList(), status.sessions(),
				status.registrations(), status.pendingCalls(), link.queuedFrames(), link.queuedBytes(),
				link.dropped() + link.missed(), status.refusedFrames(), status.droppedEvents(), status.refusedCalls(),
				status.resynchronizations(), status.conflicts());
	}

	private static Instance instance(ClusterStatus.Member member) {
		return new Instance(member.node(), member.since(), member.silence().toMillis(), member.synchronizing(),
				member.sessions(), member.registrations());
	}

	@Nullable Realm realm(String name, int limit) {
		if (!this.router.realms().contains(name)) {
			return null;
		}
		List<RegistrationInfo> registrations = this.router.registrations(name);
		List<SubscriptionInfo> subscriptions = this.router.subscriptions(name);
		return new Realm(name, limit, summary(name, registrations, subscriptions),
				this.router.sessions(name).stream().limit(limit).map(RouterView::session).toList(),
				registrations.stream().limit(limit).map(RouterView::registration).toList(),
				subscriptions.stream().limit(limit).map(RouterView::subscription).toList());
	}

	private RealmSummary summary(String realm, List<RegistrationInfo> registrations,
			List<SubscriptionInfo> subscriptions) {
		RealmStatistics statistics = this.router.statistics(realm);
		return new RealmSummary(statistics.sessions(), registrations.size(), subscriptions.size(),
				statistics.retainedEvents());
	}

	private static Session session(SessionInfo session) {
		return new Session(session.id(), session.authId(), session.authRole(), session.identity().authMethod(),
				session.channel().transport(), session.channel().serializer(), session.channel().remoteAddress(),
				session.joined());
	}

	private static RouterRegistration registration(RegistrationInfo registration) {
		return new RouterRegistration(registration.id(), registration.procedure(), registration.match().value(),
				registration.invoke().value(), registration.callees().size());
	}

	private static RouterSubscription subscription(SubscriptionInfo subscription) {
		return new RouterSubscription(subscription.id(), subscription.topic(), subscription.match().value(),
				subscription.subscribers().size());
	}

}
