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

import io.github.wampspring.ChannelBinding;

/**
 * Thrown when a channel has no binding of the type that was asked for.
 */
public class ChannelBindingException extends RuntimeException {

	/**
	 * Creates an exception.
	 * @param binding what was asked for
	 * @param reason why it is not to be had
	 */
	public ChannelBindingException(ChannelBinding binding, String reason) {
		super("There is no channel binding " + binding + ": " + reason);
	}

}
