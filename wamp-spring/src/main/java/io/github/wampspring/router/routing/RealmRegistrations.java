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

import io.github.wampspring.ErrorUris;
import io.github.wampspring.InvocationPolicy;
import io.github.wampspring.MatchPolicy;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Feature;
import io.github.wampspring.protocol.Uris;
import io.github.wampspring.protocol.WampMessage.Register;
import io.github.wampspring.protocol.WampMessage.Registered;
import io.github.wampspring.protocol.WampMessage.Unregister;
import io.github.wampspring.protocol.WampMessage.Unregistered;
import io.github.wampspring.router.Disclosure;
import io.github.wampspring.router.WampAction;
import io.github.wampspring.router.routing.RegistrationDirectory.Claim;
import io.github.wampspring.router.routing.RegistrationDirectory.Granted;
import io.github.wampspring.router.routing.RegistrationDirectory.Refused;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Registers procedures, and unregisters them.
 */
public final class RealmRegistrations {

	private static final Log logger = LogFactory.getLog(RealmRegistrations.class);

	/**
	 * How many calls may wait for callees that are at their limit: an option of this
	 * router's own.
	 */
	private static final String WAITING_CALLS = "x_waiting_calls";

	private final RegistrationDirectory directory;

	private final RealmRules rules;

	private final MetaEvents metaEvents;

	RealmRegistrations(RegistrationDirectory directory, RealmRules rules, MetaEvents metaEvents) {
		this.directory = directory;
		this.rules = rules;
		this.metaEvents = metaEvents;
	}

	public void register(Participant session, Register message) {
		Dict options = message.options();
		MatchPolicy match = MatchPolicy.of(options.getString("match"));
		String procedure = message.procedure();
		if (!this.rules.isValid(procedure, match) || Uris.isReserved(procedure)) {
			refuse(session, message, ErrorUris.INVALID_URI,
					Uris.quote(procedure) + " is not a valid URI, or is reserved");
			return;
		}
		this.rules.authorize(session.session(), WampAction.REGISTER, match, procedure, options,
				(access) -> register(session, message, match, access));
	}

	private void register(Participant session, Register message, MatchPolicy match, Access access) {
		Dict options = message.options();
		String procedure = message.procedure();
		if (access.isRefused()) {
			refuse(session, message, access.error(),
					access.explain("Session " + session.id() + " may not register " + Uris.quote(procedure)));
			return;
		}
		this.rules.interceptors()
			.take(session, WampAction.REGISTER, message.request(), procedure, match, options,
					(changed) -> claim(session, message, match, changed));
	}

	private void claim(Participant session, Register message, MatchPolicy match, Dict options) {
		String procedure = message.procedure();
		if (options.isTrue("disclose_caller") && this.rules.disclosure() == Disclosure.NEVER) {
			refuse(session, message, ErrorUris.OPTION_DISALLOWED_DISCLOSE_ME,
					"Callers are not disclosed in this realm");
			return;
		}
		InvocationPolicy policy = InvocationPolicy.of(options.getString("invoke"));
		if (options.has("invoke") && !policy.value().equals(options.getString("invoke"))) {
			refuse(session, message, ErrorUris.OPTION_NOT_ALLOWED,
					"The router does not have this policy of invocation");
			return;
		}
		if (session.registrations().size()
				+ session.registering().get() >= session.session().limits().registrations()) {
			refuse(session, message, ErrorUris.LIMIT_EXCEEDED,
					"Session " + session.id() + " has as many registrations as it may");
			return;
		}
		session.registering().incrementAndGet();
		this.directory.claim(request(session, procedure, match, policy, options)).whenComplete((claim, failure) -> {
			session.registering().decrementAndGet();
			session.session().run(() -> answer(session, message, claim, failure));
		});
	}

	private RegistrationRequest request(Participant session, String procedure, MatchPolicy match,
			InvocationPolicy policy, Dict options) {
		Long concurrency = options.getLong("concurrency");
		Long waitingCalls = options.getLong(WAITING_CALLS);
		return new RegistrationRequest(session, procedure, match, policy, options.isTrue("force_reregister"),
				options.isTrue("disclose_caller") || this.rules.disclosure() == Disclosure.ALWAYS,
				options.isTrue("forward_timeout") && session.supports(Feature.CALL_TIMEOUT),
				(concurrency == null) ? 0 : (int) Math.min(concurrency, Integer.MAX_VALUE),
				(waitingCalls == null) ? this.rules.waitingCalls() : (int) Math.min(waitingCalls, Integer.MAX_VALUE));
	}

	private void answer(Participant session, Register message, @Nullable Claim claim, @Nullable Throwable failure) {
		if (claim instanceof Granted granted) {
			begin(session, message, granted.callee());
		}
		else if (claim instanceof Refused refused) {
			refuse(session, message, refused.error(), refused.message());
		}
		else {
			logger.error("A registration of session " + session.id() + " failed", failure);
			refuse(session, message, ErrorUris.UNAVAILABLE, "The procedure could not be registered");
		}
		this.metaEvents.publish();
	}

	private void begin(Participant session, Register message, Callee callee) {
		long registration = callee.registration().id();
		boolean begun = false;
		try {
			begun = session.session().whileOpen(() -> {
				if (!callee.activate()) {
					return false;
				}
				session.registrations().put(registration, callee);
				session.channel().enqueue(new Registered(message.request(), registration));
				this.directory.activated(callee);
				return true;
			});
		}
		finally {
			if (!begun) {
				this.directory.release(callee);
			}
		}
		if (begun) {
			callee.registration().proceed();
		}
		else {
			refuse(session, message, ErrorUris.PROCEDURE_ALREADY_EXISTS,
					"The registration of " + Uris.quote(message.procedure()) + " has just been revoked");
		}
		session.flush();
	}

	private void refuse(Participant session, Register message, String error, String text) {
		this.rules.refused(error);
		session.refuse(message.type(), message.request(), error, text);
	}

	public void unregister(Participant session, Unregister message) {
		Callee callee = session.registrations().get(message.registration());
		boolean done = callee != null && session.session().whileOpen(() -> {
			if (!session.registrations().remove(message.registration(), callee)) {
				return false;
			}
			callee.deactivate();
			session.channel().enqueue(new Unregistered(message.request(), Dict.EMPTY));
			return true;
		});
		if (done && callee != null) {
			this.directory.release(callee);
		}
		else {
			session.refuse(message.type(), message.request(), ErrorUris.NO_SUCH_REGISTRATION,
					"Session " + session.id() + " has no registration " + message.registration());
		}
		session.flush();
		this.metaEvents.publish();
	}

	/**
	 * Takes a registration away from a callee. What it is invoked for already goes on.
	 * See the section "Registration Revocation" of the specification.
	 * @param registration the registration
	 * @param session the callee's session ID
	 * @param reason why, a URI, if there is a reason
	 * @return {@code false} if the session is no callee of it
	 */
	public boolean revoke(Registration registration, long session, @Nullable String reason) {
		for (Callee callee : registration.members()) {
			if (callee.port().info().id() == session && callee.isActive() && callee.port().revoke(callee, reason)) {
				this.directory.release(callee);
				this.metaEvents.publish();
				return true;
			}
		}
		return false;
	}

	/**
	 * The session is gone. It is closed already.
	 */
	void leave(Participant session) {
		session.registrations().values().forEach(this.directory::release);
		session.registrations().clear();
		this.metaEvents.publish();
	}

}
