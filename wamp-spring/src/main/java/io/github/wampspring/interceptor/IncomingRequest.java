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

package io.github.wampspring.interceptor;

import io.github.wampspring.codec.PayloadMapper;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Payload;

/**
 * An invocation or event for a handler of this application.
 *
 * @param kind what it is
 * @param connection the name of the connection that it came over
 * @param session the ID of this application's session
 * @param request the ID of the invocation, or of the publication
 * @param uri the procedure or topic; for patterns the one that was called or published to
 * @param registered the URI or pattern that the handler is registered or subscribed with
 * @param options {@code INVOCATION.Details} or {@code EVENT.Details}
 * @param payload the arguments
 * @param mapper reads payloads
 * @param local whether the router is in the same JVM
 */
public record IncomingRequest(Kind kind, String connection, long session, long request, String uri, String registered,
		Dict options, Payload payload, PayloadMapper mapper,
		boolean local) implements InterceptedRequest<IncomingRequest> {

	@Override
	public IncomingRequest with(Dict options, Payload payload) {
		return new IncomingRequest(this.kind, this.connection, this.session, this.request, this.uri, this.registered,
				options, payload, this.mapper, this.local);
	}

	/**
	 * What comes in.
	 */
	public enum Kind {

		/** An invocation. Its outcome is the result's arguments. */
		INVOCATION,

		/** An event. Its outcome has no arguments. */
		EVENT

	}

}
