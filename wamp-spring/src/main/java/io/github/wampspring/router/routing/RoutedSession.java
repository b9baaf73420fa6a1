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
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import io.github.wampspring.protocol.Feature.Role;
import io.github.wampspring.protocol.Feature;
import io.github.wampspring.router.SessionInfo;
import io.github.wampspring.router.SessionLimits;
import io.github.wampspring.transport.WampChannel;

/**
 * A session as broker and dealer see it.
 */
public interface RoutedSession {

	SessionInfo info();

	/**
	 * Whether the client has announced a feature.
	 */
	boolean supports(Role role, Feature feature);

	WampChannel channel();

	/**
	 * What the session may hold.
	 */
	SessionLimits limits();

	/**
	 * Whether the session has ended: nothing is enqueued for it any more.
	 */
	boolean isClosed();

	/**
	 * Does something under the session's lock, unless the session has ended.
	 * @param action what to do; may enqueue messages, must not block
	 * @return what the action returned; {@code false} if the session has ended
	 */
	boolean whileOpen(BooleanSupplier action);

	/**
	 * Goes on when a decision is there. What the client sends until then waits, in its
	 * order; only a CANCEL of a call that is known does not.
	 * @param decision the decision
	 * @param then what to do, on the thread that brings the decision; the session may
	 * have ended meanwhile
	 */
	void await(CompletableFuture<Access> decision, Consumer<Access> then);

	/**
	 * Does the rest of what the client has asked for, on whatever thread. What goes wrong
	 * is logged and ends the session, so that the client does not wait for an answer.
	 */
	void run(Runnable rest);

}
