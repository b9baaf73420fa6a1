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

import org.jspecify.annotations.Nullable;

/**
 * Answers the calls of a procedure whose arguments come one after the other. See the
 * section "Progressive Call Invocations" of the specification.
 */
@FunctionalInterface
public interface StreamedProcedureHandler {

	/**
	 * Answers a call, as soon as its first arguments are there. Runs on the connection's
	 * executor and may block.
	 * @param arguments the call's arguments, which may still come; those of a call that
	 * has them all at once are a stream of one message
	 * @param details what is known about the call
	 * @param progress takes progressive results, and knows whether the caller still waits
	 * @return the result, as of {@link ProcedureHandler#handle}
	 * @throws Exception what the caller gets as an error; a
	 * {@link io.github.wampspring.WampException} as it is
	 */
	@Nullable Object handle(StreamedArguments arguments, InvocationDetails details, ProgressSink<@Nullable Object> progress)
			throws Exception;

}
