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

package io.github.wampspring.listener;

import org.jspecify.annotations.Nullable;

/**
 * A parameter of an annotated method that nothing can be bound to.
 */
public class UnbindableParameterException extends WampListenerException {

	/**
	 * Creates an exception.
	 * @param parameter the parameter, for people
	 * @param method the method, for people
	 * @param reason why nothing can be bound to it
	 * @param remedy what to do about it
	 * @param cause the exception behind it, if there is one
	 */
	public UnbindableParameterException(String parameter, String method, String reason, String remedy,
			@Nullable Throwable cause) {
		super("The " + parameter + " of " + method + " cannot be bound: " + reason, remedy, cause);
	}

}
