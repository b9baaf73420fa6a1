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

package io.github.wampspring.proxy;

import org.jspecify.annotations.Nullable;

/**
 * An interface that no client can be made of as it stands. Stops the start of the
 * application.
 */
public class WampClientException extends IllegalStateException {

	private final String remedy;

	/**
	 * Creates an exception.
	 * @param message what is wrong, with the method
	 * @param remedy what to do about it
	 * @param cause the exception behind it, if there is one
	 */
	public WampClientException(String message, String remedy, @Nullable Throwable cause) {
		super(message, cause);
		this.remedy = remedy;
	}

	/**
	 * What to do about it.
	 * @return a sentence or more
	 */
	public String getRemedy() {
		return this.remedy;
	}

}
