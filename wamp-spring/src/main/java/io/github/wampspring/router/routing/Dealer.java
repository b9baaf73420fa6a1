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
import io.github.wampspring.InvocationPolicy;
import io.github.wampspring.MatchPolicy;
import io.github.wampspring.PayloadException;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Feature;
import io.github.wampspring.protocol.MessageType;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.PayloadAttributes;
import io.github.wampspring.protocol.ProtocolViolation;
import io.github.wampspring.protocol.TraceContext;
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

	private final Quota heldCalls;

	Dealer(RegistrationDirectory directory, RealmRegistrations registrations, ReservedProcedures reserved,
			RealmRules rules, CallTimeouts timeouts) {
		this.directory = directory;
		this.registrations = registrations;
		this.reserved = reserved;
		this.rules = rules;
		this.timeouts = timeouts;
		this.quota = new Quota(rules.realmLimits().pendingCalls());
		this.heldCalls = new Quota(rules.realmLimits().heldCallSize());
	}

	/**
	 * Takes a call. It is pending from the moment when it is asked whether it is allowed,
	 * so that it can be cancelled meanwhile.
	 */
	public void call(Participant caller, Call message) {
		Dict options = message.options();
		boolean more = !options.isEmpty() && options.isTrue("progress");
		PendingCall before = caller.calls().get(message.request());
		if (before != null) {
			arguments(before, message.request()).add(message.payload(), more, PayloadAttributes.of(options));
			return;
		}
		if (caller.isUnfinished(message.request())) {
			// the caller could not know yet that the call has ended
			if (!more) {
				caller.finish(message.request());
			}
			return;
		}
		if (caller.calls().size() >= caller.session().limits().pendingCalls()) {
			refuse(caller, message, "Session " + caller.id() + " has as many calls under way as it may");
			return;
		}
		if (!this.quota.take(1, caller.info().trusted())) {
			refuse(caller, message, "The realm has as many calls under way as it may");
			return;
		}
		boolean progress = !options.isEmpty() && options.isTrue("receive_progress");
		PendingCall call = new PendingCall(caller, message.request(), progress, this.timeouts, this.quota);
		if (more) {
			call.setArguments(new ArgumentStream(call, caller.waitingArguments(), this.heldCalls));
		}
		caller.calls().put(message.request(), call);
		CompletableFuture<Access> decision = this.rules.decide(caller.session(), WampAction.CALL, MatchPolicy.EXACT,
				message.procedure(), options);
		if (decision.isDone()) {
			call(caller, call, message, decision.join());
		}
		else {
			watch(call, options);
			caller.session().await(decision, (access) -> call(caller, call, message, access));
		}
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
			call.error(access.error(),
					access.explain("Session " + caller.id() + " may not call " + Uris.quote(procedure)));
		}
		else if (!message.options().isEmpty() && message.options().has("runmode")) {
			call.error(ErrorUris.OPTION_NOT_ALLOWED, "The router does not have sharded registrations");
		}
		else if (this.rules.refusesDisclosure(message.options())) {
			call.error(ErrorUris.OPTION_DISALLOWED_DISCLOSE_ME, "Callers are not disclosed in this realm");
		}
		else if (!this.rules.interceptors().isEmpty()) {
			intercept(caller, call, message, access);
		}
		else if (Uris.isReserved(procedure) && call.arguments() == null) {
			this.reserved.call(caller.session(), message)
				.thenAccept((answer) -> caller.session().run(() -> call.end(answer)));
		}
		else {
			route(call, message, access);
		}
		if (caller.isClosed()) {
			call.abandon();
		}
	}

	private void intercept(Participant caller, PendingCall call, Call message, Access access) {
		String procedure = message.procedure();
		boolean reserved = Uris.isReserved(procedure);
		// interceptors may keep it, too
		watch(call, message.options());
		Registration registration = reserved ? null : this.directory.find(procedure);
		String registered = (registration != null) ? registration.uri() : null;
		this.rules.interceptors().call(caller, message, reserved ? procedure : registered, (request) -> {
			Call changed = new Call(message.request(), request.options(), procedure, request.payload());
			CompletableFuture<Payload> outcome = this.rules.interceptors().tell(call.intercept());
			if (reserved && call.arguments() == null) {
				this.reserved.call(caller.session(), changed)
					.thenAccept((answer) -> caller.session().run(() -> tell(call, answer)));
			}
			else if (!call.isEnded()) {
				route(call, changed, access);
			}
			return outcome;
		})
			.whenComplete((payload, failure) -> caller.session()
				.run(() -> call.end(payload, failure, (thrown) -> this.rules.interceptors().error(thrown, procedure))));
	}

	private static void watch(PendingCall call, Dict options) {
		Long timeout = options.isEmpty() ? null : options.getLong("timeout");
		if (timeout != null && timeout > 0) {
			call.watch(timeout);
		}
	}

	private static void tell(PendingCall call, WampMessage answer) {
		if (answer instanceof Error error) {
			call.error(error.error(), error.payload(), Dict.EMPTY);
		}
		else {
			call.result(answer.payload(), Dict.EMPTY);
		}
	}

	/**
	 * Whether a CALL of this request ID would belong to a call that has begun, or even
	 * ended, before.
	 */
	public boolean isContinuation(Participant caller, long request) {
		return caller.calls().containsKey(request) || caller.isUnfinished(request);
	}

	/**
	 * A request ID of a call must not be given twice, unless the arguments are streamed.
	 */
	private static ArgumentStream arguments(PendingCall call, long request) {
		ArgumentStream arguments = call.arguments();
		if (arguments == null) {
			throw new ProtocolViolation("the request ID " + request + " of CALL is in use");
		}
		return arguments;
	}

	private void refuse(Participant caller, Call message, String text) {
		this.rules.refused(ErrorUris.LIMIT_EXCEEDED);
		if (message.options().isTrue("progress")) {
			caller.leaveUnfinished(message.request());
		}
		caller.refuse(message.type(), message.request(), ErrorUris.LIMIT_EXCEEDED, text);
	}

	private void route(PendingCall call, Call message, Access access) {
		route(call, message, access, null, null);
	}

	/**
	 * Sends a call to a callee, or lets it wait for one.
	 * @param held what is known of it, if it was sent to a callee or has waited before
	 * @param from where it waits, if it does
	 * @return {@code false} if it has to go on waiting where it does
	 */
	private boolean route(PendingCall call, Call message, Access access, @Nullable HeldCall held,
			@Nullable WaitingCalls from) {
		String procedure = message.procedure();
		if (Uris.isReserved(procedure)) {
			refuseStream(call, procedure);
			return true;
		}
		Registration registration = this.directory.find(procedure);
		Availability availability = Availability.NONE;
		while (registration != null) {
			WaitingCalls waiting = registration.waiting();
			if (waiting != null) {
				call.queue(waiting);
			}
			if (!registration.isNext(from)) {
				return await(call, registration, message, access, from);
			}
			Callee callee = registration.pick(held);
			if (callee != null) {
				if (invoke(call, callee, message, access) || call.isEnded()) {
					return true;
				}
				continue;
			}
			availability = registration.availability(held);
			Registration now = this.directory.find(procedure);
			if (now == registration && availability != Availability.FREE) {
				break;
			}
			registration = now;
		}
		if (availability == Availability.FULL && registration != null && registration.waiting() != null
				&& (held == null || held.reason() == null)) {
			if (registration.waiting() == from) {
				registration.proceedWhenThereIsRoom(held);
			}
			return await(call, registration, message, access, from);
		}
		if (availability == Availability.NONE && registration != null && registration.keeps(from)) {
			return await(call, registration, message, access, from);
		}
		if (availability == Availability.BUSY && registration != null && registration.waiting() == from
				&& from != null) {
			registration.proceedWhenThereIsRoom(held);
			return false;
		}
		refuse(call, procedure, registration, availability, held);
		return true;
	}

	/**
	 * Lets a call wait until a callee has a place for it.
	 * @return {@code false} if it waits there already
	 */
	private boolean await(PendingCall call, Registration registration, Call message, Access access,
			@Nullable WaitingCalls from) {
		WaitingCalls waiting = registration.waiting();
		if (waiting == null || waiting == from) {
			return false;
		}
		HeldCall held = hold(call, message, access);
		if (held == null || !call.await(waiting, () -> route(call, message, access, held, waiting))) {
			refuse(call, message.procedure(), registration, Availability.FULL, held);
			return true;
		}
		Long timeout = message.options().isEmpty() ? null : message.options().getLong("timeout");
		if (timeout != null && timeout > 0 && call.remaining() == 0) {
			call.watch(timeout);
		}
		registration.proceed();
		return true;
	}

	private @Nullable HeldCall hold(PendingCall call, Call message, Access access) {
		HeldCall held = call.held();
		if (held == null) {
			held = HeldCall.of(message, access, call.caller().heldCalls(), this.heldCalls, call.caller().isTrusted());
			if (held != null) {
				call.hold(held);
			}
		}
		return held;
	}

	private void refuse(PendingCall call, String procedure, @Nullable Registration registration,
			Availability availability, @Nullable HeldCall held) {
		Error reason = (held != null) ? held.reason() : null;
		boolean wereFull = held != null && held.wereFull() && availability == Availability.NONE;
		if (reason != null && availability != Availability.FULL) {
			call.error(ErrorUris.NO_AVAILABLE_CALLEE, reason.payload(), PayloadAttributes.of(reason.details()));
		}
		else if (registration == null) {
			boolean valid = this.rules.isValid(procedure, MatchPolicy.EXACT);
			call.error(valid ? ErrorUris.NO_SUCH_PROCEDURE : ErrorUris.INVALID_URI,
					valid ? "Nothing is registered under " + Uris.quote(procedure)
							: Uris.quote(procedure) + " is not a valid URI");
		}
		else if (availability == Availability.BUSY) {
			call.error(ErrorUris.UNAVAILABLE, "Too many messages wait for the callee of " + Uris.quote(procedure));
		}
		else if (availability == Availability.FULL || wereFull) {
			call.error(ErrorUris.MAX_CONCURRENCY_REACHED,
					"All callees of " + Uris.quote(procedure) + " are at their limit"
							+ ((registration.waiting() != null) ? ", and as many calls wait as may" : ""));
		}
		else {
			call.error(ErrorUris.NO_SUCH_PROCEDURE, "The callee of " + Uris.quote(procedure) + " is going");
		}
	}

	private static void refuseStream(PendingCall call, String procedure) {
		call.error(ErrorUris.FEATURE_NOT_SUPPORTED,
				"The callee of " + Uris.quote(procedure) + " takes its arguments all at once");
	}

	/**
	 * Whether a callee can get its arguments one after the other. It must be able to be
	 * told that no more will come.
	 */
	private static boolean takesStreams(CalleePort callee) {
		return callee.supports(Feature.PROGRESSIVE_CALL_INVOCATIONS) && callee.supports(Feature.CALL_CANCELING);
	}

	/**
	 * Sends a call to a callee.
	 * @return {@code false} if another one is to be looked for, unless the call has ended
	 */
	private boolean invoke(PendingCall call, Callee callee, Call message, Access access) {
		Long timeout = message.options().isEmpty() ? null : message.options().getLong("timeout");
		boolean forwardTimeout = timeout != null && callee.forwardTimeout();
		boolean mayReroute = callee.registration().policy() != InvocationPolicy.SINGLE
				&& callee.port().supports(Feature.CALL_REROUTE);
		if (mayReroute || callee.port().mayRefuse()) {
			hold(call, message, access);
		}
		// the time that it has waited counts
		long left = (timeout != null && call.held() != null) ? call.remaining() : 0;
		Assignment assignment = new Assignment(call, callee);
		if (PayloadAttributes.isPassedThrough(message.options())
				&& !callee.port().supports(Feature.PAYLOAD_PASSTHRU_MODE)) {
			assignment.release();
			call.error(ErrorUris.FEATURE_NOT_SUPPORTED,
					"The call uses payload_passthru_mode, which the callee has not announced");
			return true;
		}
		ArgumentStream arguments = call.arguments();
		if (arguments != null && !takesStreams(callee.port())) {
			assignment.release();
			refuseStream(call, message.procedure());
			return true;
		}
		boolean sent = false;
		boolean failed = false;
		try {
			Dict common = details(call, callee, message, access);
			if (arguments != null) {
				arguments.aim(assignment, common);
			}
			Dict details = ((arguments != null) ? common.with("progress", true) : common)
				.withAll(PayloadAttributes.of(message.options()));
			if (timeout != null && forwardTimeout) {
				details = details.with("timeout", (left > 0) ? Long.valueOf(left) : timeout);
			}
			sent = callee.port().invoke(assignment, details, message.payload());
		}
		catch (PayloadException ex) {
			failed = true;
			call.error(PayloadErrors.uri(ex), PayloadErrors.payload(ex), Dict.EMPTY);
		}
		finally {
			if (!sent) {
				assignment.release();
			}
		}
		if (sent && timeout != null && timeout > 0 && !forwardTimeout) {
			if (left == 0) {
				call.watch(timeout);
			}
		}
		else if (sent) {
			call.unwatch();
		}
		if (sent && arguments != null) {
			arguments.begin(assignment);
		}
		return sent || failed;
	}

	private Dict details(PendingCall call, Callee callee, Call message, Access access) {
		Dict details = Dict.EMPTY;
		if (call.wantsProgress() && callee.port().supports(Feature.PROGRESSIVE_CALL_RESULTS)) {
			details = RECEIVE_PROGRESS;
		}
		if (this.rules.discloses(access, message.options()) || callee.discloseCaller()) {
			details = call.caller().callerDetails().withAll(details);
		}
		if (callee.registration().match() != MatchPolicy.EXACT) {
			details = details.with("procedure", message.procedure());
		}
		if (access.trustLevel() != null) {
			details = details.with("trustlevel", access.trustLevel());
		}
		return details.withAll(TraceContext.of(message.options()));
	}

	/**
	 * How many calls are under way.
	 */
	public long pending() {
		return this.quota.used();
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
				tellUnlessPassed(callee, message, assignment.call());
				assignment.call().progress(message.payload(), PayloadAttributes.of(message.options()));
			}
			return;
		}
		PendingCall call = ended(callee, message.request());
		if (call != null) {
			tellUnlessPassed(callee, message, call);
			call.result(message.payload(), PayloadAttributes.of(message.options()));
		}
	}

	/**
	 * Tells the callee where its answer is of no use to the caller, who gets an error.
	 */
	private static void tellUnlessPassed(Participant callee, Yield message, PendingCall call) {
		if (PayloadAttributes.isPassedThrough(message.options()) && !call.caller().passesPayloads()) {
			callee.refuse(message.type(), message.request(), ErrorUris.FEATURE_NOT_SUPPORTED,
					"YIELD uses payload_passthru_mode, which the caller has not announced");
		}
	}

	public void error(Participant callee, Error message) {
		if (message.requestType() != MessageType.INVOCATION) {
			throw new ProtocolViolation("an ERROR from a client must answer INVOCATION, not " + message.requestType());
		}
		Assignment assignment = endedAssignment(callee, message.request());
		if (assignment != null) {
			failed(assignment, message);
		}
	}

	/**
	 * A callee has answered with an error.
	 */
	void failed(Assignment assignment, Error message) {
		if (!(message.error().equals(ErrorUris.UNAVAILABLE) && reroute(assignment, message))) {
			assignment.call().error(message.error(), message.payload(), PayloadAttributes.of(message.details()));
		}
	}

	/**
	 * A callee of another instance has not got an invocation: another one gets the call.
	 * @param full whether it is at its limit, or else it is gone
	 * @param later whether its instance will tell when it can be asked again
	 */
	void refused(Assignment assignment, boolean full, boolean later) {
		Callee callee = assignment.callee();
		boolean waits = later && callee.registration().waiting() != null;
		if (waits || (full && later)) {
			callee.refused();
		}
		PendingCall call = assignment.call();
		HeldCall held = call.held();
		if (held == null || !call.isReroutable()) {
			call.error(full ? ErrorUris.MAX_CONCURRENCY_REACHED : ErrorUris.CANCELED,
					full ? "The callee is at its limit" : "The callee is gone");
			return;
		}
		if (!waits) {
			held.refused(callee, full);
		}
		call.unassign();
		route(call, held.message(), held.access(), held, null);
	}

	/**
	 * A callee is not available: another one gets the call. See the section "Call
	 * Re-Routing" of the specification.
	 * @return {@code false} if the caller gets the callee's answer as it is
	 */
	private boolean reroute(Assignment assignment, Error reason) {
		PendingCall call = assignment.call();
		Callee callee = assignment.callee();
		if (call.caller().isRemote() || !call.isReroutable() || !callee.port().supports(Feature.CALL_REROUTE)) {
			return false;
		}
		HeldCall held = call.held();
		if (held == null || callee.registration().policy() == InvocationPolicy.SINGLE) {
			call.error(ErrorUris.NO_AVAILABLE_CALLEE, reason.payload(), PayloadAttributes.of(reason.details()));
			return true;
		}
		held.unavailable(callee, reason);
		call.unassign();
		route(call, held.message(), held.access(), held, null);
		return true;
	}

	/**
	 * What the caller sent was too large.
	 */
	public void oversizedCall(Participant caller, long request, int limit) {
		PendingCall before = caller.calls().get(request);
		String text = PayloadErrors.oversized("The message", limit);
		if (before != null) {
			arguments(before, request);
			before.breakOff(ErrorUris.PAYLOAD_SIZE_EXCEEDED, Payload.of(text));
		}
		else if (!caller.isUnfinished(request)) {
			// more of it may follow
			caller.leaveUnfinished(request);
			caller.refuse(MessageType.CALL, request, ErrorUris.PAYLOAD_SIZE_EXCEEDED, text);
		}
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
		Assignment assignment = endedAssignment(callee, invocation);
		return (assignment != null) ? assignment.call() : null;
	}

	private static @Nullable Assignment endedAssignment(Participant callee, long invocation) {
		Assignment assignment = callee.invocations().remove(check(callee, invocation));
		if (assignment != null) {
			assignment.release();
		}
		return assignment;
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
