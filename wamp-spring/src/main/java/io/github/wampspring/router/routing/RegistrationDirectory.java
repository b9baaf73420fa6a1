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

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.InvocationPolicy;
import io.github.wampspring.WampException;
import io.github.wampspring.protocol.Uris;
import io.github.wampspring.router.ReregisterPolicy;
import io.github.wampspring.router.SessionInfo;
import org.jspecify.annotations.Nullable;

/**
 * Who has registered what in the realm, and who may: callees of this instance, and of
 * others as far as this one knows.
 */
public final class RegistrationDirectory {

	/** A URI, since Autobahn takes nothing else for the reason. */
	private static final String TAKEN_OVER = "wamp.error.unregistered";

	private final Routes<Registration> routes;

	private final ReregisterPolicy reregister;

	private final Quota quota;

	private final MetaEvents metaEvents;

	private final RealmPeers peers;

	RegistrationDirectory(Routes<Registration> routes, RealmRules rules, MetaEvents metaEvents, RealmPeers peers) {
		this.routes = routes;
		this.reregister = rules.reregister();
		this.quota = new Quota(rules.realmLimits().registrations());
		this.metaEvents = metaEvents;
		this.peers = peers;
	}

	/**
	 * The registration that a call goes to. Takes no lock.
	 */
	@Nullable Registration find(String procedure) {
		return this.routes.best(procedure);
	}

	/**
	 * Asks for a registration. Callees that have to go are told so before this completes.
	 * @return the answer, maybe later and by another thread
	 */
	CompletionStage<Claim> claim(RegistrationRequest request) {
		SessionInfo session = request.port().info();
		if (!this.quota.take(1, session.trusted())) {
			return CompletableFuture
				.completedStage(new Refused(ErrorUris.LIMIT_EXCEEDED, "The realm has as many registrations as it may"));
		}
		Claim claim = decide(request);
		if (!(claim instanceof Granted granted)) {
			this.quota.give(1);
			return CompletableFuture.completedStage(claim);
		}
		CompletableFuture<@Nullable Refused> answer = this.peers.claim(granted.callee());
		return (answer == null) ? CompletableFuture.completedStage(claim)
				: answer.thenApply((refused) -> decide(granted, refused));
	}

	private Claim decide(RegistrationRequest request) {
		try {
			return request.force() ? takeOver(request) : join(request);
		}
		catch (WampException ex) {
			return new Refused(ex.getUri(), String.valueOf(ex.getMessage()));
		}
	}

	private Claim decide(Granted granted, @Nullable Refused refused) {
		if (refused == null) {
			return granted;
		}
		release(granted.callee());
		return refused;
	}

	private Claim takeOver(RegistrationRequest request) {
		Registration before = null;
		while (true) {
			Registration existing = this.routes.get(request.match(), request.procedure());
			if (existing != null) {
				List<Callee> callees = existing.members();
				if (!callees.stream().allMatch((callee) -> mayReplace(request, callee))) {
					return new Refused(ErrorUris.PROCEDURE_ALREADY_EXISTS,
							Uris.quote(request.procedure()) + " is registered already, by a session whose"
									+ " registrations this one may not take over");
				}
				if (!callees.stream().allMatch(RegistrationDirectory::revoke)) {
					return new Refused(ErrorUris.UNAVAILABLE, "The instance whose session has registered "
							+ Uris.quote(request.procedure()) + " cannot be told");
				}
				callees.forEach(this::remove);
				before = existing;
			}
			Claim claim = this.routes.with(request.match(), request.procedure(),
					(registration) -> registration.isEmpty() ? add(registration, request) : null);
			if (claim != null) {
				if (before != null && claim instanceof Granted granted) {
					granted.callee().registration().follow(before);
				}
				else if (before != null) {
					before.proceed();
				}
				return claim;
			}
		}
	}

	/**
	 * Ends a callee.
	 * @return {@code false} if its instance cannot be told
	 */
	private static boolean revoke(Callee callee) {
		return callee.port().revoke(callee, TAKEN_OVER) || !callee.port().isRemote() || !callee.isActive();
	}

	private boolean mayReplace(RegistrationRequest request, Callee callee) {
		SessionInfo session = request.port().info();
		SessionInfo other = callee.port().info();
		if (session.trusted()) {
			return true;
		}
		return !other.trusted() && switch (this.reregister) {
			case NEVER -> false;
			case SAME_AUTHID -> session.authId().equals(other.authId());
			case ANYBODY -> true;
		};
	}

	private Claim join(RegistrationRequest request) {
		return this.routes.with(request.match(), request.procedure(),
				(registration) -> registration.isEmpty() ? add(registration, request) : join(registration, request));
	}

	private Claim join(Registration registration, RegistrationRequest request) {
		if (registration.member(request.port()) != null) {
			return alreadyExists(request);
		}
		Refused refused = refusal(registration.first(), request);
		if (refused == null && registration.isTrusted() && isBound(request.port().info())) {
			refused = ofAnotherRole(request);
		}
		return (refused != null) ? refused : add(registration, request);
	}

