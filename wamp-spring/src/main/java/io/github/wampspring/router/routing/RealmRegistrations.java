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

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.InvocationPolicy;
import io.github.wampspring.MatchPolicy;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Feature.Role;
import io.github.wampspring.protocol.Feature;
import io.github.wampspring.protocol.Ids;
import io.github.wampspring.protocol.Uris;
import io.github.wampspring.protocol.WampMessage.Register;
import io.github.wampspring.protocol.WampMessage.Registered;
import io.github.wampspring.protocol.WampMessage.Unregister;
import io.github.wampspring.protocol.WampMessage.Unregistered;
import io.github.wampspring.router.Disclosure;
import io.github.wampspring.router.WampAction;
import org.jspecify.annotations.Nullable;

/**
 * The registrations of a realm. They change under a lock of their own, which no call
 * takes.
 */
public final class RealmRegistrations {

	private final PatternIndex<Registration> index = new PatternIndex<>();

	private final Map<Long, Registration> byId = new ConcurrentHashMap<>();

	private final RealmRules rules;

	private final MetaEvents metaEvents;

	public RealmRegistrations(RealmRules rules, MetaEvents metaEvents) {
		this.rules = rules;
		this.metaEvents = metaEvents;
	}

	public @Nullable Registration find(String procedure) {
		return this.index.best(procedure);
	}

	public PatternIndex<Registration> index() {
		return this.index;
	}

	public @Nullable Registration byId(long id) {
		return this.byId.get(id);
	}

	public Map<Long, Registration> all() {
		return this.byId;
	}

	public void register(Participant session, Register message) {
		Dict options = message.options();
		MatchPolicy match = MatchPolicy.of(options.getString("match"));
		String procedure = message.procedure();
		if (!this.rules.isValid(procedure, match) || Uris.isReserved(procedure)) {
			session.refuse(message.type(), message.request(), ErrorUris.INVALID_URI,
					"'" + procedure + "' is not a valid URI, or is reserved");
			return;
		}
		Access access = this.rules.authorize(session.info(), WampAction.REGISTER, procedure, options);
		if (access.isRefused()) {
			session.refuse(message.type(), message.request(), access.error(),
					"Session " + session.id() + " may not register '" + procedure + "'");
			return;
		}
		if (options.isTrue("disclose_caller") && this.rules.disclosure() == Disclosure.NEVER) {
			session.refuse(message.type(), message.request(), ErrorUris.OPTION_DISALLOWED_DISCLOSE_ME,
					"Callers are not disclosed in this realm");
			return;
		}
		String refusal;
		Callee[] revoked = {};
		synchronized (this.index) {
			Registration existing = this.index.get(match, procedure);
			if (existing != null && options.isTrue("force_reregister")) {
				revoked = existing.callees();
				revoke(revoked);
				existing = null;
			}
			refusal = (existing != null) ? refusal(existing, InvocationPolicy.of(options.getString("invoke")), session)
					: null;
			if (refusal == null) {
				add(session, message, match, existing);
			}
		}
		if (refusal != null) {
			session.refuse(message.type(), message.request(), refusal, "'" + procedure + "' is registered already");
		}
		for (Callee callee : revoked) {
			callee.session().flush();
		}
		session.flush();
		this.metaEvents.publish();
	}

	private void add(Participant session, Register message, MatchPolicy match, @Nullable Registration existing) {
		Registration registration = (existing != null) ? existing : new Registration(Ids.random(), message.procedure(),
				match, InvocationPolicy.of(message.options().getString("invoke")));
		Callee callee = callee(session, registration, message.options());
		boolean done = session.doAndTell(() -> {
			session.registrations().put(registration.id(), callee);
			registration.add(callee);
			this.byId.put(registration.id(), registration);
			this.index.put(match, message.procedure(), registration);
		}, new Registered(message.request(), registration.id()));
		if (done) {
			if (existing == null) {
				this.metaEvents.registrationCreated(session.id(), registration.info());
			}
			this.metaEvents.registered(session.id(), registration.id());
		}
	}

	private static @Nullable String refusal(Registration existing, InvocationPolicy policy, Participant session) {
		if (existing.policy() == InvocationPolicy.SINGLE || session.registrations().containsKey(existing.id())) {
			return ErrorUris.PROCEDURE_ALREADY_EXISTS;
		}
		return (existing.policy() != policy) ? ErrorUris.PROCEDURE_EXISTS_INVOCATION_POLICY_CONFLICT : null;
	}

	private Callee callee(Participant session, Registration registration, Dict options) {
		Long concurrency = options.getLong("concurrency");
		boolean disclose = options.isTrue("disclose_caller") || this.rules.disclosure() == Disclosure.ALWAYS;
		boolean forwardTimeout = options.isTrue("forward_timeout")
				&& session.supports(Role.CALLEE, Feature.CALL_TIMEOUT);
		return new Callee(session, registration, disclose, forwardTimeout,
				(concurrency == null) ? 0 : (int) Math.min(concurrency, Integer.MAX_VALUE));
	}

	public void unregister(Participant session, Unregister message) {
		Callee callee = session.registrations().get(message.registration());
		boolean done = false;
		if (callee != null) {
			synchronized (this.index) {
				done = session.registrations().containsKey(message.registration())
						&& session.doAndTell(callee::deactivate, new Unregistered(message.request(), Dict.EMPTY));
				if (done) {
					remove(callee);
				}
			}
		}
		if (!done) {
			session.refuse(message.type(), message.request(), ErrorUris.NO_SUCH_REGISTRATION,
					"Session " + session.id() + " has no registration " + message.registration());
		}
		session.flush();
		this.metaEvents.publish();
	}

	void leave(Participant session) {
		synchronized (this.index) {
			for (Callee callee : session.registrations().values()) {
				callee.deactivate();
				remove(callee);
			}
		}
		this.metaEvents.publish();
	}

	private void revoke(Callee[] callees) {
		for (Callee callee : callees) {
			Participant session = callee.session();
			long registration = callee.registration().id();
			callee.deactivate();
			if (session.supports(Role.CALLEE, Feature.REGISTRATION_REVOCATION)) {
				// Autobahn takes nothing but a URI for the reason
				session.tell(new Unregistered(0,
						Dict.of("registration", registration, "reason", "wamp.error.unregistered")));
			}
			remove(callee);
		}
	}

	private void remove(Callee callee) {
		Registration registration = callee.registration();
		long session = callee.session().id();
		callee.session().registrations().remove(registration.id());
		registration.remove(callee);
		this.metaEvents.unregistered(session, registration.id());
		if (registration.callees().length == 0) {
			this.byId.remove(registration.id());
			this.index.remove(registration.match(), registration.procedure());
			this.metaEvents.registrationDeleted(session, registration.id());
		}
	}

}
