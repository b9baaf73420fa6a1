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

package io.github.wampspring.router;

import io.github.wampspring.MatchPolicy;
import io.github.wampspring.codec.PayloadMapper;
import io.github.wampspring.interceptor.InterceptedRequest;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Payload;
import org.jspecify.annotations.Nullable;

/**
 * What a session has asked the router for, and may have.
 *
 * @param session the session
 * @param action what it asks for
 * @param request the ID of the request, given by the session
 * @param uri the URI or pattern
 * @param match how it matches; {@code EXACT} for {@code CALL} and {@code PUBLISH}
 * @param registered for a call, the URI or pattern of the registration that it would go
 * to; for a publication, the URI or a pattern of those that are subscribed; {@code null}
 * if there is none
 * @param options the options of the message
 * @param payload the arguments; none for {@code REGISTER} and {@code SUBSCRIBE}
 * @param mapper reads payloads
 */
public record RouterRequest(SessionInfo session, WampAction action, long request, String uri, MatchPolicy match,
		@Nullable String registered, Dict options, Payload payload,
		PayloadMapper mapper) implements InterceptedRequest<RouterRequest> {

	@Override
	public RouterRequest with(Dict options, Payload payload) {
		return new RouterRequest(this.session, this.action, this.request, this.uri, this.match, this.registered,
				options, payload, this.mapper);
	}

}
