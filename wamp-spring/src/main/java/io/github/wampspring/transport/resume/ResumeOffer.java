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
 * What WELCOME says of resuming the session: {@code resumable}, {@code resume-ticket} and
 * {@code resumed} as the specification's document on sessions has them, and what it
 * leaves open, {@code x_received} and {@code x_resume_within}.
 *
 * @param token the token to come back with
 * @param received how many messages the router has received since the first WELCOME
 * @param within how long the router keeps the session without a connection
 * @param resumed whether this WELCOME resumes a session
 */
public record ResumeOffer(String token, long received, Duration within, boolean resumed) {

	/** In HELLO, WELCOME: how many messages were received. */
	static final String RECEIVED = "x_received";

	/** In HELLO, WELCOME: for how long the session may be without a connection. */
	static final String WITHIN = "x_resume_within";

	/**
	 * Reads an offer.
	 * @param details {@code WELCOME.Details}
	 * @return the offer, {@code null} from a router that does not resume, or does not
	 * count
	 */
	public static @Nullable ResumeOffer of(Dict details) {
		String token = details.getString("resume-ticket");
		Long received = details.getLong(RECEIVED);
		Long within = details.getLong(WITHIN);
		if (!details.isTrue("resumable") || token == null || received == null || received < 0 || within == null
				|| within <= 0) {
			return null;
		}
		return new ResumeOffer(token, received, Duration.ofMillis(within), details.isTrue("resumed"));
	}

	/**
	 * Writes the offer.
	 * @return entries of {@code WELCOME.Details}
	 */
	public Dict toDetails() {
		Dict details = Dict.of("resumable", true)
			.with("resume-ticket", this.token)
			.with(RECEIVED, this.received)
			.with(WITHIN, this.within.toMillis());
		return this.resumed ? details.with("resumed", true) : details;
	}

}
