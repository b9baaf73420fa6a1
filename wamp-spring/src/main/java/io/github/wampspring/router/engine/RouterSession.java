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

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Feature.Role;
import io.github.wampspring.protocol.Feature;
import io.github.wampspring.protocol.MessageType;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.ProtocolViolation;
import io.github.wampspring.protocol.WampMessage.Error;
import io.github.wampspring.router.SessionInfo;
import io.github.wampspring.router.SessionLimits;
import io.github.wampspring.router.engine.SessionState.Phase;
import io.github.wampspring.router.routing.Access;
import io.github.wampspring.router.routing.Participant;
import io.github.wampspring.router.routing.RoutedSession;
import io.github.wampspring.transport.WampChannel;

/**
 * A session that has joined a realm. What its client is told goes out under the lock of
 * its {@link SessionState}.
 */
final class RouterSession implements RoutedSession {

	private static final SessionLimits NO_LIMITS = SessionLimits.none();

	private final SessionInfo info;

	private final Feature.Announcement features;

	private final SessionHandler handler;

	private final SessionState state;

	private final SessionLimits limits;

	private final Participant participant = new Participant(this);

	private final MessageGate gate;

	/**
	 * Creates a session.
	 * @param limits what it may hold, if it is not trusted
	 */
	RouterSession(SessionInfo info, Feature.Announcement features, SessionHandler handler, SessionLimits limits) {
		this.info = info;
		this.features = features;
		this.handler = handler;
		this.state = handler.state();
		this.gate = new MessageGate(this.state.channel(), this::run);
		this.limits = info.trusted() ? NO_LIMITS : limits;
	}

	/**
	 * What the client has announced as a callee.
	 */
	Set<Feature> calleeFeatures() {
		return this.features.roles().getOrDefault(Role.CALLEE, Set.of());
	}

	long id() {
		return this.info.id();
	}

	@Override
	public SessionInfo info() {
		return this.info;
	}

	@Override
	public SessionLimits limits() {
		return this.limits;
	}

	@Override
	public WampChannel channel() {
		return this.state.channel();
	}

	SessionHandler handler() {
		return this.handler;
	}

	/**
	 * Through which its messages go.
	 */
	MessageGate gate() {
		return this.gate;
	}

	/**
	 * What the session takes part in.
	 */
	Participant participant() {
		return this.participant;
	}

	@Override
	public boolean supports(Role role, Feature feature) {
		return this.features.has(role, feature);
	}

	@Override
	public boolean isClosed() {
		return this.state.phase() != Phase.ESTABLISHED;
	}

	@Override
	public boolean whileOpen(BooleanSupplier action) {
		return this.state.whileIn(Phase.ESTABLISHED, action);
	}

	@Override
	public void await(CompletableFuture<Access> decision, Consumer<Access> then) {
		this.gate.hold();
		decision.whenComplete((access, failure) -> this.gate
			.release(() -> then.accept((failure != null || access == null) ? Access.FAILED : access)));
	}

	@Override
	public void run(Runnable rest) {
		try {
			rest.run();
		}
		catch (ProtocolViolation ex) {
			this.handler.onViolation(ex);
		}
		catch (Exception | LinkageError | AssertionError | StackOverflowError ex) {
			this.handler.onFailure(ex);
		}
	}

	/**
	 * Tells the client that a request failed.
	 */
	void refuse(MessageType type, long request, String error, String message) {
		whileOpen(() -> channel().enqueue(new Error(type, request, Dict.EMPTY, error, Payload.of(message))));
		channel().flush();
	}

}
