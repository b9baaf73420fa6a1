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

package io.github.wampspring.router.engine;

import io.github.wampspring.auth.WampAuthenticationProvider;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.router.engine.Admissions.Place;
import io.github.wampspring.router.engine.Resumptions.Resumption;
import io.github.wampspring.transport.resume.ResumeRequest;
import org.jspecify.annotations.Nullable;

/**
 * Whether one client may still try to prove that it is somebody. Asked before each step,
 * and once more at the moment of the answer, whatever that is: of all that are under way
 * at once, only so many learn whether they are right.
 *
 * <p>
 * Who shows the token of a session, which is not to be guessed, comes back to it however
 * often others have failed in the name of its owner. A token that was stolen must not
 * open a way to guess the secret, so that this holds for a few failures only.
 */
final class Attempts {

	/** The reason of ABORT where there were too many. */
	static final String FROM_ADDRESS = "Too many attempts from this address have failed, try again in a minute";

	static final String FOR_AUTHID = "Too many attempts for this authid have failed, try again in a minute";

	private final Place place;

	private final FailedLogins logins;

	private final String realm;

	/** Whose attempts are counted, {@code null} for nobody's. */
	private final @Nullable String authId;

	private final @Nullable Resumption resumption;

	Attempts(Place place, FailedLogins logins, Realm realm, Dict hello, WampAuthenticationProvider provider) {
		this.place = place;
		this.logins = logins;
		this.realm = realm.name();
		String authId = hello.getString("authid");
		this.authId = provider.isGuessable() ? authId : null;
		ResumeRequest request = ResumeRequest.of(hello);
		this.resumption = (request != null) ? realm.resumptions().find(request, authId, provider.getMethod()) : null;
	}

	/**
	 * Why there may be no more.
	 * @return a sentence for the client, {@code null} if nothing is against another one
	 */
	@Nullable String refusal() {
		if (this.resumption != null && this.resumption.mayFail()) {
			return null;
		}
		if (this.place.isThrottled()) {
			return FROM_ADDRESS;
		}
		return this.logins.isThrottled(this.realm, this.authId) ? FOR_AUTHID : null;
	}

	/**
	 * The client is not who it says, or has not shown it.
	 * @param tried whether it has tried to; else its owner is not kept out by it
	 * @return why it is not to learn that, {@code null} if it may
	 */
	@Nullable String failed(boolean tried) {
		boolean excused = this.resumption != null && this.resumption.failed();
		boolean byAddress = this.place.failed();
		boolean byAuthId = !tried || this.logins.failed(this.realm, this.authId);
		if (excused || (byAddress && byAuthId)) {
			return null;
		}
		return byAddress ? FOR_AUTHID : FROM_ADDRESS;
	}

	/**
	 * The client does not wait for what it has made the router find out, or does not
	 * answer the challenge. That says nothing of the authid, which has not been proved
	 * wrong; who comes back to a session may just have a bad line.
	 */
	void abandoned() {
		if (this.resumption == null) {
			this.place.failed();
		}
	}

}
