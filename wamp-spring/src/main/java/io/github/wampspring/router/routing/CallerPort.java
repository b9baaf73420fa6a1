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

import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.WampMessage;

/**
 * Where a call comes from and its results go: a session, or whoever speaks for one that
 * joined elsewhere.
 */
public interface CallerPort {

	/**
	 * Whether it speaks for a session of another instance, which looks for callees
	 * itself.
	 */
	boolean isRemote();

	/**
	 * What callees are told about the caller, where it is disclosed.
	 */
	Dict callerDetails();

	/**
	 * Brings a payload into the form in which {@link #answer} takes it.
	 * @throws io.github.wampspring.PayloadException if the caller cannot get it
	 */
	Payload prepare(Payload payload);

	/**
	 * Takes a RESULT or ERROR for one of the caller's requests, in order with all others,
	 * unless the caller is gone. Must be followed by {@link #flush()}.
	 * @throws io.github.wampspring.PayloadException if the caller cannot get it
	 */
	void answer(WampMessage message);

	void flush();

	/**
	 * How much space the calls that are kept for it take, which may be sent once more.
	 */
	Quota heldCalls();

	/**
	 * Whether it understands payloads that routers only hand on.
	 */
	boolean passesPayloads();

	/**
	 * Whether limits do not bind it.
	 */
	boolean isTrusted();

	/**
	 * A call has ended, and its request ID is free.
	 */
	void ended(long request, PendingCall call);

}
