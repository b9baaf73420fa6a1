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

import java.util.function.Supplier;

import io.github.wampspring.WampException;
import org.jspecify.annotations.Nullable;

/**
 * Turns what procedures throw into errors for their callers: of annotated methods and of
 * handlers of a template alike. {@link ErrorTranslator} is what there is by default.
 */
@FunctionalInterface
public interface ProcedureErrors {

	/**
	 * Turns an exception into an error.
	 * @param failure what was thrown, without wrappers
	 * @param invocation what is known about the invocation that it ends
	 * @return what the caller gets; {@code null} for an exception that nobody expected:
	 * it is logged, and the caller gets {@code wamp.error.runtime_error}
	 */
	@Nullable WampException translate(Throwable failure, InvocationDetails invocation);

	/**
	 * Whether callers get the message of an exception that nobody expected.
	 * @param failure the exception
	 * @return {@code false} to tell no more than that the procedure failed
	 */
	default boolean isExposed(Throwable failure) {
		return false;
	}

	/**
	 * Errors that are asked for when there is one to translate, so that what translates
	 * may itself need what is being made.
	 * @param errors gives them
	 * @return the errors
	 */
	static ProcedureErrors late(Supplier<? extends ProcedureErrors> errors) {
		return new ProcedureErrors() {

			@Override
			public @Nullable WampException translate(Throwable failure, InvocationDetails invocation) {
				return errors.get().translate(failure, invocation);
			}

			@Override
			public boolean isExposed(Throwable failure) {
				return errors.get().isExposed(failure);
			}

		};
	}

}
