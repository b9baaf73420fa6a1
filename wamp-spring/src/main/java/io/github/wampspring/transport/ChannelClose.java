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
 * Why a channel was closed.
 *
 * @param code the WebSocket's close code, 0 where there is none
 * @param reason a sentence for the log, and for the peer where it fits
 * @param cause the exception that ended the connection, if one did
 */
public record ChannelClose(int code, String reason, @Nullable Throwable cause) {

	/**
	 * An ordinary close.
	 * @param reason a sentence
	 * @return a close with code 1000
	 */
	public static ChannelClose normal(String reason) {
		return new ChannelClose(1000, reason, null);
	}

	/**
	 * A close after a violation of the protocol.
	 * @param reason a sentence
	 * @return a close with code 1002
	 */
	public static ChannelClose violation(String reason) {
		return new ChannelClose(1002, reason, null);
	}

	/**
	 * A connection that broke.
	 * @param reason a sentence
	 * @param cause the exception, if there is one
	 * @return a close with code 1006
	 */
	public static ChannelClose broken(String reason, @Nullable Throwable cause) {
		return new ChannelClose(1006, reason, cause);
	}

}
