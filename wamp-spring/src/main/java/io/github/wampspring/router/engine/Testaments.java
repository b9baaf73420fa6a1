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
import java.util.concurrent.ConcurrentHashMap;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.MatchPolicy;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Ids;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.Uris;
import io.github.wampspring.router.WampAction;
import io.github.wampspring.router.routing.Access;
import io.github.wampspring.router.routing.Broker;
import io.github.wampspring.router.routing.EventFilter;
import io.github.wampspring.router.routing.RealmRules;
import io.github.wampspring.router.routing.RoutedSession;
import org.jspecify.annotations.Nullable;

/**
 * What is published when a session ends. See the section "Session Testament" of the
 * specification. Sessions cannot be resumed, so those for a detached session are
 * published just before those for a destroyed one.
 */
final class Testaments {

	private static final int LIMIT = 100;

	private static final String DETACHED = "detached";

	private static final String DESTROYED = "destroyed";

	private final Map<Long, List<Testament>> testaments = new ConcurrentHashMap<>();

	private final Broker broker;

	private final RealmRules rules;

	Testaments(Broker broker, RealmRules rules) {
		this.broker = broker;
		this.rules = rules;
	}

	void addTo(MetaProcedures procedures) {
		procedures.add("wamp.session.add_testament", this::add);
		procedures.add("wamp.session.flush_testaments", this::flush);
	}

	private @Nullable Object add(MetaCall call) {
		RoutedSession session = call.caller();
		String topic = call.string(0);
		List<?> arguments = call.list(1);
		Dict options = call.keywordDict("publish_options");
		if (Uris.isReserved(topic) || !this.rules.isValid(topic, MatchPolicy.EXACT)) {
			throw new MetaException(ErrorUris.INVALID_URI, "'" + topic + "' is not a valid URI, or is reserved");
		}
		Access access = this.rules.authorize(session.info(), WampAction.PUBLISH, topic, options);
		if (access.isRefused()) {
			throw new MetaException(access.error(),
					"Session " + session.info().id() + " may not publish to '" + topic + "'");
		}
		if (this.rules.refusesDisclosure(options)) {
			throw new MetaException(ErrorUris.OPTION_DISALLOWED_DISCLOSE_ME,
					"Publishers are not disclosed in this realm");
		}
		boolean disclosed = access == Access.DISCLOSED || this.rules.discloses(options);
		Payload payload = Payload.of((arguments != null) ? arguments : List.of(), call.dict(2).asMap());
		List<Testament> testaments = this.testaments.computeIfAbsent(session.info().id(), (id) -> new ArrayList<>());
		synchronized (testaments) {
			if (testaments.size() >= LIMIT) {
				throw new MetaException(ErrorUris.INVALID_ARGUMENT, "A session can have " + LIMIT + " testaments");
			}
			testaments.add(new Testament(scope(call), topic, options, disclosed, payload));
		}
		if (session.isClosed()) {
			this.testaments.remove(session.info().id());
		}
		return null;
	}

	private @Nullable Object flush(MetaCall call) {
		String scope = scope(call);
		List<Testament> testaments = this.testaments.getOrDefault(call.caller().info().id(), List.of());
		synchronized (testaments) {
			testaments.removeIf((testament) -> testament.scope().equals(scope));
		}
		return null;
	}

	/**
	 * Drops the testaments of a session that has ended.
	 */
	void forget(RouterSession session) {
		this.testaments.remove(session.id());
	}

	/**
	 * Publishes the testaments of a session that has ended.
	 */
	void publish(RouterSession session) {
		List<Testament> testaments = this.testaments.remove(session.id());
		if (testaments == null) {
			return;
		}
		synchronized (testaments) {
			testaments = new ArrayList<>(testaments);
		}
		publish(session, testaments, DETACHED);
		publish(session, testaments, DESTROYED);
	}

	private void publish(RouterSession session, List<Testament> testaments, String scope) {
		for (Testament testament : testaments) {
			if (testament.scope().equals(scope)) {
				Dict options = testament.options();
				this.broker.publish(testament.topic(), Ids.random(),
						testament.disclosed() ? session.participant().publisherDetails() : Dict.EMPTY,
						testament.payload(), EventFilter.of(session.id(), options), options.isTrue("retain"));
			}
		}
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
	record Testament(String scope, String topic, Dict options, boolean disclosed, Payload payload) {
	}

}
