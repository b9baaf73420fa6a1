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

package io.github.wampspring.transport.resume;

import java.time.Duration;

import io.github.wampspring.protocol.Dict;
import org.jspecify.annotations.Nullable;

/**
 * What HELLO says of a session that is to go on: {@code resume-session} and
 * {@code resume-token} as the specification's document on sessions has them, and
 * {@code x_received}.
 *
 * @param session the session's ID
 * @param token the token that the router gave last
 * @param received how many messages the client has received since the first WELCOME
 */
public record ResumeRequest(long session, String token, long received) {

	/**
	 * What a HELLO says that begins a session which its client could resume.
	 * @param within for how long it tries to: the session is of no use after that
	 * @return entries of {@code HELLO.Details}
	 */
	public static Dict able(Duration within) {
		return Dict.of("resumable", true)
			.with(ResumeOffer.RECEIVED, 0L)
			.with(ResumeOffer.WITHIN, Math.max(1, within.toMillis()));
	}

	/**
	 * For how long a client that joins could resume its session.
	 * @param details {@code HELLO.Details}
	 * @param most how long the router keeps it
	 * @return that, or less if the client says so
	 */
	public static Duration within(Dict details, Duration most) {
		Long within = details.getLong(ResumeOffer.WITHIN);
		return (within != null && within > 0 && within < most.toMillis()) ? Duration.ofMillis(within) : most;
	}

	/**
	 * Whether a client that joins could resume its session.
	 * @param details {@code HELLO.Details}
	 * @return {@code true} if it also counts
	 */
	public static boolean isAble(Dict details) {
		return details.isTrue("resumable") && details.getLong(ResumeOffer.RECEIVED) != null;
	}

	/**
	 * Reads a request.
	 * @param details {@code HELLO.Details}
	 * @return the request, {@code null} if there is none
	 */
	public static @Nullable ResumeRequest of(Dict details) {
		Long session = details.getLong("resume-session");
		String token = details.getString("resume-token");
		Long received = details.getLong(ResumeOffer.RECEIVED);
		if (session == null && token == null) {
			return null;
		}
		return new ResumeRequest((session != null) ? session : 0, (token != null) ? token : "",
				(received != null) ? received : -1);
	}

	/**
	 * Writes the request.
	 * @return entries of {@code HELLO.Details}
	 */
	public Dict toDetails() {
		return Dict.of("resumable", true)
			.with("resume-session", this.session)
			.with("resume-token", this.token)
			.with(ResumeOffer.RECEIVED, this.received);
	}

}
