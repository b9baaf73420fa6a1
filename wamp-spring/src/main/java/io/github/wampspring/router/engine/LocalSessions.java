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

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import io.github.wampspring.router.SessionInfo;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of this instance.
 */
final class LocalSessions implements SessionDirectory {

	private final Map<Long, RouterSession> sessions = new ConcurrentHashMap<>();

	private final BiConsumer<RouterSession, Boolean> leaving;

	private final Consumer<RouterSession> changed;

	/**
	 * Creates a directory.
	 * @param leaving clears away, later, what a killed session leaves behind, quietly or
	 * not
	 * @param changed is told of a session that was given attributes
	 */
	LocalSessions(BiConsumer<RouterSession, Boolean> leaving, Consumer<RouterSession> changed) {
		this.leaving = leaving;
		this.changed = changed;
	}

	void add(RouterSession session) {
		this.sessions.put(session.id(), session);
	}

	void remove(RouterSession session) {
		this.sessions.remove(session.id());
	}

	Collection<RouterSession> values() {
		return this.sessions.values();
	}

	@Override
	public List<SessionInfo> all() {
		return this.sessions.values().stream().map(RouterSession::info).toList();
	}

	@Override
	public @Nullable SessionInfo find(long id) {
		RouterSession session = this.sessions.get(id);
		return (session != null) ? session.info() : null;
	}

	@Override
	public boolean kill(long id, String reason, @Nullable String message, boolean quietly) {
		RouterSession session = this.sessions.get(id);
		if (session == null || session.handler().goodbye(reason, message) == null) {
			return false;
		}
		this.leaving.accept(session, quietly);
		return true;
	}

	@Override
	public boolean change(SessionInfo session, Map<String, @Nullable Object> changes) {
		boolean done = session.attributes().change(changes);
		RouterSession local = this.sessions.get(session.id());
		if (done && local != null) {
			this.changed.accept(local);
		}
		return done;
	}

}
