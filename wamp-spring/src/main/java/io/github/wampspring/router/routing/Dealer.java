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

import java.util.concurrent.CompletableFuture;

import io.github.wampspring.CancelMode;
import io.github.wampspring.ErrorUris;
import io.github.wampspring.MatchPolicy;
import io.github.wampspring.PayloadException;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Feature;
import io.github.wampspring.protocol.MessageType;
import io.github.wampspring.protocol.ProtocolViolation;
import io.github.wampspring.protocol.Uris;
import io.github.wampspring.protocol.WampMessage;
import io.github.wampspring.protocol.WampMessage.Call;
import io.github.wampspring.protocol.WampMessage.Cancel;
import io.github.wampspring.protocol.WampMessage.Error;
import io.github.wampspring.protocol.WampMessage.Yield;
import io.github.wampspring.router.WampAction;
import io.github.wampspring.router.routing.Registration.Availability;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Routes calls to callees and their results back. Takes no lock but those of the one call
 * and the one session that gets a message.
 */
public final class Dealer {

	private static final Log logger = LogFactory.getLog(Dealer.class);

	private static final Dict RECEIVE_PROGRESS = Dict.of("receive_progress", true);

	private final RegistrationDirectory directory;

	private final RealmRegistrations registrations;

	private final ReservedProcedures reserved;

	private final RealmRules rules;

	private final CallTimeouts timeouts;

	private final Quota quota;

	Dealer(RegistrationDirectory directory, RealmRegistrations registrations, ReservedProcedures reserved,
			RealmRules rules, CallTimeouts timeouts) {
		this.directory = directory;
		this.registrations = registrations;
		this.reserved = reserved;
		this.rules = rules;
		this.timeouts = timeouts;
		this.quota = new Quota(rules.realmLimits().pendingCalls());
	}

	/**
	 * Takes a call. It is pending from the moment when it is asked whether it is allowed,
	 * so that it can be cancelled meanwhile.
	 */
	public void call(Participant caller, Call message) {
		checkRequest(caller, message.request());
		if (caller.calls().size() >= caller.session().limits().pendingCalls()) {
			refuse(caller, message, "Session " + caller.id() + " has as many calls under way as it may");
			return;
		}
		if (!this.quota.take(1, caller.info().trusted())) {
			refuse(caller, message, "The realm has as many calls under way as it may");
			return;
		}
		Dict options = message.options();
		boolean progress = !options.isEmpty() && options.isTrue("receive_progress");
		PendingCall call = new PendingCall(caller, message.request(), progress, this.timeouts, this.quota);
		caller.calls().put(message.request(), call);
		this.rules.authorize(caller.session(), WampAction.CALL, MatchPolicy.EXACT, message.procedure(), options,
				(access) -> call(caller, call, message, access));
		if (caller.isClosed()) {
			call.abandon();
		}
	}

	private void call(Participant caller, PendingCall call, Call message, Access access) {
		String procedure = message.procedure();
		if (call.isEnded()) {
			return;
		}
		if (access.isRefused()) {
			call.error(access.error(), "Session " + caller.id() + " may not call " + Uris.quote(procedure));
		}
		else if (this.rules.refusesDisclosure(message.options())) {
			call.error(ErrorUris.OPTION_DISALLOWED_DISCLOSE_ME, "Callers are not disclosed in this realm");
		}
		else if (Uris.isReserved(procedure)) {
			this.reserved.call(caller.session(), message).thenAccept(call::end);
		}
		else {
			route(call, message, this.rules.discloses(access, message.options()));
		}
		if (caller.isClosed()) {
			call.abandon();
		}
	}

	/**
	 * A request ID of a call must not be given twice.
	 */
	private static void checkRequest(Participant caller, long request) {
		if (caller.calls().containsKey(request)) {
			throw new ProtocolViolation("the request ID " + request + " of CALL is in use");
		}
	}

	private static void refuse(Participant caller, Call message, String text) {
		caller.refuse(message.type(), message.request(), ErrorUris.LIMIT_EXCEEDED, text);
	}

