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

package io.github.wampspring.transport;

import org.jspecify.annotations.Nullable;

/**
 * A channel could not be opened.
 */
public class ConnectFailedException extends RuntimeException {

	private final boolean permanent;

	/**
	 * Creates an exception.
	 * @param message what was tried and what the other side answered
	 * @param permanent whether trying again cannot help, as with an endpoint that does
	 * not speak WAMP v2
	 * @param cause the exception of the transport, if there is one
	 */
	public ConnectFailedException(String message, boolean permanent, @Nullable Throwable cause) {
		super(message, cause);
		this.permanent = permanent;
	}

	public boolean isPermanent() {
		return this.permanent;
	}

}
