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

import java.util.concurrent.ScheduledExecutorService;

import io.github.wampspring.CancelMode;
import io.github.wampspring.ErrorUris;
import io.github.wampspring.MatchPolicy;
import io.github.wampspring.PayloadException;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Feature.Role;
import io.github.wampspring.protocol.Feature;
import io.github.wampspring.protocol.MessageType;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.ProtocolViolation;
import io.github.wampspring.protocol.Uris;
import io.github.wampspring.protocol.WampMessage.Call;
import io.github.wampspring.protocol.WampMessage.Cancel;
import io.github.wampspring.protocol.WampMessage.Error;
import io.github.wampspring.protocol.WampMessage.Yield;
import io.github.wampspring.protocol.WampMessage;
import io.github.wampspring.router.WampAction;
import io.github.wampspring.router.routing.Registration.Availability;
import org.jspecify.annotations.Nullable;

/**
 * Routes calls to callees and their results back. Takes no lock but those of the one call
 * and the one session that gets a message.
 */
public final class Dealer {

	private static final Dict RECEIVE_PROGRESS = Dict.of("receive_progress", true);

	private final RealmRegistrations registrations;

	private final ReservedProcedures reserved;

	private final RealmRules rules;

	private final ScheduledExecutorService scheduler;

	public Dealer(RealmRegistrations registrations, ReservedProcedures reserved, RealmRules rules,
			ScheduledExecutorService scheduler) {
		this.registrations = registrations;
		this.reserved = reserved;
		this.rules = rules;
		this.scheduler = scheduler;
	}

	public void call(Participant caller, Call message) {
		if (caller.calls().containsKey(message.request())) {
			throw new ProtocolViolation("the request ID " + message.request() + " of CALL is in use");
		}
		Dict options = message.options();
		boolean progress = !options.isEmpty() && options.isTrue("receive_progress");
		PendingCall call = new PendingCall(caller, message.request(), progress);
		String procedure = message.procedure();
		Access access = this.rules.authorize(caller.info(), WampAction.CALL, procedure, options);
		if (access.isRefused()) {
			call.error(access.error(), "Session " + caller.id() + " may not call '" + procedure + "'");
		}
		else if (this.rules.refusesDisclosure(options)) {
			call.error(ErrorUris.OPTION_DISALLOWED_DISCLOSE_ME, "Callers are not disclosed in this realm");
		}
		else if (Uris.isReserved(procedure)) {
			call.end(this.reserved.call(caller.session(), message));
		}
		else {
			caller.calls().put(message.request(), call);
			route(caller, call, message, access == Access.DISCLOSED);
			if (caller.isClosed()) {
				call.abandon();
			}
		}
	}

	private void route(Participant caller, PendingCall call, Call message, boolean disclosed) {
		String procedure = message.procedure();
		Registration registration = this.registrations.find(procedure);
		Availability availability = Availability.NONE;
		while (registration != null) {
			Callee callee = registration.pick();
			if (callee != null) {
				if (invoke(caller, call, callee, message, disclosed)) {
					return;
				}
				continue;
			}
			availability = registration.availability();
			Registration now = this.registrations.find(procedure);
			if (now == registration && availability != Availability.FREE) {
				break;
			}
			registration = now;
		}
		if (registration == null) {
			boolean valid = this.rules.isValid(procedure, MatchPolicy.EXACT);
			call.error(valid ? ErrorUris.NO_SUCH_PROCEDURE : ErrorUris.INVALID_URI, valid
					? "Nothing is registered under '" + procedure + "'" : "'" + procedure + "' is not a valid URI");
		}
		else if (availability == Availability.FULL) {
			call.error(ErrorUris.MAX_CONCURRENCY_REACHED, "All callees of '" + procedure + "' are at their limit");
		}
		else {
			call.error(ErrorUris.NO_SUCH_PROCEDURE, "The callee of '" + procedure + "' is going");
		}
	}

