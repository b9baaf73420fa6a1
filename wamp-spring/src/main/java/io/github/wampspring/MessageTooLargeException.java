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

package io.github.wampspring;

/**
 * A message is larger than the channel's limit, and was not sent.
 */
public class MessageTooLargeException extends PayloadException {

	private final int length;

	private final int limit;

	/**
	 * Creates an exception.
	 * @param length the message's length, in bytes
	 * @param limit the limit
	 */
	public MessageTooLargeException(int length, int limit) {
		super(describe(length, limit, "wamp.max-message-size"), null);
		this.length = length;
		this.limit = limit;
	}

	/**
	 * The words for it at a router, whose limit another property sets.
	 * @return a sentence that names the property
	 */
	public String getMessageOfRouter() {
		return describe(this.length, this.limit, "wamp.router.max-message-size");
	}

	private static String describe(int length, int limit, String property) {
		return "The message has " + length + " bytes, the limit is " + limit + " (property " + property + ")";
	}

}