	/**
	 * Why somebody may not join a callee that is there.
	 * @return {@code null} if it may
	 */
	@Nullable Refused refusal(Callee there, RegistrationRequest request) {
		InvocationPolicy policy = there.registration().policy();
		if (policy == InvocationPolicy.SINGLE) {
			return alreadyExists(request);
		}
		if (policy != request.policy()) {
			return new Refused(ErrorUris.PROCEDURE_EXISTS_INVOCATION_POLICY_CONFLICT,
					Uris.quote(request.procedure()) + " is registered already, as " + policy.value());
		}
		return mayJoin(request.port().info(), there.port().info()) ? null : ofAnotherRole(request);
	}

	private static Refused alreadyExists(RegistrationRequest request) {
		return new Refused(ErrorUris.PROCEDURE_ALREADY_EXISTS,
				Uris.quote(request.procedure()) + " is registered already");
	}

	private static Refused ofAnotherRole(RegistrationRequest request) {
		return new Refused(ErrorUris.NOT_AUTHORIZED,
				Uris.quote(request.procedure()) + " is registered already, by sessions of another role");
	}

	/** Whether it depends on who is there already. */
	private boolean isBound(SessionInfo session) {
		return !session.trusted() && this.reregister != ReregisterPolicy.ANYBODY;
	}

	private boolean mayJoin(SessionInfo session, SessionInfo other) {
		return !isBound(session) || (!other.trusted() && session.authRole().equals(other.authRole()));
	}

	/**
	 * Whether a callee of another instance and one that is there exclude each other. It
	 * depends on nothing but the two, so that all instances come to the same result.
	 * @param stamp when that of the other instance has come
	 * @param created when its registration was created
	 */
	boolean isApart(Callee there, RegistrationRequest request, long stamp, Instant created) {
		InvocationPolicy policy = there.registration().policy();
		if (policy == InvocationPolicy.SINGLE || policy != request.policy()) {
			return true;
		}
		SessionInfo session = request.port().info();
		SessionInfo other = there.port().info();
		long age = created.toEpochMilli() - there.registration().created().toEpochMilli();
		// one of the application that did join the older one has a registration as old
		return there.isOlder(request, stamp) ? !mayJoin(session, other) || (isBound(other) && isAlone(session, age))
				: !mayJoin(other, session) || (isBound(session) && isAlone(other, -age));
	}

	private static boolean isAlone(SessionInfo younger, long age) {
		return younger.trusted() && age > 0;
	}

	private Claim add(Registration registration, RegistrationRequest request) {
		return new Granted(add(registration, request, this.peers.stamp()));
	}

	private static Callee add(Registration registration, RegistrationRequest request, long stamp) {
		if (registration.isEmpty()) {
			registration.begin(request.policy(), request.waitingCalls());
		}
		if (request.port().info().trusted()) {
			registration.setTrusted();
		}
		Callee callee = new Callee(registration, request, stamp);
		registration.add(request.port(), callee);
		return callee;
	}

	/**
	 * Adds a callee of another instance, which takes calls from now on.
	 * @param stamp when it has come
	 * @param created when its registration was created
	 * @return {@code null} if it cannot stand beside those that are there
	 */
	@Nullable Callee install(RegistrationRequest request, long stamp, Instant created) {
		Callee callee = this.routes.with(request.match(), request.procedure(), (registration) -> {
			if (registration.member(request.port()) != null
					|| registration.hasMember((there) -> isApart(there, request, stamp, created))) {
				return null;
			}
			registration.createdAt(created);
			Callee added = add(registration, request, stamp);
			added.activate();
			return added;
		});
		if (callee != null) {
			callee.registration().proceed();
		}
		return callee;
	}

	/**
	 * A callee that was granted takes invocations from now on.
	 */
	void activated(Callee callee) {
		Registration registration = callee.registration();
		long session = callee.port().info().id();
		this.routes.change(registration, () -> {
			if (registration.member(callee.port()) == callee && !callee.isAnnounced()) {
				this.peers.activated(callee);
				callee.announce();
				if (!registration.announce()) {
					this.metaEvents.registrationCreated(session, registration.info());
				}
				this.metaEvents.registered(session, registration.id());
			}
		});
	}

	/**
	 * A callee is gone, or has never become active.
	 */
	void release(Callee callee) {
		remove(callee);
		callee.registration().proceed();
	}

	/**
	 * A callee is gone, and another one may be there instead.
	 * @param then brings that one, before calls that wait are told
	 */
	void release(Callee callee, Runnable then) {
		remove(callee);
		then.run();
		callee.registration().proceed();
	}

	private void remove(Callee callee) {
		Registration registration = callee.registration();
		long session = callee.port().info().id();
		callee.deactivate();
		this.routes.change(registration, () -> {
			if (registration.remove(callee.port(), callee)) {
				this.peers.removed(callee);
				if (!callee.port().isRemote()) {
					this.quota.give(1);
				}
				if (callee.isAnnounced()) {
					this.metaEvents.unregistered(session, registration.id());
				}
				if (registration.isEmpty() && registration.isAnnounced()) {
					this.metaEvents.registrationDeleted(session, registration.id());
				}
			}
		});
	}

	/** The answer to a request. */
	public sealed interface Claim {

	}

	/**
	 * It is granted.
	 *
	 * @param callee the callee, not active yet
	 */
	public record Granted(Callee callee) implements Claim {
	}

	/**
	 * It is refused.
	 *
	 * @param error the URI of the error
	 * @param message a sentence for the callee
	 */
	public record Refused(String error, String message) implements Claim {
	}

}
