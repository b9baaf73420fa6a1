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

package io.github.wampspring.router.routing;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.MessageTooLargeException;
import io.github.wampspring.PayloadException;
import io.github.wampspring.protocol.Payload;

/**
 * The errors for arguments that a channel cannot take.
 */
final class PayloadErrors {

	private PayloadErrors() {
	}

	static String uri(PayloadException ex) {
		return (ex instanceof MessageTooLargeException) ? ErrorUris.PAYLOAD_SIZE_EXCEEDED : ErrorUris.INVALID_ARGUMENT;
	}

	/**
	 * The words for what was too large to be read.
	 */
	static String oversized(String what, int limit) {
		return what + " exceeds the limit of " + limit + " bytes (property wamp.router.max-message-size)";
	}

	static Payload payload(PayloadException ex) {
		return Payload.of((ex instanceof MessageTooLargeException tooLarge) ? tooLarge.getMessageOfRouter()
				: String.valueOf(ex.getMessage()));
	}

}
