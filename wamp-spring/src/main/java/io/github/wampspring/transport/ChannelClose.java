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

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * Why a channel was closed.
 *
 * @param code the WebSocket's close code, 0 where there is none
 * @param reason a sentence for the log, and for the peer where it fits
 * @param cause the exception that ended the connection, if one did
 * @param isCutOff whether this end has given up a peer that does not read or answer
 */
public record ChannelClose(int code, String reason, @Nullable Throwable cause, boolean isCutOff) {

	/** The code of an end that goes away. */
	public static final int GOING_AWAY = 1001;

	/** The code of a connection that broke, which is never sent. */
	public static final int BROKEN = 1006;

	private static final int MAX_REASON_LENGTH = 123;

	/**
	 * Creates a close of a peer that is not cut off.
	 * @param code the WebSocket's close code, 0 where there is none
	 * @param reason a sentence for the log, and for the peer where it fits
	 * @param cause the exception that ended the connection, if one did
	 */
	public ChannelClose(int code, String reason, @Nullable Throwable cause) {
		this(code, reason, cause, false);
	}

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
		return new ChannelClose(BROKEN, reason, cause);
	}

	/**
	 * The end of a connection whose peer does not read or answer.
	 * @param reason a sentence
	 * @return a close with code 1006
	 */
	public static ChannelClose cutOff(String reason) {
		return new ChannelClose(BROKEN, reason, null, true);
	}

	/**
	 * The code as a WebSocket may send it (RFC 6455, section 7.4).
	 * @return the code; 1001 for a connection that broke
	 */
	public int wireCode() {
		return (this.code == BROKEN) ? GOING_AWAY : this.code;
	}

	/**
	 * The reason as a WebSocket may send it (RFC 6455, section 5.5.1).
	 * @return at most 123 bytes of UTF-8
	 */
	public String wireReason() {
		byte[] bytes = this.reason.getBytes(StandardCharsets.UTF_8);
		if (bytes.length <= MAX_REASON_LENGTH) {
			return this.reason;
		}
		int end = MAX_REASON_LENGTH - 3;
		while ((bytes[end] & 0xC0) == 0x80) {
			end--;
		}
		return new String(bytes, 0, end, StandardCharsets.UTF_8) + "...";
	}

}
