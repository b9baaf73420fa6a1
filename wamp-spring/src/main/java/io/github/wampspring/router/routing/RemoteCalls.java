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

import java.util.Collection;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.PayloadException;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.MessageType;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.PayloadAttributes;
import io.github.wampspring.protocol.Uris;
import io.github.wampspring.protocol.WampMessage.Error;
import org.jspecify.annotations.Nullable;

/**
 * Calls between instances: those from others to callees of this one, and what becomes of
 * those from here.
 */
public final class RemoteCalls {

	private final Routes<Registration> registrations;

	private final Dealer dealer;

	private final CallTimeouts timeouts;

	/** Counts only: they were counted against limits where they came from. */
	private final Quota pending = new Quota(Long.MAX_VALUE);

	/** What arguments take that wait here, of calls of all other instances. */
	private final Quota arguments;

	RemoteCalls(Routes<Registration> registrations, Dealer dealer, CallTimeouts timeouts, RealmRules rules) {
		this.registrations = registrations;
		this.dealer = dealer;
		this.timeouts = timeouts;
		this.arguments = new Quota(rules.realmLimits().heldCallSize());
	}

	/**
	 * Gives a call of another instance to a callee of this one.
	 * @param caller who speaks for the caller
	 * @param invocation what it wants
	 * @param begun gets the call before anything can come of it
	 * @return {@code true} if it is under way or has ended with an answer, else it is
	 * {@link Caller#refused} already
	 */
	public boolean invoke(Caller caller, Invocation invocation, Consumer<PendingCall> begun) {
		long request = invocation.request();
		Registration found = this.registrations.byId(invocation.registration());
		Callee callee = (found != null) ? find(found, invocation.session()) : null;
		if (found == null || callee == null) {
			caller.refused(request, false, false);
			return false;
		}
		if (callee.isGranted()) {
			boolean later = found.waiting() != null;
			caller.refused(request, false, later);
			if (later && callee.isActive()) {
				// it has told so before it could matter
				caller.places().await(callee);
			}
			return false;
		}
		OfferedPlaces places = caller.places();
		boolean placed = invocation.offered() ? places.take(callee, invocation.waits())
				: !places.isAwaited(callee) && found.isNext(null) && callee.acquire();
		if (!placed) {
			// the offer must come after that
			caller.refused(request, true, true);
			places.await(callee);
			return false;
		}
		if (!callee.port().hasRoom()) {
			release(callee);
			caller.answer(new Error(MessageType.CALL, request, Dict.EMPTY, ErrorUris.UNAVAILABLE,
					Payload.of("Too many messages wait for the callee of " + Uris.quote(found.uri()))));
			tellRoom(caller, callee.port());
			return true;
		}
		this.pending.take(1, true);
		PendingCall call = new PendingCall(caller, request, invocation.progress(), this.timeouts, this.pending);
		if (invocation.details().isTrue("progress")) {
			call.setArguments(new ArgumentStream(call, new Quota(ArgumentStream.MAX_WAITING), this.arguments));
		}
		begun.accept(call);
		return send(caller, invocation, call, callee);
	}

	private static void release(Callee callee) {
		if (callee.isLimited()) {
			callee.release();
		}
	}

	private static @Nullable Callee find(Registration registration, long session) {
		for (Callee callee : registration.members()) {
			if (callee.port().info().id() == session && !callee.port().isRemote()
					&& (callee.isActive() || callee.isGranted())) {
				return callee;
			}
		}
		return null;
	}

	private static boolean send(Caller caller, Invocation invocation, PendingCall call, Callee callee) {
		long request = invocation.request();
		Assignment assignment = new Assignment(call, callee);
		ArgumentStream arguments = call.arguments();
		boolean sent = false;
		try {
			if (arguments != null) {
				arguments.aim(assignment, invocation.details().without("progress"));
			}
			sent = callee.port().invoke(assignment, invocation.details(), invocation.payload());
		}
		catch (PayloadException ex) {
			call.end(
					new Error(MessageType.CALL, request, Dict.EMPTY, PayloadErrors.uri(ex), PayloadErrors.payload(ex)));
		}
		finally {
			if (!sent) {
				assignment.release();
			}
		}
		if (sent) {
			if (arguments != null) {
				arguments.begin(assignment);
			}
			tellRoom(caller, callee.port());
		}
		if (!sent && call.end(null)) {
			caller.refused(request, false, false);
			return false;
		}
		return true;
	}