	/**
	 * Sends the invocation.
	 * @return {@code false} if the callee is gone and another one may be tried
	 */
	private boolean invoke(Participant caller, PendingCall call, Callee callee, Call message, boolean disclosed) {
		Participant session = callee.session();
		Long timeout = message.options().isEmpty() ? null : message.options().getLong("timeout");
		boolean forwardTimeout = timeout != null && callee.forwardTimeout();
		boolean sent = false;
		try {
			Dict details = details(caller, callee, message, disclosed);
			if (timeout != null && forwardTimeout) {
				details = details.with("timeout", timeout);
			}
			sent = session.invoke(callee, call, details, session.channel().prepare(message.payload()));
		}
		catch (PayloadException ex) {
			call.end(call.failure(ex));
			return true;
		}
		finally {
			if (!sent) {
				callee.release();
			}
		}
		if (!sent) {
			return call.isEnded();
		}
		session.flush();
		if (timeout != null && timeout > 0 && !forwardTimeout) {
			call.watch(this.scheduler, timeout);
		}
		return true;
	}

	private Dict details(Participant caller, Callee callee, Call message, boolean disclosed) {
		Dict options = message.options();
		Dict details = Dict.EMPTY;
		if (!options.isEmpty() && options.isTrue("receive_progress")
				&& callee.session().supports(Role.CALLEE, Feature.PROGRESSIVE_CALL_RESULTS)) {
			details = RECEIVE_PROGRESS;
		}
		if (disclosed || callee.discloseCaller() || this.rules.discloses(options)) {
			details = caller.callerDetails().withAll(details);
		}
		if (callee.registration().match() != MatchPolicy.EXACT) {
			details = details.with("procedure", message.procedure());
		}
		return details;
	}

	/**
	 * Cancels a call.
	 * @return {@code false} if there is no such call
	 */
	public boolean cancel(Participant caller, Cancel message) {
		PendingCall call = caller.calls().get(message.request());
		if (call != null) {
			call.cancel(CancelMode.of(message.options().getString("mode")), ErrorUris.CANCELED,
					"The caller cancelled the call");
		}
		return call != null;
	}

	public void yield(Participant callee, Yield message) {
		if (!message.options().isEmpty() && message.options().isTrue("progress")) {
			PendingCall call = callee.invocations().get(check(callee, message.request()));
			if (call != null) {
				call.progress(message.payload());
			}
			return;
		}
		PendingCall call = ended(callee, message.request());
		if (call != null) {
			call.result(message.payload());
		}
	}

	public void error(Participant callee, Error message) {
		if (message.requestType() != MessageType.INVOCATION) {
			throw new ProtocolViolation("an ERROR from a client must answer INVOCATION, not " + message.requestType());
		}
		PendingCall call = ended(callee, message.request());
		if (call != null) {
			call.error(message.error(), Dict.EMPTY, message.payload());
		}
	}

	/**
	 * What the callee sent for an invocation was too large.
	 */
	public void oversized(Participant callee, long invocation, int limit) {
		PendingCall call = ended(callee, invocation);
		if (call != null) {
			call.error(ErrorUris.PAYLOAD_SIZE_EXCEEDED, "The callee's answer exceeds the limit of " + limit);
		}
	}

	/**
	 * The session is gone. It is closed already.
	 */
	public void leave(Participant session) {
		this.registrations.leave(session);
		session.invocations().values().forEach((call) -> call.error(ErrorUris.CANCELED, "The callee is gone"));
		session.invocations().clear();
		session.calls().values().forEach(PendingCall::abandon);
	}

	/**
	 * Takes an invocation that has ended from the callee's. There is none if nobody waits
	 * for it any more.
	 */
	private static @Nullable PendingCall ended(Participant callee, long invocation) {
		PendingCall call = callee.invocations().remove(check(callee, invocation));
		if (call != null) {
			call.answered();
		}
		return call;
	}

	private static long check(Participant callee, long invocation) {
		if (invocation > callee.lastInvocation()) {
			throw new ProtocolViolation("there has been no INVOCATION " + invocation);
		}
		return invocation;
	}

	/** The procedures of the router itself. */
	@FunctionalInterface
	public interface ReservedProcedures {

		/**
		 * Calls a procedure.
		 * @return the RESULT or ERROR
		 */
		WampMessage call(RoutedSession caller, Call message);

	}

}
