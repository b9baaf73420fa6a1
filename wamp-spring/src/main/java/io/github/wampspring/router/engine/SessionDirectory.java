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

import java.util.List;
import java.util.Map;

import io.github.wampspring.router.SessionInfo;
import org.jspecify.annotations.Nullable;

/**
 * Who is in a realm. What the session meta procedures tell and end goes through here, so
 * that sessions of another instance can stand beside those of this one.
 */
interface SessionDirectory {

	/**
	 * All sessions of the realm.
	 * @return a snapshot
	 */
	List<SessionInfo> all();

	/**
	 * A session of the realm.
	 * @param id its ID
	 * @return the session, or {@code null} if there is none
	 */
	@Nullable SessionInfo find(long id);

	/**
	 * Says GOODBYE to a session at once. What it leaves behind is cleared away by another
	 * thread than the caller's.
	 * @param id its ID
	 * @param reason the URI of the reason
	 * @param message a text for people, if there is one
	 * @param quietly whether there are neither testaments nor an event of its leaving
	 * @return {@code false} if it is not there, or is leaving already
	 */
	boolean kill(long id, String reason, @Nullable String message, boolean quietly);

	/**
	 * Gives attributes to a session.
	 * @param session the session
	 * @param changes names and values, {@code null} to take one away
	 * @return {@code false} if it would have too many: then nothing changes
	 */
	boolean change(SessionInfo session, Map<String, @Nullable Object> changes);

}
