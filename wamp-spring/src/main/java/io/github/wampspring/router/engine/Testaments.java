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
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.MatchPolicy;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Feature;
import io.github.wampspring.protocol.Feature.Role;
import io.github.wampspring.protocol.Ids;
import io.github.wampspring.protocol.MessageType;
import io.github.wampspring.protocol.OptionRules;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.PayloadAttributes;
import io.github.wampspring.protocol.ProtocolViolation;
import io.github.wampspring.protocol.Uris;
import io.github.wampspring.router.SessionInfo;
import io.github.wampspring.router.SessionLimits;
import io.github.wampspring.router.WampAction;
import io.github.wampspring.router.cluster.ClusterRealm;
import io.github.wampspring.router.routing.EventBus;
import io.github.wampspring.router.routing.EventFilter;
import io.github.wampspring.router.routing.PayloadSize;
import io.github.wampspring.router.routing.Publication.Share;
import io.github.wampspring.router.routing.Publication;
import io.github.wampspring.router.routing.Quota;
import io.github.wampspring.router.routing.RealmRules;
import io.github.wampspring.router.routing.RoutedSession;
import org.jspecify.annotations.Nullable;

/**
 * What is published when a session ends. See the section "Session Testament" of the
 * specification. Sessions cannot be resumed, so those for a detached session are
 * published just before those for a destroyed one.
 */
final class Testaments {

	private static final String DETACHED = "detached";

	private static final String DESTROYED = "destroyed";

	/** The testaments of each session, each list guarded by itself. */
	private final Map<Long, List<Testament>> testaments = new ConcurrentHashMap<>();

	private final EventBus bus;

	private final RealmRules rules;

	private final Quota count;

	private final Quota size;

	/** The other instances, which publish those of an instance that dies. */
	private final @Nullable ClusterRealm cluster;

	private final AtomicLong last = new AtomicLong();

	Testaments(EventBus bus, RealmRules rules, @Nullable ClusterRealm cluster) {
		this.bus = bus;
		this.rules = rules;
		this.cluster = cluster;
		this.count = new Quota(rules.realmLimits().testaments());
		this.size = new Quota(rules.realmLimits().testamentSize());
	}

	void addTo(MetaProcedures procedures) {
		procedures.add("wamp.session.add_testament", this::add);
		procedures.add("wamp.session.flush_testaments", this::flush);
	}

	private @Nullable Object add(MetaCall call) {
		SessionInfo session = call.caller().info();
		String topic = call.string(0);
		List<?> arguments = call.list(1);
		Dict options = options(call);
		if (Uris.isReserved(topic) || !this.rules.isValid(topic, MatchPolicy.EXACT)) {
			throw new MetaException(ErrorUris.INVALID_URI, Uris.quote(topic) + " is not a valid URI, or is reserved");
		}
		if (this.rules.refusesDisclosure(options)) {
			throw new MetaException(ErrorUris.OPTION_DISALLOWED_DISCLOSE_ME,
					"Publishers are not disclosed in this realm");
		}
		String scope = scope(call);
		EventFilter filter = filter(call, options);
		Payload payload = Payload.of((arguments != null) ? arguments : List.of(), call.dict(2).asMap());
		CompletableFuture<@Nullable Object> added = new CompletableFuture<>();
		this.rules.authorize(call.caller(), WampAction.PUBLISH, MatchPolicy.EXACT, topic, options, (access) -> {
			if (access.isRefused()) {
				added.completeExceptionally(new MetaException(access.error(),
						"Session " + session.id() + " may not publish to " + Uris.quote(topic)));
				return;
			}
			try {
				Dict attributes = PayloadAttributes.of(options);
				add(call.caller(), new Testament(this.last.incrementAndGet(), scope, topic, filter,
						options.isTrue("retain"), this.rules.discloses(access, options), attributes, payload,
						PayloadSize.of(payload) + topic.length() + filter.size() + PayloadSize.of(attributes.asMap())));
				added.complete(null);
			}
			catch (MetaException ex) {
				added.completeExceptionally(ex);
			}
		});
		return added;
	}

	private static Dict options(MetaCall call) {
		Dict options = call.keywordDict("publish_options");
		try {
			OptionRules.check(MessageType.PUBLISH, options);
		}
		catch (ProtocolViolation ex) {
			throw new MetaException(ErrorUris.INVALID_ARGUMENT, "publish_options: " + ex.getMessage());
		}
		if (isUnannounced(call, options)) {
			throw new MetaException(ErrorUris.OPTION_NOT_ALLOWED,
					"publish_options has an option that the router does not have");
		}
		return options;
	}

	private static boolean isUnannounced(MetaCall call, Dict options) {
		return PayloadAttributes.isPassedThrough(options)
				&& !call.caller().supports(Role.PUBLISHER, Feature.PAYLOAD_PASSTHRU_MODE);
	}

