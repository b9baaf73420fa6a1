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

import java.util.concurrent.CompletionStage;

import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Feature;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.router.SessionInfo;
import org.jspecify.annotations.Nullable;

/**
 * Where invocations go: a session, or whoever speaks for one that joined elsewhere.
 */
public interface CalleePort {

	/**
	 * Whose registrations these are.
	 */
	SessionInfo info();

	/**
	 * Whether the session is one of another instance.
	 */
	boolean isRemote();

	/**
	 * Whether the callee has announced a feature of its role.
	 */
	boolean supports(Feature feature);

	/**
	 * Whether an invocation can be sent now: if not, too much waits for the callee
	 * already.
	 */
	boolean hasRoom();

	/**
	 * Whether others are asked first: the callee has lost its connection and may come
	 * back, for which invocations wait, or it is far away and those that are near are
	 * preferred.
	 */
	boolean comesLast();

	/**
	 * Whether it may turn out later that it does not take an invocation, so that another
	 * one has to be asked.
	 */
	default boolean mayRefuse() {
		return false;
	}

	/**
	 * A place that its instance has offered is not wanted.
	 */
	default void giveBack(Callee callee) {
	}

	/**
	 * Tells when {@link #hasRoom()} is worth another question.
	 * @return completes by any thread, never exceptionally
	 */
	CompletionStage<?> room();

	/**
	 * Sends an invocation. Never blocks.
	 * @param assignment the call and the callee; gets the invocation's ID
	 * @param details the details
	 * @param payload the arguments
	 * @return {@code false} if the callee is gone, or the call has ended meanwhile
	 * @throws io.github.wampspring.PayloadException if the callee cannot get the
	 * arguments
	 */
	boolean invoke(Assignment assignment, Dict details, Payload payload);

	/**
	 * Sends further arguments of an invocation that was sent and is not answered or
	 * forgotten yet.
	 * @return {@code false} if nobody waits for them any more
	 * @throws io.github.wampspring.PayloadException if the callee cannot get them
	 */
	boolean proceed(Assignment assignment, Dict details, Payload payload);

	/**
	 * Forgets an invocation, for whose answer nobody waits any more.
	 * @return {@code false} if it was answered or forgotten already
	 */
	boolean forget(Assignment assignment);

	/**
	 * Interrupts an invocation that was sent and is not answered or forgotten yet.
	 * @param forget whether it is forgotten, too
	 * @return {@code false} if it was not interrupted
	 */
	boolean interrupt(Assignment assignment, Dict options, boolean forget);

	/**
	 * Ends a registration that the callee has not given back: no invocation follows. It
	 * is told so, if it has announced that it understands.
	 * @param reason why, a URI, if there is a reason
	 * @return {@code false} if the registration was not active
	 */
	boolean revoke(Callee callee, @Nullable String reason);

}
