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

package io.github.wampspring.router.cluster;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What other instances may do to the sessions of this one.
 */
public interface ClusterSessions {

	/**
	 * Ends a session.
	 * @param session its ID
	 * @param reason the URI of the reason
	 * @param message a text for people, if there is one
	 * @param quietly whether there are neither testaments nor an event of its leaving
	 */
	void kill(long session, String reason, @Nullable String message, boolean quietly);

	/**
	 * Gives attributes to a session.
	 * @param session its ID
	 * @param changes names and values, {@code null} to take one away
	 */
	void change(long session, Map<String, @Nullable Object> changes);

}