	private static EventFilter filter(MetaCall call, Dict options) {
		RoutedSession caller = call.caller();
		EventFilter filter = EventFilter.of(caller.info().id(), options, caller.limits().filterEntries());
		if (filter == null) {
			throw new MetaException(ErrorUris.OPTION_NOT_ALLOWED,
					"publish_options has lists that are too many or too long");
		}
		return filter;
	}

	private void add(RoutedSession caller, Testament testament) {
		SessionInfo session = caller.info();
		SessionLimits limits = caller.limits();
		List<Testament> testaments = this.testaments.computeIfAbsent(session.id(), (id) -> new ArrayList<>());
		synchronized (testaments) {
			long size = testaments.stream().mapToLong(Testament::size).sum();
			if (testaments.size() >= limits.testaments() || size + testament.size() > limits.testamentSize()) {
				throw new MetaException(ErrorUris.LIMIT_EXCEEDED, "Session " + session.id() + " may have no more than "
						+ limits.testaments() + " testaments, of " + limits.testamentSize() + " bytes together");
			}
			if (!this.count.take(1, session.trusted())) {
				throw new MetaException(ErrorUris.LIMIT_EXCEEDED, "The realm has as many testaments as it may");
			}
			if (!this.size.take(testament.size(), session.trusted())) {
				this.count.give(1);
				throw new MetaException(ErrorUris.LIMIT_EXCEEDED, "The realm has as many testaments as it may");
			}
			testaments.add(testament);
			if (this.cluster != null) {
				this.cluster.testament(session.id(), testament.number(), testament.scope().equals(DETACHED),
						publication(session, publisherDetails(session), testament,
								testament.retain() ? Share.of(caller) : Share.NONE));
			}
		}
		if (caller.isClosed()) {
			forget(session.id());
			if (this.cluster != null) {
				this.cluster.removeTestament(session.id(), testament.number());
			}
		}
	}

	private void give(Testament testament) {
		this.count.give(1);
		this.size.give(testament.size());
	}

	private @Nullable Object flush(MetaCall call) {
		String scope = scope(call);
		List<Testament> testaments = this.testaments.getOrDefault(call.caller().info().id(), List.of());
		synchronized (testaments) {
			List<Testament> flushed = testaments.stream()
				.filter((testament) -> testament.scope().equals(scope))
				.toList();
			if (!flushed.isEmpty()) {
				flushed.forEach(this::give);
				testaments.removeAll(flushed);
				ClusterRealm cluster = this.cluster;
				if (cluster != null) {
					flushed
						.forEach((testament) -> cluster.removeTestament(call.caller().info().id(), testament.number()));
				}
			}
		}
		return null;
	}

	/**
	 * Publishes the testaments of a session that has ended.
	 * @param quietly whether they are forgotten instead
	 */
	void leave(RouterSession session, boolean quietly) {
		List<Testament> testaments = forget(session.id());
		if (!quietly) {
			publish(session, testaments, DETACHED);
			publish(session, testaments, DESTROYED);
		}
	}

	private List<Testament> forget(long session) {
		List<Testament> testaments = this.testaments.remove(session);
		if (testaments == null) {
			return List.of();
		}
		synchronized (testaments) {
			List<Testament> forgotten = List.copyOf(testaments);
			forgotten.forEach(this::give);
			testaments.clear();
			return forgotten;
		}
	}

	private void publish(RouterSession session, List<Testament> testaments, String scope) {
		for (Testament testament : testaments) {
			if (testament.scope().equals(scope)) {
				this.bus.publish(publication(session.info(), session.participant().publisherDetails(), testament,
						testament.retain() ? Share.of(session) : Share.NONE));
			}
		}
	}

	private static Publication publication(SessionInfo session, Dict publisher, Testament testament, Share share) {
		return new Publication(Ids.random(), session.id(), testament.topic(),
				(testament.disclosed() ? publisher : Dict.EMPTY).withAll(testament.attributes()), testament.payload(),
				testament.filter(), share);
	}

	private static Dict publisherDetails(SessionInfo session) {
		return Dict.of("publisher", session.id())
			.with("publisher_authid", session.authId())
			.with("publisher_authrole", session.authRole());
	}

	private static String scope(MetaCall call) {
		String scope = call.keywordString("scope");
		if (scope == null) {
			return DESTROYED;
		}
		if (!scope.equals(DETACHED) && !scope.equals(DESTROYED)) {
			throw new MetaException(ErrorUris.INVALID_ARGUMENT, "scope must be detached or destroyed");
		}
		return scope;
	}

	/** One testament. */
	private record Testament(long number, String scope, String topic, EventFilter filter, boolean retain,
			boolean disclosed, Dict attributes, Payload payload, long size) {
	}

}
