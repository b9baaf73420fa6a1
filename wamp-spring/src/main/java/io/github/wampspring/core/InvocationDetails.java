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

package io.github.wampspring.core;

import java.util.Map;

import io.github.wampspring.client.Invocation;
import io.github.wampspring.protocol.Dict;
import org.jspecify.annotations.Nullable;

/**
 * What is known about an invocation. A parameter of this type makes it known to a
 * {@link io.github.wampspring.annotation.WampProcedure @WampProcedure} method, and a
 * {@link ProcedureHandler} gets it too. Callers are known where the router discloses
 * them.
 *
 * @param procedure the URI called; for patterns the one that was called
 * @param caller the caller's session ID
 * @param callerAuthid the caller's authid
 * @param callerAuthrole the caller's authrole
 * @param progressWanted whether the caller wants progressive results
 * @param details all of {@code INVOCATION.Details}, unmodifiable
 */
public record InvocationDetails(String procedure, @Nullable Long caller, @Nullable String callerAuthid,
		@Nullable String callerAuthrole, boolean progressWanted, Map<String, @Nullable Object> details) {

	/**
	 * Creates the details of an invocation.
	 * @param invocation the invocation
	 * @return its details
	 */
	public static InvocationDetails of(Invocation invocation) {
		Dict details = invocation.details();
		return new InvocationDetails(invocation.procedure(), details.getLong("caller"),
				details.getString("caller_authid"), details.getString("caller_authrole"), invocation.isProgressWanted(),
				details.toMap());
	}

}
