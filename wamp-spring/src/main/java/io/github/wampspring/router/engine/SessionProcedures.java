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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.protocol.CloseUris;
import io.github.wampspring.router.SessionAttributes;
import io.github.wampspring.router.SessionInfo;
import io.github.wampspring.router.routing.MetaDetails;
import org.jspecify.annotations.Nullable;

/**
 * The procedures of the section "Session Meta API" of the specification, and
 * {@code wamp.session.modify_details}, which is of nexus.
 */
final class SessionProcedures {

	private static final int MAX_MESSAGE_LENGTH = 1000;

	private final SessionDirectory sessions;

	SessionProcedures(SessionDirectory sessions) {
		this.sessions = sessions;
	}

	void addTo(MetaProcedures procedures) {
		procedures.add("wamp.session.count", (call) -> ids(call).size());
		procedures.add("wamp.session.list", this::ids);
		procedures.add("wamp.session.get", this::get);
		procedures.add("wamp.session.kill", this::kill);
		procedures.add("wamp.session.kill_by_authid", (call) -> {
			String authId = call.string(0);
			return killAll(call, (session) -> session.authId().equals(authId), false);
		});
		procedures.add("wamp.session.kill_by_authrole", (call) -> {
			String authRole = call.string(0);
			return killAll(call, (session) -> session.authRole().equals(authRole), false).size();
		});
		procedures.add("wamp.session.modify_details", this::modify);
		procedures.add("wamp.session.kill_all", (call) -> killAll(call, (session) -> true, true).size());
	}

	private List<Long> ids(MetaCall call) {
		List<?> list = call.list(0);
		Set<String> roles = (list != null) ? roles(list) : null;
		List<Long> ids = new ArrayList<>();
		for (SessionInfo session : this.sessions.all()) {
			if (roles == null || roles.contains(session.authRole())) {
				ids.add(session.id());
			}
		}
		return ids;
	}

	/**
	 * The bins of a {@code HashSet} stay fast where all hash codes are equal, but only
	 * with what can be compared, as strings can.
	 */
	private static Set<String> roles(List<?> list) {
		Set<String> roles = new HashSet<>();
		for (Object role : list) {
			if (!(role instanceof String name)) {
				throw new MetaException(ErrorUris.INVALID_ARGUMENT, "argument 1 must be a list of authroles");
			}
			roles.add(name);
		}
		return roles;
	}

	private Map<String, @Nullable Object> get(MetaCall call) {
		SessionInfo session = session(call.id(0));
		boolean trusted = call.caller().info().trusted();
		return trusted ? MetaDetails.complete(session) : MetaDetails.of(session);
	}

	private SessionInfo session(long id) {
		SessionInfo session = this.sessions.find(id);
		if (session == null) {
			throw new MetaException(ErrorUris.NO_SUCH_SESSION, "There is no session " + id);
		}
		return session;
	}

	private @Nullable Object kill(MetaCall call) {
		SessionInfo session = session(call.id(0));
		if (session.id() == call.caller().info().id()) {
			throw new MetaException(ErrorUris.NO_SUCH_SESSION, "There is no other session " + session.id());
		}
		if (!this.sessions.kill(session.id(), reason(call), message(call), false)
				&& this.sessions.find(session.id()) != null) {
			throw new MetaException(ErrorUris.UNAVAILABLE,
					"Session " + session.id() + " cannot be told: it is leaving, or its instance is out of reach");
		}
		return null;
	}

	/** As nexus has it, but for attributes only: nobody becomes somebody else. */
	private @Nullable Object modify(MetaCall call) {
		Map<String, @Nullable Object> changes = call.dict(1).asMap();
		changes.forEach((name, value) -> {
			if (!SessionAttributes.isName(name) || !SessionAttributes.isValue(value)) {
				throw new MetaException(ErrorUris.INVALID_ARGUMENT,
						"The details to modify must be numbers, booleans, strings of at most "
								+ SessionAttributes.MAX_LENGTH
								+ " characters, or null, and none that WAMP has a meaning for");
			}
		});
		if (!this.sessions.change(session(call.id(0)), changes)) {
			throw new MetaException(ErrorUris.LIMIT_EXCEEDED,
					"A session may be given no more than " + SessionAttributes.MAX_COUNT + " details");
		}
		return null;
	}

	private List<Long> killAll(MetaCall call, Predicate<SessionInfo> condition, boolean quietly) {
		String reason = reason(call);
		String message = message(call);
		List<Long> killed = new ArrayList<>();
		for (SessionInfo session : this.sessions.all()) {
			if (session.id() != call.caller().info().id() && condition.test(session)
					&& this.sessions.kill(session.id(), reason, message, quietly)) {
				killed.add(session.id());
			}
		}
		return killed;
	}

	private static @Nullable String message(MetaCall call) {
		String message = call.keywordString("message");
		if (message != null && message.length() > MAX_MESSAGE_LENGTH) {
			throw new MetaException(ErrorUris.INVALID_ARGUMENT,
					"message must not have more than " + MAX_MESSAGE_LENGTH + " characters");
		}
		return message;
	}

	private static String reason(MetaCall call) {
		String reason = call.reason(Integer.MAX_VALUE);
		return (reason != null) ? reason : CloseUris.KILLED;
	}

}
