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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.MatchPolicy;
import io.github.wampspring.router.routing.MetaDetails;
import io.github.wampspring.router.routing.RealmRegistrations;
import io.github.wampspring.router.routing.RealmRouting;
import io.github.wampspring.router.routing.Registration;
import io.github.wampspring.router.routing.Routes;
import org.jspecify.annotations.Nullable;

/**
 * The procedures of the section "Registration Meta API" of the specification, and
 * {@code wamp.registration.remove_callee}, which its catalog of types adds.
 */
final class RegistrationProcedures {

	private final Routes<Registration> registrations;

	private final RealmRegistrations registering;

	private final SessionDirectory sessions;

	RegistrationProcedures(RealmRouting routing, SessionDirectory sessions) {
		this.registrations = routing.registrations();
		this.registering = routing.registering();
		this.sessions = sessions;
	}

	void addTo(MetaProcedures procedures) {
		procedures.add("wamp.registration.list", (call) -> list());
		procedures.add("wamp.registration.lookup", (call) -> id(this.registrations.get(call.match(1), call.string(0))));
		procedures.add("wamp.registration.match", (call) -> id(this.registrations.best(call.string(0))));
		procedures.add("wamp.registration.get", (call) -> MetaDetails.of(get(call).info()));
		procedures.add("wamp.registration.list_callees", (call) -> get(call).info().callees());
		procedures.add("wamp.registration.count_callees", (call) -> get(call).info().callees().size());
		procedures.add("wamp.registration.remove_callee", this::remove);
	}

	private Map<String, List<Long>> list() {
		Map<String, List<Long>> lists = new LinkedHashMap<>();
		for (MatchPolicy match : MatchPolicy.values()) {
			lists.put(match.value(), this.registrations.all(match).stream().map(Registration::id).toList());
		}
		return lists;
	}

	private @Nullable Object remove(MetaCall call) {
		long session = call.session(1, this.sessions);
		String reason = call.reason(2);
		Registration registration = get(call);
		if (!this.registering.revoke(registration, session, reason)) {
			if (registration.info().callees().contains(session)) {
				throw new MetaException(ErrorUris.UNAVAILABLE,
						"The instance of session " + session + " is out of reach");
			}
			throw new MetaException(ErrorUris.NO_SUCH_REGISTRATION,
					"Session " + session + " has no registration " + registration.id());
		}
		return null;
	}

	private static @Nullable Long id(@Nullable Registration registration) {
		return (registration != null) ? registration.id() : null;
	}

	private Registration get(MetaCall call) {
		Registration registration = this.registrations.byId(call.id(0));
		if (registration == null) {
			throw new MetaException(ErrorUris.NO_SUCH_REGISTRATION, "There is no registration " + call.id(0));
		}
		return registration;
	}

}
