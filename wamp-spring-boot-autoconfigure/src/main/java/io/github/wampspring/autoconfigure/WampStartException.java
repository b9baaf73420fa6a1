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

package io.github.wampspring.autoconfigure;

import org.jspecify.annotations.Nullable;

/**
 * The application does not start, since a connection with {@code fail-fast} could not
 * join, or not register what it has to.
 */
public class WampStartException extends IllegalStateException {

	private final String connection;

	/**
	 * Creates an exception.
	 * @param connection the connection's name
	 * @param message what happened
	 * @param cause the exception behind it, if there is one
	 */
	public WampStartException(String connection, String message, @Nullable Throwable cause) {
		super(message, cause);
		this.connection = connection;
	}

	/**
	 * The connection.
	 * @return its name
	 */
	public String getConnection() {
		return this.connection;
	}

}
