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

import io.github.wampspring.WampException;
import org.jspecify.annotations.Nullable;

/**
 * Turns what procedures throw into errors, by the application's own rules. Beans of this
 * type are asked in their order, before
 * {@link io.github.wampspring.annotation.WampError @WampError} and all that is built in;
 * arguments that do not fit a procedure are not their business. Asked for annotated
 * methods and for handlers of a template alike.
 */
@FunctionalInterface
public interface WampErrorHandler {

	/**
	 * Turns an exception into an error.
	 * @param failure what the procedure threw, or its future or publisher failed with
	 * @param details what is known about the invocation
	 * @return what the caller gets, or {@code null} to leave it to the next one
	 */
	@Nullable WampException handle(Throwable failure, InvocationDetails details);

}