	/**
	 * Gives further arguments of a call of another instance to its callee.
	 * @param call the call
	 * @param details the details of the INVOCATION
	 * @param payload the arguments
	 */
	public void proceed(PendingCall call, Dict details, Payload payload) {
		ArgumentStream arguments = call.arguments();
		if (arguments == null) {
			return;
		}
		arguments.add(payload, details.isTrue("progress"), PayloadAttributes.of(details));
		Assignment assignment = call.assignment();
		if (assignment != null && call.caller() instanceof Caller caller) {
			tellRoom(caller, assignment.callee().port());
		}
	}

	private static void tellRoom(Caller caller, CalleePort port) {
		if (!port.hasRoom()) {
			caller.hold(port.info().id(), port.room());
		}
	}

	/**
	 * A callee of another instance has answered with an error.
	 * @param attributes what is said of the payload
	 */
	public void failed(Assignment assignment, String uri, Dict attributes, Payload payload) {
		this.dealer.failed(assignment, new Error(MessageType.INVOCATION, 0, attributes, uri, payload));
	}

	/**
	 * A callee of another instance has not got an invocation: another one gets the call.
	 * @param full whether it is at its limit, or else it is gone
	 * @param later whether its instance will tell when it can be asked again
	 */
	public void refused(Assignment assignment, boolean full, boolean later) {
		this.dealer.refused(assignment, full, later);
	}

	/**
	 * A callee of another instance, which has refused a call, has a place for whoever is
	 * first.
	 */
	public void free(Callee callee) {
		callee.open();
	}

	/**
	 * A callee of another instance keeps a place for a call from here.
	 */
	public void offered(Callee callee) {
		callee.offered();
		callee.registration().proceed();
		callee.giveBackIfOffered();
	}

	/**
	 * Another instance does not want the place that was offered.
	 * @param places what it was offered
	 * @param registration the registration's ID
	 * @param session the callee's session ID
	 */
	public void givenBack(OfferedPlaces places, long registration, long session) {
		Registration found = this.registrations.byId(registration);
		Callee callee = (found != null) ? find(found, session) : null;
		if (callee != null) {
			places.giveBack(callee);
		}
	}

	/**
	 * Another instance has forgotten what it was asked for: its callees are asked as if
	 * for the first time.
	 */
	public void askAgain(Collection<Callee> callees) {
		callees.forEach(Callee::open);
	}

	/**
	 * A call of another instance for a callee of this one.
	 *
	 * @param request what the call is called there
	 * @param registration the registration's ID
	 * @param session the callee's session ID
	 * @param progress whether the caller wants progressive results
	 * @param offered whether it is by a place that was offered
	 * @param waits whether further calls wait for such a place
	 * @param details the details of the INVOCATION
	 * @param payload the arguments
	 */
	public record Invocation(long request, long registration, long session, boolean progress, boolean offered,
			boolean waits, Dict details, Payload payload) {
	}

	/**
	 * Who speaks for a caller of another instance.
	 */
	public interface Caller extends CallerPort {

		/**
		 * A call was not given to the callee.
		 * @param request what the call is called there
		 * @param full whether the callee is at its limit, or else it is gone
		 * @param later whether it is told later that there is a place, or the callee is
		 * not active yet
		 */
		void refused(long request, boolean full, boolean later);

		/**
		 * The places that are offered to its instance.
		 */
		OfferedPlaces places();

		/**
		 * A callee has no room for more at the moment.
		 * @param session its session ID
		 * @param room completes when there may be room again
		 */
		void hold(long session, CompletionStage<?> room);

	}

}
