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

import io.github.wampspring.PayloadException;
import io.github.wampspring.protocol.Payload;

/**
 * Arguments could not be read as the type asked for.
 */
final class UnreadableArgumentException extends PayloadException {

	private final transient WampArguments source;

	UnreadableArgumentException(WampArguments source, PayloadException cause) {
		super(String.valueOf(cause.getMessage()), cause);
		this.source = source;
	}

	/**
	 * Whether it is about these arguments, and those who sent them can do better.
	 * @param payload the arguments
	 * @return {@code false} if others could not be read, or nobody can send what can be
	 */
	boolean isAbout(Payload payload) {
		return this.source.toPayload() == payload && !InvalidArgumentException.isOwnFault(this);
	}

	InvalidArgumentException toError() {
		return new InvalidArgumentException(String.valueOf(getMessage()), this);
	}

}