	private void route(PendingCall call, Call message, boolean disclosed) {
		String procedure = message.procedure();
		Registration registration = this.directory.find(procedure);
		Availability availability = Availability.NONE;
		while (registration != null) {
			Callee callee = registration.pick();
			if (callee != null) {
				if (invoke(call, callee, message, disclosed) || call.isEnded()) {
					return;
				}
				continue;
			}
			availability = registration.availability();
			Registration now = this.directory.find(procedure);
			if (now == registration && availability != Availability.FREE) {
				break;
			}
			registration = now;
		}
		if (registration == null) {
			boolean valid = this.rules.isValid(procedure, MatchPolicy.EXACT);
			call.error(valid ? ErrorUris.NO_SUCH_PROCEDURE : ErrorUris.INVALID_URI,
					valid ? "Nothing is registered under " + Uris.quote(procedure)
							: Uris.quote(procedure) + " is not a valid URI");
		}
		else if (availability == Availability.BUSY) {
			call.error(ErrorUris.UNAVAILABLE, "Too many messages wait for the callee of " + Uris.quote(procedure));
		}
		else if (availability == Availability.FULL) {
			call.error(ErrorUris.MAX_CONCURRENCY_REACHED,
					"All callees of " + Uris.quote(procedure) + " are at their limit");
		}
		else {
			call.error(ErrorUris.NO_SUCH_PROCEDURE, "The callee of " + Uris.quote(procedure) + " is going");
		}
	}

	private boolean invoke(PendingCall call, Callee callee, Call message, boolean disclosed) {
		Long timeout = message.options().isEmpty() ? null : message.options().getLong("timeout");
		boolean forwardTimeout = timeout != null && callee.forwardTimeout();
		Assignment assignment = new Assignment(call, callee);
		boolean sent = false;
		try {
			Dict details = details(call, callee, message, disclosed);
			if (timeout != null && forwardTimeout) {
				details = details.with("timeout", timeout);
			}
			sent = callee.port().invoke(assignment, details, message.payload());
		}
		catch (PayloadException ex) {
			call.end(call.failure(ex));
		}
		finally {
			if (!sent) {
				assignment.release();
			}
		}
		if (sent && timeout != null && timeout > 0 && !forwardTimeout) {
			call.watch(timeout);
		}
		return sent;
	}

	private static Dict details(PendingCall call, Callee callee, Call message, boolean disclosed) {
		Dict details = Dict.EMPTY;
		if (call.wantsProgress() && callee.port().supports(Feature.PROGRESSIVE_CALL_RESULTS)) {
			details = RECEIVE_PROGRESS;
		}
		if (disclosed || callee.discloseCaller()) {
			details = call.caller().callerDetails().withAll(details);
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
			Assignment assignment = callee.invocations().get(check(callee, message.request()));
			if (assignment != null) {
				assignment.call().progress(message.payload());
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
			call.error(message.error(), message.payload());
		}
	}

	/**
	 * What the caller sent was too large.
	 */
	public void oversizedCall(Participant caller, long request, int limit) {
		checkRequest(caller, request);
		caller.refuse(MessageType.CALL, request, ErrorUris.PAYLOAD_SIZE_EXCEEDED,
				PayloadErrors.oversized("The message", limit));
	}

	/**
	 * What the callee sent for an invocation was too large. It may have been a
	 * progressive result where such are wanted: then more would follow.
	 */
	public void oversized(Participant callee, long invocation, int limit) {
		Assignment assignment = callee.invocations().get(check(callee, invocation));
		if (assignment == null) {
			return;
		}
		if (!assignment.call().wantsProgress()) {
			ended(callee, invocation);
		}
		assignment.call().oversized(limit);
	}

	/**
	 * The session is gone. It is closed already.
	 */
	public void leave(Participant session) {
		this.registrations.leave(session);
		session.invocations().values().forEach((assignment) -> attempt(session, () -> {
			if (session.forget(assignment)) {
				assignment.release();
				assignment.call().error(ErrorUris.CANCELED, "The callee is gone");
			}
		}));
		session.calls().values().forEach((call) -> attempt(session, call::abandon));
	}

	/**
	 * What goes wrong at the other end of one call must not keep the others from ending.
	 */
	private static void attempt(Participant session, Runnable part) {
		try {
			part.run();
		}
		catch (RuntimeException | java.lang.Error ex) {
			logger.error("A call of session " + session.id() + ", which has left, may not have ended properly", ex);
		}
	}

	/**
	 * Takes an invocation that has ended from the callee's. There is none if nobody waits
	 * for it any more.
	 */
	private static @Nullable PendingCall ended(Participant callee, long invocation) {
		Assignment assignment = callee.invocations().remove(check(callee, invocation));
		if (assignment == null) {
			return null;
		}
		assignment.release();
		return assignment.call();
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
		 * @return completes with the RESULT or ERROR, never exceptionally
		 */
		CompletableFuture<WampMessage> call(RoutedSession caller, Call message);

	}

}
